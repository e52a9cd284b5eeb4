"""Makes text fit to be shown: without secrets, and without characters that steer a terminal."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import quote, quote_plus

from ..curl import as_curl
from ..exchange import Exchange
from ..masking import MASK

SHORTEST = 6
WIDEST = 96


class Veil:
    """Hides the secrets it has seen, wherever they turn up."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def learn(self, secrets: Iterable[str]) -> None:
        """Remember what to hide; a very short text is no secret, and would be found everywhere."""
        for secret in secrets:
            if len(secret) >= SHORTEST:
                self._secrets |= spellings(secret)

    def __call__(self, text: str) -> str:
        """The text as it may be shown."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, MASK)
        return "".join(char if char.isprintable() or char in "\n\t" else "�" for char in text)

    def curl(self, exchange: Exchange) -> str:
        """The request as a curl command."""
        return self(as_curl(exchange))


def spellings(secret: str) -> set[str]:
    """A text as it is, and as JSON and forms write it: a server may quote what it was sent."""
    in_json = (json.dumps(secret, ensure_ascii=ascii)[1:-1] for ascii in (True, False))
    return {secret, quote(secret, safe=""), quote_plus(secret), *in_json}


def filled(text: str, width: int, first: str = "", rest: str = "") -> str:
    """A text in lines that are not too wide to be read: `first` starts the first line, `rest` each other."""
    return textwrap.fill(
        text,
        min(width, WIDEST),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def milliseconds(seconds: float) -> int:
    """Whole milliseconds, at least one."""
    return max(1, round(seconds * 1000))


def phrase(status: int) -> str:
    """A status with its name."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
