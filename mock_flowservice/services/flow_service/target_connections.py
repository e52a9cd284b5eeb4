"""Target connections: the data set that receives the data."""

import logging
import re

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...wire import JsonObject
from ..catalog import find_dataset
from .actions import act
from .entities import TARGET_CONNECTIONS
from .errors import DATASET_MISSING, FIELD_MISSING, TARGET_SPEC
from .references import inherited, known_base, refuse_if_used
from .specs import DATA_LAKE, MIXPANEL, named_spec, spec_ref, target_spec

DATASET_ID = re.compile(r"[0-9a-f]{24}")

log = logging.getLogger(__name__)


@operation("createTargetConnection")
def create_target_connection(call: Call) -> Reply:
    """Create a target connection. Source: spec createTargetConnection; tutorial, "create a target connection"."""
    return TARGET_CONNECTIONS.create(call, checked)


@operation("retrieveTargetConnection")
def retrieve_target_connection(call: Call) -> Reply:
    """One target connection. Source: spec retrieveTargetConnection."""
    return TARGET_CONNECTIONS.retrieve(call, call.params["TARGET_CONNECTION_ID"])


@operation("getTargetConnections")
def get_target_connections(call: Call) -> Reply:
    """The target connections of the sandbox. Source: spec getTargetConnections."""
    return TARGET_CONNECTIONS.list(call)


@operation("patchTargetConnection")
def patch_target_connection(call: Call) -> Reply:
    """Change a target connection. Source: spec patchTargetConnection; rule patch.answer."""
    return TARGET_CONNECTIONS.patch(
        call, call.params["TARGET_CONNECTION_ID"], checked, listed=call.published("patch.answer")
    )


@operation("deleteTargetConnection")
def delete_target_connection(call: Call) -> Reply:
    """Delete a target connection that no flow uses. Source: spec; rule reference.in_use."""
    id = call.params["TARGET_CONNECTION_ID"]
    refuse_if_used(call, "targetConnectionIds", id)
    return TARGET_CONNECTIONS.delete(call, id)


@operation("performAction_2")
def perform_action_on_target_connection(call: Call) -> Reply:
    """Publish a target connection. Source: spec performAction_2; doc help/sources/tutorials/api/draft.md."""
    return act(call, TARGET_CONNECTIONS, call.params["TARGET_CONNECTION_ID"], checked)


def checked(call: Call, body: JsonObject, _before: JsonObject | None) -> JsonObject:
    """The fields of a target connection to store; raises ServiceError when they break a rule."""
    spec = named_spec(call, "connectionSpec", body)
    check_target(call, spec)
    if target_spec(call, spec["id"]) == DATA_LAKE:
        check_dataset(call, (body.get("params") or {}).get("dataSetId"))
        check_data(call, body.get("data") or {})
    fields = {**TARGET_CONNECTIONS.kept(body), "connectionSpec": spec_ref(spec)}
    base_id = body.get("baseConnectionId")
    return fields if base_id is None else fields | inherited(known_base(call, base_id))


def check_target(call: Call, spec: JsonObject) -> None:
    """The spec is one of a target; raises ServiceError. Source: doc sources-errors (1307-400); rule target.spec."""
    if "targetSpec" in spec:
        return
    if spec["id"] != MIXPANEL or call.published("target.spec"):
        why = Explanation("/connectionSpec/id", spec["id"], "the data lake's id", DATA_LAKE)
        raise TARGET_SPEC(why, id=spec["id"], allowed=DATA_LAKE)
    log.warning("a target connection names Mixpanel's spec; taken for the data lake's, %s", DATA_LAKE)


def check_dataset(call: Call, id: str | None) -> None:
    """The data set is named and, where that is asked, there. Source: doc sources-errors; rule target.dataset."""
    why = Explanation("/params/dataSetId", id, "the id of a data set in Catalog")
    if not id:
        raise DATASET_MISSING(why, reason="none is given")
    if not DATASET_ID.fullmatch(id):
        raise DATASET_MISSING(why, reason=f"{id!r} is not 24 hexadecimal digits")
    if find_dataset(call, id) is None and call.published("target.dataset"):
        raise DATASET_MISSING(why, reason=f"Catalog has no data set {id}")


def check_data(call: Call, data: JsonObject) -> None:
    """There is a format or a schema; raises ServiceError. Source: rule target.data."""
    call.rests_on("target.data")
    if not data.get("format") and not data.get("schema"):
        why = Explanation("/data", data, "a format or a schema")
        raise FIELD_MISSING(why, problems="/data: format or schema is a required property")
