"""Which names of one service stand for which of the other: both make up ids of their own."""

from __future__ import annotations

import re
from copy import copy
from typing import Any, Self

from ..recording.pseudonyms import EPOCH, ID, MOMENT, NAMES, SECRET, is_time

INSTANT = re.compile(MOMENT.pattern + r"(?:\.\d+)?|\d\d-\d\d-\d{4} \d\d:\d\d:\d\d", MOMENT.flags)
HEX = re.compile("[0-9a-f]", re.IGNORECASE)
PLACEHOLDER, MASK = re.compile(rf"{SECRET}-\d+"), re.compile(r"\*+")
A_TIME = "<a time>"


class Bindings:
    """What stands in a recording for an id, and what the service at hand calls the same thing.

    `known` are those that are clear from the start, such as the organisation. `shift` moves the recording's times, in
    seconds, to those of the service.
    """

    def __init__(self, known: dict[str, str], shift: int) -> None:
        self._real = dict(known)
        self._shift = shift

    def tried(self) -> Self:
        """The same, to find out what would fit: what it learns is forgotten."""
        twin = copy(self)
        twin._real = dict(self._real)
        return twin

    def real(self, value: Any) -> Any:
        """What a value of the recording is for the service; raises Unbound for a name that it has not told yet."""
        if isinstance(value, dict):
            return {self.real(name): self.real(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.real(each) for each in value]
        if isinstance(value, str):
            return EPOCH.sub(self._moved, NAMES.sub(lambda found: self._known(found[0]), value))
        return self._move(value) if is_time(value) else value

    def fits(self, expected: str, actual: str) -> bool:
        """Whether a text says the same as one of the recording; names that are met for the first time are learnt."""
        if expected == actual or is_told_back(expected, actual):
            return True
        expected, actual = (INSTANT.sub(A_TIME, each) for each in (expected, actual))
        names = NAMES.findall(expected)
        pattern = "(.+?)".join(re.escape(EPOCH.sub(self._moved, each)) for each in NAMES.split(expected))
        found = re.fullmatch(pattern, actual, re.DOTALL)
        if not found:
            return False
        told = dict(zip(names, found.groups(), strict=True))
        if any(self._real.get(name, real) != real or not is_like(name, real) for name, real in told.items()):
            return False
        self._real |= told
        return True

    def _known(self, name: str) -> str:
        if name.lower().startswith(SECRET):
            return name
        if name not in self._real:
            raise Unbound(name)
        return self._real[name]

    def _moved(self, found: re.Match[str]) -> str:
        return str(self._move(int(found[0]))) if is_time(int(found[0])) else found[0]

    def _move(self, time: int) -> int:
        return time + self._shift * (1000 if time > 10**12 else 1)


def is_told_back(expected: str, actual: str) -> bool:
    """Whether what was sent in the place of a secret comes back, as the secret itself did when it was recorded."""
    return PLACEHOLDER.fullmatch(actual) is not None and not MASK.fullmatch(expected)


def is_like(name: str, real: str) -> bool:
    """Whether an id has the form of the one that stands for it; what else a service makes up may have any."""
    return not ID.fullmatch(name) or HEX.sub("x", name) == HEX.sub("x", real)


class Unbound(Exception):
    """A name of the recording that the service has never told its own for."""
