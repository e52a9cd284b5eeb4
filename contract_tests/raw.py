"""Requests as anybody could type them: right headers unless a test says otherwise."""

from collections.abc import Mapping
from typing import Any

import requests

from flowservice_client import Client

from .wire import TIMEOUT, Wire, session_over


class Raw:
    """Plain HTTP on the target; headers that a test gives replace the right ones, None leaves one out."""

    def __init__(self, client: Client, wire: Wire) -> None:
        self._client = client
        self._session = session_over(wire)

    def __call__(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, Any] | None = None,
        params: Any = None,
        json: Any = None,
        data: Any = None,
    ) -> requests.Response:
        """Send a request; a body is JSON unless the headers say otherwise."""
        sent = {**self.headers(), **(headers or {})}
        if json is not None or data is not None:
            sent = {"Content-Type": "application/json", **sent}
        settings = self._client.settings
        origin = settings.ims if path.startswith("/ims/") else settings.base_url
        return self._session.request(
            method,
            origin + path,
            headers={name: value for name, value in sent.items() if value is not None},
            params=params,
            json=json,
            data=data,
            timeout=TIMEOUT,
            allow_redirects=False,
        )

    def headers(self) -> dict[str, str]:
        """The headers that a call needs; what is accepted matters to the Schema Registry only."""
        settings = self._client.settings
        return {
            "Authorization": f"Bearer {self._client.tokens.current()}",
            "x-api-key": settings.client_id,
            "x-gw-ims-org-id": settings.org,
            "x-sandbox-name": settings.sandbox,
            "Accept": "application/vnd.adobe.xed+json",
        }

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()


def refused(reply: requests.Response, *statuses: int, word: str = "") -> None:
    """The reply is a clear refusal with one of these statuses (400 if none is given) and with this word in it."""
    assert reply.status_code in (statuses or (400,)), reply.text
    assert reply.headers["Content-Type"] == "application/json"
    assert is_clear_error(reply)
    assert "Traceback" not in reply.text
    assert word in reply.text


def is_clear_error(reply: requests.Response) -> bool:
    """Whether a refusal is a JSON object that says in words what was wrong."""
    body = reply.json()
    texts = ("errorMessage", "message", "title", "detail", "error_description")
    return isinstance(body, dict) and any(isinstance(body.get(name), str) and body[name] for name in texts)
