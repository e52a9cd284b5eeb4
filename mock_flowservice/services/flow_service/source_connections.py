"""Source connections: which data of an account to read."""

import logging

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...wire import JsonObject
from .actions import act
from .entities import SOURCE_CONNECTIONS
from .errors import (
    BASE_NOT_ALLOWED,
    DELIMITER,
    FIELD_MISSING,
    FORMAT_UNKNOWN,
    SPECS_DISAGREE,
)
from .exploring.row_filters import check_row_filter
from .references import inherited, known_base, refuse_if_used
from .spec_schemas import check_by_schema
from .specs import named_spec, spec_ref

SNOWFLAKE_STREAMING = "51ae16c2-bdad-42fd-9fce-8d5dfddaf140"
"""The one source whose connections go without `data`. Source: doc create/databases/snowflake-streaming.md."""
FORMATS = ("delimited", "json", "parquet", "tabular", "parquet_xdm", "raw", "xdm")
"""Source: doc help/sources/tutorials/api/collect/*.md."""

log = logging.getLogger(__name__)


@operation("createSourceConnection")
def create_source_connection(call: Call) -> Reply:
    """Create a source connection. Source: spec createSourceConnection; tutorial, "create a source connection"."""
    return SOURCE_CONNECTIONS.create(call, checked)


@operation("retrieveSourceConnection")
def retrieve_source_connection(call: Call) -> Reply:
    """One source connection. Source: spec retrieveSourceConnection."""
    return SOURCE_CONNECTIONS.retrieve(call, call.params["SOURCE_CONNECTION_ID"])


@operation("getSourceConnections")
def get_source_connections(call: Call) -> Reply:
    """The source connections of the sandbox. Source: spec getSourceConnections."""
    return SOURCE_CONNECTIONS.list(call)


@operation("patchSourceConnection")
def patch_source_connection(call: Call) -> Reply:
    """Change a source connection. Source: spec patchSourceConnection; rule patch.answer."""
    return SOURCE_CONNECTIONS.patch(
        call, call.params["SOURCE_CONNECTION_ID"], checked, listed=call.published("patch.answer")
    )


@operation("deleteSourceConnection")
def delete_source_connection(call: Call) -> Reply:
    """Delete a source connection that no flow uses. Source: spec; rule reference.in_use."""
    id = call.params["SOURCE_CONNECTION_ID"]
    refuse_if_used(call, "sourceConnectionIds", id)
    return SOURCE_CONNECTIONS.delete(call, id)


@operation("performAction_1")
def perform_action_on_source_connection(call: Call) -> Reply:
    """Publish a source connection. Source: spec performAction_1; doc help/sources/tutorials/api/draft.md."""
    return act(call, SOURCE_CONNECTIONS, call.params["SOURCE_CONNECTION_ID"], checked)


def checked(call: Call, body: JsonObject, _before: JsonObject | None) -> JsonObject:
    """The fields of a source connection to store; raises ServiceError when they break a rule."""
    spec = named_spec(call, "connectionSpec", body)
    check_data(call, spec, body.get("data"))
    check_by_schema(call, spec.get("sourceSpec", {}).get("spec", {}), body.get("params") or {}, "/params")
    check_filters(call, spec, body.get("params") or {})
    fields = {**SOURCE_CONNECTIONS.kept(body), "connectionSpec": spec_ref(spec)}
    base = base_connection(call, body, spec)
    return fields | inherited(base) if base else fields


def check_filters(call: Call, spec: JsonObject, params: JsonObject) -> None:
    """The rows that a source connection reads are chosen as exploring chooses them. Source: doc .../api/filter.md."""
    if params.get("filters") is not None:
        check_row_filter(call, spec, None, params["filters"])


def base_connection(call: Call, body: JsonObject, spec: JsonObject) -> JsonObject | None:
    """The base connection that a body names; raises ServiceError. Source: doc sources-errors; rule base.spec."""
    id = body.get("baseConnectionId")
    if not spec["authSpec"]:
        if id is not None:
            raise BASE_NOT_ALLOWED(Explanation("/baseConnectionId", id, "none"), spec=spec["id"])
        return None
    if not id:
        why = Explanation("/baseConnectionId", expected="the id of a base connection")
        raise FIELD_MISSING(why, problems="baseConnectionId is a required property")
    base = known_base(call, id)
    check_same_spec(call, base, spec)
    return base


def check_same_spec(call: Call, base: JsonObject, spec: JsonObject) -> None:
    """Base and source connection are of one spec; raises ServiceError. Source: rule base.spec."""
    theirs = base["connectionSpec"]["id"]
    if theirs == spec["id"]:
        return
    what = f"The base connection is of spec {theirs}, the source connection of {spec['id']}."
    if call.published("base.spec"):
        raise SPECS_DISAGREE(Explanation("/connectionSpec/id", spec["id"], theirs), what=what)
    log.warning(what)


def check_data(call: Call, spec: JsonObject, data: JsonObject | None) -> None:
    """Data is described, and possible; raises ServiceError.

    Source: spec; doc sources-errors (1327-400, 1331-400); rule source.data.
    """
    call.rests_on("source.data")
    if data is None:
        if spec["id"] == SNOWFLAKE_STREAMING:
            return
        raise FIELD_MISSING(Explanation("/data", expected="a format"), problems="data is a required property")
    only_json = spec.get("exploreSpec", {}).get("type") == "Resource"
    allowed = ("json",) if only_json else FORMATS
    format = data.get("format")
    if format is not None and format not in allowed:
        why = Explanation("/data/format", format, f"one of {', '.join(allowed)}")
        raise FORMAT_UNKNOWN(why, format=format, allowed=", ".join(allowed))
    for holder in (data, data.get("properties") or {}):
        delimiter = holder.get("columnDelimiter")
        if delimiter is not None and len(delimiter) != 1:
            raise DELIMITER(Explanation("/data/columnDelimiter", delimiter, "one character"), value=delimiter)
