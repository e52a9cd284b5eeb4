"""Plays a recording in the place of the network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from _pytest.outcomes import Skipped

from ..tutorial import JsonObject
from ..wire import NOT_RECORDED, Limits, Wire
from .exchanges import asked, response_of, shortened
from .pseudonyms import SECRET
from .recording import Recording, scene_at, scene_file, unusual
from .scenes import Scene, Scenes

TOKENS = "/ims/token/"
UNTOLD = re.compile(rf"{SECRET}-\d+")
"""What stands where a test sent a secret."""


class NotRecorded(Skipped):
    """A call that the recording does not have: the test neither passes nor fails."""

    __module__ = "builtins"  # as pytest has it for Skipped: reasons are shown without it

    def __init__(self, why: str) -> None:
        super().__init__(f"{NOT_RECORDED}: {why}")


class Replay(Wire):
    """Answers from the scene at work: the next call must be the recorded one; raises NotRecorded."""

    def __init__(self, limits: Limits, folder: Path, scenes: Scenes) -> None:
        super().__init__(limits)
        self.recording = Recording.read(folder)
        self._folder, self._scenes = folder, scenes
        self._told: dict[str, str] = {}

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Answer a request as it was answered, and show that to all observers."""
        self.limits.take()
        answer = self._answer(unusual(asked(request), self.recording.usual))
        response = self.build_response(request, response_of(answer, str(request.method)))
        _ = response.content
        for observer in self.observers:
            observer(response)
        return response

    def _answer(self, request: JsonObject) -> JsonObject:
        exchanges = self._left(self._scenes.current)
        is_for_token = request["path"].startswith(TOKENS)
        while exchanges and exchanges[0]["request"]["path"].startswith(TOKENS) and not is_for_token:
            exchanges.pop(0)
        if not exchanges:
            raise NotRecorded(f"{request['method']} {request['path']} comes after the last one")
        kept = exchanges.pop(0)
        if different := self._difference(kept["request"], shortened(request)):
            exchanges.clear()
            raise NotRecorded(f"{request['method']} {request['path']}: {different}")
        answer: JsonObject = self._as_told(kept["answer"])
        return answer

    def _left(self, scene: Scene) -> list[Any]:
        if not scene.begun:
            scene.begun = True
            file = scene_file(self._folder, scene.id)
            if file.exists():
                try:
                    scene.exchanges = scene_at(self._folder, file)["exchanges"]
                except pytest.UsageError as error:
                    raise NotRecorded(str(error)) from None
        return scene.exchanges

    def _difference(self, kept: JsonObject, asked: JsonObject) -> str:
        """The first place where two requests differ; a secret is whatever it was when it was first sent."""
        for _, one, other in pairs(kept, asked):
            if isinstance(one, str) and isinstance(other, str) and UNTOLD.fullmatch(one):
                self._told.setdefault(one, other)
        for at, one, other in pairs(self._as_told(kept), asked):
            if type(one) is not type(other) or one != other:
                return f"{at} is {shown(other)} and was {shown(one)}"
        return ""

    def _as_told(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._as_told(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self._as_told(each) for each in value]
        if isinstance(value, str):
            return UNTOLD.sub(lambda found: self._told.get(found[0], found[0]), value)
        return value


def pairs(one: Any, other: Any, at: str = "") -> Iterator[tuple[str, Any, Any]]:
    """What stands at the same places of two JSON values, as deep as both are alike."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {**one, **other}:
            yield from pairs(one.get(name, ...), other.get(name, ...), f"{at}/{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from pairs(*pair, f"{at}/{number}")
    else:
        yield at, one, other


def shown(value: Any) -> str:
    """A part of a request, in short."""
    text = "nothing" if value is ... else json.dumps(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
