"""Exploring a source, through its base connection or, where a source has none, through its connection spec.

Source: spec; tutorial, "explore your source"; codes from doc sources-errors.
"""

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...wire import JsonObject
from .auth import check_credentials
from .entities import CONNECTIONS
from .errors import OBJECT_TYPE, SPEC_NOT_EXPLORED
from .exploring.explorable import explorable
from .exploring.files import check_detection
from .exploring.parameters import Parameters, missing, read_parameters
from .exploring.row_filters import check_filterable
from .exploring.views import VIEWS, View
from .spec_collection import existing_spec
from .specs import CONNECTION_SPECS, connection_spec_of


@operation("getByConnectionId")
def get_by_connection_id(call: Call) -> Reply:
    """What a source holds: its schema and, with `preview=true`, rows of it.

    Source: tutorial; spec getByConnectionId; doc help/sources/tutorials/api/explore/cloud-storage.md, tabular.md.
    """
    connection = CONNECTIONS.find(call, call.params["BASE_CONNECTION_ID"]).body
    view, object_type = look(call, connection_spec_of(call, connection))
    check_credentials(call, connection)
    return Reply(VIEWS[object_type](view))


@operation("exploreByConnectionSpecId")
def explore_by_connection_spec_id(call: Call) -> Reply:
    """What a source holds that has no base connection, as the data landing zone.

    Source: spec exploreByConnectionSpecId; aepp; doc create/cloud-storage/data-landing-zone.md, sources-errors (1372).
    """
    spec = existing_spec(call, CONNECTION_SPECS, call.params["CONNECTION_SPEC_ID"])
    if spec.get("authSpec"):
        why = Explanation("path", spec["id"], "a spec without authSpec")
        raise SPEC_NOT_EXPLORED(why, spec=spec["id"])
    view, object_type = look(call, spec)
    return Reply(VIEWS[object_type](view))


def look(call: Call, spec: JsonObject) -> tuple[View, str]:
    """What a call asks to see of a source of this spec, and the type of the object; raises ServiceError."""
    source = explorable(call, spec)
    parameters = read_parameters(call)
    object_type = read_object_type(parameters, source.object_types)
    check_detection(parameters, object_type)
    if parameters.get("filters") is not None:
        check_filterable(call, spec)
    return View(call, spec, source, parameters, parameters.boolean("preview")), object_type


def read_object_type(parameters: Parameters, allowed: tuple[str, ...]) -> str:
    """The type of the object to show; raises ServiceError. Source: doc sources-errors (1358, 1359 -400)."""
    value = parameters.get("objectType")
    if not value:
        raise missing("objectType")
    if value.lower() not in allowed:
        why = Explanation("objectType", value, f"one of {', '.join(allowed)}", allowed[0])
        raise OBJECT_TYPE(why, value=value, allowed=", ".join(allowed))
    return value.lower()
