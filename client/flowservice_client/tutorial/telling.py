"""Tells a walk to a person: in colours on a terminal, as plain text in a pipe, with lines that can be copied."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..exchange import Exchange
from .belongings import Belonging
from .failure import Failure
from .journey import Journey, Table
from .showing import Veil, filled, milliseconds, phrase
from .steps import STEPS, Step
from .texts import Texts
from .walk import Outcome, Told

if TYPE_CHECKING:
    from rich.console import Console

MARGIN = "  "
PATTERNS = (
    (r"(?m)^ *curl(?: -X \w+)?", "bold"),
    (r"https?://[^\s'\"]+", "cyan"),
    (r"(?m)^ +-H (?!'If-Match).*$", "dim"),
    (r"(?m)^ +(?:-H|--data-raw)(?= )", "magenta"),
    (r'"[^"\n]+"(?=: )', "blue"),
)
"""What is coloured in a curl command, and how."""


class Telling:
    """Writes the story to one console and what went wrong to another."""

    def __init__(self, out: Console, errors: Console, texts: Texts) -> None:
        self._out = out
        self._errors = errors
        self._texts = texts
        self._veil = Veil()

    def opens(self, journey: Journey) -> None:
        """The title, and where it goes."""
        self._veil.learn(journey.secrets())
        settings = journey.client.settings
        self._say(self._texts("title"), "bold")
        where = self._texts("where", url=settings.base_url, org=settings.org, sandbox=settings.sandbox)
        self._say(where, "dim")

    def begins(self, number: int, step: Step) -> None:
        """The title of a step and what it is for, before it is taken."""
        head = f"{number:>2}/{len(STEPS)}"
        self._say("")
        self._line((f"{head}  ", "cyan"), (self._texts("steps", step.id, "title"), "bold"))
        self._prose(self._texts("steps", step.id, "text"))
        self._flush()

    def ends(self, journey: Journey, number: int, told: Told) -> None:
        """What was asked, and what came back."""
        self._veil.learn(journey.secrets())
        last = told.exchanges[-1] if told.exchanges else None
        for exchange in told.exchanges:
            self._request(exchange)
            self._status(exchange, told, expected=exchange is not last or told.failure is None)
        self._answer(told)
        self._flush()
        if told.failure:
            self._failure(told.failure, number)

    def closes(self, outcome: Outcome) -> None:
        """How it ended, and what is left."""
        self._say("")
        if outcome.interrupted:
            self._say(self._texts("end", "interrupted", steps=outcome.steps, of=len(STEPS)), "bold yellow")
        elif not outcome.failure:
            took = milliseconds(outcome.seconds)
            self._say("✓ " + self._texts("end", "done", steps=outcome.steps, milliseconds=took), "bold green")
        for belonging in outcome.removed:
            self._say(MARGIN + self._texts("end", "removed", **named(belonging)), "dim")
        for belonging in outcome.left:
            self._say(MARGIN + self._texts("end", "left", **named(belonging)), "red")
        if outcome.mapping_set_id:
            self._prose(self._texts("end", "mapping-set", id=outcome.mapping_set_id), "dim")
        self._flush()

    def _request(self, exchange: Exchange) -> None:
        from rich.text import Text

        self._say("")
        text = Text(textwrap.indent(self._veil.curl(exchange), MARGIN))
        for pattern, style in PATTERNS:
            text.highlight_regex(pattern, style)
        self._out.print(text, soft_wrap=True)
        self._say("")

    def _status(self, exchange: Exchange, told: Told, *, expected: bool) -> None:
        good = expected and (exchange.status < 400 or exchange.status == told.step.announced)
        announced = good and exchange.status == told.step.announced
        remark = f" · {self._texts('announced')}" if announced else ""
        self._line(
            (f"{MARGIN}{'✓' if good else '✗'} ", "green" if good else "red"),
            (phrase(exchange.status), "bold yellow" if announced else "bold green" if good else "bold red"),
            (f"{remark} · {milliseconds(exchange.seconds)} ms", "dim"),
        )

    def _answer(self, told: Told) -> None:
        answer = told.answer
        width = max(map(len, answer.fields), default=0)
        for name, value in answer.fields.items():
            self._line((f"{MARGIN}{MARGIN}{name:<{width}}  ", "cyan"), (wire(value), ""))
        for table in answer.tables:
            self._table(table)
        if answer.remark:
            self._prose(self._texts("remarks", answer.remark, **answer.values), "italic")

    def _table(self, table: Table) -> None:
        self._say("")
        columns = [self._texts("columns", name) if name in ("field", "type") else name for name in table.columns]
        head, *rows = aligned([columns, *table.rows])
        self._say(MARGIN + MARGIN + head, "cyan")
        for row in rows:
            self._say(MARGIN + MARGIN + row)
        if table.more:
            self._say(MARGIN + MARGIN + self._texts("more", count=table.more), "dim")

    def _failure(self, failure: Failure, number: int) -> None:
        said = self._texts("promises", failure.promise) if failure.promise else failure.message
        status = [phrase(failure.status)] if failure.status else []
        rows = (
            ("request", failure.request),
            ("answer", " · ".join([*status, *filter(None, [failure.code])])),
            ("message", said),
            ("request-id", failure.request_id or ""),
            ("advice", self._texts("advice", failure.advice)),
        )
        labels = {key: self._texts("failure", key) for key, _ in rows}
        width = max(map(len, labels.values()))
        self._line_to(self._errors, ("✗ " + self._texts("failure", "title", number=number, of=len(STEPS)), "bold red"))
        for key, value in rows:
            if value:
                self._line_to(self._errors, (f"{MARGIN}{labels[key]:<{width}}  ", "red"), (value, ""))
        self._flush()

    def _prose(self, text: str, style: str = "") -> None:
        self._say(filled(text, self._out.width, MARGIN, MARGIN), style)

    def _say(self, text: str, style: str = "") -> None:
        self._line((text, style))

    def _line(self, *parts: tuple[str, str]) -> None:
        self._line_to(self._out, *parts)

    def _line_to(self, console: Console, *parts: tuple[str, str]) -> None:
        from rich.text import Text

        text = Text.assemble(*((self._veil(text), style) for text, style in parts))
        console.print(text, soft_wrap=True, highlight=False)

    def _flush(self) -> None:
        self._out.file.flush()
        self._errors.file.flush()


def aligned(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows with their columns one under the other."""
    rows = [*rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def named(belonging: Belonging) -> dict[str, str]:
    """What a text says of a resource."""
    reason = f" – {belonging.reason}" if belonging.reason else ""
    return {"kind": belonging.kind, "name": belonging.name, "id": belonging.id or "?", "reason": reason}


def wire(value: object) -> str:
    """A text bare, an etag with its own quotes, and everything else as JSON has it."""
    return value if isinstance(value, str) else json.dumps(value)
