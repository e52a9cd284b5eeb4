"""One HTTP exchange, as an observer sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import requests

from .masking import masked_url


@dataclass(frozen=True, repr=False)
class Exchange:
    """What was asked and what came back, as it travelled: the fields hold secrets, the repr does not.

    `seconds` runs until the answer's headers were there. Where a request was repeated (see patience.py), one
    exchange stands for all tries and carries the last answer.
    """

    method: str
    url: str
    request_headers: Mapping[str, str]
    request_body: bytes
    status: int
    reply_headers: Mapping[str, str]
    reply_body: bytes
    seconds: float

    def __repr__(self) -> str:
        return f"Exchange({self.method} {masked_url(self.url)} -> {self.status} in {self.seconds:.3f} s)"


Observer: TypeAlias = Callable[[Exchange], None]


def exchange_of(response: requests.Response) -> Exchange:
    """The exchange behind an answer of requests."""
    request = response.request
    return Exchange(
        method=request.method or "",
        url=request.url or "",
        request_headers={name: _text(value) for name, value in request.headers.items()},
        request_body=_bytes(request.body),
        status=response.status_code,
        reply_headers=dict(response.headers),
        reply_body=response.content,
        seconds=response.elapsed.total_seconds(),
    )


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _bytes(body: object) -> bytes:
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else b""
