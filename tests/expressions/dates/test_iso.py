"""ISO 8601 text and milliseconds, there and back."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mock_flowservice.expressions.dates.automatic import read
from mock_flowservice.expressions.dates.iso import date_text, from_milliseconds, iso_text, to_milliseconds
from mock_flowservice.expressions.dates.patterns import parse
from mock_flowservice.expressions.errors import ExpressionError
from tests.expressions.dates.moments import moments, same

FIRST, LAST = -62135596800000, 253402300799999


@given(moment=moments())
def test_the_text_is_read_again_as_the_moment_to_the_millisecond(moment: datetime) -> None:
    again = read(iso_text(moment))
    assert same(again, moment.replace(microsecond=moment.microsecond // 1000 * 1000))


@given(moment=moments())
def test_the_text_ends_with_z_exactly_where_the_offset_is_zero_and_shows_no_zeros_for_milliseconds(
    moment: datetime,
) -> None:
    text = iso_text(moment)
    assert text.endswith("Z") == (not moment.utcoffset())
    assert ("." in text) == (moment.microsecond >= 1000)


@given(moment=moments())
def test_the_date_is_that_of_the_zone(moment: datetime) -> None:
    assert parse(date_text(moment), "yyyy-MM-dd").date() == moment.date()
    assert iso_text(moment).startswith(date_text(moment))


@given(milliseconds=st.integers(FIRST, LAST))
@example(FIRST)
@example(LAST)
@example(-1)
def test_milliseconds_come_back(milliseconds: int) -> None:
    assert to_milliseconds(from_milliseconds(milliseconds)) == milliseconds


@given(moment=moments())
def test_milliseconds_lose_only_what_is_finer(moment: datetime) -> None:
    lost = moment - from_milliseconds(to_milliseconds(moment))
    assert timedelta() <= lost < timedelta(milliseconds=1)


@given(milliseconds=st.integers() | st.floats())
@example(10**5000)
@example(FIRST - 1)
@example(LAST + 1)
@example(float("nan"))
@example(float("-inf"))
def test_any_number_is_a_moment_or_refused(milliseconds: float) -> None:
    if FIRST <= milliseconds <= LAST:
        assert (
            abs((from_milliseconds(milliseconds) - from_milliseconds(0)) / timedelta(milliseconds=1) - milliseconds) < 1
        )
    else:
        with pytest.raises(ExpressionError, match="outside the years"):
            from_milliseconds(milliseconds)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2024, 1, 31, 10, 20, 30, tzinfo=UTC), "2024-01-31T10:20:30Z"),
        (datetime(2024, 1, 31, 10, 20, 30, 5000, UTC), "2024-01-31T10:20:30.005Z"),
        (datetime(2024, 1, 31, 10, 20, 30, 999, UTC), "2024-01-31T10:20:30Z"),
        (datetime(2024, 1, 31, tzinfo=ZoneInfo("Europe/London")), "2024-01-31T00:00:00Z"),
        (datetime(2024, 7, 31, tzinfo=ZoneInfo("Europe/London")), "2024-07-31T00:00:00+01:00"),
        (datetime(33, 1, 3, tzinfo=timezone(timedelta(hours=-3, minutes=-30))), "0033-01-03T00:00:00-03:30"),
        (datetime(1850, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")), "1850-01-01T00:00:00+00:53:28"),
    ],
)
def test_moments_print_as_iso_8601(moment: datetime, text: str) -> None:
    assert iso_text(moment) == text


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999Z"), (1.5, "1970-01-01T00:00:00.001Z")],
)
def test_milliseconds_count_from_1970(milliseconds: float, text: str) -> None:
    assert iso_text(from_milliseconds(milliseconds)) == text
