"""Populations for the laws of lists, and what a filter and an order must come to, written down a second time."""

from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any, NamedTuple

import orjson
from flask import Flask
from hypothesis import strategies as st

from mock_flowservice import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.scope import Key, Shelf, Tenant
from mock_flowservice.settings import Settings
from mock_flowservice.wire import JsonObject
from tests.flow_service.in_process import Platform

WORDS = ["a", "B", "b", "Ab", "", "a b", "1", "1.0", "2.5", 'quo"te', "x,y", "true", "é", "ß", "\0", "a\0", "~" * 450]
LONG = ["~" * 450, "~" * 451]
words = st.sampled_from([*WORDS, *LONG])
ids = st.sampled_from(["s1", "S1", "s2", "a,b"])
transformations = st.fixed_dictionaries(
    {"name": words},
    optional={"params": st.fixed_dictionaries({"mappingVersion": st.sampled_from([0, 1, 25, "0", "1.0", "A"])})},
)
flows = st.fixed_dictionaries(
    {"name": words, "state": st.sampled_from(["enabled", "disabled"]), "createdAt": st.integers(7, 9)},
    optional={
        "description": st.none() | words,
        "updatedAt": st.integers(9, 11),
        "flowSpec": st.fixed_dictionaries({"id": ids, "version": st.sampled_from(["1.0", "2.0"])}),
        "sourceConnectionIds": st.lists(ids, max_size=3),
        "transformations": st.lists(transformations, max_size=3),
        "lastOperation": st.fixed_dictionaries(
            {"operation": words}, optional={"percentCompleted": st.sampled_from([0, 0.0, -0.5, 1.0, 25, 2.5, 100.0])}
        ),
        "inheritedAttributes": st.fixed_dictionaries(
            {"properties": st.fixed_dictionaries({}, optional={"isSourceFlow": st.booleans()})}
        ),
    },
)
VERSIONS = count()
Plan = list[JsonObject]
plans: st.SearchStrategy[Plan] = st.lists(flows, max_size=9)

NUMBERS = (
    "createdAt",
    "updatedAt",
    "lastOperation.percentCompleted",
    "transformations[].params.mappingVersion",
    "inheritedAttributes.properties.isSourceFlow",
)
TEXTS = (
    "name",
    "description",
    "state",
    "flowSpec.id",
    "flowSpec",
    "flowSpec.version",
    "sourceConnectionIds[]",
    "sourceConnectionIds",
    "transformations[].name",
    "transformations.name",
    "transformations[].params.mappingVersion",
    "inheritedAttributes.properties.isSourceFlow",
    "lastOperation.percentCompleted",
    "lastOperation.nowhere",
    "version",
)


class Condition(NamedTuple):
    """A filter: whether a path holds one of some values, or a number on one side of another."""

    path: str
    operator: str
    values: list[str]

    def __str__(self) -> str:
        quoted = ",".join('"' + value.replace('"', '""') + '"' for value in self.values)
        return f"{self.path}{self.operator}{quoted}"


asked = st.sampled_from(
    [*filter(None, WORDS), *LONG, "A B", "ENABLED", "TRUE", "false", "0", "2.50", "25", "+1", "s1", "s2", "a,b"]
)
conditions = st.builds(
    Condition,
    st.sampled_from(TEXTS),
    st.sampled_from(["==", "==", "=", "!="]),
    st.lists(asked.filter(lambda text: "\0" not in text), min_size=1, max_size=4),
) | st.builds(
    Condition,
    st.sampled_from(NUMBERS),
    st.sampled_from([">", "<", ">=", "<="]),
    st.sampled_from(["0", "1", "8", "9", "10", "2.5", "-0.5", "1.0"]).map(lambda text: [text]),
)
orders = st.lists(
    st.tuples(st.sampled_from([*TEXTS, *NUMBERS, "id", "etag", "runs", "lastOperation"]), st.booleans()), max_size=3
)
Order = list[tuple[str, bool]]


