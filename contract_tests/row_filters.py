"""What a filter of rows selects, written a second time from the documents; and filters of all kinds.

Source: doc help/sources/tutorials/api/filter.md. That rows are compared as in SQL, where nothing equals what is not
there, is inferred.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .exploring import applied, lookup
from .tutorial import JsonObject


def is_like(text: str, pattern: str) -> bool:
    """Whether a text looks like a pattern, whose % stands for anything."""
    return bool(re.fullmatch(".*".join(map(re.escape, pattern.split("%"))), text, re.DOTALL))


COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "like": is_like,
    "in": lambda value, values: value in values,
}
EQUALITY = ("=", "!=", "in", "isNull")
"""What truth values can be asked for."""


def meets(row: JsonObject, node: JsonObject) -> bool | None:
    """Whether a row is what a filter asks for; None where that hangs on a value that is not there."""
    name, params = node["fnName"].lower(), node["params"]
    if name in ("and", "or", "not"):
        return combined(name, [meets(row, each) for each in params])
    value = row.get(params[0]["fieldName"])
    if name == "isnull":
        return value is None
    return None if value is None else COMPARE[name](value, params[1]["value"])


def combined(name: str, verdicts: list[bool | None]) -> bool | None:
    """What verdicts come to, in the logic of three values."""
    if name == "not":
        return None if verdicts[0] is None else not verdicts[0]
    decides = name == "or"
    if decides in verdicts:
        return decides
    return None if None in verdicts else not decides


def filters(shown: JsonObject, offered: frozenset[str]) -> SearchStrategy[JsonObject]:
    """Filters of the rows of a table, with what its source offers and values that are there or close to them."""
    columns = [each for each in shown["schema"]["columns"] if any(each["name"] in row for row in shown["data"])]
    one = st.sampled_from(columns).flatmap(lambda column: comparisons(column, shown["data"], offered))
    whole = one | one.map(lambda node: applied("NOT", node)) if "not" in offered else one
    joining = sorted({"and", "or"} & offered)
    if not joining:
        return whole
    several = st.lists(whole, min_size=1, max_size=3)
    pairs = st.builds(lambda name, parts: applied(name, *parts), st.sampled_from(joining), several)
    deeper = st.lists(whole | pairs, min_size=1, max_size=2)
    return whole | pairs | st.builds(lambda name, parts: applied(name, *parts), st.sampled_from(joining), deeper)


def comparisons(column: JsonObject, rows: list[JsonObject], offered: frozenset[str]) -> SearchStrategy[JsonObject]:
    """Comparisons of one column."""
    there = [row[column["name"]] for row in rows if column["name"] in row]
    is_text = isinstance(there[0], str) and "meta:xdmType" not in column
    names = EQUALITY if isinstance(there[0], bool) else (*COMPARE, "isNull")
    fitting = sorted(name for name in names if name in offered and (is_text or name != "like"))
    values = st.sampled_from(there) | st.sampled_from(there).flatmap(lambda value: close_to(value, is_text))

    def compared(name: str) -> SearchStrategy[JsonObject]:
        if name == "isNull":
            return st.just(lookup(name, column["name"]))
        literals: SearchStrategy[Any] = st.lists(values, min_size=1, max_size=3) if name == "in" else values
        patterns = values.flatmap(patterns_of) if name == "like" else literals
        return patterns.map(lambda value: lookup(name, column["name"], value))

    return st.sampled_from(fitting).flatmap(compared)


def close_to(value: Any, is_text: bool) -> SearchStrategy[Any]:
    """Values that are nearly this one."""
    if is_text:
        return st.sampled_from([value.upper(), value.lower(), value + "x", value[:2]])
    if isinstance(value, bool | str):
        return st.just(value)
    return st.sampled_from([value - 1, value + 1, -value])


def patterns_of(text: str) -> SearchStrategy[str]:
    """Patterns that a text looks like, and some that it does not."""
    return st.sampled_from([text, f"{text[:1]}%", f"%{text[-2:]}", f"%{text[1:3]}%", "%", f"_{text[1:]}", f"{text}%x"])
