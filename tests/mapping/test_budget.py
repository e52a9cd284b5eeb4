"""A budget lets so much through, and no more."""

import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.limits import VALUE
from mock_flowservice.mapping import budget, compile_mapping_set
from mock_flowservice.mapping.budget import SLOT, Budget, BudgetSpent

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


def test_counting_what_is_shared_takes_little_room_itself() -> None:
    shared = [[0] * 50_000] * 1000
    tracemalloc.start()
    try:
        with pytest.raises(BudgetSpent):
            Budget(60, 20_000_000).spend(shared)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("destination", "gaps"), [("x[999]", 1000), ("x[99].y[*].z[9]", 110), ("x[*][9]", 21)])
def test_gaps_before_an_index_take_room(destination: str, gaps: int) -> None:
    values = 5 * VALUE + len("abab")

    def apply(room: int) -> None:
        mapping = {"source": "a[*]", "destination": destination}
        compile_mapping_set({"mappings": [mapping]}, budget=Budget(60, room)).apply({"a": ["ab", "ab"]})

    with pytest.raises(BudgetSpent, match="bytes"):
        apply(SLOT * gaps)
    apply(SLOT * gaps + 2 * values)
