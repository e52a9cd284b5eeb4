"""Keeps what is asked and answered: an observer of the wire that writes a file for each scene."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

import requests
from hypothesis import settings as searching

from flowservice_client import FlowServiceError
from flowservice_client.config import ADOBE, ADOBE_IMS, Settings

from ..contract import operation_at
from ..evidence import rules_in
from ..ledger import id_in
from .exchanges import answered, asked, shortened
from .pseudonyms import SECRET, TOKEN, Pseudonyms
from .recording import BODIES, CALLER, ELSEWHERE, RUN, Recording, scene_file, unusual, write_json
from .scenes import Scene
from .strangers import Strangers

if TYPE_CHECKING:
    from ..target import Target

LARGE = 1000
"""Characters of a body that gets a file of its own."""


class Recorder:
    """Writes what is asked of a target in scenes that are kept; cleaning up belongs to none.

    `began` is when the run did, in epoch seconds.
    """

    def __init__(self, folder: Path, target: Target, began: int) -> None:
        settings = target.client.settings
        self.folder, self.recording = folder, recording_of(target, began)
        self._pseudonyms = Pseudonyms(known(settings, target.client.tokens.current(), target.run), began)
        with suppress(FlowServiceError):
            self._pseudonyms.name_tenant(target.client.registry.tenant_id())
        self._target, self._strangers = target, Strangers(target.run)
        self._numbers = count(1)
        self.recording.write(folder)
        target.scenes.leaving.append(self._write)
        target.wire.observers.append(self)

    def __call__(self, response: requests.Response) -> None:
        """Keep an exchange."""
        if self._target.wire.limits.cleaning:
            return
        scene = self._target.scenes.current
        if response.ok and response.request.method == "POST" and (id := id_in(response)):
            self._strangers.made(id)
        if scene.id and scene.kept:
            request = asked(response.request)
            answer = self._strangers.without(request["path"], answered(response))
            exchange = {
                "number": next(self._numbers),
                "at": self._pseudonyms.moment(time()),
                "operation": operation_at(request["method"], request["path"]),
                "request": shortened(unusual(self._pseudonyms.sent(request), self.recording.usual)),
                "answer": self._pseudonyms.seen(answer),
            }
            scene.exchanges.append(exchange)

    def close(self) -> None:
        """Keep what was asked until now: the target goes before the last test has ended, and nobody can be asked."""
        self._target.scenes.leaving.remove(self._write)
        self._target.wire.observers.remove(self)
        for scene in self._target.scenes.open:
            self._write(scene)

    def _write(self, scene: Scene) -> None:
        if scene.exchanges:
            write_json(scene_file(self.folder, scene.id), told(scene, self.recording.made, self.folder))


def told(scene: Scene, made: str, folder: Path) -> dict[str, Any]:
    """A scene as JSON; a large body has a file of its own, which others that are equal share."""
    rules = {rule for each in scene.exchanges for rule in rules_in(each["answer"]["headers"])}
    for exchange in scene.exchanges:
        text = json.dumps(exchange["answer"].get("json"))
        if len(text) > LARGE:
            file = f"{BODIES}/{exchange['operation']}-{sha256(text.encode()).hexdigest()[:12]}.json"
            write_json(folder / file, exchange["answer"].pop("json"))
            exchange["answer"][ELSEWHERE] = file
    return {
        "scene": scene.id,
        "recorded": made,
        "rules": sorted(rules | {*scene.rests_on}),
        "exchanges": scene.exchanges,
    }


def recording_of(target: Target, began: int) -> Recording:
    """How a recording is made of a target."""
    settings = target.client.settings
    return Recording(
        target.kind,
        datetime.fromtimestamp(began, UTC).date().isoformat(),
        searching.get_current_profile_name(),
        sandbox(settings),
        bool(settings.client_secret),
        dict(target.rules),
    )


def sandbox(settings: Settings) -> str:
    """What a sandbox is called in a recording."""
    return settings.sandbox if settings.sandbox == "prod" else "recorded-sandbox"


def known(settings: Settings, token: str, run: str) -> dict[str, str]:
    """What identifies from the start, and what takes its place."""
    org = str(CALLER["org"])
    found = {
        settings.ims: ADOBE_IMS,
        settings.base_url: ADOBE,
        settings.client_id: str(CALLER["client_id"]),
        settings.client_secret: SECRET,
        settings.access_token: TOKEN,
        token: TOKEN,
        settings.org: org,
        settings.org.partition("@")[0]: org.partition("@")[0],
        settings.sandbox: sandbox(settings),
        run: RUN,
        run.replace("-", "_"): RUN.replace("-", "_"),
    }
    return {text: pseudonym for text, pseudonym in found.items() if text}
