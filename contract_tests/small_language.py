"""A small part of the mapping language, evaluated a second time from the documents: what is written, and its value.

Expressions are made from the leaves up, each with its value, so that nothing of the language is ever parsed here.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from .tutorial import JsonObject

RECORD: JsonObject = {"a": 7, "b": -3, "s": "Tokyo", "t": "b c", "yes": True, "person": {"age": 41, "name": "Ana"}}
"""What the fields of expressions stand in; `nothing` is none of it."""
ARITHMETIC: dict[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
ORDER: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
LETTERS = "abcXYZ 019-_äß東"


@dataclass(frozen=True)
class Written:
    """An expression and its value for the record."""

    text: str
    value: Any


def field(path: str) -> Written:
    """A field of the record."""
    value: Any = RECORD
    for name in path.split("."):
        value = value[name]
    return Written(path, value)


def arithmetic(left: Written, sign: str, right: Written) -> Written:
    """`(a + b)`"""
    return Written(f"({left.text} {sign} {right.text})", ARITHMETIC[sign](left.value, right.value))


def compared(left: Written, sign: str, right: Written) -> Written:
    """`(a < b)`"""
    return Written(f"({left.text} {sign} {right.text})", ORDER[sign](left.value, right.value))


def both(left: Written, right: Written) -> Written:
    """`(a && b)`"""
    return Written(f"({left.text} && {right.text})", left.value and right.value)


def either(left: Written, right: Written) -> Written:
    """`(a || b)`"""
    return Written(f"({left.text} || {right.text})", left.value or right.value)


def negated(one: Written) -> Written:
    """`!(a)`"""
    return Written(f"!({one.text})", not one.value)


def chosen(condition: Written, one: Written, other: Written) -> Written:
    """`iif(condition, one, other)`"""
    text = f"iif({condition.text}, {one.text}, {other.text})"
    return Written(text, one.value if condition.value else other.value)


def first(one: Written, nulls: int) -> Written:
    """`coalesce(nothing, one)`"""
    return Written(f"coalesce({'nothing, ' * nulls}{one.text}, null)", one.value)


def joined(parts: list[Written]) -> Written:
    """`concat(a, b)`"""
    return Written(f"concat({', '.join(each.text for each in parts)})", "".join(each.value for each in parts))


def changed(function: str, one: Written) -> Written:
    """`upper(a)`, `lower(a)`, `trim(a)`"""
    changes: dict[str, Callable[[str], str]] = {"upper": str.upper, "lower": str.lower, "trim": str.strip}
    return Written(f"{function}({one.text})", changes[function](one.value))


whole = st.integers(-99, 99).map(lambda number: Written(str(number) if number >= 0 else f"({number})", number))
quoted = st.text(LETTERS, max_size=5).map(lambda text: Written(f'"{text}"', text))


def deeper(kind: st.SearchStrategy[Written], *more: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    """What expressions of every kind can stand in, and what this kind alone has besides."""
    return st.one_of(st.builds(chosen, truths, kind, kind), st.builds(first, kind, st.integers(0, 2)), *more)


numbers: st.SearchStrategy[Written] = st.deferred(
    lambda: st.one_of(
        whole,
        st.sampled_from(["a", "b", "person.age"]).map(field),
        deeper(numbers, st.builds(arithmetic, numbers, st.sampled_from([*ARITHMETIC]), numbers)),
    )
)
texts: st.SearchStrategy[Written] = st.deferred(
    lambda: st.one_of(
        quoted,
        st.sampled_from(["s", "t", "person.name"]).map(field),
        deeper(
            texts,
            st.builds(joined, st.lists(texts, min_size=1, max_size=3)),
            st.builds(changed, st.sampled_from(["upper", "lower", "trim"]), texts),
        ),
    )
)
truths: st.SearchStrategy[Written] = st.deferred(
    lambda: st.one_of(
        st.sampled_from([Written("true", True), Written("false", False), field("yes")]),
        st.builds(compared, numbers, st.sampled_from([*ORDER]), numbers),
        deeper(truths, st.builds(both, truths, truths), st.builds(either, truths, truths), st.builds(negated, truths)),
    )
)
MOST_CHARACTERS = 1500
expressions = st.one_of(numbers, texts, truths).filter(lambda one: len(one.text) < MOST_CHARACTERS)
"""Any expression of the small language."""
