"""Speaks to the services behind Adobe's gateway: headers, tokens, errors, JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack
from urllib.parse import quote

import requests

from .config import Settings
from .documents import Document
from .envelopes import checked, code_of
from .errors import ApiError
from .paging import After, Rows, rows_of_pages
from .tokens import Tokens
from .transport import Transport
from .wire import Headers, Json, JsonObject, Params, Parts, json_of

EXPIRED = "401013"


class Gateway:
    """One organisation and sandbox on one base URL."""

    def __init__(self, settings: Settings, transport: Transport, tokens: Tokens) -> None:
        self._settings = settings
        self._transport = transport
        self._tokens = tokens

    def send(self, method: str, path: str, **parts: Unpack[Parts]) -> requests.Response:
        """Send a request with all the gateway's headers; `headers` adds to them or replaces them.

        The parts are `params`, `headers` and `json` (see wire.py).

        A refused token (401, code 401013) is renewed and the request repeated, once: it was not carried out.
        Raises ApiError for every answer but 2xx, and NoAnswer.

        Source: spec, introduction; doc help/landing/troubleshooting.md.
        """
        token = self._tokens.current()
        response = self._send(token, method, path, **parts)
        if _token_refused(response) and (newer := self._tokens.renewed(token)):
            response = self._send(newer, method, path, **parts)
        return checked(response)

    def ask(self, method: str, path: str, **parts: Unpack[Parts]) -> Json:
        """As `send`, giving the JSON of the answer, None for an empty body; ApiError when it is not JSON."""
        response = self.send(method, path, **parts)
        body = json_of(response.content)
        if body is None and response.content.strip() not in (b"", b"null"):
            raise ApiError(response.status_code, None, f"the answer to {method} {path} is not JSON")
        return body

    def rows(
        self, path: str, first: Params, rows: Rows, after: After, headers: Headers | None = None
    ) -> Iterator[JsonObject]:
        """The rows of a list, each page asked for when it is reached (see paging.py)."""
        return rows_of_pages(lambda params: self.ask("GET", path, params=params, headers=headers), first, rows, after)

    def _send(self, token: str, method: str, path: str, **parts: Unpack[Parts]) -> requests.Response:
        common = {
            "Authorization": f"Bearer {token}",
            "x-api-key": self._settings.client_id,
            "x-gw-ims-org-id": self._settings.org,
            "x-sandbox-name": self._settings.sandbox,
        }
        parts["headers"] = {**common, **(parts.get("headers") or {})}
        return self._transport.exchange(method, self._settings.base_url + path, **parts)


def segment(id: str) -> str:
    """An id as one segment of a path; ValueError for an empty one and for dots: they name another path.

    TypeError for what is no text, such as the document that has the id.
    """
    if not isinstance(id, str):
        given = f"{id!r}: pass its .id" if isinstance(id, Document) else type(id).__name__
        raise TypeError(f"an id is a text, not {given}")
    if id in ("", ".", ".."):
        raise ValueError(f"{id!r} is not an id")
    return quote(id, safe="")


def if_match(etag: str | None) -> Headers:
    """The If-Match header: the etag byte for byte, its quotes included; none for None.

    Sending an etag with line breaks or leading blanks, which no header can carry, raises ValueError.

    Source: doc help/sources/tutorials/api/update-dataflows.md.
    """
    if etag is None:
        return {}
    return {"If-Match": etag if etag.isascii() else etag.encode()}


def _token_refused(response: requests.Response) -> bool:
    return response.status_code == 401 and code_of(json_of(response.content)) == EXPIRED
