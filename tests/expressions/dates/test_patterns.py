"""What render writes parse reads; strict calendar, whole text, and nothing but an ExpressionError for the rest."""

import calendar
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mock_flowservice.expressions.dates.patterns import LONGEST, compiled, parse, render
from mock_flowservice.expressions.errors import ExpressionError
from tests.expressions.dates.moments import OFFSETS, around_a_change, moments, same

DATES = (
    "yyyy-MM-dd",
    "yyyyMMdd",
    "yMMdd",
    "d.M.y",
    "G y QQQ MMMM d",
    "D y",
    "yyyyDDD",
    "YYYY'W'wwu",
    "EEEE w Y",
    "yyyy MMM F E",
    "yyyyy L W EEEE",
    "GGGG yyyy/LLL/dd EEE QQQQ",
)
TIMES = (
    "HH:mm:ss.SSSSSS",
    "HHmmssSSSSSSSSS",
    "Hmmss.SSSSSS",
    "h:m:s.SSSSSSSSS a",
    "kk mm ss SSSSSS",
    "aKKmmss,SSSSSSS",
)
SEPARATORS = ("'T'", " ", "|", "' o''clock '", " é\n", "''")
LETTERS = "GyYMLwWDdFEuaHkKhmsSzZXVOQq"


@st.composite
def whole_patterns(draw: st.DrawFn, zones: tuple[str, ...]) -> str:
    """A pattern that holds every field, date and time in either order."""
    parts = draw(st.permutations([draw(st.sampled_from(DATES)), draw(st.sampled_from(TIMES))]))
    separator = draw(st.sampled_from(SEPARATORS))
    return f"{parts[0]}{separator}{parts[1]} {draw(st.sampled_from(zones))}"


