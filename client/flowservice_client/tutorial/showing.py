"""Makes text fit to be shown: without secrets, and without characters that steer a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from ..curl import as_curl
from ..exchange import Exchange
from ..masking import MASK

SHORTEST = 6


class Veil:
    """Hides the secrets it has seen, wherever they turn up."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def learn(self, secrets: Iterable[str]) -> None:
        """Remember what to hide; a very short text is no secret, and would be found everywhere."""
        self._secrets.update(secret for secret in secrets if len(secret) >= SHORTEST)

    def __call__(self, text: str) -> str:
        """The text as it may be shown."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, MASK)
        return "".join(char if char.isprintable() or char == "\n" else "�" for char in text)

    def curl(self, exchange: Exchange) -> str:
        """The request as a curl command."""
        return self(as_curl(exchange))


def milliseconds(seconds: float) -> int:
    """Whole milliseconds, at least one."""
    return max(1, round(seconds * 1000))


def phrase(status: int) -> str:
    """A status with its name."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
