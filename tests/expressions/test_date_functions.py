"""The date functions: what is taken apart is put together again, in any zone and across changes of the clocks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.functions.dates import READ, SET
from tests.expressions.dates.moments import IDS, around_a_change, moments, same
from tests.expressions.outcomes import evaluate

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ORACLE: dict[str, Callable[[datetime], int]] = {
    "year": lambda moment: moment.year,
    "quarter": lambda moment: 1 + (moment.month - 1) // 3,
    "month": lambda moment: moment.month,
    "dayofyear": lambda moment: moment.toordinal() - moment.replace(month=1, day=1).toordinal() + 1,
    "day": lambda moment: moment.day,
    "week": lambda moment: moment.isocalendar()[1],
    "weekday": lambda moment: moment.weekday() + 1,
    "hour": lambda moment: moment.hour,
    "hh12": lambda moment: int(f"{moment:%I}"),
    "minute": lambda moment: moment.minute,
    "second": lambda moment: moment.second,
    "millisecond": lambda moment: int(f"{moment:%f}"[:3]),
}
"""What date_part gives, read another way off the moment."""
SPELLINGS = [(names[0], each) for names in READ.values() for each in names]
PATTERN = "yyyy-MM-dd HH:mm:ss.SSSSSS XXXXX"


@given(moment=moments() | around_a_change())
def test_a_date_written_and_read_by_one_pattern_is_the_same_instant(moment: datetime) -> None:
    back = evaluate("date(format(moment, pattern), pattern)", moment=moment, pattern=PATTERN)
    assert same(back, moment)


@given(milliseconds=st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_milliseconds_are_the_same_after_a_date_and_back(milliseconds: int) -> None:
    moment = evaluate("date(milliseconds)", milliseconds=milliseconds)
    assert moment == EPOCH + timedelta(milliseconds=milliseconds)
    written = evaluate("date(dformat(milliseconds, pattern), pattern)", milliseconds=milliseconds, pattern=PATTERN)
    assert same(written, moment)


@given(moment=moments(), spelling=st.sampled_from(SPELLINGS), shift=st.booleans())
def test_a_component_is_what_the_calendar_says_however_it_is_spelled(
    moment: datetime, spelling: tuple[str, str], shift: bool
) -> None:
    name, spelled = spelling
    component = spelled.upper() if shift else spelled
    assert evaluate("date_part(component, moment)", component=component, moment=moment) == ORACLE[name](moment)


def test_no_spelling_names_two_components() -> None:
    spelled = [each for _, each in SPELLINGS]
    assert len(spelled) == len(set(spelled))


@given(moment=moments(st.just(UTC)), component=st.sampled_from(sorted(SET)), number=st.integers(-5, 10_005))
def test_a_component_that_was_set_is_there_and_the_others_are_as_before(
    moment: datetime, component: str, number: int
) -> None:
    try:
        first = moment.replace(**({"day": 1} | {component: number}))  # type: ignore[arg-type]
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        wanted = first if component == "day" else first.replace(day=min(moment.day, last.day))
    except ValueError:
        with pytest.raises(ExpressionError, match="is no date-time"):
            evaluate("set_date_part(component, number, moment)", component=component, number=number, moment=moment)
        return
    changed = evaluate("set_date_part(component, number, moment)", component=component, number=number, moment=moment)
    assert changed == wanted
    assert evaluate("date_part(component, changed)", component=component, changed=changed) == number


@given(moment=moments() | around_a_change(), component=st.sampled_from(sorted(SET)))
def test_setting_a_component_to_what_it_is_changes_nothing(moment: datetime, component: str) -> None:
    assert same(evaluate("set_date_part(part, date_part(part, moment), moment)", part=component, moment=moment), moment)


@given(moment=around_a_change(), hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_setting_the_clock_near_a_change_gives_a_time_that_clocks_show(
    moment: datetime, hour: int, minute: int
) -> None:
    changed = evaluate(
        'set_date_part("minute", minute, set_date_part("hour", hour, moment))', hour=hour, minute=minute, moment=moment
    )
    there_and_back = changed.astimezone(UTC).astimezone(moment.tzinfo)
    assert there_and_back.replace(fold=0, tzinfo=None) == changed.replace(fold=0, tzinfo=None)


@given(local=st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)), name=st.sampled_from(IDS))
def test_a_date_put_together_of_its_components_is_that_date_in_its_zone(local: datetime, name: str) -> None:
    made = evaluate(
        "make_date_time(p[0], p[1], p[2], p[3], p[4], p[5], p[6], zone)",
        p=[*local.timetuple()[:6], local.microsecond * 1000 + 999],
        zone=name,
    )
    wanted = local.replace(tzinfo=ZoneInfo(name)).astimezone(UTC)
    assert made.astimezone(UTC) == wanted and made.tzinfo in (ZoneInfo(name), UTC)
    assert made.replace(tzinfo=None, fold=0) == wanted.astimezone(made.tzinfo).replace(tzinfo=None, fold=0)


@given(moment=moments() | around_a_change(), name=st.sampled_from(IDS))
def test_another_zone_shows_the_same_instant(moment: datetime, name: str) -> None:
    there = evaluate("zone_date_to_zone(moment, name)", moment=moment, name=name)
    assert there - moment == timedelta()
    assert there.tzinfo == ZoneInfo(name) or there.tzinfo == UTC
    assert same(evaluate("zone_date_to_utc(there)", there=there), moment.astimezone(UTC))


@given(moment=moments(), text=st.text(), default=moments())
def test_the_default_is_given_exactly_when_there_is_no_text(moment: datetime, text: str, default: datetime) -> None:
    assert evaluate("date(null, text, default)", text=text, default=default) is default
    assert evaluate("date(moment, text, default)", moment=moment, text=text, default=default) is moment


@given(
    numbers=st.lists(st.integers() | st.sampled_from([10**30, -(10**30)]), min_size=7, max_size=7),
    zone=st.text() | st.sampled_from(IDS),
)
def test_numbers_that_are_no_date_are_refused(numbers: list[int], zone: str) -> None:
    try:
        made = evaluate("make_date_time(p[0], p[1], p[2], p[3], p[4], p[5], p[6], zone)", p=numbers, zone=zone)
    except ExpressionError:
        return
    assert [made.year, made.month] == numbers[:2]
