"""The `property` parameter: comparisons joined by commas, all of which must hold.

Source: doc help/xdm/api/appendix.md; what aepp asks; rule schema.lists.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ...wire import JsonObject
from ..queries import ORDERINGS, refuse
from .errors import QUERY_INVALID

FORM = re.compile(r"(?P<field>[^=!<>~]+)(?:(?P<operator>==|!=|<=|>=|<|>)(?P<value>.*))?", re.DOTALL)


@dataclass(frozen=True)
class Condition:
    """One comparison; without an operator the field must be there."""

    field: str
    operator: str | None
    value: str

    def holds(self, resource: JsonObject) -> bool:
        """Whether a resource meets it."""
        held = resource.get(self.field)
        if self.operator is None:
            return held is not None
        if self.operator == "==":
            return self._equals(held)
        if self.operator == "!=":
            return not self._equals(held)
        return self._is_ordered(held, ORDERINGS[self.operator])

    def _equals(self, held: Any) -> bool:
        if isinstance(held, list):
            return self.value in held
        return as_text(held) == (self.value.lower() if isinstance(held, bool) else self.value)

    def _is_ordered(self, held: Any, compare: Callable[[Any, Any], bool]) -> bool:
        if isinstance(held, int | float) and not isinstance(held, bool):
            try:
                return compare(held, float(self.value))
            except ValueError:
                return False
        return isinstance(held, str) and compare(held, self.value)


def conditions(given: Iterable[str]) -> list[Condition]:
    """The conditions of all `property` parameters; raises ServiceError for one that cannot be read."""
    return [_condition(part.strip()) for text in given for part in text.split(",") if part.strip()]


def _condition(part: str) -> Condition:
    match = FORM.fullmatch(part)
    if match is None:
        refuse(QUERY_INVALID, "property", part, "a field, one of == != < > <= >=, and a value")
    return Condition(match["field"].strip(), match["operator"], (match["value"] or "").strip())


def as_text(value: Any) -> str | None:
    """A value as filters and sorting see it; None for what has no such form."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None
