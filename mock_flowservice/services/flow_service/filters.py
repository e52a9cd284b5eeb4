"""`property` filters of lists: reading one, and asking it about an entity.

Source: doc help/dataflows/api/sort-and-filter.md; codes from doc help/sources/errors/flow-service-errors.md.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...errors import Explanation
from ...wire import JsonObject
from ..queries import ORDERINGS
from .errors import (
    FILTER_FIELD,
    FILTER_VALUE,
    FILTER_VALUE_MISSING,
    OPERATOR_FOR_FIELD,
    OPERATOR_NOT_BUILT,
    OPERATOR_UNKNOWN,
    OPERATOR_WITH_LIST,
)

FILTER = re.compile(r"(?P<path>[^=<>!~]*)(?P<operator>[=<>!~]+)(?P<value>.*)", re.DOTALL)
NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")
EQUALITIES = ("==", "=", "!=")
TIMES = frozenset(("createdAt", "updatedAt"))


@dataclass(frozen=True)
class Filter:
    """One condition; several are all to be met."""

    path: tuple[str, ...]
    operator: str
    values: frozenset[str]
    bound: float = 0.0
    """What numbers are compared with."""

    def __call__(self, entity: JsonObject) -> bool:
        """Whether an entity meets the condition."""
        found = values_at(entity, self.path)
        if self.operator in ORDERINGS:
            holds = ORDERINGS[self.operator]
            return any(holds(value, self.bound) for value in found if _is_number(value))
        equal = any(as_text(value) in self.values for value in found)
        return equal != (self.operator == "!=")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def as_text(value: object) -> str:
    """A value as filters compare it: booleans and strings without regard to case (inferred)."""
    return "" if value is None else str(value).casefold()


def values_at(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """What an entity holds at a path; `[]` after a name goes into each element of an array."""
    if not path:
        yield value
        return
    name, rest = path[0], path[1:]
    inner = value.get(name.removesuffix("[]")) if isinstance(value, dict) else None
    if not name.endswith("[]"):
        if inner is not None:
            yield from values_at(inner, rest)
    elif isinstance(inner, list):
        for each in inner:
            yield from values_at(each, rest)


def split_path(path: str, fields: frozenset[str]) -> tuple[str, ...] | None:
    """A dotted path as its names, None when it does not start with one of the fields."""
    names = tuple(path.strip().split("."))
    return names if names[0].removesuffix("[]") in fields and all(names) else None


def read_properties(texts: Iterable[str], fields: frozenset[str]) -> tuple[list[Filter], set[str]]:
    """What `property` parameters ask for: conditions, and the fields to show (none: all); raises ServiceError.

    Source: spec, whose text knows both; that a text without an operator is a projection is inferred.
    """
    filters, names = [], set()
    for text in texts:
        condition = read_filter(text, fields)
        if condition:
            filters.append(condition)
        else:
            names |= {name.strip() for name in text.split(",")}
    if unknown := names - fields:
        field = min(unknown)
        raise FILTER_FIELD(Explanation("property", field, f"one of {', '.join(sorted(fields))}"), field=field)
    return filters, names


def read_filter(text: str, fields: frozenset[str]) -> Filter | None:
    """A filter from its text, None when the text has no operator; raises ServiceError.

    `fields` are the fields that entities of this kind can have.
    """
    match = FILTER.fullmatch(text)
    if match is None:
        return None
    path, operator = match["path"], match["operator"]
    names = split_path(path, fields)
    if names is None:
        raise FILTER_FIELD(Explanation("property", path, f"one of {', '.join(sorted(fields))}"), field=path)
    check_operator(operator, path)
    values = read_values(match["value"], text, path)
    check_values(operator, path, values)
    bound = float(values[0]) if operator in ORDERINGS else 0.0
    return Filter(names, operator, frozenset(value.casefold() for value in values), bound)


def check_operator(operator: str, path: str) -> None:
    """The operator exists and is possible on the field; raises ServiceError."""
    if operator == "~":
        raise OPERATOR_NOT_BUILT(Explanation("property", operator), operator=operator)
    if operator not in EQUALITIES and operator not in ORDERINGS:
        raise OPERATOR_UNKNOWN(Explanation("property", operator), operator=operator)
    if operator in ORDERINGS and path.strip() == "id":
        raise OPERATOR_FOR_FIELD(Explanation("property", operator, "== on id"), operator=operator, field=path)


def read_values(text: str, whole: str, path: str) -> list[str]:
    """The values behind an operator: separated by commas, each in double quotes or not."""
    try:
        values = next(csv.reader([text], skipinitialspace=True, strict=True), [])
    except csv.Error:
        raise FILTER_VALUE(
            Explanation("property", text, "values with balanced quotes"), value=text, field=path
        ) from None
    if not values or not all(value.strip() for value in values):
        raise FILTER_VALUE_MISSING(Explanation("property", whole, "a value"), text=whole)
    return [value.strip() for value in values]


def check_values(operator: str, path: str, values: list[str]) -> None:
    """The values fit the operator and the field; raises ServiceError."""
    many = len(values) > 1
    if many and operator in ORDERINGS:
        raise OPERATOR_WITH_LIST(Explanation("property", values), operator=operator, values=",".join(values))
    numeric = path in TIMES or operator in ORDERINGS
    if numeric and (many or not _reads_as_number(values[0])):
        raise FILTER_VALUE(Explanation("property", values, "one number"), value=",".join(values), field=path)


def _reads_as_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None
