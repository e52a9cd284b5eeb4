"""Tells a walk to a program: a JSON object for each step on a line of its own, and a last one for the whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TextIO

from ..exchange import Exchange
from ..masking import masked_url
from ..wire import Json, JsonObject
from .belongings import Belonging
from .failure import Failure
from .journey import Journey, Table
from .showing import Veil, milliseconds
from .steps import STEPS, Step
from .texts import Texts
from .walk import Outcome, Told


class JsonLines:
    """Writes nothing but JSON, in ASCII, so that any terminal and any pipe can take it."""

    def __init__(self, out: TextIO, texts: Texts) -> None:
        self._out = out
        self._texts = texts
        self._veil = Veil()

    def opens(self, journey: Journey) -> None:
        """Learn the secrets."""
        self._veil.learn(journey.secrets())

    def begins(self, number: int, step: Step) -> None:
        """A step is one line, written when it is over."""

    def ends(self, journey: Journey, number: int, told: Told) -> None:
        """The line of a step."""
        self._veil.learn(journey.secrets())
        self._write(
            {
                "step": number,
                "id": told.step.id,
                "title": self._texts("steps", told.step.id, "title"),
                "ok": told.failure is None,
                "milliseconds": milliseconds(told.seconds),
                "announced": told.step.announced,
                "requests": [self._request(exchange) for exchange in told.exchanges],
                "answer": dict(told.answer.fields),
                "tables": [table_object(table) for table in told.answer.tables],
                "error": told.failure and self._error(told.failure),
            }
        )

    def closes(self, outcome: Outcome) -> None:
        """The last line; `removed` is what the clean-up after a failure or an interruption deleted, no step's own."""
        self._write(
            {
                "summary": True,
                "ok": outcome.exit_code == 0,
                "interrupted": outcome.interrupted,
                "steps": outcome.steps,
                "of": len(STEPS),
                "milliseconds": milliseconds(outcome.seconds),
                "mark": outcome.mark,
                "mappingSetId": outcome.mapping_set_id or None,
                "removed": [belonging_object(each) for each in outcome.removed],
                "left": [belonging_object(each) for each in outcome.left],
            }
        )

    def _request(self, exchange: Exchange) -> JsonObject:
        return {
            "method": exchange.method,
            "url": masked_url(exchange.url),
            "status": exchange.status,
            "milliseconds": milliseconds(exchange.seconds),
            "curl": self._veil.curl(exchange),
        }

    def _error(self, failure: Failure) -> JsonObject:
        message = self._texts("promises", failure.promise) if failure.promise else failure.message
        return {
            "request": failure.request,
            "status": failure.status,
            "code": failure.code,
            "message": message,
            "requestId": failure.request_id,
            "advice": self._texts("advice", failure.advice),
        }

    def _veiled(self, value: Json) -> Json:
        if isinstance(value, dict):
            return {name: self._veiled(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self._veiled(item) for item in value]
        return self._veil(value) if isinstance(value, str) else value

    def _write(self, line: JsonObject) -> None:
        self._out.write(json.dumps(self._veiled(line)) + "\n")
        self._out.flush()


def table_object(table: Table) -> JsonObject:
    """A table as its rows, each an object."""
    return {"rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows], "more": table.more}


def belonging_object(belonging: Belonging) -> JsonObject:
    """A resource, with the reason why it is still there if it is."""
    return {name: value for name, value in asdict(belonging).items() if value}
