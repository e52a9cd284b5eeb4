"""A recording on disk: a folder with a file for each scene, and one that says how it was made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

import hypothesis
import pytest

from flowservice_client import NotConfigured
from flowservice_client.config import ADOBE, Options

from ..plan import Kind, Plan
from ..standings import version
from ..tutorial import JsonObject
from .pseudonyms import SECRET, START, TOKEN

META, BODIES = "meta.json", "bodies"
ELSEWHERE = "json in"
"""Names the file of a large body, where that has one of its own."""
RUN = "contract-00000000"
"""What takes the place of a run's name."""
WIDTH = 100
LONGEST = 80
"""Characters of the name of a file."""


@dataclass(frozen=True)
class Recording:
    """How a recording was made: of what, on which day, how thoroughly, and by which versions.

    `rules` are the target's readings, and empty where it did not say. `client_secret` tells whether there was one.
    """

    target: Kind
    made: str
    profile: str
    sandbox: str
    client_secret: bool
    rules: dict[str, str]
    suite: str = version
    hypothesis: str = hypothesis.__version__
    run: str = RUN
    begins: int = START

    @property
    def seen(self) -> float:
        """The day on which it was made, in epoch seconds."""
        return datetime.fromisoformat(self.made).replace(tzinfo=UTC).timestamp()

    @property
    def caller(self) -> dict[str, Any]:
        """The settings of a client that plays from it."""
        secret: Options = {"client_secret": SECRET} if self.client_secret else {}
        return {**CALLER, **secret, "sandbox": self.sandbox, "access_token": TOKEN, "environ": {}}

    @property
    def usual(self) -> dict[str, str]:
        """The headers that are not written down with each call."""
        return {
            "accept": "application/json",
            "authorization": f"Bearer {TOKEN}",
            "x-api-key": str(CALLER["client_id"]),
            "x-gw-ims-org-id": str(CALLER["org"]),
            "x-sandbox-name": self.sandbox,
        }

    def write(self, folder: Path) -> None:
        """Begin a recording; raises NotConfigured where none can be kept."""
        try:
            write_json(folder / META, asdict(self))
        except OSError as error:
            raise NotConfigured(f"the recording cannot be written: {error}") from None

    @classmethod
    def read(cls, folder: Path) -> Recording:
        """The recording in a folder; raises pytest.UsageError."""
        try:
            return cls(**json.loads((folder / META).read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise pytest.UsageError(f"{folder} holds no recording that can be played: {error}") from None


CALLER: Options = {
    "base_url": ADOBE,
    "client_id": "recorded-client",
    "org": "AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg",
}
"""As whom a recording is played."""


def unusual(request: JsonObject, usual: dict[str, str]) -> JsonObject:
    """A request with the headers alone that are not as usual, null where one is missing."""
    headers = {**dict.fromkeys(usual), **request["headers"]}
    return {**request, "headers": {name: text for name, text in headers.items() if text != usual.get(name, "")}}


def scene_file(folder: Path, id: str) -> Path:
    """Where a scene is kept."""
    module, _, name = id.partition("/") if id.count("/") == 1 else id.rpartition("/")
    plain = re.sub(r"[^\w.\[\]-]+", "-", name)[:LONGEST]
    return folder / (module or "session") / f"{plain}-{crc32(id.encode()):08x}.json"


def scenes_of(folder: Path) -> Iterator[JsonObject]:
    """All scenes of a recording, as `scene_at` gives them."""
    for file in folder.rglob("*.json"):
        if file.name != META and file.parent.name != BODIES:
            yield scene_at(folder, file)


def scene_at(folder: Path, file: Path) -> JsonObject:
    """What a file of a recording tells of a scene, with all bodies in their places; raises pytest.UsageError.

    Nothing is read outside the folder, and every path begins with a slash: a host before it would be told the token.
    """
    try:
        told: JsonObject = json.loads(file.read_text("utf-8"))
        for exchange in told["exchanges"]:
            if not exchange["request"]["path"].startswith("/"):
                raise ValueError(f"{exchange['request']['path']!r} is no path")
            if elsewhere := exchange["answer"].pop(ELSEWHERE, None):
                body = folder / elsewhere
                if not body.resolve().is_relative_to(folder.resolve()):
                    raise ValueError(f"{elsewhere} lies outside")
                exchange["answer"]["json"] = json.loads(body.read_text("utf-8"))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise pytest.UsageError(f"{file} is no part of a recording: {type(error).__name__}: {error}") from None
    return told


def write_json(path: Path, value: Any) -> None:
    """Write readable JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(readable(value) + "\n", "utf-8")


def readable(value: Any, depth: int = 0) -> str:
    """JSON in which whatever is short stands on one line."""
    line = json.dumps(value)
    if len(line) <= WIDTH or not isinstance(value, dict | list):
        return line
    margin = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(name)}: {readable(each, depth + 1)}" for name, each in value.items()]
    else:
        parts = [readable(each, depth + 1) for each in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}{margin}{f',{margin}'.join(parts)}{margin[:-1]}{closing}"


def check(plan: Plan, workers: bool) -> None:
    """Raise pytest.UsageError where a plan cannot be recorded or played."""
    if plan.recorded:
        Recording.read(plan.recorded)
    if not plan.record:
        return
    if plan.recorded:
        raise pytest.UsageError("a recording is played or made, not both")
    if workers:
        raise pytest.UsageError("a recording is made by one process: leave -n away")
    if plan.record.exists() and (not plan.record.is_dir() or any(plan.record.iterdir())):
        raise pytest.UsageError(f"{plan.record} is not empty: a recording needs a folder of its own")
