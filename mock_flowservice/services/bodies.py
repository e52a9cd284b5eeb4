"""Reading a JSON body: whether there is one, content type, bytes, depth, and the contract's schema, in this order."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NoReturn

import jsonschema_rs
import orjson

from ..call import Call
from ..errors import BODY_TOO_DEEP, BODY_UNREADABLE, CONTENT_TYPE, Explanation
from ..wire import JsonObject
from .refusals import Refusals

DEEPEST = 64
"""Levels of nesting that a body may have. Source: rule request.limits."""
LONGEST_PHRASE = 160
"""Characters of a problem that a message repeats."""
MOST_PROBLEMS = 10
MISSING = "is a required property"
LARGEST_REMEMBERED = 4096
"""Bytes of a schema that is kept compiled; callers send schemas, and patterns take a hundred times their length."""
LARGEST_PATTERN = 256 * 1024
"""Bytes of a pattern when it is compiled."""

Check = jsonschema_rs.Draft202012Validator | jsonschema_rs.Draft7Validator


def read_body(refusals: Refusals, call: Call) -> Any:
    """The body of a call, parsed and checked; raises ServiceError, as the service that was asked words it."""
    if not call.raw.strip():
        raise refusals.body_missing(Explanation(expected="a JSON body"))
    content_type = (call.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if content_type != "application/json" and not content_type.endswith("+json"):
        kind = refusals.media_type if call.published("request.content_type") else CONTENT_TYPE
        raise kind(Explanation("Content-Type", content_type, "application/json"), type=content_type)
    body = parse(call.raw)
    if body is None:
        raise refusals.body_missing(Explanation(expected="a JSON body"))
    if check := call.operation and (unfinished_check(call) or call.operation.body_check):
        check_value(refusals, check, body)
    return body


def unfinished_check(call: Call) -> Check | None:
    """The check of a body that may be unfinished, None where it may not. Source: doc .../api/draft.md."""
    drafted = (call.query.get("mode") or "").lower() == "draft"
    return call.operation.draft_check if call.operation and drafted else None


def compiled(schema: Any) -> jsonschema_rs.Draft7Validator:
    """A schema of a spec, ready to check with: it fetches nothing, and takes linear time; raises ValueError."""
    text = orjson.dumps(schema)
    return _remembered(text) if len(text) <= LARGEST_REMEMBERED and b'"pattern' not in text else _compiled(text)


def _compiled(text: bytes) -> jsonschema_rs.Draft7Validator:
    patterns = jsonschema_rs.RegexOptions(size_limit=LARGEST_PATTERN, dfa_size_limit=LARGEST_PATTERN)
    return jsonschema_rs.Draft7Validator(orjson.loads(text), retriever=_fetch_nothing, pattern_options=patterns)


_remembered = lru_cache(maxsize=1024)(_compiled)


def _fetch_nothing(uri: str) -> NoReturn:
    raise ValueError(f"{uri} is not part of the schema")


def check_value(refusals: Refusals, check: Check, value: Any, at: str = "") -> None:
    """A value meets a compiled schema; raises the room's error with every problem. `at` is where the value stands."""
    if check.is_valid(value):
        return
    problems = [
        problem_of(error, at, refusals.confidential) for error in islice(check.iter_errors(value), MOST_PROBLEMS)
    ]
    missing = all(phrase.endswith(MISSING) for _, phrase in problems)
    kind = refusals.field_missing if missing else refusals.field_invalid
    pointer, phrase = problems[0]
    raise kind(Explanation(pointer, problem=phrase), problems=in_words(problems))


def parse(raw: bytes) -> Any:
    """JSON from bytes; raises the platform's error for what is broken or nested too deeply."""
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise BODY_UNREADABLE(reason=str(error)) from None
    if raw.count(b"{") + raw.count(b"[") > DEEPEST and too_deep(body):
        raise BODY_TOO_DEEP(most=DEEPEST)
    return body


def too_deep(value: Any) -> bool:
    """Whether a JSON value has more than DEEPEST levels."""
    level = [value]
    for _ in range(DEEPEST):
        level = [child for each in level for child in _children(each)]
        if not level:
            return False
    return True


def _children(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def problem_of(error: jsonschema_rs.ValidationError, at: str = "", confidential: str = "") -> tuple[str, str]:
    """Where a schema is broken, as a JSON pointer, and how; only plain values of named fields are repeated."""
    error = innermost(error)
    pointer = at + "".join(f"/{part}" for part in error.instance_path)
    plain = (
        error.instance_path and isinstance(error.instance_path[-1], str) and not isinstance(error.instance, dict | list)
    )
    hidden = not plain or (confidential and pointer.startswith(confidential))
    phrase = error.message
    if hidden and not phrase.endswith(MISSING):
        phrase = f"is not of the right {error.kind.name}"
    return pointer, shortened(phrase)


def innermost(error: jsonschema_rs.ValidationError) -> jsonschema_rs.ValidationError:
    """Of a value that meets none of several schemas, what is wrong with it as the one that was meant.

    That is what lies deepest inside it and, at the same depth, anything but the overall type.
    """

    def depth(one: jsonschema_rs.ValidationError) -> tuple[int, bool]:
        return len(one.instance_path), one.kind.name != "type"

    branches = getattr(error.kind, "context", None) or ()
    return max((innermost(each) for branch in branches for each in branch), key=depth, default=error)


def shortened(text: str) -> str:
    """A text that a message may repeat."""
    return text if len(text) <= LONGEST_PHRASE else text[:LONGEST_PHRASE] + "…"


def in_words(problems: list[tuple[str, str]]) -> str:
    """Problems as one phrase."""
    return "; ".join(f"{pointer}: {phrase}" if pointer else phrase for pointer, phrase in problems)


def kept(body: JsonObject, names: Iterable[str]) -> JsonObject:
    """The fields of a body under these names, nulls left out: clients send null for what they leave open."""
    return {name: body[name] for name in names if body.get(name) is not None}
