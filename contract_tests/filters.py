"""Filters of lists, written a second time from the documents: what a plain filter over a list would select."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .tutorial import JsonObject

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Filter:
    """A field, an operator, and the values that it is compared with."""

    path: str
    operator: str
    values: tuple[Any, ...]

    def __str__(self) -> str:
        return f"{self.path}{self.operator}{','.join(as_text(each) for each in self.values)}"

    def passes(self, entity: JsonObject) -> bool:
        """Whether an entity passes; what has nothing there passes `!=` alone."""
        held = values_at(entity, self.path)
        if self.operator in COMPARISONS:
            holds = COMPARISONS[self.operator]
            return any(holds(each, self.values[0]) for each in held if is_number(each))
        wanted = {as_text(each).casefold() for each in self.values}
        return any(as_text(each).casefold() in wanted for each in held) == (self.operator == "==")


def is_number(value: Any) -> bool:
    """Whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def selected(entities: Iterable[JsonObject], filters: Iterable[Filter]) -> list[str]:
    """The ids of the entities that pass every filter."""
    every = [*filters]
    return [each["id"] for each in entities if all(filter.passes(each) for filter in every)]


def values_at(entity: Any, path: str) -> list[Any]:
    """What stands at a path such as `flowSpec.id`; where a list is meant (`transformations[].name`), all of it."""
    name, _, rest = path.partition(".")
    held = entity.get(name.removesuffix("[]")) if isinstance(entity, dict) else None
    members = held if name.endswith("[]") and isinstance(held, list) else [] if held is None else [held]
    return [found for each in members for found in values_at(each, rest)] if rest else [*members]


def as_text(value: Any) -> str:
    """How a value is written in a filter."""
    return str(value).lower() if isinstance(value, bool) else str(value)
