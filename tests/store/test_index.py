"""Keys of indexes: they compare, byte by byte, as values do."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.store.index import (
    LONGEST_KEY,
    LONGEST_TEXT,
    MOST_KEYS,
    Index,
    OrderBy,
    Path,
    after_all,
    prefix_of,
    rank_key,
    text_key,
)

NUMBERS = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
NEAR = st.builds(lambda number, by: number + by, st.sampled_from([2**53, -(2**53), 2**62, 0]), st.integers(-3, 3))
TEXTS = st.text(st.sampled_from("\0\1aAbß\xff\ud7ff\U0010ffff") | st.characters(exclude_categories=["Cs"]), max_size=8)
CLOSE = st.text("\0a", max_size=3)
SCALARS = st.none() | st.booleans() | NUMBERS | NEAR | NEAR.map(float) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=5
)


def rank(value: Any) -> tuple[int, Any]:
    """The order of values, as the documentation tells it: nothing, false, true, numbers, texts, all else."""
    match value:
        case None:
            return 0, 0
        case bool():
            return 1, value
        case int() | float():
            return 2, Fraction(value)
        case str():
            return 3, [ord(character) for character in value]
        case _:
            return 4, [ord(character) for character in orjson.dumps(value).decode()]


@given(one=VALUES, other=VALUES)
def test_keys_stand_in_the_order_of_values(one: Any, other: Any) -> None:
    assert (rank_key(one) < rank_key(other)) == (rank(one) < rank(other))
    assert (rank_key(one) == rank_key(other)) == (rank(one) == rank(other))


@given(one=NEAR | NEAR.map(float), by=st.integers(-2, 2), as_float=st.booleans())
def test_numbers_that_a_float_cannot_tell_apart_stand_in_their_order(one: float, by: int, as_float: bool) -> None:
    other = float(one + by) if as_float else int(one) + by
    assert (rank_key(one) < rank_key(other)) == (Fraction(one) < Fraction(other))
    assert (rank_key(one) == rank_key(other)) == (Fraction(one) == Fraction(other))


@given(
    rows=st.lists(st.tuples(VALUES, VALUES) | st.tuples(CLOSE, CLOSE), max_size=6),
    down=st.tuples(st.booleans(), st.booleans()),
)
def test_documents_stand_by_each_field_in_turn(rows: list[tuple[Any, Any]], down: tuple[bool, bool]) -> None:
    index = Index((), tuple(OrderBy((name,), descending) for name, descending in zip("ab", down, strict=True)))
    keyed = sorted(rows, key=lambda row: index.place({"a": row[0], "b": row[1]}))
    by_rank = sorted(rows, key=lambda row: rank(row[1]), reverse=down[1])
    by_rank.sort(key=lambda row: rank(row[0]), reverse=down[0])
    assert [tuple(map(rank, row)) for row in keyed] == [tuple(map(rank, row)) for row in by_rank]


@given(texts=st.lists(st.text(), max_size=3), more=st.lists(st.text(), max_size=3))
def test_a_key_is_never_the_beginning_of_another_text(texts: list[str], more: list[str]) -> None:
    one, other = prefix_of(texts), prefix_of([*texts, *more])
    assert other.startswith(one)
    if len(texts) == len(more):
        same = [text.casefold() for text in texts] == [text.casefold() for text in more]
        assert prefix_of(more).startswith(one) == same


PATHS = st.lists(st.text() | st.text().map(lambda name: f"{name}[]"), min_size=1, max_size=3).map(tuple)
ORDERS = st.builds(OrderBy, PATHS, st.booleans())
INDEXES = st.builds(Index, st.lists(PATHS, max_size=3).map(tuple), st.lists(ORDERS, max_size=3).map(tuple))


@given(index=INDEXES)
def test_the_name_of_an_index_says_all_of_it(index: Index) -> None:
    assert Index.named(index.name) == index


@given(one=INDEXES, other=INDEXES)
def test_different_indexes_have_different_names(one: Index, other: Index) -> None:
    assert (one.name == other.name) == (one == other)


def found_at(value: Any, path: Path) -> Iterator[Any]:
    """What is at a path, told by walking the steps one by one."""
    here = [value]
    for name in path:
        inner = [each.get(name.removesuffix("[]")) for each in here if isinstance(each, dict)]
        if name.endswith("[]"):
            here = [each for items in inner if isinstance(items, list) for each in items]
        else:
            here = [each for each in inner if each is not None]
    yield from here


SMALL = st.sampled_from(["x", "X", "y", 1, None, True])
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "a": SMALL,
        "b": st.lists(st.fixed_dictionaries({}, optional={"c": SMALL}) | SMALL, max_size=3),
        "c": st.fixed_dictionaries({"c": SMALL}),
    },
)
SMALL_PATHS = st.sampled_from([("a",), ("b[]", "c"), ("b[]",), ("c", "c"), ("b",), ("d", "e")])


@given(body=DOCUMENTS, paths=st.lists(SMALL_PATHS, max_size=3))
def test_a_document_has_a_key_for_each_combination_of_its_values(body: Any, paths: list[Path]) -> None:
    values = [["" if value is None else str(value) for value in found_at(body, path)] for path in paths]
    assert Index(tuple(paths)).keys(body) == {prefix_of(combination) for combination in product(*values)}


@given(body=DOCUMENTS, wanted=st.sampled_from(["x", "X", "y", "1", "", "True", "z"]), down=st.booleans())
def test_documents_with_a_value_lie_between_its_prefix_and_what_is_after_all(
    body: Any, wanted: str, down: bool
) -> None:
    index, prefix = Index((("a",),), (OrderBy(("c", "c"), down),)), prefix_of([wanted])
    end = after_all(prefix)
    assert end is not None
    held = [str(body["a"]).casefold()] if body.get("a") is not None else []
    assert any(prefix <= key < end for key in index.keys(body)) == (wanted.casefold() in held)


@given(prefix=st.binary(max_size=6) | st.sampled_from([b"\xff", b"a\xff\xff"]), rest=st.binary(max_size=3))
def test_after_all_is_the_first_key_behind_all_that_begin_so(prefix: bytes, rest: bytes) -> None:
    end = after_all(prefix)
    if end is None:
        assert set(prefix) <= {255}
    else:
        assert prefix + rest < end
        assert end[:-1] + bytes((end[-1] - 1,)) + b"\xff" * 9 > prefix + b"\xff" * 3


@pytest.mark.parametrize("text", ["x" * 5000, "\0" * 5000, "\U0010ffff" * 5000])
def test_long_texts_are_cut_and_keys_have_an_end(text: str) -> None:
    assert text_key(text) == text_key(text + "more")
    assert len(text_key(text)) <= 2 * LONGEST_TEXT + 2
    index = Index((("a",),) * 5, (OrderBy(("a",), descending=True),) * 5)
    [key] = index.keys({"a": text})
    assert len(key) == LONGEST_KEY
    assert key.startswith(prefix_of([text] * 5))


def test_one_document_has_only_so_many_keys() -> None:
    body = {"a": list(map(str, range(1100))), "b": list(map(str, range(1100)))}
    assert len(Index((("a[]",), ("b[]",))).keys(body)) == MOST_KEYS
