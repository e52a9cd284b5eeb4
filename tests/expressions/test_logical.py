"""Choices: they agree with each other, and evaluate only what they give."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.expressions.outcomes import evaluate

SCALARS = st.none() | st.booleans() | st.integers() | st.text()


@given(condition=SCALARS, yes=SCALARS, no=SCALARS)
def test_iif_is_the_conditional_operator_and_its_opposite_swaps_its_values(condition: Any, yes: Any, no: Any) -> None:
    chosen = evaluate("iif(condition, yes, no)", condition=condition, yes=yes, no=no)
    assert chosen is evaluate("condition ? yes : no", condition=condition, yes=yes, no=no)
    assert chosen is evaluate("iif(!condition, no, yes)", condition=condition, yes=yes, no=no)


@given(condition=st.booleans(), number=st.integers())
def test_the_branch_that_is_not_taken_is_not_evaluated(condition: bool, number: int) -> None:
    branches = "number, 1 / 0" if condition else "1 / 0, number"
    assert evaluate(f"iif(condition, {branches})", condition=condition, number=number) == number


@given(key=SCALARS, one=SCALARS, other=SCALARS, default=st.integers(100))
def test_decode_gives_what_a_chain_of_conditionals_gives(key: Any, one: Any, other: Any, default: int) -> None:
    record = {"key": key, "one": one, "other": other, "default": default}
    chain = 'key == one ? "1" : key == other ? "2" : default'
    assert evaluate('decode(key, one, "1", other, "2", default)', **record) == evaluate(chain, **record)


@given(key=SCALARS, options=st.lists(st.tuples(st.text(), st.integers()), max_size=5))
def test_decode_is_a_look_up_of_which_the_first_match_counts(key: Any, options: list[tuple[str, int]]) -> None:
    written = "".join(f", options[{position}][0], options[{position}][1]" for position in range(len(options)))
    wanted = next((number for text, number in options if evaluate("key == text", key=key, text=text)), None)
    assert evaluate(f"decode(key{written})", key=key, options=options_as_lists(options)) == wanted


def options_as_lists(options: list[tuple[str, int]]) -> list[list[Any]]:
    return [list(option) for option in options]
