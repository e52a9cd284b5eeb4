"""Try a mapping set that is not stored: validate its mappings, or see what it makes of records."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...mapping.budget import Budget
from ...mapping.mappings import KINDS, WORDS, plain_mapping
from ...wire import JsonObject
from .checks import bounded, plain_mappings, problems
from .errors import SCHEMA_UNUSABLE, TOO_MUCH
from .languages import rest_on
from .schemas import schema_of

if TYPE_CHECKING:
    from ...mapping import MappingSet, TransformError
    from ...xdm.check import Invalid

MOST_MAPPINGS = 10_000
"""That one preview compiles. Source: rule mapping_set.limits."""
EVERY = "[*]"


@operation("validateMappingSet")
def validate_mapping_set(call: Call) -> Reply:
    """A verdict on each mapping of a set, in their order; nothing is stored.

    Source: spec validateMappingSet; doc help/data-prep/api/mapping-set.md; rule mapping_set.validated.
    """
    phrases: dict[int, list[str]] = defaultdict(list)
    for position, phrase in problems(call, call.body):
        phrases[position].append(phrase)
    mappings = enumerate(map(plain_mapping, call.body["mappings"]))
    return Reply({"validationResponse": [verdict(call, each, phrases[position]) for position, each in mappings]})


@operation("previewMappingSet")
def preview_mapping_set(call: Call) -> Reply:
    """What a set makes of each record; nothing is stored.

    Source: spec previewMappingSet; doc help/data-prep/api/mapping-set.md; aepp; rule mapping_set.previewed.
    """
    call.rests_on("mapping_set.previewed")
    data = call.body["data"]
    with bounded() as budget:
        mapping_set = compiled(call, call.body["mappingSet"], budget)
        rows = [previewed(call, mapping_set, row, budget) for row in (data if isinstance(data, list) else [data])]
    return Reply(rows if isinstance(data, list) else rows[0])


def verdict(call: Call, mapping: JsonObject, phrases: list[str]) -> JsonObject:
    """What is said of one mapping. Source: spec, no errors are null."""
    kind = kind_shown(call, mapping["sourceType"])
    errors = [error(each, mapping["source"], mapping["destination"], kind) for each in phrases]
    return {"status": "FAILED" if errors else "SUCCESS", "errors": errors or None}


def compiled(call: Call, sent: JsonObject, budget: Budget) -> "MappingSet":
    """A set, ready to be applied; raises ServiceError if its schema cannot be used, or BudgetSpent."""
    from ...mapping import MappingSetError, compile_mapping_set

    if len(sent["mappings"]) > MOST_MAPPINGS:
        raise TOO_MUCH(Explanation("/mappingSet/mappings"), reason=f"it has more than {MOST_MAPPINGS:,} mappings")
    schema, environment = schema_of(call, sent), call.emulator.environment
    wrapped = wraps(call, plain_mappings(call, sent))
    try:
        mapping_set = compile_mapping_set(
            sent, schema, environment=environment, keep_going=True, wrapped=wrapped, budget=budget
        )
    except MappingSetError as unusable:
        reason = "; ".join(phrase for _, phrase in unusable.problems)
        raise SCHEMA_UNUSABLE(Explanation("/mappingSet/outputSchema", problem=reason), reason=reason) from None
    rest_on(call, mapping_set.rules)
    rest_on_schema(call, schema)
    return mapping_set


def wraps(call: Call, mappings: list[JsonObject]) -> bool:
    """Whether values that `[*]` pairs are wrapped. Source: rule mapping.every."""
    paired = any(EVERY in (each["source"] or "") and EVERY in (each["destination"] or "") for each in mappings)
    return paired and call.published("mapping.every")


def rest_on_schema(call: Call, schema: JsonObject | None) -> None:
    """Say what the values of records rest on, with a schema or without.

    Source: rules mapping.null, mapping.limits, mapping.unschemed, mapping.coercion and mapping.record_check.
    """
    call.rests_on("mapping.order")
    call.rests_on("mapping.null")
    call.rests_on("mapping.limits")
    if schema is None:
        call.rests_on("mapping.unschemed")
        return
    call.rests_on("mapping.coercion")
    call.rests_on("mapping.maps")
    call.rests_on("mapping.object_copy")
    call.rests_on("mapping.record_check")
    call.rests_on("date.automatic")
    call.rests_on("date.text")


def previewed(call: Call, mapping_set: "MappingSet", record: Any, budget: Budget) -> JsonObject:
    """What becomes of one record; raises BudgetSpent."""
    budget.refuse_lateness()
    if isinstance(record, dict):
        mapped = mapping_set.apply(record)
        errors = [warning(call, each) for each in mapped.warnings] + [breach(each) for each in mapped.errors]
        row = {"data": mapped.record, "errors": errors or None}
    else:
        row = {"data": {}, "errors": [error("a record is an object, and this one is not")]}
    budget.spend(row)
    return row


def warning(call: Call, failed: "TransformError") -> JsonObject:
    """A mapping that failed."""
    kind = kind_shown(call, WORDS.get(failed.source_type, failed.source_type))
    return error(f"{failed.code}: {failed.message}", failed.source, failed.destination, kind)


def breach(invalid: "Invalid") -> JsonObject:
    """A breach of the schema, at its JSON pointer."""
    return error(f"{invalid.code}: {invalid.message}", destination=invalid.pointer)


def kind_shown(call: Call, kind: str) -> str:
    """The kind of a mapping as answers spell it. Source: rule mapping.source_type."""
    return KINDS.get(kind, kind) if call.published("mapping.source_type") else kind


def error(
    exception: str, source: str | None = None, destination: str | None = None, kind: str | None = None
) -> JsonObject:
    """What went wrong with a mapping or a record. Source: spec, TransformErrorInfo."""
    return {
        "source": source,
        "destination": destination,
        "exception": exception,
        "columnName": None,
        "sourceType": kind,
    }