@given(
    moment=moments() | around_a_change(),
    pattern=whole_patterns(("VV XXXXX", "XXXXX[VV]", "VV ZZZZZ", "O VV", "OOOO VV")),
)
@example(datetime(2024, 10, 27, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1), "yyyy-MM-dd HH:mm:ss.SSSSSS VV XXX")
@example(datetime(2024, 10, 27, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")), "yyyy-MM-dd HH:mm:ss.SSSSSS VV XXX")
def test_what_render_writes_with_all_fields_parse_reads_in_any_zone(moment: datetime, pattern: str) -> None:
    again = parse(render(moment, pattern), pattern)
    assert same(again, moment)
    assert again.tzinfo is UTC or str(again.tzinfo) == str(moment.tzinfo)


@given(moment=moments(OFFSETS), pattern=whole_patterns(("X", "XX", "XXX", "XXXX", "Z", "ZZZZ", "O", "OOOO", "z", "VV")))
def test_an_offset_of_whole_minutes_comes_back_in_every_style(moment: datetime, pattern: str) -> None:
    assert same(parse(render(moment, pattern), pattern), moment)


@given(moment=moments(OFFSETS), pattern=whole_patterns(("VV XXXXX", "z Z")))
def test_what_parse_reads_render_writes_again(moment: datetime, pattern: str) -> None:
    text = render(moment, pattern)
    assert render(parse(text, pattern), pattern) == text


STRFTIME = {
    "MM": "%m", "dd": "%d", "DDD": "%j", "HH": "%H", "hh": "%I", "a": "%p", "mm": "%M", "ss": "%S", "SSSSSS": "%f",
    "MMM": "%b", "MMMM": "%B", "EEE": "%a", "EEEE": "%A", "ww": "%V", "u": "%u", "yy": "%y", "XXXXX": "%:z", "z": "%Z",
}  # fmt: skip


@given(moment=moments(st.sampled_from([ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")])))
@pytest.mark.parametrize("letters", STRFTIME)
def test_letters_write_what_strftime_writes(letters: str, moment: datetime) -> None:
    directive = STRFTIME[letters]
    expected = f"{moment:%z}" if directive == "%:z" else f"{moment:{directive}}"
    assert render(moment, letters).replace(":", "") == expected


@given(moment=moments())
def test_years_weeks_and_quarters_are_those_of_the_calendar(moment: datetime) -> None:
    year, week, weekday = moment.isocalendar()
    quarter = (moment.month - 1) // 3 + 1
    assert render(moment, "y|YYYY|w|u|q") == f"{moment.year}|{year:04}|{week}|{weekday}|{quarter}"


@given(moment=moments())
def test_weeks_of_a_month_are_the_rows_of_its_calendar(moment: datetime) -> None:
    weeks = calendar.Calendar().monthdayscalendar(moment.year, moment.month)
    row = next(number for number, days in enumerate(weeks) if moment.day in days)
    short_start = sum(day > 0 for day in weeks[0]) < 4
    assert render(moment, "W") == str(row if short_start else row + 1)


@given(moment=moments())
def test_the_day_of_week_in_the_month_counts_the_same_weekdays_so_far(moment: datetime) -> None:
    assert render(moment, "F") == str(sum(day % 7 == moment.day % 7 for day in range(1, moment.day + 1)))


@given(year=st.integers(0, 9999), month=st.integers(0, 13), day=st.integers(0, 32))
@example(2023, 2, 29)
@example(2024, 2, 29)
@example(0, 1, 1)
def test_only_days_of_the_calendar_are_read(year: int, month: int, day: int) -> None:
    try:
        expected = date(year, month, day)
    except ValueError:
        with pytest.raises(ExpressionError):
            parse(f"{year:04}-{month:02}-{day:02}", "yyyy-MM-dd")
    else:
        assert parse(f"{year:04}-{month:02}-{day:02}", "yyyy-MM-dd").date() == expected


@given(year=st.integers(1, 9998), week=st.integers(0, 54), weekday=st.integers(0, 8))
def test_only_weeks_of_the_calendar_are_read(year: int, week: int, weekday: int) -> None:
    try:
        expected = date.fromisocalendar(year, week, weekday)
    except ValueError:
        with pytest.raises(ExpressionError):
            parse(f"{year:04}-W{week:02}-{weekday}", "YYYY-'W'ww-u")
    else:
        assert parse(f"{year:04}-W{week:02}-{weekday}", "YYYY-'W'ww-u").date() == expected


PIECES = st.builds(str.__mul__, st.sampled_from(LETTERS + "exb"), st.integers(1, 21))
PATTERNS = st.lists(PIECES | st.sampled_from(["'", "''", "' '", "-", ":", ".", "٣", "("]), max_size=12).map("".join)


@given(pattern=PATTERNS | st.text(max_size=40), text=st.text(max_size=40) | st.from_regex(r"[0-9:./ A-Z+-]{0,30}"))
def test_any_pattern_and_any_text_give_a_moment_or_an_expression_error(pattern: str, text: str) -> None:
    with suppress(ExpressionError):
        assert parse(text, pattern).utcoffset() is not None


@given(pattern=PATTERNS | st.text(max_size=40), moment=moments())
def test_any_pattern_writes_any_moment_or_is_refused_and_what_it_wrote_is_read_or_refused(
    pattern: str, moment: datetime
) -> None:
    with suppress(ExpressionError):
        assert parse(render(moment, pattern), pattern).utcoffset() is not None


@given(moment=moments(), pattern=whole_patterns(("VV XXXXX",)), spoil=st.data())
def test_a_spoilt_text_is_read_as_some_moment_or_refused(moment: datetime, pattern: str, spoil: st.DataObject) -> None:
    text = render(moment, pattern)
    at = spoil.draw(st.integers(0, len(text)))
    with suppress(ExpressionError):
        parse(text[:at] + spoil.draw(st.text(max_size=3)) + text[at + 1 :], pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("yMd" * 80, "1" * 4000),
        ("z" + "'a'z" * 60, "a" * 4000),
        ("VV' 'VV" * 30, "Aa/" * 2000),
        ("MMMM" + "''MMMM" * 40, "May'" * 40 + "Mai"),
        ("y-" * 100, "1-" * 99 + "1"),
        ("yyyy-MM-dd", "9" * 1_000_000),
        ("'" + "a" * 200, ""),
        ("y" * 100_000, "1"),
        ("'" * 255, "'"),
    ],
)
def test_absurd_patterns_and_texts_are_refused_in_a_moment(pattern: str, text: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(text, pattern)
    assert len(refused.value.message) < 500


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("2024-01-31 ", "yyyy-MM-dd"),
        (" 2024-01-31", "yyyy-MM-dd"),
        ("2024-01-31\n", "yyyy-MM-dd"),
        ("2024-1-31", "yyyy-MM-dd"),
        ("2024-01-311", "yyyy-MM-dd"),
        ("99999-01-31", "yyyy-MM-dd"),
        ("0000-01-31", "yyyy-MM-dd"),
        ("٢٠٢٤-٠١-٣١", "yyyy-MM-dd"),
        ("2024-01-31t10", "yyyy-MM-dd'T'HH"),
        ("24", "HH"),
        ("0", "k"),
        ("25", "k"),
        ("13 PM", "hh a"),
        ("12 PM", "KK a"),
        ("60", "mm"),
        ("60", "ss"),
        ("366 2023", "DDD yyyy"),
        ("BC 0001", "G yyyy"),
        ("2024 53 1", "YYYY ww u"),
        ("Mon 2024-01-31", "E yyyy-MM-dd"),
        ("Q2 2024-01-31", "QQQ yyyy-MM-dd"),
        ("2024-01-31 032", "yyyy-MM-dd DDD"),
        ("01 02", "MM MM"),
        ("10 22 AM", "hh HH a"),
        ("2024-01-31 10:00 Europe/Berlin +02:00", "yyyy-MM-dd HH:mm VV XXX"),
        ("2024-01-31 10:00 Europe/Berlin Asia/Tokyo", "yyyy-MM-dd HH:mm VV VV"),
        ("0001-01-01 +05:00", "yyyy-MM-dd XXX"),
        ("9999-12-31 23 -05:00", "yyyy-MM-dd HH XXX"),
        ("+18:01", "XXX"),
        ("+02:60", "XXX"),
        ("frıday", "EEEE"),
        ("9" * 19, "y" * 19),
    ],
)
def test_what_the_calendar_or_the_pattern_does_not_allow_is_refused_with_the_text_shown(
    text: str, pattern: str
) -> None:
    with pytest.raises(ExpressionError, match=re.escape(text[:4].strip() or text)):
        parse(text, pattern)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("yyyy-bb", "b at position 6 of 'yyyy-bb' is no pattern letter"),
        ("e", "e at position 1"),
        ("HH:mmm", "m at position 4 of 'HH:mmm' is there 3 times; it can be 1, 2"),
        ("uuuu-MM", "u at position 1"),
        ("V", "it can be 2"),
        ("yyyy 'of", "never closes the quote at position 6"),
        ("'o''", "never closes the quote at position 1"),
        ("y" * (LONGEST + 1), f"longer than {LONGEST}"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_with_the_letter_and_its_position(pattern: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=re.escape(said)):
        render(datetime(2024, 1, 31, tzinfo=UTC), pattern)


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("", "", "1970-01-01T00:00:00"),
        ("10:20", "HH:mm", "1970-01-01T10:20:00"),
        ("2024", "yyyy", "2024-01-01T00:00:00"),
        ("2024-03", "yyyy-MM", "2024-03-01T00:00:00"),
        ("31/12", "dd/MM", "1970-12-31T00:00:00"),
        ("2024 Q3", "yyyy QQQ", "2024-07-01T00:00:00"),
        ("2024-W05", "YYYY-'W'ww", "2024-01-29T00:00:00"),
        ("2025-W01", "yyyy-'W'ww", "2025-01-01T00:00:00"),
        ("2024-02 W1", "yyyy-MM 'W'W", "2024-02-01T00:00:00"),
        ("2024-03 W0", "yyyy-MM 'W'W", "2024-03-01T00:00:00"),
        ("Tuesday", "EEEE", "1970-01-06T00:00:00"),
        ("2024-02 2 Fri", "yyyy-MM F E", "2024-02-09T00:00:00"),
        ("7", "h", "1970-01-01T07:00:00"),
        ("PM", "a", "1970-01-01T12:00:00"),
    ],
)
def test_what_a_text_does_not_say_is_the_first_there_is(text: str, pattern: str, expected: str) -> None:
    assert parse(text, pattern) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_time_that_the_clocks_leave_out_is_moved_ahead() -> None:
    moment = parse("2024-03-31 02:30 Europe/Berlin", "yyyy-MM-dd HH:mm VV")
    assert moment.isoformat() == "2024-03-31T03:30:00+02:00"


@pytest.mark.parametrize(("offset", "hours"), [("", 2), (" +02:00", 2), (" +01:00", 1)])
def test_of_a_time_shown_twice_the_first_is_taken_unless_the_offset_says_otherwise(offset: str, hours: int) -> None:
    pattern = "yyyy-MM-dd HH:mm VV" + (" XXX" if offset else "")
    assert parse(f"2024-10-27 02:30 Europe/Berlin{offset}", pattern).utcoffset() == timedelta(hours=hours)


def test_digits_finer_than_a_microsecond_are_cut() -> None:
    assert parse("0.999999999", "s.SSSSSSSSS").microsecond == 999999
    assert render(parse("0.123456789", "s.SSSSSSSSS"), "SSSSSSSSS") == "123456000"


def test_a_zone_may_stand_before_a_literal_of_letters() -> None:
    moment = datetime(2024, 1, 31, 10, tzinfo=timezone(timedelta(hours=-8), "PST"))
    assert render(moment, "yyyy-MM-dd HH z'!T'") == "2024-01-31 10 PST!T"
    assert same(parse("2024-01-31 10 PSTnoon", "yyyy-MM-dd HH z'noon'"), moment)


def test_a_pattern_is_compiled_once() -> None:
    assert compiled("yyyy") is compiled("yyyy")


def test_names_of_one_letter_are_only_written() -> None:
    with pytest.raises(ExpressionError, match="names of one letter are not read"):
        parse("J", "MMMMM")
