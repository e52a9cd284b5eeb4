"""Trees of every kind, texts that may be expressions, and records: from small pools, so that things collide."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from mock_flowservice.expressions.environment import Environment
from mock_flowservice.expressions.functions import FUNCTIONS, METHODS, Function
from mock_flowservice.expressions.functions.registry import Lambda as LambdaType
from mock_flowservice.expressions.nodes import (
    Binary,
    BinaryOperator,
    Call,
    Conditional,
    Field,
    Index,
    Lambda,
    ListOf,
    Literal,
    Logical,
    MapOf,
    Member,
    Method,
    Node,
    Prefix,
    PrefixOperator,
)

Trees = st.SearchStrategy[Any]

NAMES = ("a", "b", "c", "x", "$id", "_z", "left", "größe")
ODD_NAMES = (
    "b c",
    "size",
    "true",
    "and b",
    "1st",
    "a.b",
    "a-b",
    "\\",
    "}",
    '"',
    "$",
    "${",
    "\n",
    "😀",
    "²",
    "__class__",
)
BRACES = ("a", "b c", "a.b", "a\\.b", "b.c.x", "size", "a-b", "\\}")
"""What stands in `${...}`."""
TEXTS = (
    "", "a", "abc", "1", "1.5", "10", "9", "-2", " 3 ", "1e3", "1e999", "true", "false", "[a-c]+", "(", "a.b", "\\",
    '"', "'", "\n\t", "é", "😀", "\uffff", "\\u0041", "2020-01-02T03:04:05Z", "0x10", "١", "NaN",
    "Infinity", "__class__",
)  # fmt: skip
WHOLE = (0, 1, 2, 3, 10, 255, 2**31, 2**53 + 1, 2**63, 10**30, 10**400)
FRACTIONS = (0.0, 0.1, 0.5, 1.0, 1.5, 2.0, 1e-7, 1e22, 1e308)
DECIMALS = tuple(map(Decimal, ("0.0", "0.1", "1.50", "2.0", "10.0", "123456789012345678901234567890.5")))
MOMENTS = (
    datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
    datetime(2020, 1, 2, 4, 4, 5, tzinfo=timezone(timedelta(hours=1))),
    datetime(2021, 11, 7, 1, 30, tzinfo=ZoneInfo("America/New_York")),
    datetime(2021, 11, 7, 1, 10, fold=1, tzinfo=ZoneInfo("America/New_York")),
)

LITERALS = st.one_of(
    st.sampled_from((None, True, False)), *(st.sampled_from(pool) for pool in (WHOLE, FRACTIONS, DECIMALS, TEXTS))
)
names = st.sampled_from(NAMES)
any_names = st.sampled_from(NAMES + ODD_NAMES)


def literals() -> Trees:
    """Literals of the pools, and others."""
    others = st.one_of(
        st.integers(0, 10**18),
        st.floats(0, allow_nan=False, allow_infinity=False),
        st.text(st.characters(exclude_categories=["Cs"])),
    )
    return st.builds(Literal, LITERALS | others)


def fields() -> Trees:
    """Fields, bare and in braces."""
    return st.builds(Field, any_names) | st.builds(Field, st.sampled_from(BRACES), st.just(True))


def grown(tree: Trees, calls: Trees) -> Trees:
    """Every kind of part around smaller trees, calls of functions excepted."""
    binary = st.sampled_from(get_args(BinaryOperator))
    lists = st.lists(tree, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Member, tree, any_names | st.just("")),
        st.builds(Member, tree, st.sampled_from(BRACES), st.just(True)),
        st.builds(Index, tree, tree),
        st.builds(Prefix, st.sampled_from(get_args(PrefixOperator)), tree),
        st.builds(Binary, binary, tree, tree),
        st.builds(Binary, binary, tree, tree),
        st.builds(Logical, st.sampled_from(("&&", "||")), tree, tree),
        st.builds(Conditional, tree, st.none() | tree, tree),
        st.builds(ListOf, lists),
        st.builds(MapOf, st.lists(st.tuples(tree, tree), max_size=3).map(tuple)),
        calls,
    )


def any_calls(tree: Trees) -> Trees:
    """Calls of anything with anything, lambdas of any number of parameters among it."""
    lambdas = st.builds(Lambda, st.lists(any_names, min_size=1, max_size=3).map(tuple), tree)
    arguments = st.lists(tree | lambdas, max_size=3).map(tuple)
    return st.builds(Call, any_names, arguments) | st.builds(Method, tree, any_names, arguments)


def trees() -> Trees:
    """All that the grammar allows."""
    return st.recursive(literals() | fields(), lambda tree: grown(tree, any_calls(tree)), max_leaves=12)


def known_calls(tree: Trees) -> Trees:
    """Calls of functions that exist, each with as many arguments as it takes."""
    known = [function for table in (FUNCTIONS, METHODS) for _, function in sorted(table.items())]
    repeatable = [function for function in known if Environment not in function.injected]
    return st.sampled_from(repeatable).flatmap(lambda function: calls_of(function, tree))


def calls_of(function: Function, tree: Trees) -> Trees:
    """Calls of one function."""
    least, most = function.bounds
    counts = st.integers(least, least + 3 if most is None else most)
    found: Trees = counts.flatmap(lambda count: st.tuples(*(argument(function, at, tree) for at in range(count))))
    make: Callable[..., Node] = lambda given: Call(function.name, given)  # noqa: E731
    if function.method:
        make = lambda given: Method(given[0], function.name, given[1:])  # noqa: E731
    return found.map(make)


def argument(function: Function, position: int, tree: Trees) -> Trees:
    """What can stand at one place of a call."""
    if function.parameter(position).type == LambdaType:
        return st.builds(Lambda, names.map(lambda name: (name,)), tree)
    return tree


def evaluable() -> Trees:
    """Trees whose functions exist; most of their fields do, too."""
    return st.recursive(
        st.builds(Literal, LITERALS) | fields(), lambda tree: grown(tree, known_calls(tree)), max_leaves=8
    )


values: Trees = st.recursive(
    LITERALS | st.sampled_from((-1, -2.5, Decimal("-0.5"), "\ud800", "\udc00a", *MOMENTS)),
    lambda value: st.lists(value, max_size=3) | st.dictionaries(any_names, value, max_size=3),
    max_leaves=6,
)
"""Values of every kind."""
records: Trees = st.dictionaries(any_names, values, max_size=8)
TOKENS = (
    *NAMES, *"()[]{}.,:?+-*/%<>!~&|^=$\\\"'`@#;", "==", "->", "?:", "${a b}", "&&", "||", "=~", "!^", "//", "/*", "*/",
    "##", "..", "1", "0x1F", "017", "09", "1.5", "1.5B", "2L", "1e5", ".5", '"a"', "'b'", '"\\u00e9"', '"\\ud800"',
    "true", "null", "size", "empty", "not", "eq", "div", "if", "NaN", " ", "\n", "\t", "\r\n", "\xa0", "😀", "é",
    "\x00", "filterArray(", "iif(",
)  # fmt: skip
nasty_texts: st.SearchStrategy[str] = st.text(max_size=30) | st.lists(st.sampled_from(TOKENS), max_size=15).map("".join)
"""Texts of which few are expressions."""
