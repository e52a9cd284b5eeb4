"""Errors are rows: what the emulator can answer, the explanation behind it, and the platform's own rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from reprlib import Repr
from typing import TYPE_CHECKING

from .wire import JsonObject

if TYPE_CHECKING:
    from .call import Call


LONGEST_VALUE = 1000
"""Characters of a value that a message repeats."""
BRIEF = Repr()
BRIEF.maxstring = BRIEF.maxother = 200
BRIEF.maxlist = BRIEF.maxdict = 20


class UsageError(Exception):
    """A setting or an argument that cannot be used: one clear line, exit code 2."""


@dataclass(frozen=True)
class Explanation:
    """Why a request was refused, for the log: where, what came, what was expected, what would have been near."""

    pointer: str = ""
    got: object = None
    expected: str = ""
    nearest: str = ""
    problem: str = ""
    """What is wrong, where that says more than what was expected."""

    def __str__(self) -> str:
        parts = {
            "at ": self.pointer,
            "": self.problem,
            "expected ": self.expected,
            "got ": "" if self.got is None else BRIEF.repr(self.got),
            "nearest ": repr(self.nearest) if self.nearest else "",
        }
        return in_one_line(", ".join(word + part for word, part in parts.items() if part))


def in_one_line(text: str) -> str:
    """A text as a log can hold it: not too long, and nothing in it that ends a line or moves a cursor."""
    brief = text[:LONGEST_VALUE]
    return brief if brief.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in brief)


Envelope = Callable[["ServiceError", "Call"], JsonObject]


@dataclass(frozen=True)
class ErrorKind:
    """One row of an error table; calling it with the values that its message names makes the error to raise."""

    status: int
    code: str
    message: str
    envelope: Envelope
    title: str = "Invalid request"
    source: str = "inferred"
    rule: str = ""
    """The rule that chose this row, where somebody could dispute it; every refusal with the row rests on it."""

    def __call__(self, why: Explanation | None = None, **values: object) -> ServiceError:
        brief = {name: value[:LONGEST_VALUE] if isinstance(value, str) else value for name, value in values.items()}
        return ServiceError(self, self.message.format(**brief), why or Explanation())


@dataclass
class ServiceError(Exception):
    """A refusal, as an operation or a rule raises it; `app.py` renders it once."""

    kind: ErrorKind
    detail: str
    why: Explanation
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.kind.status} {self.kind.code}: {self.detail}"


def gateway(error: ServiceError, call: Call) -> JsonObject:
    """The gateway's envelope: two keys. Source: doc help/landing/troubleshooting.md; rule gateway.code."""
    code = error.kind.code
    return {"error_code": int(code) if call.published("gateway.code") else code, "message": error.detail}


def problem(error: ServiceError, _call: Call) -> JsonObject:
    """The platform's older problem envelope. Source: doc help/landing/troubleshooting.md."""
    kind = error.kind
    return {
        "type": "/placeholder/type/uri",
        "status": kind.status,
        "title": kind.title,
        "detail": error.detail,
    }


def tenant_report(call: Call) -> JsonObject:
    """The part of newer problem documents that names the tenant."""
    tenant = call.tenant
    names = {"sandboxName": tenant.sandbox, "sandboxId": call.sandbox_id, "imsOrgId": tenant.org}
    return {"tenantInfo": names, "additionalContext": None}


def _of_gateway(status: int, code: str, message: str) -> ErrorKind:
    """A row of the gateway: code and message are documented, the status is not. Source: rule gateway.refusals."""
    source = "doc help/landing/troubleshooting.md; status inferred"
    return ErrorKind(status, code, message, gateway, source=source, rule="gateway.refusals")


TOKEN_MISSING = _of_gateway(403, "403010", "Oauth token is missing.")
TOKEN_INVALID = _of_gateway(401, "401013", "Oauth token is not valid")
API_KEY_MISSING = _of_gateway(403, "403000", "Api Key is required")
API_KEY_INVALID = _of_gateway(403, "403003", "Api Key is invalid")
ORG_MISSING = _of_gateway(400, "400003", "Missing header")
ORG_NOT_ENTITLED = _of_gateway(403, "403025", "Profile is not valid")
ORG_MALFORMED = _of_gateway(403, "403027", "User region is missing")


def _of_platform(status: int, title: str, message: str) -> ErrorKind:
    """A row in the platform's name, for what no document shows a body of. Source: rule request.refusals."""
    return ErrorKind(status, str(status), message, problem, title, rule="request.refusals")


CONTENT_TYPE = ErrorKind(
    400,
    "400",
    "A valid content-type must be specified",
    problem,
    "BadRequestError",
    source="doc help/landing/troubleshooting.md",
    rule="request.content_type",
)
BODY_UNREADABLE = _of_platform(400, "BadRequestError", "The body is not JSON that can be read: {reason}.")
PATH_UNKNOWN = _of_platform(404, "NotFoundError", "There is nothing at {path}{hint}.")
METHOD_UNKNOWN = _of_platform(405, "MethodNotAllowedError", "{method} is not possible on {path}, only {allowed}.")
BODY_CUT_OFF = _of_platform(400, "BadRequestError", "The body ends after {got} bytes; {announced} were announced.")
BODY_TOO_DEEP = ErrorKind(
    400, "400", "The body is nested deeper than {most} levels.", problem, "BadRequestError", rule="request.limits"
)
BODY_TOO_LARGE = ErrorKind(
    413, "413", "The body is larger than {limit} bytes.", problem, "PayloadTooLargeError", rule="request.limits"
)
HTTP_REFUSED = _of_platform(400, "BadRequestError", "{reason}")
INTERNAL = _of_platform(500, "InternalServerError", "The emulator failed; its log has the reason under {request_id}.")
UNAVAILABLE = _of_platform(
    503, "ServiceUnavailableError", "The store cannot be used now; the log has the reason under {request_id}."
)
NOT_BUILT = _of_platform(
    501, "NotImplementedError", "{operation} is in the contract but this emulator has not built it."
)
