"""What all rooms share: the errors that the pipeline raises in the name of a service."""

from dataclasses import dataclass

from ..call import Call
from ..errors import CONTENT_TYPE, ErrorKind, ServiceError, problem, tenant_report
from ..wire import JsonObject


def tenant_problem(error: ServiceError, call: Call) -> JsonObject:
    """A problem document that names the tenant. Source: doc help/observability/api/metrics.md."""
    kind = error.kind
    return {
        "type": f"http://ns.adobe.com/aep/errors/{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": error.detail,
        "report": tenant_report(call),
        "error-chain": [
            {
                "serviceId": call.operation.document if call.operation else "",
                "errorCode": kind.code,
                "invokingServiceId": "mock-flowservice",
                "unixTimeStampMs": call.now,
            }
        ],
    }


def _of_body(message: str) -> ErrorKind:
    return ErrorKind(400, "400", message, problem, "BadRequestError", rule="request.refusals")


@dataclass(frozen=True)
class Refusals:
    """A service's own rows for what can be wrong before its operation runs."""

    confidential: str = ""
    """The part of a body whose values no message repeats, as a JSON pointer."""
    sandbox_missing: ErrorKind = ErrorKind(
        400,
        "GTWY-1001-400",
        "The header x-sandbox-name is missing.",
        tenant_problem,
        "Sandbox validation error",
        rule="sandbox.codes",
    )
    sandbox_unknown: ErrorKind = ErrorKind(
        403,
        "GTWY-1002-403",
        "There is no sandbox {name!r}.",
        tenant_problem,
        "Sandbox validation error",
        rule="sandbox.codes",
    )
    sandbox_wildcard: ErrorKind = ErrorKind(
        403,
        "GTWY-1003-403",
        "A user's token works in one sandbox.",
        tenant_problem,
        "Sandbox validation error",
        rule="sandbox.codes",
    )
    sandbox_id_given: ErrorKind = ErrorKind(
        400,
        "GTWY-1004-400",
        "The header x-sandbox-id is for services.",
        tenant_problem,
        "Sandbox validation error",
        rule="sandbox.codes",
    )
    media_type: ErrorKind = CONTENT_TYPE
    """What another content type than JSON is answered with where rule request.content_type is published."""
    body_missing: ErrorKind = _of_body("This operation needs a JSON body.")
    field_missing: ErrorKind = _of_body("The body lacks what is required: {problems}.")
    field_invalid: ErrorKind = _of_body("The body cannot be used: {problems}.")
