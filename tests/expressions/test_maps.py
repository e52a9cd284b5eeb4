"""What holds of functions on maps for all of them."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.expressions.outcomes import evaluate

KEYS = st.text() | st.integers(0, 9) | st.booleans()
ROWS = st.lists(st.fixed_dictionaries({"id": KEYS, "n": st.integers()}))


def spelled(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


@given(rows=ROWS)
def test_an_indexed_list_has_each_key_once_with_the_first_object_of_it(rows: list[dict[str, Any]]) -> None:
    index = evaluate('array_to_map(rows, "id")', rows=rows)
    assert list(index) == list(dict.fromkeys(spelled(row["id"]) for row in rows))
    for key, row in index.items():
        assert row is next(each for each in rows if spelled(each["id"]) == key)


@given(rows=ROWS)
def test_the_two_functions_that_index_a_list_agree_whether_the_attribute_is_bare_or_text(
    rows: list[dict[str, Any]],
) -> None:
    index = evaluate('array_to_map(rows, "id")', rows=rows)
    assert evaluate("object_to_map(rows, id)", rows=rows) == index
    assert evaluate('object_to_map(rows, "id")', rows=rows) == index
    assert evaluate("object_to_map(rows, attribute.name)", rows=rows, attribute={"name": "id"}) == index


@given(rows=ROWS)
def test_indexing_what_is_indexed_changes_nothing(rows: list[dict[str, Any]]) -> None:
    index = evaluate('array_to_map(rows, "id")', rows=rows)
    assert evaluate('array_to_map(rows, "id")', rows=list(index.values())) == index


@given(key=KEYS, value=st.none() | st.integers() | st.lists(st.integers()), other=KEYS, last=st.integers())
def test_a_map_of_two_entries_is_the_union_of_the_maps_of_one(key: Any, value: Any, other: Any, last: int) -> None:
    record = {"k": key, "v": value, "o": other, "l": last}
    made = evaluate("to_map(k, v, o, l)", **record)
    assert made == evaluate("add_to_map(to_map(k, v), to_map(o, l))", **record)
    assert made == evaluate("object_to_map(k, v, o, l)", **record) == evaluate("to_object(k, v, o, l)", **record)
    assert evaluate("map_get_values(to_map(k, v), k)", **record) == value
