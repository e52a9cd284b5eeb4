"""Lists show what others made, too: of that a recording keeps the form and no word."""

from __future__ import annotations

import json
import re
from typing import Any

from ..cleaning import NAMED
from ..tutorial import DATA_PREP, FLOW_SERVICE, JsonObject
from .pseudonyms import ID

LISTS = frozenset((*NAMED, f"{FLOW_SERVICE}/runs", f"{DATA_PREP}/mappingSets"))
MEMBERS = ("items", "results", "data")
"""Under what a list holds its members."""
TELLING = frozenset(("state", "status", "type", "format", "frequency", "version", "connectionSpec", "flowSpec", "op"))
"""Names of what says nothing of anybody."""
NAMELESS = re.compile(rf"[\W_]*(?:{ID.pattern})?\W*|https://ns\.adobe\.com/\S+", re.IGNORECASE)
"""Ids, which have pseudonyms of their own."""


class Strangers:
    """Takes the words out of what a run has not made: what has neither its name nor an id that it was told."""

    def __init__(self, run: str) -> None:
        self._run = run
        self._made: set[str] = set()
        self._words: dict[str, str] = {}

    def made(self, id: str) -> None:
        """Note an id that the run was told for something that it made."""
        self._made.update(found.lower() for found in ID.findall(id))

    def without(self, path: str, answer: JsonObject) -> JsonObject:
        """An answer; if it is a list, without the words of others."""
        if path.partition("?")[0].rstrip("/").removesuffix("/search") not in LISTS:
            return answer
        return {name: self._members(part) if name == "json" else part for name, part in answer.items()}

    def _members(self, value: Any) -> Any:
        """A list, or an object with a list in it or with an entity under each id."""
        if isinstance(value, list):
            return [self._member(each) for each in value]
        if not isinstance(value, dict):
            return value
        return {
            name: self._members(each) if name in MEMBERS else self._member(each) if ID.fullmatch(name) else each
            for name, each in value.items()
        }

    def _member(self, entity: Any) -> Any:
        text = json.dumps(entity)
        ours = self._run in text or not self._made.isdisjoint(id.lower() for id in ID.findall(text))
        return entity if ours else self._wordless(entity)

    def _wordless(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: each if name in TELLING else self._wordless(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self._wordless(each) for each in value]
        if isinstance(value, str) and not NAMELESS.fullmatch(value):
            return self._words.setdefault(value, f"recorded-text-{len(self._words) + 1}")
        return value
