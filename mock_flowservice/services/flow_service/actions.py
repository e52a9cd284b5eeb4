"""What can be done to an entity beside changing it: publish, enable, disable.

Source: spec, POST /{collection}/{id}/action; doc help/destinations/api/update-destination-dataflows.md; doc
help/sources/tutorials/api/draft.md.
"""

from ...call import Call, Reply
from ...errors import Explanation, ServiceError
from ...wire import JsonObject
from .collection import Check, Collection, check_match
from .errors import (
    ACTION_OF_PROVIDERS,
    ACTION_STATE,
    ACTION_UNKNOWN,
    PARAM_MISSING,
    STATUS_UNKNOWN,
    SUB_OPERATION,
    SUB_OPERATION_UNKNOWN,
)
from .states import DISABLED, DRAFT, ENABLED

TRANSITIONS = {"PUBLISH": (DRAFT, ENABLED), "ENABLE": (DISABLED, ENABLED), "DISABLE": (ENABLED, DISABLED)}
OF_PROVIDERS = ("FINALIZE", "FINALIZE_UPDATE")
STATUSES = (
    "IN_PROGRESS",
    "COMPLETED",
    "SUCCESS",
    "PARTIAL_SUCCESS",
    "FAILED",
    "PARTIAL_FAILURE",
    "QUEUED",
    "SCHEDULED",
)


def act(call: Call, collection: Collection, id: str, check: Check) -> Reply:
    """Take an entity into another state: 200 with its id and new etag; `check` is what holds once it is published.

    Source: spec; doc draft.md; doc flow-service-errors (1402, 1422, 1435 to 1437 -400); rules action.order
    and action.answer.
    """
    call.rests_on("action.order")
    document = collection.find(call, id)
    operation = read_operation(call)
    check_match(call, document)
    entity, (before, after) = document.body, TRANSITIONS[operation]
    if entity["state"] == after and before != DRAFT:
        return repeated(call, operation, entity)
    if entity["state"] != before:
        raise impossible(operation, entity)
    if operation == "PUBLISH":
        entity |= collection.finished(call, entity, None, check)
    call.rests_on("action.answer")
    remembered = collection.record(call, operation.lower(), entity)
    return collection.replace(call, document, entity | remembered | {"state": after})


def repeated(call: Call, operation: str, entity: JsonObject) -> Reply:
    """The answer to what is done already. Source: rule action.repeated."""
    if call.published("action.repeated"):
        raise impossible(operation, entity)
    return Reply({"id": entity["id"], "etag": entity["etag"]})


def impossible(operation: str, entity: JsonObject) -> ServiceError:
    """The refusal of an action that the state does not allow. Source: doc flow-service-errors (1422-400)."""
    state = entity["state"]
    return ACTION_STATE(Explanation("op", operation, TRANSITIONS[operation][0]), op=operation.lower(), state=state)


def read_operation(call: Call) -> str:
    """The operation that is asked for, one that users may do, in capitals; raises ServiceError.

    Source: spec (enum in capitals), tutorials and aepp (lower case), doc retry (re-trigger); rule action.spelling.
    """
    call.rests_on("action.spelling")
    given, sub = call.query.get("op"), call.query.get("subOp")
    if not given:
        raise PARAM_MISSING(Explanation("op", expected="an operation"), problems="the query parameter op is missing")
    operation, known = in_capitals(given), words(call, "op")
    if operation not in known:
        raise ACTION_UNKNOWN(Explanation("op", given, f"one of {', '.join(sorted(known))}"), op=given)
    if sub is not None:
        check_sub_operation(call, operation, sub)
    if operation in OF_PROVIDERS:
        raise ACTION_OF_PROVIDERS(Explanation("op", given, f"one of {', '.join(TRANSITIONS)}"), op=given)
    if call.raw.strip():
        check_status(call)
    return operation


def check_sub_operation(call: Call, operation: str, given: str) -> None:
    """A sub-operation is known, and there for the operation. Source: doc flow-service-errors (1435, 1436 -400)."""
    known = words(call, "subOp")
    if known and in_capitals(given) not in known:
        raise SUB_OPERATION_UNKNOWN(Explanation("subOp", given, f"one of {', '.join(sorted(known))}"), sub=given)
    if known and operation not in OF_PROVIDERS:
        raise SUB_OPERATION(Explanation("subOp", given, "none"), sub=given, op=operation.lower())


def check_status(call: Call) -> None:
    """A body, which only providers need, reports a known status. Source: spec, StateActionDTO; F 1437-400."""
    assert call.operation is not None
    value = (call.body.get("status") or {}).get("value") if call.operation.body_check else None
    if value is not None and value not in STATUSES:
        raise STATUS_UNKNOWN(Explanation("/status/value", value, f"one of {', '.join(STATUSES)}"), value=value)


def in_capitals(word: str) -> str:
    """A word of an enum, in whatever case and with whatever dash it came. Source: rule action.spelling."""
    return word.upper().replace("-", "_")


def words(call: Call, parameter: str) -> frozenset[str]:
    """What the contract lets a parameter be, in capitals; nothing if the operation has no such parameter."""
    assert call.operation is not None
    return frozenset(map(in_capitals, call.operation.words("query", parameter)))
