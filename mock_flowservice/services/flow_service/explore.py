"""Exploring a source through its base connection.

Source: spec getByConnectionId; tutorial, "explore your source"; codes from doc sources-errors.
"""

import binascii
from base64 import b64decode

import orjson

from ...call import Call, Reply, operation
from ...connectors import CONNECTORS
from ...errors import NOT_BUILT, Explanation, ServiceError
from ...wire import JsonObject
from .connections import credentials_work
from .entities import CONNECTIONS
from .errors import (
    BASE64,
    EXPLORE_NOT_SUPPORTED,
    FIELD_INVALID,
    OBJECT_TYPE,
    PARAM_MISSING,
    PARAMETER_EMPTY,
    SOURCE_REFUSES,
)
from .specs import connection_specs


@operation("getByConnectionId")
def get_by_connection_id(call: Call) -> Reply:
    """What a source holds: its schema and, with `preview=true`, rows of it.

    Source: tutorial; spec getByConnectionId; rules explore.object and explore.source_params.
    """
    connection = CONNECTIONS.find(call, call.params["BASE_CONNECTION_ID"]).body
    spec = connection_specs()[connection["connectionSpec"]["id"]]
    parameters = named_loosely(call)
    check_object_type(spec, parameters)
    if not credentials_work(connection):
        raise SOURCE_REFUSES(Explanation("path", expected="a connection that passes its test"))
    connector = CONNECTORS.get(spec["id"])
    if connector is None:
        raise NOT_BUILT(operation=f"Exploring {spec['name']}")
    check_object(call, parameters)
    check_source_params(call, spec, parameters.get("sourceparams"))
    return Reply(connector.explore(preview=read_boolean(parameters, "preview")))


def named_loosely(call: Call) -> dict[str, str]:
    """The query parameters, their names without regard to case and underscores.

    Source: spec (FileType), tutorial (fileType), aepp (FILE_TYPE).
    """
    return {name.replace("_", "").lower(): call.query.get(name) or "" for name in call.query}


def check_object_type(spec: JsonObject, parameters: dict[str, str]) -> None:
    """The source can be explored in this way. Source: doc sources-errors (1336, 1358, 1359 -400)."""
    if "exploreSpec" not in spec:
        raise EXPLORE_NOT_SUPPORTED(Explanation("path", expected="a source that can be explored"), spec=spec["id"])
    allowed = spec["exploreSpec"]["requestSpec"]["properties"]["objectType"]["enum"]
    value = parameters.get("objecttype")
    if not value:
        raise missing("objectType")
    if value.lower() not in allowed:
        why = Explanation("objectType", value, f"one of {', '.join(allowed)}", allowed[0])
        raise OBJECT_TYPE(why, value=value, allowed=", ".join(allowed))


def check_object(call: Call, parameters: dict[str, str]) -> None:
    """Object and file type are those of a REST source. Source: tutorial; rule explore.object."""
    for name in ("object", "fileType"):
        value = parameters.get(name.lower())
        if value == "":
            raise PARAMETER_EMPTY(Explanation(name, "", "json"), name=name)
        if (value or "").lower() != "json" and call.published("explore.object"):
            raise missing(name) if value is None else not_one_of(name, value, "json")


def check_source_params(call: Call, spec: JsonObject, text: str | None) -> None:
    """sourceParams can be read and hold what the source requires. Source: tutorial; rule explore.source_params."""
    params = decode("sourceParams", text) if text is not None else {}
    lacking = [name for name in spec["sourceSpec"]["spec"].get("required", ()) if name not in params]
    if lacking and call.published("explore.source_params"):
        phrase = f"sourceParams lacks {', '.join(lacking)}"
        raise PARAM_MISSING(Explanation("sourceParams", sorted(params), ", ".join(lacking)), problems=phrase)


def decode(name: str, text: str) -> JsonObject:
    """A JSON object from base64: standard or URL-safe alphabet, padded or not; raises ServiceError.

    What came is not repeated: clients send credentials in it.

    Source: tutorials of Zendesk (unpadded) and Stripe (encoded padding); the URL-safe alphabet is inferred.
    """
    standard = text.replace("-", "+").replace("_", "/").replace(" ", "+").rstrip("=")
    try:
        raw = b64decode(standard + "=" * (-len(standard) % 4), validate=True)
        value = orjson.loads(raw)
    except (binascii.Error, ValueError) as error:
        raise BASE64(Explanation(name, expected="base64 of a JSON object"), name=name, reason=str(error)) from None
    if not isinstance(value, dict):
        raise BASE64(Explanation(name, expected="base64 of a JSON object"), name=name, reason="it holds no JSON object")
    return value


def read_boolean(parameters: dict[str, str], name: str) -> bool:
    """A boolean parameter, false when it is absent; raises ServiceError."""
    value = parameters.get(name, "false").lower()
    if value not in ("true", "false"):
        raise not_one_of(name, value, "true, false")
    return value == "true"


def missing(name: str) -> ServiceError:
    """The refusal of a call without a parameter."""
    return PARAM_MISSING(Explanation(name, expected="a value"), problems=f"the query parameter {name} is missing")


def not_one_of(name: str, value: str, allowed: str) -> ServiceError:
    """The refusal of a parameter's value."""
    return FIELD_INVALID(Explanation(name, value, allowed), problems=f"{name} is {value!r}, not one of {allowed}")
