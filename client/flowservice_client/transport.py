"""Sends one request and brings one answer: connections, time-outs, repeats, and the observer."""

from __future__ import annotations

from typing import Unpack

import requests
from requests.adapters import BaseAdapter, HTTPAdapter

from .config import Settings
from .errors import NoAnswer
from .exchange import Observer, exchange_of
from .masking import masked_url
from .patience import patience
from .version import __version__
from .wire import Parts

BROKEN = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)


class Transport:
    """A pool of connections. Certificates are always checked; redirects are answers and never followed."""

    def __init__(
        self, settings: Settings, observer: Observer | None = None, adapter: BaseAdapter | None = None
    ) -> None:
        self._timeout = (settings.connect_timeout, settings.read_timeout)
        self._observer = observer
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"flowservice-client/{__version__}"
        self._session.headers["Accept"] = "application/json"
        # Without an auth of its own, requests would replace our token by what a .netrc says for the host.
        self._session.auth = lambda request: request
        self._session.trust_env = adapter is None
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter or HTTPAdapter(max_retries=patience(settings.retries)))

    def exchange(self, method: str, url: str, **parts: Unpack[Parts]) -> requests.Response:
        """Ask, and give the answer whatever its status; raises NoAnswer when none came."""
        try:
            response = self._session.request(method, url, timeout=self._timeout, allow_redirects=False, **parts)
        except BROKEN as error:
            raise NoAnswer(f"{method} {masked_url(url)}: {_reason(error)}") from None
        if self._observer:
            self._observer(exchange_of(response))
        return response

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()


def _reason(error: Exception) -> str:
    """The innermost reason: the outer texts repeat the URL, whose query may hold credentials."""
    cause = error.args[0] if error.args else error
    while isinstance(inner := getattr(cause, "reason", None), Exception):
        cause = inner
    name = type(cause).__name__ if isinstance(cause, Exception) else type(error).__name__
    return f"{name}: {cause}"
