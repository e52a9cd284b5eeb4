"""Access tokens: fetched from IMS, kept, and renewed before they expire."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from .config import Settings, is_header_text
from .envelopes import checked
from .errors import ApiError
from .transport import Transport
from .wire import json_of, object_of

IMS_PATH = "/ims/token/v3"
OLDER_IMS_PATH = "/ims/token/v2"
MARGIN = 60.0


@dataclass(frozen=True)
class Token:
    """An access token and the moment, on the clock of its Tokens, from which it is no longer used."""

    value: str = field(repr=False)
    usable_until: float = math.inf


class Tokens:
    """The tokens of one client; safe to use from several threads, of which only one at a time asks IMS."""

    def __init__(self, settings: Settings, transport: Transport, now: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._transport = transport
        self._now = now
        self._lock = Lock()
        self._token = Token(settings.access_token) if settings.access_token else None

    def current(self) -> str:
        """A token that is good for now; a new one is fetched MARGIN seconds before the old one expires."""
        with self._lock:
            if self._token is None or self._now() >= self._token.usable_until:
                self._token = self.fetch()
            return self._token.value

    def renewed(self, refused: str) -> str | None:
        """Another token after this one was refused; None when there is no secret to fetch one with.

        A token that another thread has renewed meanwhile is handed out and not renewed again.
        """
        with self._lock:
            if self._token is not None and self._token.value != refused:
                return self._token.value
            if not self._settings.client_secret:
                return None
            self._token = self.fetch()
            return self._token.value

    def fetch(self, path: str = IMS_PATH) -> Token:
        """Ask IMS for a new token, without keeping it; raises ApiError with IMS's own `error` as its code.

        `path` is that of the current version, or `OLDER_IMS_PATH` for an IMS that knows no other.

        `expires_in` is in seconds. A token that lives for less than ten margins is renewed a tenth of its
        life early; one without `expires_in` is used until it is refused.

        Source: Adobe's IMS page on server-to-server authentication; margin and fallback are inferred.
        """
        settings = self._settings
        response = self._transport.exchange(
            "POST",
            settings.ims + path,
            data={
                "grant_type": "client_credentials",
                "client_id": settings.client_id,
                "client_secret": settings.client_secret,
                "scope": settings.scopes,
            },
        )
        return self._read(checked(response).content)

    def _read(self, content: bytes) -> Token:
        answer = object_of(json_of(content))
        value, lifetime = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(value, str) or not value or not is_header_text(value):
            raise ApiError(200, None, "the answer of IMS holds no usable access_token")
        if not isinstance(lifetime, (int, float)):
            return Token(value)
        return Token(value, self._now() + lifetime - min(MARGIN, lifetime / 10))
