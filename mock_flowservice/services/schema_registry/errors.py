"""Every error of the Schema Registry that this emulator answers with, a row each.

The number XDM-1000-400 stands for refusals whose number Adobe has not published (rule schema.codes). Wordings that
are not documented are ours.
"""

from datetime import UTC, datetime
from functools import partial

from ...call import Call
from ...errors import ErrorKind, ServiceError, problem
from ...wire import JsonObject
from ..refusals import Refusals

TROUBLESHOOTING = "doc help/xdm/troubleshooting-guide.md"


def envelope(error: ServiceError, call: Call) -> JsonObject:
    """The body of a registry error. Source: spec errorBasic; doc help/xdm/troubleshooting-guide.md."""
    kind = error.kind
    moment = datetime.fromtimestamp(call.now / 1000, UTC)
    report = {
        "registryRequestId": call.request_id,
        "timestamp": moment.strftime("%m-%d-%Y %H:%M:%S"),
        "detailed-message": error.detail,
        "sub-errors": [],
    }
    return {
        "type": f"http://ns.adobe.com/aep/errors/{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "report": report,
        "detail": error.detail,
    }


_X = partial(ErrorKind, envelope=envelope, source=TROUBLESHOOTING)
_ACCEPT = partial(_X, title="Accept header invalid", source="spec")
_MISSING = partial(
    _X,
    404,
    message="The requested {type} resource {id} with version {version} is not found.",
    title="Resource not found",
)

ACCEPT_OF_LIST = _ACCEPT(
    400,
    "XDM-1006-400",
    "The Accept header {accept} is not one a list can serve; ask for application/vnd.adobe.xed-id+json.",
)
ACCEPT_OF_LOOKUP = _ACCEPT(
    400,
    "XDM-1007-400",
    "The Accept header {accept} is not one a look-up can serve; ask for application/vnd.adobe.xed+json; version=1.",
)
VERSION_UNKNOWN = ErrorKind(
    406, "406", "The resource {id} has no version {version}.", problem, "NotAcceptableError", source="spec"
)
CLASS_MISSING = _MISSING(code="XDM-1010-404")
FIELD_GROUP_MISSING = _MISSING(code="XDM-1011-404", source="inferred", rule="schema.codes")
SCHEMA_MISSING = _MISSING(code="XDM-1012-404")
NAMESPACE_WRONG = _X(
    400,
    "XDM-1021-400",
    "A custom field is defined under an invalid namespace. "
    "All custom fields must be defined under a top-level field named {namespace}.",
    title="Namespace validation error",
)
TYPES_CLASH = _X(
    400, "XDM-1413-400", "The parts cannot be merged: {reason}.", title="Merge Schema Error", rule="schema.composition"
)
TITLE_TAKEN = _X(
    400,
    "XDM-1521-400",
    "Object titles must be unique. An object {id} already exists with the same title",
    title="Title not unique",
)
NO_IDENTITY = _X(
    400,
    "XDM-1528-400",
    "A schema that is enabled for Profile needs an identityMap or a primary identity.",
    title="Union descriptor validation error",
)
_BAD = partial(_X, 400, "XDM-1000-400", title="Bad request", source="inferred", rule="schema.codes")
REFUSED = _BAD("{problems}.")
QUERY_INVALID = _BAD("{name} is {value!r}, not {expected}.")

REFUSALS = Refusals(
    body_missing=_BAD("This operation needs a JSON body."),
    field_missing=_BAD("The body lacks what is required: {problems}."),
    field_invalid=_BAD("The body cannot be used: {problems}."),
)
