"""Which scene is at work: a test, a fixture that several tests share, or something shared that is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from zlib import crc32

import pytest

SHARED, FIXTURES = "shared/", "fixtures/"
"""How the ids begin of scenes that make what many tests use."""


class Scene:
    """Calls that belong together, in their order, whichever tests are run and whichever comes first.

    `rests_on` are the rules that it proves beside those that answers name; `made` are the ids of what it made.
    """

    def __init__(self, id: str, rests_on: tuple[str, ...] = (), kept: bool = True) -> None:
        self.id, self.rests_on, self.kept = id, rests_on, kept
        self.exchanges: list[Any] = []
        self.begun = False
        self.made: list[str] = []
        self._label = f"{crc32(id.encode()):08x}-" if id else ""
        self._numbers = count(1)

    @property
    def passes(self) -> bool:
        """Whether what is made in it is for nobody else."""
        return bool(self.id) and not self.id.startswith((SHARED, FIXTURES))

    def number(self) -> str:
        """Something that nothing else is called: it depends on nothing but the scene."""
        return f"{self._label}{next(self._numbers)}"


class Scenes:
    """The scenes that are `open`, the innermost last; whoever is in `leaving` is told of each that ends."""

    def __init__(self) -> None:
        self.open = [Scene("")]
        self.leaving: list[Callable[[Scene], None]] = []

    @property
    def current(self) -> Scene:
        """The scene at work."""
        return self.open[-1]

    @contextmanager
    def within(self, id: str, rests_on: tuple[str, ...] = (), kept: bool = True) -> Iterator[None]:
        """What is asked in this context belongs to a scene of its own, which is not `kept` inside one that is not."""
        scene = Scene(id, rests_on, kept)
        self.open.append(scene)
        try:
            yield
        finally:
            self.open.remove(scene)
            for told in self.leaving:
                told(scene)


SCENES = pytest.StashKey[Scenes]()
