"""A budget lets so much through, and no more."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.mapping import budget
from mock_flowservice.mapping.budget import VALUE, Budget, BudgetSpent

values = st.recursive(
    st.none() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


def size_of(value: Any) -> int:
    """The room that a value takes."""
    if isinstance(value, dict):
        return VALUE + sum(1 + len(name) + size_of(each) for name, each in value.items())
    if isinstance(value, list):
        return VALUE + sum(1 + size_of(each) for each in value)
    return VALUE + (len(value) if isinstance(value, str) else 0)


@given(value=values)
def test_a_value_is_let_through_exactly_when_there_is_room_for_it(value: Any) -> None:
    Budget(60, size_of(value)).spend(value)
    with pytest.raises(BudgetSpent, match="bytes"):
        Budget(60, size_of(value) - 1).spend(value)


@given(made=st.lists(values, min_size=1, max_size=4))
def test_what_steps_make_adds_up(made: list[Any]) -> None:
    step = Budget(60, sum(map(size_of, made))).watched(made.__getitem__)
    assert [step(position) for position in range(len(made))] == made
    with pytest.raises(BudgetSpent, match="bytes"):
        step(0)


def test_a_step_is_not_taken_when_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter((0.0, 10.0, 10.1))
    monkeypatch.setattr(budget, "monotonic", lambda: next(moments))
    taken: list[int] = []
    step = Budget(10).watched(taken.append)
    step(1)
    with pytest.raises(BudgetSpent, match="10 seconds"):
        step(2)
    assert taken == [1]
