"""Texts of dates without a pattern: the list in its order, then ISO 8601."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mock_flowservice.expressions.dates.automatic import FORMATS, read
from mock_flowservice.expressions.dates.patterns import parse, render
from mock_flowservice.expressions.errors import ExpressionError
from tests.expressions.dates.moments import OFFSETS, moments, same

DOCUMENTED = """
yyyy-MM-dd HH:mm:ssZ | yyyy-MM-dd HH:mm:ss.SSSZ | yyyy-MM-dd HH:mm:ss.SSS | yyyy-MM-dd'T'HH:mm:ss.SSSX
yyyy-MM-dd'T'HH:mm:ss'Z' | yyyy-MM-dd | yyyy/MM/dd | yyyy.MM.dd | yyyy-MMM-dd | yyyyMMdd | MM-dd-yyyy | MMddyyyy
M/dd/yyyy | dd.M.yyyy | M/dd/yyyy hh:mm:ss a | dd.M.yyyy hh:mm:ss a | dd.MMM.yyyy | dd-MMM-yyyy
"""
LISTED = [each.strip() for each in re.split(r"[|\n]", DOCUMENTED) if each.strip()]


def by_the_list(text: str) -> datetime | None:
    """What the first format of the list that fits says, all tried blindly."""
    for pattern in LISTED:
        with suppress(ExpressionError):
            return parse(text, pattern)
    return None


def test_the_formats_are_the_documented_ones_in_their_order() -> None:
    assert list(FORMATS) == LISTED


@given(moment=moments(OFFSETS), pattern=st.sampled_from(LISTED))
def test_what_a_format_of_the_list_writes_is_read_as_the_first_that_fits_reads_it(
    moment: datetime, pattern: str
) -> None:
    text = render(moment, pattern)
    expected = by_the_list(text)
    assert expected is not None
    assert same(read(text), expected)


@given(
    text=st.from_regex(
        r"[0-9]{1,4}[-./]?([0-9]{1,3}|Jan|may|Sept?)[-./]?[0-9]{1,4}( [0-9:]{5,8}( [AP]M)?)?", fullmatch=True
    )
)
@example("1/31/2024 00:00:00 AM")
@example("31.13.2024")
@example("2024-Feb-30")
def test_a_text_like_those_of_the_list_is_read_by_the_list_or_not_at_all(text: str) -> None:
    expected = by_the_list(text)
    if expected is not None:
        assert same(read(text), expected)
    elif not re.match("[0-9]{4}-[0-9]{2}-[0-9]{2} ", text):
        with pytest.raises(ExpressionError):
            read(text)


@given(digits=st.from_regex("[0-9]{8}", fullmatch=True) | st.integers(1, 12).map("{:02d}312024".format))
@example("20241301")
@example("12202024")
@example("10101010")
@example("31012024")
def test_eight_digits_begin_with_the_year_else_with_the_month_never_with_the_day(digits: str) -> None:
    for parts in ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[:2], digits[2:4])):
        with suppress(ValueError):
            year, month, day = map(int, parts)
            expected = datetime(year, month, day, tzinfo=UTC)
            assert read(digits) == expected
            return
    with pytest.raises(ExpressionError):
        read(digits)


@given(moment=moments(OFFSETS), finest=st.sampled_from(["minutes", "seconds", "milliseconds", "microseconds"]))
def test_iso_8601_is_read_with_or_without_seconds_and_fraction(moment: datetime, finest: str) -> None:
    text = moment.isoformat(timespec=finest)
    assert same(read(text), datetime.fromisoformat(text))
    assert same(read(text.replace("T", " ")), datetime.fromisoformat(text))


@given(moment=st.datetimes(), digits=st.integers(1, 9))
def test_a_fraction_has_one_to_nine_digits_and_is_cut_to_microseconds(moment: datetime, digits: int) -> None:
    fraction = f"{moment.microsecond:06}789"[:digits]
    expected = moment.replace(microsecond=int(fraction[:6].ljust(6, "0")), tzinfo=UTC)
    assert read(f"{moment.isoformat(timespec='seconds')}.{fraction}") == expected


@given(text=st.text() | st.from_regex("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?.{0,9}"))
@example("0000-01-01")
@example("0001-01-01T00:00+05:00")
@example("9999-12-31T23:59 America/New_York")
@example("2024-01-31T10:20:30.1234567890")
@example("2024-01-31 10:20 ../../etc/passwd")
@example("2024-01-31 10:20 " + "A" * 5000)
@example("9" * 1_000_000)
def test_any_text_is_read_or_refused_with_the_text_shown(text: str) -> None:
    try:
        assert read(text).utcoffset() is not None
    except ExpressionError as refused:
        message = refused.message
    else:
        return
    assert repr(text[:3])[1:-1] in message
    assert len(message) < 300


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-31 10:20", datetime(2024, 1, 31, 10, 20, tzinfo=UTC)),
        ("2024-01-31T10:20:30", datetime(2024, 1, 31, 10, 20, 30, tzinfo=UTC)),
        ("2024-01-31T10:20Z", datetime(2024, 1, 31, 10, 20, tzinfo=UTC)),
        ("2024-01-31T10:20:30+02:00", datetime(2024, 1, 31, 10, 20, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("2024-01-31 10:20:30 -0330", datetime(2024, 1, 31, 10, 20, 30, tzinfo=timezone(timedelta(hours=-3.5)))),
        ("2024-01-31 10:20:30.123 PST", datetime(2024, 1, 31, 10, 20, 30, 123000, timezone(timedelta(hours=-8)))),
        ("2024-07-31 10:20:30 PST", datetime(2024, 7, 31, 10, 20, 30, tzinfo=timezone(timedelta(hours=-8)))),
        ("2024-07-31 10:20 CET", datetime(2024, 7, 31, 10, 20, tzinfo=timezone(timedelta(hours=1)))),
        ("2024-07-31 10:20 Europe/Berlin", datetime(2024, 7, 31, 10, 20, tzinfo=ZoneInfo("Europe/Berlin"))),
        ("2024-03-31 02:30 Europe/Berlin", datetime(2024, 3, 31, 3, 30, tzinfo=ZoneInfo("Europe/Berlin"))),
        ("2024-01-31 10:20 UTC+2", datetime(2024, 1, 31, 10, 20, tzinfo=timezone(timedelta(hours=2)))),
        ("1/05/2024", datetime(2024, 1, 5, tzinfo=UTC)),
        ("12/05/2024 12:00:00 am", datetime(2024, 12, 5, tzinfo=UTC)),
        ("05.1.2024 01:00:00 PM", datetime(2024, 1, 5, 13, tzinfo=UTC)),
        ("05-JAN-2024", datetime(2024, 1, 5, tzinfo=UTC)),
    ],
)
def test_everyday_texts_are_read(text: str, expected: datetime) -> None:
    assert same(read(text), expected)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2024", "2024-01", "2024-1-5", "1/5/2024", "31/01/2024", " 2024-01-31", "2024-01-31\n", "2024-02-30",
        "2024-01-31T", "2024-01-31T24:00", "2024-01-31T10:60", "2024-01-31T10:20:60", "2024-01-31T10", "2024-01-31Z",
        "2024-01-31T10:20:30.", "2024-01-31T10:20+19:00", "2024-01-31T10:20 IST", "2024-01-31T10:20 XYZ",
        "2024-01-31x10:20", "20240131T102030Z", "2024-W05-3", "1706697000000", "٢٠٢٤-٠١-٣١", "２０２４-01-31",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        read(text)
