"""Why a step failed, in the terms of whoever has to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ApiError, NoAnswer
from ..exchange import Exchange
from ..masking import masked_url
from ..tokens import IMS_PATH
from .journey import Unmet

UNTOKENED = "403010"
"""What the gateway says of a call without a token; IMS, which is asked without one, never does."""
ADVICE = {401: "token", 403: "permission", 404: "not-found", 409: "conflict", 429: "rate"}


@dataclass(frozen=True)
class Failure:
    """What was asked, what came instead, and which text advises on it; `promise` names the text of one not kept."""

    request: str
    message: str
    advice: str
    status: int | None = None
    code: str | None = None
    request_id: str | None = None
    promise: str = ""


def failure_of(error: ApiError | NoAnswer | Unmet, exchanges: list[Exchange]) -> Failure:
    """The failure behind an error, given what this step has asked so far."""
    last = exchanges[-1] if exchanges else None
    request = f"{last.method} {masked_url(last.url)}" if last else ""
    if isinstance(error, Unmet):
        status = last.status if last else None
        return Failure(request, "", error.promise, status, promise=error.promise)
    if isinstance(error, NoAnswer):
        request, _, message = str(error).partition(": ")
        return Failure(request, message, "no-answer")
    return Failure(request, error.detail, advice_for(error, request), error.status, error.code, error.request_id)


def advice_for(error: ApiError, request: str) -> str:
    """Which advice fits an error answer."""
    if error.status < 400:
        return "other-service"
    if error.status >= 500:
        return "server"
    if request.endswith(IMS_PATH):
        return "address" if error.status == 404 or error.code == UNTOKENED else "credentials"
    return ADVICE.get(error.status, "request")
