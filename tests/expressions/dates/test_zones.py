"""Time zones by their names, and nothing of the machine's files."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mock_flowservice.expressions.dates.zones import in_zone, place, settled, zone
from mock_flowservice.expressions.errors import ExpressionError
from tests.expressions.dates.moments import IDS, INSTANTS, moments, same

NOW = datetime(2024, 7, 1, tzinfo=UTC)


@given(minutes=st.integers(-18 * 60, 18 * 60), prefix=st.sampled_from(["", "UTC", "GMT", "UT"]))
def test_an_offset_is_read_in_each_of_its_forms(minutes: int, prefix: str) -> None:
    expected = timezone(timedelta(minutes=minutes))
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    forms = [f"{hours:02}:{rest:02}", f"{hours:02}{rest:02}", f"{hours}:{rest:02}", f"{hours:02}:{rest:02}:00"]
    for form in forms if rest else [*forms, f"{hours:02}", f"{hours}"]:
        assert zone(f"{prefix}{sign}{form}").utcoffset(NOW) == expected.utcoffset(NOW)


@given(id=st.sampled_from(IDS), moment=INSTANTS)
def test_an_id_is_its_zone_of_the_database(id: str, moment: datetime) -> None:
    assert moment.astimezone(place(id)).utcoffset() == moment.astimezone(ZoneInfo(id)).utcoffset()


@pytest.mark.parametrize("name", ["Z", "UTC", "GMT", "UT", "+00:00", "-0000", "UTC+0", "GMT-00:00"])
def test_the_names_of_utc_are_utc(name: str) -> None:
    assert zone(name) is UTC


@pytest.mark.parametrize(
    ("name", "hours"),
    [("PST", -8), ("PDT", -7), ("MST", -7), ("EST", -5), ("EDT", -4), ("CST", -6), ("CET", 1), ("CEST", 2), ("JST", 9)],
)
def test_an_abbreviation_is_a_fixed_offset_in_winter_and_summer(name: str, hours: int) -> None:
    for month in (1, 7):
        moment = datetime(2024, month, 1, tzinfo=zone(name))
        assert (moment.utcoffset(), moment.tzname()) == (timedelta(hours=hours), name)


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "PST ", "pst", "IST", "XYZ", "LMT", "europe/berlin", "Europe", "Europe/", "Europe/Nowhere",
        "/etc/localtime", "../../etc/passwd", "Europe/../Europe/Berlin", "./UTC", "localtime", "posixrules",
        "right/UTC", "zone.tab", "\0", "Europe/Berlin\0", "A" * 100_000, "é", "+", "+1:2", "+123", "+18:01", "+02:60",
        "+02:00:60", "UTC+", "UTC2", "+٢",
    ],
)  # fmt: skip
def test_what_names_no_zone_is_refused(name: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        zone(name)
    assert len(refused.value.message) < 300


@given(name=st.text() | st.from_regex(r"[A-Z]{2,5}|[+-][0-9:]{1,9}|[./]*[A-Za-z]+/[A-Za-z./]+"))
@example("con")
def test_any_text_is_a_zone_or_refused(name: str) -> None:
    with suppress(ExpressionError):
        assert NOW.astimezone(zone(name)) == NOW


@given(moment=moments())
def test_a_moment_that_clocks_show_stays_as_it_is(moment: datetime) -> None:
    assert same(settled(moment), moment)


@given(moment=moments(), id=st.sampled_from(IDS))
def test_another_zone_shows_the_same_instant(moment: datetime, id: str) -> None:
    assert in_zone(moment, ZoneInfo(id)) - moment == timedelta()


@pytest.mark.parametrize(("year", "id"), [(1, "America/New_York"), (9999, "Asia/Tokyo")])
def test_an_instant_outside_the_years_1_to_9999_is_refused(year: int, id: str) -> None:
    edge = datetime(1, 1, 1, tzinfo=UTC) if year == 1 else datetime(9999, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(ExpressionError, match="outside the years"):
        in_zone(edge, ZoneInfo(id))
