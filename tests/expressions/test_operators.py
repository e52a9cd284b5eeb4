"""Laws of the operators, for values of every kind."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from contract_tests.profiles import examples
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.limits import LONGEST_TEXT, MOST_DIGITS, MOST_MEMBERS
from mock_flowservice.expressions.operator_catalogue import OPERATORS
from mock_flowservice.expressions.operators import BINARY, PREFIX
from mock_flowservice.expressions.values import as_integer, as_number, as_text, shown, truth
from tests.expressions.outcomes import outcome, refusal
from tests.expressions.semantics import binary, prefix
from tests.expressions.trees import MOMENTS, values

OPERATE: Any = BINARY
equal, below, above = OPERATE["=="], OPERATE["<"], OPERATE[">"]
add, subtract, multiply, divide, mod = (OPERATE[sign] for sign in "+-*/%")
whole = st.integers(-(10**40), 10**40)
LARGEST = 10**MOST_DIGITS - 1


def both(operator: str, left: Any, right: Any) -> tuple[Any, Any]:
    """What the operator gives, and what the interpreter gives."""
    return outcome(lambda: BINARY[operator](left, right)), outcome(lambda: binary(operator, left, right))


@settings(max_examples=examples(10))
@given(st.sampled_from(sorted(BINARY)), values, values)
@example("<", "\uffff", "😀")
@example("==", [True], [[]])
@example("==", {"a": 1}, {"b": 1})
@example("%", -7, 3)
@example("&", "9" * 400, 1)
@example("=^", None, None)
def test_an_operator_does_what_the_table_says(operator: str, left: Any, right: Any) -> None:
    given_, wanted = both(operator, left, right)
    assert (given_, type(given_[1])) == (wanted, type(wanted[1]))


@given(st.sampled_from(sorted(PREFIX)), values)
@example("-", Decimal("123456789012345678901234567890.5"))
@example("-", Decimal("0.0"))
@example("~", 2**64 + 1)
@example("!", "false")
def test_a_prefix_does_what_the_table_says(operator: str, value: Any) -> None:
    given_, wanted = outcome(lambda: PREFIX[operator](value)), outcome(lambda: prefix(operator, value))
    assert (given_, type(given_[1])) == (wanted, type(wanted[1]))


@given(values, values)
def test_equality_is_symmetric_and_every_value_equals_itself(left: Any, right: Any) -> None:
    assert equal(left, right) == equal(right, left)
    assert equal(left, left)
    assert BINARY["!="](left, right) is not equal(left, right)


@given(values, values)
@example(0, "")
@example(Decimal("0.1"), 0.1)
@example(MOMENTS[2], MOMENTS[3])
@example("\uffff", "😀")
def test_of_two_values_with_an_order_exactly_one_is_below_or_they_are_equal(left: Any, right: Any) -> None:
    assume(left is not None and right is not None)
    assume(not isinstance(left, bool) and not isinstance(right, bool))
    try:
        smaller, larger = below(left, right), above(left, right)
    except ExpressionError:
        return
    assert smaller + larger + equal(left, right) == 1
    assert (below(right, left), above(right, left)) == (larger, smaller)
    assert BINARY["<="](left, right) is not larger
    assert BINARY[">="](left, right) is not smaller


@given(values, values, st.sampled_from(sorted(BINARY)))
def test_what_comes_out_is_finite_and_within_bounds(left: Any, right: Any, operator: str) -> None:
    result: Any = outcome(lambda: BINARY[operator](left, right))[1]
    assert not isinstance(result, float) or isfinite(result)
    assert not isinstance(result, Decimal) or (result.is_finite() and len(as_text(result)) < 3 * MOST_DIGITS)
    assert isinstance(result, bool) or not isinstance(result, int) or abs(result) <= LARGEST


@given(whole, whole.filter(bool))
def test_a_whole_division_and_its_remainder_make_the_number_again(left: int, right: int) -> None:
    quotient, remainder = divide(left, right), mod(left, right)
    assert quotient * right + remainder == left
    assert abs(remainder) < abs(right)
    assert remainder == 0 or (remainder < 0) == (left < 0)


@given(whole, whole)
def test_whole_numbers_are_exact(left: int, right: int) -> None:
    assert (add(left, right), subtract(left, right), multiply(left, right)) == (
        left + right,
        left - right,
        left * right,
    )


@pytest.mark.parametrize("operator", ["/", "%"])
@pytest.mark.parametrize("zero", [0, 0.0, -0.0, Decimal("0.0"), "0", "0.0", "", None, False])
@pytest.mark.parametrize("number", [0, 7, 7.5, Decimal("7.5"), "7", None, 10**400])
def test_division_by_every_kind_of_zero_is_refused_in_words(operator: str, zero: Any, number: Any) -> None:
    with pytest.raises(ExpressionError, match=r"^division by zero$"):
        BINARY[operator](number, zero)


@pytest.mark.parametrize(
    ("operator", "left", "right"),
    [
        ("+", LARGEST, 1),
        ("-", -LARGEST, 1),
        ("*", LARGEST, LARGEST),
        ("+", 10**400, 0.5),
        ("*", 1e308, 10),
        ("-", -1e308, 1e308),
        ("/", 1e308, 0.1),
        ("/", 10**400, 2.0),
        ("%", 10**400, 2.5),
        ("*", Decimal("1e600"), Decimal("1e600")),
        ("%", Decimal("1e40"), Decimal("3")),
    ],
)
def test_a_number_that_gets_too_large_is_refused(operator: str, left: Any, right: Any) -> None:
    with pytest.raises(ExpressionError, match=r"too large|more than 1,000 digits"):
        BINARY[operator](left, right)


def test_a_text_that_gets_too_long_is_refused_before_it_is_made() -> None:
    half = "a" * (LONGEST_TEXT // 2)
    assert len(add(half, half)) == LONGEST_TEXT
    with pytest.raises(ExpressionError, match="1,000,001 characters, and 1,000,000 are the most"):
        add(half, half + "a")


def test_lists_that_share_members_are_not_compared_for_ever() -> None:
    one: list[Any] = [1]
    other: list[Any] = [1]
    for _ in range(60):
        one, other = [one, one], [other, other]
    assert equal(one, one)
    with pytest.raises(ExpressionError, match=f"{MOST_MEMBERS:,} are the most"):
        equal(one, other)


def test_lists_inside_each_other_beyond_what_python_can_follow_are_compared() -> None:
    one: list[Any] = []
    other: list[Any] = []
    for _ in range(50_000):
        one, other = [one], [other]
    assert equal(one, other)
    assert not equal(one, [other])


@given(st.datetimes(timezones=st.timezones()), st.datetimes(timezones=st.timezones()))
@example(datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), datetime.max.replace(tzinfo=UTC))
@example(*(datetime(2021, 11, 7, 1, 30, fold=fold, tzinfo=ZoneInfo("America/New_York")) for fold in (0, 1)))
def test_date_times_are_compared_as_instants(left: datetime, right: datetime) -> None:
    one, other = (
        (moment.replace(tzinfo=None) - datetime.min) - (moment.utcoffset() or timedelta()) for moment in (left, right)
    )
    assert equal(left, right) == (one == other)
    assert below(left, right) == (one < other)


@given(values)
def test_a_value_is_shown_in_one_short_line_and_converted_or_refused(value: Any) -> None:
    assert len(shown(value)) <= 82
    assert truth(value) in (True, False)
    for convert in (as_text, as_number, as_integer):
        error = refusal(partial(convert, value))
        assert error is None or shown(value) in error.message


@pytest.mark.parametrize("value", [b"a", {1}, (1,), object, 1j])
def test_what_is_no_value_of_the_language_is_refused_like_one(value: Any) -> None:
    for convert in (as_text, as_number, as_integer):
        with pytest.raises(ExpressionError):
            convert(value)


def test_every_operator_of_the_catalogue_works_and_none_is_missing() -> None:
    symbols = {operator.symbol for operator in OPERATORS}
    assert symbols - {"!"} == {*BINARY, *PREFIX} - {"!=", "!~", "!^", "!$", "!"}
    for operator in OPERATORS:
        assert operator.symbol in (BINARY if operator.operands == 2 else PREFIX)
        assert operator.symbol in operator.example
