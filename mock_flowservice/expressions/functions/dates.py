"""Date-times: read out of text and written into it, their components, their zones."""

from calendar import monthrange
from datetime import UTC, datetime

from ..dates import automatic, patterns
from ..dates.fields import FIELDS, offset_seconds
from ..dates.iso import from_milliseconds
from ..dates.zones import in_zone, place, settled
from ..environment import Environment
from ..errors import ExpressionError
from ..values import Value, shown
from .registry import function

RULE = "date.functions"
READ = {
    "year": ("year", "yyyy", "yy"),
    "quarter": ("quarter", "qq", "q"),
    "month": ("month", "mm", "m"),
    "day of the year": ("dayofyear", "dy", "y"),
    "day": ("day", "dd", "d"),
    "week": ("week", "ww", "w"),
    "weekday": ("weekday", "dw"),
    "hour": ("hour", "hh", "hh24"),
    "hour of 1 to 12": ("hh12",),
    "minute": ("minute", "mi", "n"),
    "second": ("second", "ss", "s"),
    "fraction of 3 digits": ("millisecond", "sss", "ms"),
}
"""What date_part can be asked for, by the fields of a date-time. Source: doc help/data-prep/functions.md; that w is
the week is inferred: rule date.functions."""
SET = {
    "year": READ["year"],
    "month": READ["month"],
    "day": READ["day"],
    "hour": ("hour", "hh"),
    "minute": READ["minute"],
    "second": READ["second"],
}
"""What set_date_part can set. Source: doc help/data-prep/functions.md."""
NANOSECONDS = 1_000_000_000


@function("now", table="dates")
def now(environment: Environment) -> datetime:
    """The present moment, in UTC.

    Source: doc help/data-prep/functions.md.
    """
    return from_milliseconds(environment.clock.now())


@function("timestamp", table="dates")
def timestamp(environment: Environment) -> int:
    """The present moment, in milliseconds since 1970.

    Source: doc help/data-prep/functions.md.
    """
    return environment.clock.now()


@function("format", table="dates", rule=RULE)
def format_date(date: datetime, pattern: str) -> str:
    """A date-time as a pattern writes it.

    Source: doc help/data-prep/functions.md. That text is refused is inferred: rule date.functions.
    """
    return patterns.render(date, pattern)


@function("dformat", table="dates", rule=RULE)
def dformat(milliseconds: int, pattern: str) -> str:
    """Milliseconds since 1970 as a pattern writes them, in UTC.

    Source: doc help/data-prep/functions.md. UTC is inferred: rule date.functions.
    """
    return patterns.render(from_milliseconds(milliseconds), pattern)


@function("date", table="dates", rule=RULE)
def date(text: Value, pattern: str | None = None, default: Value = None) -> datetime | None:
    """The date-time that a text says, by a pattern or by the automatic formats; the default when there is no text.

    Source: doc help/data-prep/functions.md. What values other than text give is inferred: rule
    date.functions.
    """
    if text is not None:
        return moment(text, pattern)
    return None if default is None else moment(default, None)


def moment(value: Value, pattern: str | None) -> datetime:
    """What a value says as a date-time; raises ExpressionError for what says none."""
    if isinstance(value, datetime):
        return value
    whole = isinstance(value, int) and not isinstance(value, bool)
    if pattern is None and whole:
        return from_milliseconds(value)  # type: ignore[arg-type]
    if not whole and not isinstance(value, str):
        raise ExpressionError(f"date cannot read {shown(value)}")
    text = str(value)
    return automatic.read(text) if pattern is None else patterns.parse(text, pattern)


@function("date_part", table="dates", rule=RULE)
def date_part(component: str, date: datetime) -> int:
    """A component of a date-time in its own zone: year, quarter, month, dayofyear, day, week, weekday, hour, minute,
    second or millisecond, or an abbreviation of one.

    Source: doc help/data-prep/functions.md. ISO weeks, Monday as 1 and letters in any case are inferred: rule
    date.functions.
    """
    return FIELDS[field("date_part", component, READ)](date)


@function("set_date_part", table="dates", rule=RULE)
def set_date_part(component: str, value: int, date: datetime) -> datetime:
    """A date-time with one component set: year, month, day, hour, minute or second, or an abbreviation of one.

    Source: doc help/data-prep/functions.md. That a day which the new month lacks becomes its last one is inferred from
    Java's own date-times: rule date.functions.
    """
    part = field("set_date_part", component, SET)
    try:
        changed = with_part(date, part, value)
    except (ValueError, OverflowError):
        raise ExpressionError(f"{shown(date)} with {shown(value)} as its {part} is no date-time") from None
    later = changed.replace(fold=1)
    shown_twice = offset_seconds(later) < offset_seconds(changed)
    return settled(later if shown_twice and offset_seconds(later) == offset_seconds(date) else changed)


def with_part(date: datetime, part: str, value: int) -> datetime:
    """A date-time with another value of one part; a day that its new month lacks becomes the last of it."""
    year = value if part == "year" else date.year
    month = value if part == "month" else date.month
    day = value if part == "day" else min(date.day, monthrange(year, month)[1])
    return date.replace(**{"day": day, part: value}, fold=0)  # type: ignore[arg-type]


def field(asking: str, component: str, components: dict[str, tuple[str, ...]]) -> str:
    """The field that a component names; raises ExpressionError where it names none."""
    wanted = component.lower()
    for name, spellings in components.items():
        if wanted in spellings:
            return name
    known = ", ".join(spellings[0] for spellings in components.values())
    raise ExpressionError(f"{asking} knows no component {shown(component)}; it knows {known}")


@function("make_date_time", "make_timestamp", table="dates", rule=RULE)
def make_date_time(
    year: int, month: int, day: int, hour: int, minute: int, second: int, nanosecond: int, timezone: str
) -> datetime:
    """The date-time of these components in a time zone.

    Source: doc help/data-prep/functions.md. Cutting what is finer than a microsecond is inferred: rule
    date.functions.
    """
    if not 0 <= nanosecond < NANOSECONDS:
        raise ExpressionError(f"{shown(nanosecond)} nanoseconds are not within a second")
    try:
        local = datetime(year, month, day, hour, minute, second, nanosecond // 1000, place(timezone))
    except (ValueError, OverflowError):
        parts = ", ".join(map(shown, (year, month, day, hour, minute, second)))
        raise ExpressionError(f"{parts} are no year, month, day, hour, minute and second") from None
    return settled(local)


@function("zone_date_to_utc", table="dates")
def zone_date_to_utc(date: datetime) -> datetime:
    """The same instant in UTC.

    Source: doc help/data-prep/functions.md.
    """
    return in_zone(date, UTC)


@function("zone_date_to_zone", table="dates", rule=RULE)
def zone_date_to_zone(date: datetime, zone_id: str) -> datetime:
    """The same instant in another time zone.

    Source: doc help/data-prep/functions.md. Offsets beside IANA ids are inferred: rule date.functions.
    """
    return in_zone(date, place(zone_id))
