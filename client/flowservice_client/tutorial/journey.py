"""What the steps of one walk share, and what each has to show."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..client import Client
from ..exchange import Exchange
from ..wire import JsonObject, json_of, object_of
from .account import Account
from .belongings import Belongings

HOUR = 3600


@dataclass(frozen=True)
class Table:
    """A few rows worth seeing; `more` counts those left out."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    more: int = 0


@dataclass(frozen=True)
class Answer:
    """What a step shows of what came back: the fields that matter, tables, and a remark (which names a text)."""

    fields: Mapping[str, object] = field(default_factory=dict)
    tables: Sequence[Table] = ()
    remark: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class Unmet(Exception):
    """The service answered without an error, but not as the step announced; `promise` names a text."""

    def __init__(self, promise: str, answer: Answer | None = None) -> None:
        super().__init__(promise)
        self.promise = promise
        self.answer = answer or Answer()


@dataclass
class Journey:
    """One walk through the tutorial: its client, its resources, and what one step learns for the next.

    `mark` sets the names of this walk apart from those of every other; `start` is when the flow would first run.
    """

    client: Client
    account: Account
    exchanges: list[Exchange]
    belongings: Belongings
    mark: str = field(default_factory=lambda: secrets.token_hex(4))
    start: int = field(default_factory=lambda: int(time.time()) + HOUR)
    namespace: str = ""
    mapping_set_id: str = ""
    flow_id: str = ""
    etag: str | None = None

    def name(self, what: str) -> str:
        """A name that nothing else has."""
        return f"{what} {self.mark}"

    def reply(self) -> JsonObject:
        """The body of the last answer of this step; empty when nothing was asked."""
        return object_of(json_of(self.exchanges[-1].reply_body)) if self.exchanges else {}

    def secrets(self) -> Iterator[str]:
        """Every secret of this walk, so that none is shown."""
        settings = self.client.settings
        yield from (settings.client_secret, settings.access_token, self.account.password)
        for exchange in self.exchanges:
            yield exchange.request_headers.get("Authorization", "").partition(" ")[2]
            yield str(object_of(json_of(exchange.reply_body)).get("access_token") or "")
