"""Date-times to try: any instant in any zone, the hours that come twice among them."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from importlib.resources import files
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

IDS = files("tzdata").joinpath("zones").read_text("ascii").split()
OFFSETS = st.integers(-18 * 60, 18 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)) if minutes else UTC)
PLACES = st.sampled_from(IDS).map(ZoneInfo)
ZONES: st.SearchStrategy[tzinfo] = st.just(UTC) | OFFSETS | PLACES
INSTANTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC)) | st.datetimes(
    datetime(1900, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)
)


def moments(zones: st.SearchStrategy[tzinfo] = ZONES) -> st.SearchStrategy[datetime]:
    """Any instant, as the clocks of one of the zones show it."""
    return st.builds(datetime.astimezone, INSTANTS, zones)


@st.composite
def around_a_change(draw: st.DrawFn) -> datetime:
    """An instant within two hours of a change of the clocks."""
    place, change = draw(
        st.sampled_from(
            [
                ("Europe/Berlin", datetime(2024, 10, 27, 1, tzinfo=UTC)),
                ("America/New_York", datetime(2024, 3, 10, 7, tzinfo=UTC)),
                ("Australia/Lord_Howe", datetime(2024, 4, 6, 15, tzinfo=UTC)),
            ]
        )
    )
    near = draw(st.timedeltas(timedelta(hours=-2), timedelta(hours=2)))
    return (change + near).astimezone(ZoneInfo(place))


def same(one: datetime, other: datetime) -> bool:
    """Whether two moments are one instant, shown by clocks that agree."""
    return (one - other) == timedelta() and one.utcoffset() == other.utcoffset()
