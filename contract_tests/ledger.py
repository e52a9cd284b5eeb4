"""What runs have made: written down before anybody can lose it, and crossed out when it is gone."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from os import SEEK_END
from pathlib import Path
from time import time
from typing import IO, Any, NamedTuple
from urllib.parse import unquote

import requests

from .contract import operation_at
from .wire import text_of

PREFIX = "contract-"
"""How the name of every run begins, and so the names of all that runs make."""
DEFAULT_SANDBOX = "prod"
"""Source: doc help/sandboxes/home.md."""
PARTS = frozenset(("createMapping",))
"""What these make goes with the whole that it is a part of."""
NAMELESS = frozenset(("/data/foundation/conversion/mappingSets",))
"""What lies there has no name by which it could be found; what a request calls name or title means something else."""


class Place(NamedTuple):
    """Where something lies."""

    service: str
    org: str
    sandbox: str


@dataclass(frozen=True)
class Entry:
    """Something that a run made. `path` is its collection's; `name` is None where it was given none."""

    run: str
    service: str
    org: str
    sandbox: str
    path: str
    id: str
    name: str | None

    def __str__(self) -> str:
        return f"{self.path}/{self.id}" + (f" ({self.name})" if self.name else "")

    @property
    def place(self) -> Place:
        """Where it lies."""
        return Place(self.service, self.org, self.sandbox)

    @property
    def key(self) -> tuple[Place, str, str]:
        """The same for all the ids that it goes by: `@/dataSets/1` and `1`, the URL of a schema and its altId."""
        return self.place, self.path, re.split("[/.]", self.id)[-1]


FIELDS = [each.name for each in fields(Entry)]
EVENTS = ("began", "ended", "made", "gone")
BEGINNING = '{"time": '
"""How every line begins, one that was not written to its end, too."""


class Ledger:
    """Runs that have not ended, by their names, and what is still there of all that was made.

    On disk, if there is a `file`, every event is a line of JSON: a run `began` or `ended`, something was `made` or is
    `gone`. Several processes may write to one file.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self.runs: dict[str, Place] = {}
        self.living: dict[tuple[Place, str, str], Entry] = {}
        """The oldest first."""
        self.foreign = False
        """Whether the file has lines that no run wrote."""

    @property
    def newest(self) -> Entry | None:
        """What was made last."""
        return next(reversed(self.living.values()), None)

    @classmethod
    def read(cls, file: Path) -> Ledger:
        """The ledger that a file holds; what is no event, as a line that was not written to its end, is passed over."""
        ledger = cls(file)
        for line in file.read_text("utf-8", "replace").splitlines() if file.exists() else ():
            if event := event_in(line):
                ledger._take(*event)
            elif not line.startswith(BEGINNING):
                ledger.foreign = True
        return ledger

    def write(self, what: str, entry: Entry) -> None:
        """Write an event down; it is in the file when this returns."""
        if self.file:
            with self.file.open("ab+") as file:
                line = json.dumps({"time": round(time(), 3), "what": what} | asdict(entry))
                file.write(f"{line}\n".encode() if is_at_a_line(file) else f"\n{line}\n".encode())
        self._take(what, entry)

    def _take(self, what: str, entry: Entry) -> None:
        if what == "began":
            self.runs[entry.run] = entry.place
        elif what == "ended":
            self.runs.pop(entry.run, None)
        elif what == "made":
            self.living[entry.key] = entry
        else:
            self.living.pop(entry.key, None)

    def tidy(self) -> None:
        """Remove the file when nothing in it can still matter: all has gone, no run is going on, and it is all ours."""
        if self.file and self.file.is_file():
            now = Ledger.read(self.file)
            if not (now.living or now.runs or now.foreign):
                self.file.unlink()


def event_in(line: str) -> tuple[str, Entry] | None:
    """What a line of a ledger says; None where it is cut off, or was never one."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or row.get("what") not in EVENTS:
        return None
    told: dict[str, Any] = {name: row.get(name) for name in FIELDS}
    if any(not isinstance(told[name], str) for name in FIELDS if told[name] is not None or name != "name"):
        return None
    return str(row["what"]), Entry(**told)


def is_at_a_line(file: IO[bytes]) -> bool:
    """Whether a file that is written to ends where a line does; what was cut off must not spoil what comes next."""
    if not file.seekable() or not file.seek(0, SEEK_END):
        return True
    file.seek(-1, SEEK_END)
    return file.read(1) == b"\n"


class Clerk:
    """Keeps the ledger of a run: an observer of the wire, so that no test has to remember what it makes."""

    def __init__(self, ledger: Ledger, run: str, home: Place) -> None:
        self.ledger, self.run, self.home = ledger, run, home

    def note(self, what: str) -> None:
        """Write down that the run `began` or `ended`."""
        self.ledger.write(what, Entry(self.run, *self.home, "", "", None))

    def __call__(self, response: requests.Response) -> None:
        """See an exchange: a creation or a deletion that was carried out is written down.

        Raises AssertionError for what was made and has not our name: if its answer had been lost, nobody could tell
        that it is ours.
        """
        path = str(response.request.path_url).partition("?")[0].rstrip("/")
        if not response.ok:
            return
        if response.request.method == "DELETE":
            collection, _, gone = path.rpartition("/")
            self.ledger.write("gone", self._entry(response, collection, unquote(gone)))
        elif response.request.method == "POST" and is_create(path) and (made := id_in(response)):
            entry = self._entry(response, path, made)
            self.ledger.write("made", entry)
            if path not in NAMELESS and entry.name is not None and not entry.name.startswith(self.run):
                raise AssertionError(f"this was made under a name that does not begin with {self.run}: {entry}")

    def _entry(self, response: requests.Response, path: str, id: str) -> Entry:
        headers = response.request.headers
        org = headers.get("x-gw-ims-org-id") or self.home.org
        sandbox = headers.get("x-sandbox-name") or DEFAULT_SANDBOX
        return Entry(self.run, self.home.service, text_of(org), text_of(sandbox), path, id, name_in(response.request))


def is_create(path: str) -> bool:
    """Whether a POST to a path makes something that stays."""
    operation = operation_at("POST", path) or ""
    return operation.startswith("create") and operation not in PARTS


def id_in(response: requests.Response) -> str | None:
    """What an answer calls the thing that was made, in the words of a path to it."""
    try:
        body = response.json()
    except ValueError:
        return None
    made = body[0] if isinstance(body, list) and body else body
    id = made.get("$id") or made.get("id") if isinstance(made, dict) else made
    return str(id).removeprefix("@/dataSets/") if id else None


def name_in(request: requests.PreparedRequest) -> str | None:
    """The name that a request gives, if it gives one."""
    try:
        body = json.loads(request.body) if isinstance(request.body, str | bytes) else None
    except ValueError:
        return None
    name = (body.get("name") or body.get("title")) if isinstance(body, dict) else None
    return None if name is None else str(name)
