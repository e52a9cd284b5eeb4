"""Paths: what is written is read step by step, and what is there is found."""

from copy import deepcopy
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions import paths
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.paths import Path, look_up, parse_path, path_in
from mock_flowservice.xdm.fields import EVERY
from tests.expressions.outcomes import refusal
from tests.expressions.trees import any_names, nasty_texts, records

any_text = st.text(min_size=1).filter(str.strip)
steps = st.lists(any_names | any_text | st.integers(0, 9) | st.just(EVERY), max_size=5)
MISSING = object()


def written(steps: list[Any]) -> str:
    """A path with a backslash before every character that means something."""
    text = ""
    for step in steps:
        if isinstance(step, str):
            text += ("." if text else "") + "".join(f"\\{each}" if each in ".[]\\$ \n" else each for each in step)
        else:
            text += f"[{step}]" if isinstance(step, int) else "[*]"
    return text


def found(value: Any, steps: list[Any]) -> Any:
    """What is at the steps, slowly: MISSING where nothing is."""
    if not steps:
        return value
    (step, *rest) = steps
    if step is EVERY:
        if not isinstance(value, list):
            return MISSING
        return [None if each is MISSING else each for each in (found(each, rest) for each in value)]
    try:
        there = isinstance(value, dict if isinstance(step, str) else list)
        return found(value[step], rest) if there else MISSING
    except (KeyError, IndexError):
        return MISSING


@given(any_names | any_text, steps)
def test_the_steps_of_a_path_are_those_that_were_written(first: str, rest: list[Any]) -> None:
    assert parse_path(written([first, *rest])).steps == (first, *rest)


@given(records, any_names, steps)
def test_what_is_at_a_path_is_found_and_nothing_is_changed(record: dict[str, Any], first: str, rest: list[Any]) -> None:
    before = deepcopy(record)
    path = parse_path(written([first, *rest]))
    there = found(record, [first, *rest])
    assert look_up(record, path, MISSING) == (record.get(path.flat, MISSING) if there is MISSING else there)
    assert record == before


@given(nasty_texts)
def test_any_text_is_a_path_or_refused_at_one_of_its_characters(text: str) -> None:
    if error := refusal(lambda: parse_path(text)):
        assert error.place
        assert 0 <= error.place.offset <= len(text)
    else:
        assert isinstance(parse_path(text).steps[0], str)
    assert path_in(text).steps


@given(any_text)
def test_a_column_is_found_by_its_whole_name_whatever_it_holds(name: str) -> None:
    if "\\" not in name and "${" not in name and not refusal(lambda: parse_path(name)):
        assert look_up({name: 1}, parse_path(name)) == 1


@pytest.mark.parametrize(
    ("text", "steps", "flat"),
    [
        ("a", ("a",), "a"),
        ("a.b", ("a", "b"), "a.b"),
        ("a\\.b", ("a.b",), "a.b"),
        ("a[0].b[*]", ("a", 0, "b", EVERY), "a[0].b[*]"),
        ("a[0][12]", ("a", 0, 12), "a[0][12]"),
        ("a[999999999999999999]", ("a", 999999999999999999), "a[999999999999999999]"),
        ("data.$insert_id", ("data", "$insert_id"), "data.$insert_id"),
        ("First Name", ("First Name",), "First Name"),
        ("${First Name}", ("First Name",), "First Name"),
        ("${First.Name}", ("First", "Name"), "First.Name"),
        ("${First\\.Name}", ("First.Name",), "First.Name"),
        ("${a.b}.c", ("a", "b", "c"), "a.b.c"),
        ("a.${b c}[0].${d\\.e}", ("a", "b c", 0, "d.e"), "a.b c[0].d.e"),
        ("${price [USD]}", ("price [USD]",), "price [USD]"),
        ("${No.}", ("No.",), "No."),
        ("${a\\}b}", ("a}b",), "a}b"),
        ("a\\[0\\]", ("a[0]",), "a[0]"),
        ("a\\.${b}", ("a.${b}",), "a.${b}"),
        ("size.null", ("size", "null"), "size.null"),
    ],
)
def test_a_path_is_read_as_the_reference_says(text: str, steps: tuple[Any, ...], flat: str) -> None:
    assert parse_path(text) == Path(steps, flat)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "the path is empty"),
        ("a.", 3, "a name is missing in the path"),
        ("a..b", 3, "a name is missing in the path"),
        (".a", 1, "a name is missing in the path"),
        ("[0]", 1, "a name is missing in the path"),
        ("a.[0]", 3, "a name is missing in the path"),
        ("a[b]", 2, "'\\[' cannot stand here in a path"),
        ("a[-1]", 2, "'\\[' cannot stand here in a path"),
        ("a[0", 2, "'\\[' cannot stand here in a path"),
        ("a]", 2, "'\\]' cannot stand here in a path"),
        ("a[0]b", 5, "'b' cannot stand here in a path"),
        ("${a}b", 5, "'b' cannot stand here in a path"),
        ("${}", 1, "a name is missing in the path"),
        ("a.${ }", 3, "a name is missing in the path"),
        ("a\\", 2, r"'\\\\' cannot stand here in a path"),
        ("a[" + "9" * 5000 + "]", 2, "'\\[' cannot stand here in a path"),
    ],
)
def test_what_is_no_path_is_refused_at_its_place(text: str, column: int, message: str) -> None:
    with pytest.raises(ExpressionError, match=message) as caught:
        parse_path(text)
    assert caught.value.place
    assert caught.value.place.column == column


@pytest.mark.parametrize(
    ("text", "record", "value"),
    [
        ("a.b", {"a": {"b": 1}, "a.b": 2}, 1),
        ("a.b", {"a": {}, "a.b": 2}, 2),
        ("a.b", {"a": {"b": None}, "a.b": 2}, None),
        ("${a.b}", {"a.b": 2}, 2),
        ("a[1]", {"a": [1]}, None),
        ("a[1]", {"a[1]": 5}, 5),
        ("a[*].b", {"a": [{"b": 1}, {}, 3, {"b": None}]}, [1, None, None, None]),
        ("a[*][*]", {"a": [[1, 2], 3, []]}, [[1, 2], None, []]),
        ("a[*]", {"a": []}, []),
        ("a[*].b", {"a": {"b": 1}}, None),
        ("a.b.c", {"a": "text"}, None),
        ("A", {"a": 1}, None),
    ],
)
def test_nested_places_come_before_flat_names(text: str, record: dict[str, Any], value: Any) -> None:
    assert look_up(record, parse_path(text)) == value


def test_the_longest_paths_are_read_in_linear_time_and_not_remembered() -> None:
    before, remembered = process_time(), paths.remembered.cache_info()
    assert len(parse_path("a" + ".a" * 300_000).steps) == 300_001
    assert process_time() - before < 10
    assert paths.remembered.cache_info() == remembered
