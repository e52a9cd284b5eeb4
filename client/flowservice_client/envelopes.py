"""Reads the error bodies of all services, of the gateway and of IMS, and turns answers into errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import time

import requests

from .errors import ApiError, error_class
from .masking import masked
from .wire import Json, JsonObject, json_of, object_of

LONGEST_DETAIL = 500
DETAIL_KEYS = ("errorDetails", "errorMessage", "detail", "error_description", "message", "title", "error")
CODE_KEYS = ("error_code", "code", "error")


def checked(response: requests.Response) -> requests.Response:
    """The answer itself when it is a success; otherwise its error is raised."""
    if 200 <= response.status_code < 300:
        return response
    raise error_of(response)


def error_of(response: requests.Response) -> ApiError:
    """The error an answer stands for: the class by its status, the words by the envelope they came in.

    Source: doc help/landing/troubleshooting.md (gateway, problem); destinations spec (errorMessage,
    message); doc help/xdm/troubleshooting-guide.md (problem with report). The request id's header: inferred.
    """
    status = response.status_code
    body = json_of(response.content)
    report = object_of(object_of(body).get("report"))
    return error_class(status)(
        status,
        code_of(body),
        detail_of(body) or _plain(response) or _phrase(status),
        response.headers.get("x-request-id") or _text(report.get("registryRequestId")),
        retry_after(response.headers.get("Retry-After")),
    )


def code_of(body: Json) -> str | None:
    """The service's own code, always as a string: the gateway's is sometimes an integer."""
    return next(_codes(object_of(body)), None)


def detail_of(body: Json) -> str | None:
    """What the envelope says went wrong; a body of no known shape is shown as it is, without its secrets."""
    envelope = object_of(body)
    report = object_of(envelope.get("report"))
    texts = [_text(envelope.get(key)) for key in DETAIL_KEYS]
    texts.insert(DETAIL_KEYS.index("message"), _text(report.get("detailed-message")))
    if found := next(filter(None, texts), None):
        return found
    return _shown(body) if body else None


def retry_after(header: str | None) -> float | None:
    """The seconds a Retry-After header asks for (a number, or a date), or None when there is none to read."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time())
    except (ValueError, OverflowError):
        return None


def _codes(envelope: JsonObject) -> Iterator[str]:
    for key in CODE_KEYS:
        if isinstance(envelope.get(key), (str, int)) and str(envelope[key]).strip():
            yield str(envelope[key])
    kind = _text(envelope.get("type")) or ""
    if "/errors/" in kind:
        yield kind.rpartition("/errors/")[2]
    chain = envelope.get("error-chain")
    for link in chain if isinstance(chain, list) else []:
        if code := _text(object_of(link).get("errorCode")):
            yield code


def _plain(response: requests.Response) -> str | None:
    text = response.content.decode("utf-8", "replace")
    return _short(" ".join(text.split())) if json_of(response.content) is None else None


def _shown(body: Json) -> str | None:
    try:
        return _short(json.dumps(masked(body), ensure_ascii=False))
    except RecursionError:
        return None


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_DETAIL else text[: LONGEST_DETAIL - 1] + "…"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"an answer with status {status} and no body"


def _text(value: Json) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
