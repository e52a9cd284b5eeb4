"""What a run tested: where it is, when its answers were given, and how it reads the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from . import standings
from .plan import Kind
from .readings import Readings

if TYPE_CHECKING:
    from .target import Target

NOWHERE: tuple[Kind, ...] = ("in process", "recorded")
"""The kinds of targets that no network leads to."""


@dataclass(frozen=True)
class Subject:
    """What was tested, as far as anybody may know: no secret is in it.

    `seen` is when its answers were given, in epoch seconds: now, or when a recording was made of what `recorded` says.
    `rules` are rows, and where the target says how it reads a rule, its `value`. `calls` are all that were made, those
    of cleaning up included; of them `again` are those made once more because a connection broke.
    """

    address: str
    sandbox: str
    is_emulator: bool
    seen: float
    rules: list[dict[str, Any]]
    calls: int = 0
    again: int = 0
    recorded: Kind | None = None

    @classmethod
    def of(cls, target: Target) -> Subject:
        """What a target is, and what was asked of it until now."""
        settings = target.client.settings
        return cls(
            "this process" if target.kind in NOWHERE else address(settings.base_url),
            settings.sandbox,
            target.is_emulator,
            target.seen,
            rules(target.rules),
            target.wire.limits.made,
            target.wire.limits.again,
            target.recording.target if target.recording else None,
        )


def address(url: str) -> str:
    """Where a service is, without what could be secret: a user, a password, a query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"


def rules(readings: Readings) -> list[dict[str, Any]]:
    """A row for each rule: as the target tells it, or else as this suite knows it."""
    known = {row["id"]: row for row in [*standings.rows(), *readings.rows]}
    return [{**row, "value": readings.get(id)} for id, row in known.items()]
