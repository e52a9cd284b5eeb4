"""`property` filters of lists: reading one, and asking it about an entity.

Source: doc help/dataflows/api/sort-and-filter.md; codes from doc help/sources/errors/flow-service-errors.md.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ....call import Call
from ....errors import Explanation
from ....store.index import Path, folded, values_at
from ....wire import JsonObject
from ...queries import ORDERINGS, refuse
from ..errors import (
    FILTER_FIELD,
    FILTER_TYPE,
    FILTER_VALUE,
    FILTER_VALUE_MISSING,
    OPERATOR_FOR_FIELD,
    OPERATOR_NOT_BUILT,
    OPERATOR_UNKNOWN,
    OPERATOR_WITH_LIST,
    QUERY_INVALID,
)

FILTER = re.compile(r"(?P<path>[^=<>!~]*)(?P<operator>[=<>!~]+)(?P<value>.*)", re.DOTALL)
NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")
UNEQUAL = "!="
EQUALITIES = ("==", "=", UNEQUAL)
TIMES = (("createdAt",), ("updatedAt",))
MOST_CONDITIONS = 50


@dataclass(frozen=True)
class Filter:
    """One condition; several are all to be met."""

    path: Path
    operator: str
    texts: frozenset[str]
    """What texts and booleans are compared with."""
    numbers: tuple[float, ...]
    """What numbers are compared with: those values that read as one."""

    def __call__(self, entity: JsonObject) -> bool:
        """Whether an entity meets the condition."""
        found = values_at(entity, self.path)
        if self.operator in ORDERINGS:
            holds = ORDERINGS[self.operator]
            return any(holds(value, self.numbers[0]) for value in found if _is_number(value))
        return any(self._equals(value) for value in found) != (self.operator == UNEQUAL)

    @property
    def is_equality(self) -> bool:
        """Whether only what holds one of the values meets the condition."""
        return self.operator in EQUALITIES and self.operator != UNEQUAL

    @property
    def keys(self) -> frozenset[str]:
        """How an index holds the values of all that meets the condition, if it is one of equality, and maybe more."""
        return self.texts.union(map(folded, self.numbers))

    def _equals(self, value: object) -> bool:
        if isinstance(value, (str, bool)):
            return folded(value) in self.texts
        return _is_number(value) and value in self.numbers


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def split_path(path: str, fields: frozenset[str]) -> Path | None:
    """A dotted path as its names, None when it does not start with one of the fields."""
    names = tuple(path.strip().split("."))
    return names if names[0].removesuffix("[]") in fields and all(names) else None


def few(call: Call, name: str, values: Iterable[str]) -> tuple[str, ...]:
    """The different ones of some values, if they are few enough to look at; raises ServiceError."""
    found = tuple(dict.fromkeys(values))
    if len(found) > MOST_CONDITIONS:
        call.rests_on("list.conditions")
        refuse(QUERY_INVALID, name, str(len(found)), f"{MOST_CONDITIONS} at most")
    return found


def read_properties(call: Call, texts: Iterable[str]) -> tuple[list[Filter], set[str]]:
    """What `property` parameters ask for: conditions, and the fields to show (none: all); raises ServiceError.

    Source: spec, whose text knows both; rule list.projection.
    """
    assert call.operation is not None
    fields = call.operation.item_fields
    filters: list[Filter] = []
    names: set[str] = set()
    for text in few(call, "property", texts):
        match = FILTER.fullmatch(text)
        if match:
            filters.append(read_filter(call, match, fields))
        else:
            call.rests_on("list.projection")
            names |= read_names(text, fields)
    return filters, names


def read_names(text: str, fields: frozenset[str]) -> set[str]:
    """The fields of a projection; raises ServiceError."""
    names = {name.strip() for name in text.split(",")}
    if unknown := names - fields:
        raise unknown_field(min(unknown), fields)
    return names


def unknown_field(field: str, fields: frozenset[str]) -> Exception:
    """The refusal of a field that entities of this kind do not have."""
    return FILTER_FIELD(Explanation("property", field, f"one of {', '.join(sorted(fields))}"), field=field)


def read_filter(call: Call, match: re.Match[str], fields: frozenset[str]) -> Filter:
    """A filter from its text; raises ServiceError. `fields` are those that entities of this kind can have."""
    path = split_path(match["path"], fields)
    if path is None:
        raise unknown_field(match["path"], fields)
    operator = match["operator"]
    check_operator(operator, path)
    values = read_values(call, match)
    numbers = tuple(number for value in values if (number := read_number(value)) is not None)
    check_values(call, operator, path, values, numbers)
    call.rests_on("list.equality" if operator in EQUALITIES else "list.value_type")
    return Filter(path, operator, frozenset(map(folded, values)), numbers)


def check_operator(operator: str, path: Path) -> None:
    """The operator exists and is possible on the field; raises ServiceError."""
    if operator == "~":
        raise OPERATOR_NOT_BUILT(Explanation("property", operator), operator=operator)
    if operator not in EQUALITIES and operator not in ORDERINGS:
        raise OPERATOR_UNKNOWN(Explanation("property", operator), operator=operator)
    if operator in ORDERINGS and path == ("id",):
        raise OPERATOR_FOR_FIELD(Explanation("property", operator, "== on id"), operator=operator, field="id")


def read_values(call: Call, match: re.Match[str]) -> list[str]:
    """The values behind an operator: separated by commas, each in double quotes or not; raises ServiceError."""
    text = match["value"]
    if '"' in text:
        call.rests_on("list.quotes")
    try:
        values = next(csv.reader([text], skipinitialspace=True, strict=True), [])
    except csv.Error:
        why = Explanation("property", text, "values with balanced quotes")
        raise FILTER_VALUE(why, value=text, field=match["path"]) from None
    if not values or not all(value.strip() for value in values):
        raise FILTER_VALUE_MISSING(Explanation("property", match[0], "a value"), text=match[0])
    return [value.strip() for value in values]


def read_number(text: str) -> float | None:
    """A value as a number, None if it is none; whole numbers keep all their digits."""
    if not NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


def check_values(call: Call, operator: str, path: Path, values: list[str], numbers: tuple[float, ...]) -> None:
    """The values fit the operator and the field; raises ServiceError. Source: F 1443, 1452; rule list.value_type."""
    joined, name = ",".join(values), ".".join(path)
    if len(values) > 1:
        if operator in ORDERINGS or (operator == UNEQUAL and call.published("list.not_equal")):
            raise OPERATOR_WITH_LIST(Explanation("property", values), operator=operator, values=joined)
        if path in TIMES:
            raise FILTER_VALUE(Explanation("property", values, "one number"), value=joined, field=name)
    if (path in TIMES or operator in ORDERINGS) and not numbers:
        raise FILTER_TYPE(Explanation("property", joined, "a number"), value=joined, field=name)
