"""The JSON Schemas in specs: which of them can be used, and values checked by them in bounded time and memory."""

from collections.abc import Iterator
from math import prod
from typing import Any, NoReturn

import orjson

from ...call import Call
from ...errors import Explanation
from ...wire import JsonObject
from ..bodies import check_value, compiled
from .errors import FIELD_INVALID, REFUSALS, SPEC_INVALID

LARGEST = 32 * 1024
"""Bytes of all schemas in a spec; the largest that is published has 2166."""
MOST_WORK = 2**30
"""Bytes of a schema times bytes of a value: each part of one may have to be held against each part of the other."""
MOST_EXPLAINED, MOST_PROBLEMS = 2**26, 2**16
"""The same, and parts times parts, for values whose every problem is told: each problem is a copy of a part of both."""


def check_schemas(call: Call, spec: JsonObject) -> None:
    """Every schema in a spec can be used; raises ServiceError. Source: rules spec.schemas and spec.bounds."""
    found = list(schemas_in(spec, ""))
    if sum(len(orjson.dumps(schema)) for _, schema in found) > LARGEST:
        call.rests_on("spec.bounds")
        reason = f"all schemas of the spec together are larger than {LARGEST} bytes"
        raise SPEC_INVALID(Explanation(found[0][0], problem=reason), at=found[0][0], reason=reason)
    for pointer, schema in found:
        check_schema(pointer, schema)


def schemas_in(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """The schemas in a spec: what stands under `spec` and `requestSpec`, wherever that is."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from schemas_in(each, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for name, each in value.items():
            if name in ("spec", "requestSpec"):
                yield f"{pointer}/{name}", each
            else:
                yield from schemas_in(each, f"{pointer}/{name}")


def check_schema(pointer: str, schema: Any) -> None:
    """A schema can be used, and refers to nothing; raises ServiceError. Source: rule spec.schemas."""
    problem = "it has a $ref" if refers(schema) else ""
    try:
        compiled(schema)
    except ValueError as error:
        problem = problem or str(error).partition("\n")[0]
    if problem:
        raise SPEC_INVALID(Explanation(pointer, problem=problem), at=pointer, reason=problem)


def refers(value: Any) -> bool:
    """Whether a `$ref` stands anywhere in a schema: references can multiply without end, or lead out of here."""
    if isinstance(value, list):
        return any(refers(each) for each in value)
    return isinstance(value, dict) and ("$ref" in value or any(refers(each) for each in value.values()))


def check_by_schema(call: Call, schema: Any, value: Any, at: str) -> None:
    """A value meets a schema of a spec; raises ServiceError with every problem. Source: rule spec.bounds."""
    check, texts = compiled(schema), (orjson.dumps(schema), orjson.dumps(value))
    work, problems = prod(map(len, texts)), prod(map(parts, texts))
    if work > MOST_WORK:
        refuse(call, at, "it is too large to be held against the schema of its spec")
    if (work > MOST_EXPLAINED or problems > MOST_PROBLEMS) and not check.is_valid(value):
        refuse(call, at, "it does not meet the schema of its spec")
    check_value(REFUSALS, check, value, at)


def parts(text: bytes) -> int:
    """At least as many as the values in a JSON text."""
    return 1 + text.count(b",") + text.count(b"{") + text.count(b"[")


def refuse(call: Call, at: str, problem: str) -> NoReturn:
    """Raise the refusal of a value, without what is wrong with which part of it."""
    call.rests_on("spec.bounds")
    raise FIELD_INVALID(Explanation(at, problem=problem), problems=f"{at}: {problem}")
