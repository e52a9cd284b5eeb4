"""Deleting what runs made: at the end of a run, or later from its ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from flowservice_client import Client, FlowServiceError, NotConfigured, NotFound
from flowservice_client.gateway import segment

from .contract import cases, operation_at
from .ledger import PREFIX, Clerk, Entry, Ledger, Place
from .wire import Wire

NAMED = {
    "/data/foundation/flowservice/flows": "flows",
    "/data/foundation/flowservice/sourceConnections": "source_connections",
    "/data/foundation/flowservice/targetConnections": "target_connections",
    "/data/foundation/flowservice/connections": "connections",
    "/data/foundation/catalog/dataSets": "datasets",
    "/data/foundation/schemaregistry/tenant/schemas": "schemas",
    "/data/foundation/schemaregistry/tenant/fieldgroups": "field_groups",
}
"""What has names lies there; in an order in which it can be deleted, and as the client calls it."""
SWEEP = 20
"""The calls that looking for orphans takes, and some more: for a token, and for what other threads make meanwhile."""
REPEATED = 1.25
"""How many calls a deletion takes where some are repeated."""
NEVER = "no published operation deletes it"
NOT_TRIED = "there was no time to try"


@dataclass
class Cleaned:
    """What came of cleaning up.

    `left` is what could not be deleted, with the reason; `elsewhere` lies in another service, organisation or sandbox
    and was left alone; `unseen` says where nobody could look for what was made and never acknowledged.
    """

    deleted: list[Entry] = field(default_factory=list)
    left: dict[Entry, str] = field(default_factory=dict)
    elsewhere: list[Entry] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """What is still there, a line each."""
        left = [f"{entry}: {reason}" for entry, reason in self.left.items()]
        alone = [f"{entry}: in {', '.join(entry.place)}, and left alone" for entry in self.elsewhere]
        return left + alone + self.unseen


@dataclass
class Cleaner:
    """Deletes in one place what a ledger says was made there, and what has a name of ours; nothing else.

    `published_only` keeps it from operations that Adobe does not publish.
    """

    client: Client
    ledger: Ledger
    here: Place
    published_only: bool
    done: Cleaned = field(default_factory=Cleaned)

    def clean(self, *runs: str) -> Cleaned:
        """Delete what these runs made, or all runs of the ledger where none is named; Ctrl-C ends it at once."""
        entries = [each for each in self.ledger.living.values() if not runs or each.run in runs]
        self.done.elsewhere = [each for each in entries if each.place != self.here]
        self.done.left = {each: NOT_TRIED for each in reversed(entries) if each.place == self.here}
        try:
            self._delete()
            self._sweep([run for run in self._open_here() if not runs or run in runs])
        except KeyboardInterrupt:
            self.done.unseen.append("what was never acknowledged was not looked for: there was no time")
        return self.done

    def remove(self, id: str) -> None:
        """Delete one thing of which the ledger knows; what is gone already is fine."""
        if entry := next((each for each in [*self.ledger.living.values()] if each.id == id), None):
            try:
                self.client.gateway.send("DELETE", f"{entry.path}/{segment(entry.id)}")
            except NotFound:
                self.ledger.write("gone", entry)

    def reserve(self) -> int:
        """How many calls cleaning up will take at most, as far as anybody can tell."""
        deletions = sum(can_be_deleted(each.path, self.published_only) for each in [*self.ledger.living.values()])
        return SWEEP + round(REPEATED * deletions)

    def _open_here(self) -> list[str]:
        """The runs that have not ended here."""
        return [run for run, place in self.ledger.runs.items() if place == self.here and is_ours(run)]

    def _sweep(self, runs: list[str]) -> None:
        """Delete what has a name of these runs and was never acknowledged; they have ended then."""
        orphans = [each for run in runs for each in self._named_by(run)]
        for orphan in orphans:
            self.ledger.write("made", orphan)
        self.done.left = dict.fromkeys(orphans, NOT_TRIED) | self.done.left
        if orphans:
            self._delete()
        if not self.done.unseen:
            for run in runs:
                Clerk(self.ledger, run, self.here).note("ended")

    def _named_by(self, run: str) -> Iterator[Entry]:
        for path, collection in NAMED.items():
            try:
                for each in getattr(self.client, collection).list(limit=100):
                    name = str(each.json.get("name") or each.json.get("title"))
                    entry = Entry(run, *self.here, path, each.id, name)
                    if name.startswith(run) and entry.key not in self.ledger.living:
                        yield entry
            except FlowServiceError as error:
                self.done.unseen.append(f"what was never acknowledged was not looked for in {path}: {error}")

    def _delete(self) -> None:
        """Delete what is left, the last first, again as long as something goes: what is used goes after its users."""
        left, before = self.done.left, -1
        while left and len(left) != before:
            before = len(left)
            for entry in [*left]:
                left[entry] = self._problem(entry)
                if not left[entry]:
                    del left[entry]
                    self.done.deleted.append(entry)

    def _problem(self, entry: Entry) -> str:
        """Delete one; gives the reason where that cannot be done, and nothing where it is gone."""
        if not can_be_deleted(entry.path, self.published_only):
            return NEVER
        try:
            self.remove(entry.id)
        except (FlowServiceError, ValueError) as error:  # what a service calls ".." is no id
            return str(error)
        return ""


@contextmanager
def kept(client: Client, wire: Wire, run: str, file: Path | None, *, published_only: bool) -> Iterator[Cleaner]:
    """What a run makes in this context is written down, and deleted at its end whatever happens.

    Without a file nothing is deleted, for then everything goes with the target.
    """
    ledger, here = Ledger(file), place_of(client)
    clerk = Clerk(ledger, run, here)
    try:
        clerk.note("began")
    except OSError as error:
        raise NotConfigured(f"the ledger cannot be written: {error}") from None
    wire.observers.append(clerk)
    cleaner = Cleaner(client, ledger, here, published_only)
    if not file:
        yield cleaner
        return
    wire.limits.reserve = cleaner.reserve
    before = wire.limits.made
    try:
        yield cleaner
    finally:
        if wire.limits.made == before:
            clerk.note("ended")  # nothing was asked, and looking for it may cost more calls than are allowed
        else:
            with wire.limits.for_cleaning():
                cleaner.clean(run)
        ledger.tidy()


def place_of(client: Client) -> Place:
    """Where a client is at work."""
    service = re.sub("//[^/@]*@", "//", client.settings.base_url)
    return Place(service, client.settings.org, client.settings.sandbox)


def is_ours(run: str) -> bool:
    """Whether a run has a name that nothing of anybody else can have by chance."""
    return run.startswith(PREFIX) and len(run) > len(PREFIX)


@cache
def can_be_deleted(path: str, published_only: bool) -> bool:
    """Whether there is an operation that deletes what lies in a collection."""
    wanted = operation_at("DELETE", f"{path}/any")
    found = next((case for case in cases() if case.operation_id == wanted), None)
    return found is not None and (found.is_published or not published_only)
