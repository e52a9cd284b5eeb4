"""The functions on lists: their algebra, and that none of them can be made to fill the memory."""

from datetime import UTC, datetime
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.limits import LONGEST_TEXT, MOST_MEMBERS
from tests.expressions.outcomes import evaluate

SCALARS = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6)
LISTS = st.lists(VALUES, max_size=4)


def nested(times: int, innermost: Any) -> Any:
    """A list inside lists, each of which holds the next one twice."""
    return reduce(lambda inner, _: [inner, inner], range(times), innermost)


def leaves(member: Any) -> list[Any]:
    """What is in a list and is no list."""
    return [leaf for each in member for leaf in leaves(each)] if isinstance(member, list) else [member]


@given(a=LISTS, b=LISTS, c=LISTS)
def test_joining_lists_does_not_depend_on_brackets_and_nothing_joins_to_nothing(a: Any, b: Any, c: Any) -> None:
    joined = evaluate("join_arrays(a, b, c)", a=a, b=b, c=c)
    assert joined == evaluate("join_arrays(join_arrays(a, b), c)", a=a, b=b, c=c)
    assert joined == evaluate("join_arrays(a, join_arrays(b, c))", a=a, b=b, c=c)
    assert evaluate("join_arrays(a, [])", a=a) == evaluate("join_arrays(null, a)", a=a) == a


@given(array=LISTS, one=VALUES, other=VALUES)
def test_adding_to_a_list_makes_a_new_one_that_ends_in_what_was_added(array: Any, one: Any, other: Any) -> None:
    before = list(array)
    added = evaluate("add_to_array(array, one, other)", array=array, one=one, other=other)
    assert (
        added == [*array, one, other] == evaluate("join_arrays(array, [one, other])", array=array, one=one, other=other)
    )
    assert evaluate("size_of(add_to_array(array, one))", array=array, one=one) == len(array) + 1
    assert array == before


@given(array=LISTS)
def test_the_first_of_a_list_is_the_last_of_it_backwards(array: list[Any]) -> None:
    assert evaluate("first(array)", array=array) == (array[0] if array else None)
    assert evaluate("last(array)", array=array) == evaluate("first(array)", array=array[::-1])


@given(one=SCALARS, other=SCALARS)
def test_values_and_a_list_of_them_have_the_same_ends_and_the_same_first_value(one: Any, other: Any) -> None:
    for name in ("first", "last", "coalesce"):
        assert evaluate(f"{name}(a, b)", a=one, b=other) == evaluate(f"{name}([a, b])", a=one, b=other)
    assert evaluate("coalesce(a, b)", a=one, b=other) == (other if one is None else one)
    assert evaluate("coalesce(to_array(false, a, b))", a=one, b=other) == evaluate(
        "first(to_array(false, a, b))", a=one, b=other
    )


@given(array=LISTS)
def test_a_lambda_that_gives_its_parameter_back_changes_nothing(array: list[Any]) -> None:
    assert evaluate("transformArray(array, x -> x)", array=array) == array
    assert evaluate("filterArray(array, x -> true)", array=array) == array
    assert evaluate("filterArray(array, x -> false)", array=array) == []


@given(numbers=st.lists(st.integers()))
def test_filtering_by_a_condition_and_by_its_opposite_parts_a_list(numbers: list[int]) -> None:
    kept = evaluate("filterArray(numbers, x -> x % 3 == 0)", numbers=numbers)
    left = evaluate("filterArray(numbers, x -> x % 3 != 0)", numbers=numbers)
    assert kept == [each for each in numbers if each % 3 == 0]
    assert len(kept) + len(left) == len(numbers)


@given(array=LISTS)
def test_a_flat_list_has_all_leaves_in_order_and_stays_flat(array: list[Any]) -> None:
    flat = evaluate("flattenArray(array)", array=array)
    assert flat == leaves(array)
    assert evaluate("flattenArray(flat)", flat=flat) == flat
    assert evaluate("flattenArray([array, array])", array=array) == flat + flat


@given(texts=st.lists(st.none() | st.text()), separator=st.text())
def test_the_text_of_a_list_is_that_of_its_members_joined(texts: list[str | None], separator: str) -> None:
    written = evaluate("array_to_string(separator, texts)", separator=separator, texts=texts)
    assert written == separator.join(each for each in texts if each is not None)
    assert written == evaluate("array_to_string(separator, [[texts], []])", separator=separator, texts=texts)


def test_an_object_in_the_text_of_a_list_has_single_quotes_and_no_blanks() -> None:
    moment = datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
    record = {"id": 1, "tags": ["it's", "a\\b"], "in": {"at": moment, "none": None, "yes": True, "empty": [{}]}}
    written = r"{'id':1,'tags':['it\'s','a\\b'],'in':{'at':1000000000000,'none':null,'yes':true,'empty':[{}]}}"
    assert evaluate('array_to_string("|", [record, 2.5])', record=record) == f"{written}|2.5"


@pytest.mark.parametrize("innermost", [1, []], ids=["a member", "nothing"])
@pytest.mark.parametrize("call", ["flattenArray(array)", 'array_to_string("", array)'])
def test_lists_that_share_their_members_are_refused_before_they_are_walked(call: str, innermost: Any) -> None:
    with pytest.raises(ExpressionError, match="members"):
        evaluate(call, array=nested(90, innermost))


@pytest.mark.parametrize("innermost", [{}, "", None, [], "a text that is longer"])
def test_an_object_that_shares_its_parts_is_refused_before_it_is_written(innermost: Any) -> None:
    with pytest.raises(ExpressionError, match=f"{LONGEST_TEXT:,} are the most"):
        evaluate('array_to_string("", [{"k": array}])', array=nested(90, innermost))


def test_a_list_or_object_of_any_depth_is_walked() -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]
    assert evaluate("flattenArray(deep)", deep=deep) == ["x"]
    assert evaluate('array_to_string("", [{"k": deep}])', deep=deep).count("[") == 5000


def test_a_list_that_would_get_too_many_members_is_refused() -> None:
    half = [0] * (MOST_MEMBERS // 2)
    assert evaluate("size_of(join_arrays(half, half))", half=half) == MOST_MEMBERS
    for call in ("join_arrays(half, half, [1])", "add_to_array(join_arrays(half, half), 1)"):
        with pytest.raises(ExpressionError, match="members"):
            evaluate(call, half=half)


def test_a_text_that_would_get_too_long_is_refused() -> None:
    with pytest.raises(ExpressionError, match="characters"):
        evaluate("array_to_string(text, [1, 2, 3])", text="x" * (LONGEST_TEXT // 2))
