"""The least and the greatest: of their own values, in no order, and never across kinds."""

from datetime import datetime
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from tests.expressions.dates.moments import around_a_change, moments
from tests.expressions.outcomes import evaluate

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.decimals(-(10**9), 10**9, places=3)
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "numbers": NUMBERS,
    "texts": st.text(),
    "dates": moments(),
    "truth values": st.booleans(),
}


@given(numbers=st.lists(NUMBERS, min_size=1))
def test_of_numbers_it_is_the_one_that_python_gives(numbers: list[int | float | Decimal]) -> None:
    assert evaluate("min(numbers)", numbers=numbers) == min(numbers)
    assert evaluate("max(numbers)", numbers=numbers) == max(numbers)


@given(texts=st.lists(st.text(), min_size=1))
def test_of_texts_it_is_the_one_by_the_order_of_java(texts: list[str]) -> None:
    ordered = sorted(texts, key=lambda text: text.encode("utf-16-be"))
    assert evaluate("min(texts)", texts=texts) == ordered[0]
    assert evaluate("max(texts)", texts=texts) == ordered[-1]


@given(dates=st.lists(moments(), min_size=1) | st.lists(around_a_change(), min_size=2))
def test_of_dates_it_is_the_earliest_and_the_latest_instant(dates: list[datetime]) -> None:
    instants = [each.timestamp() for each in dates]
    assert evaluate("min(dates)", dates=dates).timestamp() == min(instants)
    assert evaluate("max(dates)", dates=dates).timestamp() == max(instants)


@pytest.mark.parametrize("kind", KINDS)
@given(values=st.data())
def test_order_and_grouping_and_nulls_do_not_matter(kind: str, values: st.DataObject) -> None:
    a, b, c = (values.draw(KINDS[kind]) for _ in "abc")
    for name in ("min", "max"):
        found = evaluate(f"{name}(a, b, c)", a=a, b=b, c=c)
        assert (
            found == evaluate(f"{name}(c, b, a)", a=a, b=b, c=c) == evaluate(f"{name}([b, null, c, a])", a=a, b=b, c=c)
        )
        assert found == evaluate(f"{name}({name}(a, b), c)", a=a, b=b, c=c) == evaluate(f"{name}(x, x)", x=found)
        assert any(found is each for each in (a, b, c))


@given(numbers=st.lists(st.integers(), min_size=1))
def test_the_least_is_the_greatest_of_the_numbers_turned_around(numbers: list[int]) -> None:
    assert evaluate("-max(transformArray(numbers, x -> -x))", numbers=numbers) == evaluate(
        "min(numbers)", numbers=numbers
    )


@pytest.mark.parametrize(("one", "other"), [*permutations(KINDS, 2)])
@given(values=st.data())
def test_kinds_are_not_mixed(one: str, other: str, values: st.DataObject) -> None:
    mixed = [values.draw(KINDS[one]), None, values.draw(KINDS[other])]
    for name in ("min", "max"):
        with pytest.raises(ExpressionError, match="have no order"):
            evaluate(f"{name}(mixed)", mixed=mixed)