class Lists(NamedTuple):
    """A platform, and the way to put flows into it as if they had been created."""

    platform: Platform
    emulator: Emulator

    def put(self, flow: JsonObject, number: int, *, before: str | None = None) -> str:
        """Store a flow under an id, or change it from an etag; its new etag comes back."""
        etag = f'"{number}-{"" if before is None else next(VERSIONS)}"'
        entity = {"id": id_of(number), **flow, "version": etag, "etag": etag}
        self.emulator.store.put(self.key(number), entity, etag=etag, expected=before)
        return etag

    def remove(self, number: int) -> None:
        """Delete a flow, whatever its etag is."""
        key = self.key(number)
        self.emulator.store.delete(key, expected=self.emulator.store.get(key).etag)

    def key(self, number: int) -> Key:
        headers = self.platform.headers
        return Key(Shelf(Tenant(headers["x-gw-ims-org-id"], "prod"), "flows"), id_of(number))

    def filled(self, plan: Plan) -> list[JsonObject]:
        """Store these flows for a new tenant; they come back as they look from outside, oldest first."""
        for number, flow in enumerate(plan):
            self.put(flow, number)
        return [seen(flow, number) for number, flow in enumerate(plan)]


def seen(flow: JsonObject, number: int) -> JsonObject:
    """How a flow looks from outside."""
    etag = f'"{number}-"'
    link = f"/runs?property=flowId=={id_of(number)}"
    return {"id": id_of(number), **flow, "version": etag, "etag": etag, "runs": link}


class Served(NamedTuple):
    """An emulator with its application."""

    emulator: Emulator
    app: Flask

    def tenant(self) -> Lists:
        """Somebody who has no flows yet."""
        return Lists(Platform(self.app), self.emulator)


def served(store: str) -> Served:
    """An emulator on a store."""
    emulator = Emulator(Settings.read({}, store=store, seed=1))
    return Served(emulator, create_app(emulator))


def id_of(number: int) -> str:
    """The id of a flow."""
    return f"{number:08x}-0000-4000-8000-000000000000"


def query_of(found: list[Condition], order: Order) -> JsonObject:
    """Filters and an order, as parameters of a list."""
    query: JsonObject = {"property": [str(each) for each in found]}
    orderby = ",".join(("-" if descending else "") + path for path, descending in order)
    return query | ({"orderby": orderby} if orderby else {})


def values_at(entity: JsonObject, path: str) -> list[Any]:
    """All that an entity holds at a dotted path."""
    found: list[Any] = [entity]
    for name in path.split("."):
        inner = [each.get(name.removesuffix("[]")) for each in found if isinstance(each, dict)]
        if name.endswith("[]"):
            inner = [each for array in inner if isinstance(array, list) for each in array]
        found = [each for each in inner if each is not None]
    return found


def kind(value: Any) -> int:
    """Nothing, truths, numbers, texts, and all else, in the order in which they stand."""
    if value is None:
        return 0
    if isinstance(value, bool):
        return 1
    return 2 if isinstance(value, int | float) else 3 if isinstance(value, str) else 4


def place(entity: JsonObject, path: str) -> tuple[int, Any]:
    """Where an entity stands when it is sorted by one field."""
    value = next(iter(values_at(entity, path)), None)
    text = orjson.dumps(value).decode() if kind(value) == 4 else value
    return kind(value), text.encode()[:400] if isinstance(text, str) else value or 0


def in_order(entities: list[JsonObject], order: Order) -> list[JsonObject]:
    """Entities sorted by several fields, each with whether it descends; those that tie stay in their order."""
    found = list(entities)
    for path, descending in reversed(order):
        found.sort(key=lambda entity: place(entity, path), reverse=descending)
    return found


def equals(value: Any, text: str) -> bool:
    """Whether a value is what a filter asks for."""
    if kind(value) == 2:
        try:
            return Decimal(text) == Decimal(str(value))
        except InvalidOperation:
            return False
    return kind(value) in (1, 3) and str(value).casefold() == text.casefold()


def meets(entity: JsonObject, condition: Condition) -> bool:
    """Whether an entity meets a condition."""
    found = values_at(entity, condition.path)
    if condition.operator in ("==", "=", "!="):
        equal = any(equals(value, text) for value in found for text in condition.values)
        return equal != (condition.operator == "!=")
    bound = Decimal(condition.values[0])
    sides = {">": (1,), "<": (-1,), ">=": (0, 1), "<=": (0, -1)}[condition.operator]
    return any((Decimal(str(value)) - bound).compare(0) in sides for value in found if kind(value) == 2)
