"""Deletes what a test made when it ends: lists stay short, and little is left for the end of the run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import requests

from flowservice_client import FlowServiceError

from .cleaning import Cleaner
from .recording.scenes import Scene, Scenes
from .wire import Wire


class Tidier:
    """An observer of the wire that knows in which scene something was made; what many tests use stays.

    What cannot be deleted yet is left to the end of the run, and so is what several threads made at one moment.
    """

    def __init__(self, wire: Wire, cleaner: Cleaner) -> None:
        self._wire, self._cleaner = wire, cleaner
        self._seen: set[str] = set()

    def note(self, scene: Scene) -> None:
        """See what the last call has made."""
        newest = self._cleaner.ledger.newest
        if newest and newest.id not in self._seen:
            self._seen.add(newest.id)
            if scene.passes:
                scene.made.append(newest.id)

    def leave(self, scene: Scene) -> None:
        """Delete what was made in a scene, the last first."""
        with self._wire.limits.for_cleaning():
            for id in reversed(scene.made):
                with suppress(FlowServiceError, ValueError):  # what a service calls ".." is no id
                    self._cleaner.remove(id)
        scene.made.clear()


@contextmanager
def tidied(wire: Wire, cleaner: Cleaner, scenes: Scenes) -> Iterator[None]:
    """While this lasts, what is made in a scene goes when it ends; the target must be there until then."""
    tidier = Tidier(wire, cleaner)

    def note(_: requests.Response) -> None:
        if not wire.limits.cleaning:
            tidier.note(scenes.current)

    wire.observers.append(note)
    scenes.leaving.append(tidier.leave)
    try:
        yield
    finally:
        scenes.leaving.remove(tidier.leave)
        wire.observers[:] = [each for each in wire.observers if each is not note]
