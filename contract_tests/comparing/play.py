"""Plays what was recorded of one service on another."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from flowservice_client.config import ADOBE

from ..evidence import rules_in
from ..recording.exchanges import LEFT_OUT, answered, body_of
from ..recording.pseudonyms import EPOCH, START, is_time
from ..recording.recording import RUN, Recording, scenes_of
from ..recording.scenes import Scene
from ..target import Target
from ..tidying import Tidier
from ..wire import TIMEOUT, session_over
from .bindings import Bindings, Unbound
from .differences import Difference, differences

MOST_UNASKED = 10
"""Of so many calls that were made, one may have been impossible."""
BY_CHANCE = re.compile(r"order[bB]y=[^&]*(?:At|Date|\bid\b)")
"""An order by what differs from service to service, for things that were made in one millisecond as by ids."""


@dataclass(frozen=True)
class Call:
    """A recorded exchange, and the scene that it belongs to."""

    number: int
    scene: Scene
    operation: str | None
    request: dict[str, Any]
    answer: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What differs in the answers to one call; `rules` are those that either answer, or the test, names."""

    call: Call
    rules: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass
class Comparison:
    """What came of playing a recording on a target.

    `unasked` are calls that could not be made there: they name what an answer before has not told, or a moment of the
    recorded run.
    """

    asked: int = 0
    unasked: int = 0
    found: list[Found] = field(default_factory=list)

    @property
    def tells(self) -> bool:
        """Whether enough could be asked to say that nothing differs."""
        return self.asked > MOST_UNASKED * self.unasked


def calls(folder: Path) -> list[Call]:
    """All exchanges of a recording, in the order in which they were made."""
    found: list[Call] = []
    for told in scenes_of(folder):
        scene = Scene(told["scene"])
        found += (
            Call(each["number"], scene, each["operation"], each["request"], each["answer"])
            for each in told["exchanges"]
        )
    return sorted(found, key=lambda each: each.number)


def play(folder: Path, target: Target, stop: Callable[[Comparison], bool] = lambda _: False) -> Comparison:
    """Ask a target what was asked when the recording was made, scene by scene; what a scene made goes with it.

    `stop` may say after a scene that enough was found.
    """
    player, told, made = Player(Recording.read(folder), target), Comparison(), calls(folder)
    last = {call.scene: call for call in made}
    for call in made:
        player.play(call, told)
        if last[call.scene] is call:
            player.leave(call.scene)
            if stop(told):
                break
    return told


class Player:
    """Asks one target, in its own words, what was asked of another."""

    def __init__(self, recording: Recording, target: Target) -> None:
        self._target, self._recording = target, recording
        self._session = session_over(target.wire)
        settings = target.client.settings
        caller = recording.caller
        self._bindings = Bindings(
            {
                RUN: target.run,
                RUN.replace("-", "_"): target.run.replace("-", "_"),
                str(caller["org"]): settings.org,
                str(caller["client_id"]): settings.client_id,
                str(caller["access_token"]): target.client.tokens.current(),
                recording.sandbox: settings.sandbox,
            },
            int(target.now()) - START,
        )
        self._tidier = Tidier(target.wire, target.cleaner)
        self.leave = self._tidier.leave
        self._sent: defaultdict[Scene, set[str]] = defaultdict(set)

    def play(self, call: Call, told: Comparison) -> None:
        """Make one call, and note how its answer differs."""
        if cannot_be_asked(call.request) or hangs_on_secrets(call):
            told.unasked += 1
            return
        try:
            response = self._send(call.request)
        except Unbound:
            told.unasked += 1
            return
        told.asked += 1
        self._tidier.note(call.scene)
        answer = self._in_adobes_place(answered(response))
        sent = self._sent[call.scene]
        if isinstance(body := call.request.get("json"), dict):
            sent.update(body)
        found = tuple(differences(call.answer, answer, sent, self._bindings))
        if BY_CHANCE.search(call.request["path"]):
            found = tuple(each for each in found if each.sort != "order")
        if found:
            told.found.append(Found(call, rules_of(call.answer, answer), found))

    def _send(self, request: dict[str, Any]) -> requests.Response:
        headers = {**self._recording.usual, **request["headers"]}
        prepared = requests.Request(
            request["method"],
            self._target.client.settings.base_url,
            headers={name: self._bindings.real(text) for name, text in headers.items() if text is not None},
            data=body_of({name: self._bindings.real(each) for name, each in request.items()}) or None,
        ).prepare()
        prepared.url = self._target.client.settings.base_url + self._bindings.real(request["path"])
        return self._session.send(prepared, timeout=TIMEOUT, allow_redirects=False)

    def _in_adobes_place(self, answer: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(answer).replace(self._target.client.settings.base_url, ADOBE)
        moved: dict[str, Any] = json.loads(text)
        return moved


def cannot_be_asked(request: dict[str, Any]) -> bool:
    """Whether a request has a moment of the recorded run in it, or was not recorded whole: very long, or in pieces."""
    if "transfer-encoding" in request["headers"]:
        return True
    moments = (each for each in EPOCH.findall(request["path"]) if len(each) > 10)
    return any(is_time(int(each)) for each in moments) or LEFT_OUT.search(json.dumps(request)) is not None


def hangs_on_secrets(call: Call) -> bool:
    """Whether credentials were found wrong: a recording has others in their place, which may be found right."""
    body = call.answer.get("json")
    return call.operation == "testConnection" and isinstance(body, dict) and body.get("result") is False


def rules_of(*answers: dict[str, Any]) -> tuple[str, ...]:
    """The rules that answers say they rest on."""
    return tuple(sorted({rule for each in answers for rule in rules_in(each["headers"])}))
