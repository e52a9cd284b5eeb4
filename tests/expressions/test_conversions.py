"""The conversions to numbers: text of a number is that number, at the precision that each has."""

import struct
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.limits import MOST_DIGITS
from tests.expressions.outcomes import evaluate

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SINGLES = st.floats(allow_nan=False, allow_infinity=False, width=32)
CONVERSIONS = ("to_bigint", "to_decimal", "to_float", "to_integer")


@given(number=st.integers() | st.integers(-(10**900), 10**900))
def test_the_text_of_a_whole_number_is_that_number(number: int) -> None:
    for name in ("to_integer", "to_bigint"):
        assert evaluate(f"{name}(text)", text=f" {number} ") == evaluate(f"{name}(text)", text=number) == number


@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=40) | st.decimals(-1, 1, places=400))
def test_a_big_number_keeps_all_its_digits(number: Decimal) -> None:
    assert evaluate("to_bigint(text)", text=f"{number:f}") == number


@given(number=FLOATS)
def test_the_text_of_a_double_is_that_double(number: float) -> None:
    kept = evaluate("to_decimal(text)", text=repr(number))
    assert type(kept) is float and kept == number == evaluate("to_decimal(number)", number=number)


@given(number=SINGLES)
def test_a_single_is_the_shortest_decimal_that_is_read_as_it(number: float) -> None:
    kept = evaluate("to_float(text)", text=repr(number))
    assert struct.pack("f", kept) == struct.pack("f", number)
    digits = len(Decimal(repr(kept)).normalize().as_tuple().digits)
    shorter = float(f"{number:.{digits - 2}e}") if digits > 1 else None
    assert shorter is None or abs(shorter) > 3.4e38 or struct.pack("f", shorter) != struct.pack("f", number)


@given(number=FLOATS.filter(lambda number: abs(number) < 3e38))
def test_single_precision_is_taken_once(number: float) -> None:
    kept = evaluate("to_float(number)", number=number)
    assert evaluate("to_float(kept)", kept=kept) == kept
    assert struct.pack("f", kept) == struct.pack("f", number)


@given(number=FLOATS)
def test_a_number_with_a_fraction_is_no_integer(number: float) -> None:
    if number.is_integer():
        assert evaluate("to_integer(number)", number=number) == Decimal(repr(number))
    else:
        with pytest.raises(ExpressionError, match="is no whole number"):
            evaluate("to_integer(number)", number=number)


@given(text=st.text(st.sampled_from("0123456789eE.+-_ naif٣"), max_size=12))
def test_all_conversions_read_the_same_texts(text: str) -> None:
    try:
        number = evaluate("to_bigint(text)", text=text)
    except ExpressionError:
        number = None
    if number is None or abs(number) > 10**300:
        return
    assert evaluate("to_decimal(text)", text=text) == float(number)


@pytest.mark.parametrize("name", CONVERSIONS)
@pytest.mark.parametrize(
    "text", ["", "1_000", "٣", "0x1f", "NaN", "inf", "1e", "--1", "1e99999", "9" * (MOST_DIGITS + 1)]
)
def test_what_is_no_number_or_none_within_bounds_is_refused(name: str, text: str) -> None:
    with pytest.raises(ExpressionError, match=r"is no number|is too large|digits"):
        evaluate(f"{name}(text)", text=text)
