"""The transformations of a flow: its mapping set, and the column that tells new rows of a table from old."""

from collections.abc import Iterator

from ...call import Call
from ...errors import Explanation
from ...wire import JsonObject
from ..catalog import find_dataset
from ..data_prep import find_mapping_set
from .errors import (
    DELTA_COLUMN_MISSING,
    DELTA_COLUMN_WITH_ONCE,
    MAPPING_EMPTY,
    MAPPING_UNKNOWN,
    MAPPING_VERSION,
    SCHEMAS_DISAGREE,
)
from .schedule import whole_number


def of_name(transformations: list[JsonObject], name: str) -> Iterator[JsonObject]:
    """The params of the transformations of one name."""
    return (each.get("params") or {} for each in transformations if each["name"] == name)


def check_mapping(call: Call, params: JsonObject, target: JsonObject) -> None:
    """The mapping set exists in the version asked for and fits the data set.

    Source: F 1412-400, 1419-400, 1425-400; S 1329-400; rule flow.mapping.
    """
    call.rests_on("flow.mapping")
    id = params.get("mappingId")
    if not id:
        why = Explanation("/transformations", expected="a mappingId")
        raise MAPPING_EMPTY(why, name="Mapping", param="mappingId")
    sent = params.get("mappingVersion") or 0
    version = whole_number(sent)
    found = find_mapping_set(call, id, version)
    if found is None:
        raise MAPPING_UNKNOWN(Explanation("/transformations", id, "the id of a mapping set"), id=id)
    if found.body is None or version is None:
        why = Explanation("/transformations", sent, f"a version from 0 to {found.latest}")
        raise MAPPING_VERSION(why, id=id, version=sent, latest=found.latest)
    check_schemas(call, found.body, target)


def check_schemas(call: Call, mapping_set: JsonObject, target: JsonObject) -> None:
    """Mapping set and data set are of one schema, as far as both are known. Source: F 1425-400; rule flow.mapping."""
    call.rests_on("flow.mapping")
    dataset = find_dataset(call, (target.get("params") or {}).get("dataSetId") or "")
    theirs = (dataset or {}).get("schemaRef")
    ours = mapping_set.get("outputSchema", {}).get("schemaRef")
    if ours and theirs and schema_name(ours) != schema_name(theirs):
        why = Explanation("/transformations", ours, str(theirs))
        raise SCHEMAS_DISAGREE(
            why, mapping=" version ".join(schema_name(ours)), dataset=" version ".join(schema_name(theirs))
        )


def schema_name(ref: JsonObject) -> tuple[str, str]:
    """The id and the major version of a schema reference: `1.0` and `…;version=1` are one. Rule flow.mapping."""
    version = str(ref.get("contentType") or "1").rpartition("=")[2]
    return str(ref.get("id")), version.strip().partition(".")[0]


def check_delta_column(call: Call, spec: JsonObject, flow: JsonObject, before: JsonObject | None) -> None:
    """The delta column is there where rows are copied repeatedly, and only there, but for one that a run put there.

    Source: S 1367-400, 1369-400; doc help/sources/tutorials/api/on-demand-ingestion.md; rule run.delta_column.
    """
    if not any(each.get("name") == "Copy" for each in spec["transformationSpecs"]):
        return
    columns = delta_columns(flow)
    of_runs = delta_columns(before) if before and runs_once(before) else []
    if of_runs:
        call.rests_on("run.delta_column")
    if runs_once(flow) and any(column not in of_runs for column in columns):
        raise DELTA_COLUMN_WITH_ONCE(Explanation("/transformations", columns, "no deltaColumn"))
    if not runs_once(flow) and not columns:
        raise DELTA_COLUMN_MISSING(Explanation("/transformations", expected="Copy with a deltaColumn"))


def delta_columns(flow: JsonObject) -> list[JsonObject]:
    """The delta columns that the Copy transformations of a flow name."""
    copies = of_name(flow.get("transformations") or [], "Copy")
    return [params["deltaColumn"] for params in copies if params.get("deltaColumn")]


def runs_once(flow: JsonObject) -> bool:
    """Whether a flow runs once, or on demand."""
    return (flow.get("scheduleParams") or {}).get("frequency") == "once"
