"""What holds of functions on objects for all of them; and that these and their neighbours only fail as they may."""

from contextlib import suppress
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.functions import FUNCTIONS, METHODS
from mock_flowservice.expressions.keyed import DEEPEST, distinct
from mock_flowservice.expressions.limits import MOST_MEMBERS
from tests.expressions.outcomes import evaluate

SCALARS: st.SearchStrategy[Any] = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    *(st.decimals(allow_nan=False, allow_infinity=False), st.datetimes(timezones=st.just(UTC))),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
NAMES = st.sampled_from("abcd")
MAPS = st.dictionaries(NAMES, VALUES)
WORDS = st.text("abc \t", max_size=4)
TABLES = ("objects", "maps", "user_agents", "analytics")
OURS = sorted(name for name, each in (FUNCTIONS | METHODS).items() if each.table in TABLES)


def call(name: str, count: int) -> str:
    """A call of a function with the fields x0, x1, ... as its arguments."""
    arguments = [f"x{position}" for position in range(count)]
    if name in METHODS:
        return f"{arguments[0]}.{name}({', '.join(arguments[1:])})"
    return f"{name}({', '.join(arguments)})"


@pytest.mark.parametrize("name", OURS)
@given(values=st.lists(VALUES, min_size=1, max_size=5))
def test_a_function_gives_a_value_or_an_expression_error_whatever_it_gets(name: str, values: list[Any]) -> None:
    record = {f"x{position}": value for position, value in enumerate(values)}
    with suppress(ExpressionError):
        evaluate(call(name, len(values)), **record)


@given(entries=st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=4))
def test_an_object_has_the_keys_it_was_made_of_in_their_order_and_of_each_the_first_value(
    entries: list[tuple[str, Any]],
) -> None:
    record = {f"x{position}": part for position, part in enumerate(part for entry in entries for part in entry)}
    made = evaluate(call("to_object", len(record)), **record)
    assert evaluate("get_keys(made)", made=made) == list(dict.fromkeys(key for key, _ in entries))
    assert made == dict(reversed(entries))
    assert all(evaluate("made.get(key)", made=made, key=key) == made[key] for key in made)
    assert evaluate(call("object_to_map", len(record)), **record) == made


@given(entry=MAPS)
def test_a_map_of_an_object_is_the_object(entry: dict[str, Any]) -> None:
    assert evaluate("object_to_map(entry)", entry=entry) == entry


@given(one=MAPS, other=MAPS, third=MAPS)
def test_maps_unite_the_first_wins_and_neither_grouping_nor_an_empty_map_matters(
    one: dict[str, Any], other: dict[str, Any], third: dict[str, Any]
) -> None:
    united = evaluate("add_to_map(a, b, c)", a=one, b=other, c=third)
    assert united == {**third, **other, **one}
    assert list(united) == list({**one, **other, **third})
    assert evaluate("add_to_map(add_to_map(a, b), c)", a=one, b=other, c=third) == united
    assert evaluate("add_to_map(a, add_to_map(b, c))", a=one, b=other, c=third) == united
    assert evaluate("add_to_map(a, {:})", a=one) == evaluate("add_to_map(null, a, a)", a=one) == one


@given(held=MAPS, keys=st.lists(NAMES))
def test_a_map_has_one_of_some_keys_exactly_when_it_has_a_value_for_them(held: dict[str, Any], keys: list[str]) -> None:
    values = evaluate("map_get_values(held, keys)", held=held, keys=keys)
    assert evaluate("map_has_keys(held, keys)", held=held, keys=keys) == (values != [])
    for key in keys:
        assert evaluate("map_has_keys(held, key)", held=held, key=key) == (key in held)
        assert evaluate("map_get_values(held, key)", held=held, key=key) == held.get(key)
        assert (key in held) <= any(each == held.get(key) for each in values)


@given(values=st.lists(VALUES))
def test_what_is_made_distinct_has_everything_once_and_nothing_is_changed_by_doing_it_again(values: list[Any]) -> None:
    once = distinct(values)
    assert distinct(once) == once == distinct([*values, *values])
    typed = [(type(each), each) for each in once if not isinstance(each, list | dict)]
    assert len(set(typed)) == len(typed)
    assert all(each in once for each in values)


def test_values_that_share_their_parts_a_hundredfold_are_told_apart_at_once() -> None:
    one: Any = ["leaf"]
    other: Any = ["leaf"]
    for _ in range(DEEPEST - 2):
        one, other = [one, one], [other, other]
    assert distinct([one, other, [one]]) == [one, [one]]


def test_values_that_are_too_deep_to_be_told_apart_are_refused() -> None:
    deep: Any = "leaf"
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(ExpressionError, match=f"deeper than {DEEPEST} levels"):
        evaluate('map_get_values(held, ["a"])', held={"a": deep})


@given(columns=st.dictionaries(NAMES, st.lists(VALUES, max_size=4), min_size=1))
def test_lists_side_by_side_make_as_many_objects_as_the_longest_has_members(columns: dict[str, list[Any]]) -> None:
    record = {f"x{position}": part for position, part in enumerate(part for entry in columns.items() for part in entry)}
    rows = evaluate(call("arrays_to_object", len(record)), **record)
    assert len(rows) == max(map(len, columns.values()))
    for name, column in columns.items():
        assert [row[name] for row in rows] == column + [None] * (len(rows) - len(column))


def test_lists_that_would_make_too_large_a_table_are_refused() -> None:
    many = [0] * (MOST_MEMBERS // 2 + 1)
    assert len(evaluate('arrays_to_object("a", many)', many=many)) == len(many)
    with pytest.raises(ExpressionError, match="members, and"):
        evaluate('arrays_to_object("a", many, "b", many)', many=many)


@given(fields=st.lists(st.tuples(WORDS, WORDS), max_size=4), delimiters=st.permutations([":", ",", "=>", "||", "."]))
def test_delimited_text_is_read_as_it_was_written_and_alike_as_a_whole_or_by_key(
    fields: list[tuple[str, str]], delimiters: list[str]
) -> None:
    inner, outer, *_ = delimiters
    text = outer.join(f"{key}{inner}{value}" for key, value in fields)
    made = evaluate("str_to_object(text, inner, outer)", text=text, inner=inner, outer=outer)
    assert made == {key.strip(): value.strip() for key, value in reversed(fields)}
    for key in {*made, "missing"}:
        found = evaluate("get_values(text, key, inner, outer)", text=text, key=key, inner=inner, outer=outer)
        assert found == made.get(key)


@given(text=st.text(":,= ab"), delimiter=st.text(":,=", max_size=2))
def test_any_text_reads_alike_as_a_whole_or_by_key(text: str, delimiter: str) -> None:
    made = evaluate("str_to_object(text, delimiter)", text=text, delimiter=delimiter)
    for key, value in made.items():
        assert evaluate("get_values(text, key, delimiter)", text=text, key=key, delimiter=delimiter) == value


@given(record=st.dictionaries(NAMES, MAPS), outer=NAMES, inner=NAMES)
def test_a_path_is_in_the_record_exactly_when_its_steps_are(record: dict[str, Any], outer: str, inner: str) -> None:
    path = f'"{outer}.{inner}"'
    there = inner in record.get(outer, {})
    assert evaluate(f"contains_key({path})", **record) == evaluate(f"is_set({path})", **record) == there


@given(value=VALUES)
def test_empty_is_what_the_operator_calls_empty(value: Any) -> None:
    assert (
        evaluate("is_empty(value)", value=value)
        == evaluate("empty value", value=value)
        == (value in (None, "", [], {}))
    )
