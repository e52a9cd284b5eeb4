"""The parts of a date-time, and the date-time that some of them describe."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from .zones import settled

Fields = Mapping[str, int]


def week_of_month(moment: datetime) -> int:
    """The week of the month, Monday first; week 1 is the first that has four days in it, before it is week 0."""
    first = moment.replace(day=1).isoweekday()
    return (moment.day + first - 2) // 7 + (first <= 4)


def offset_seconds(moment: datetime) -> int:
    """How far the moment's zone is ahead of UTC."""
    return int((moment.utcoffset() or timedelta()).total_seconds())


def _fraction(unit: int) -> Callable[[datetime], int]:
    return lambda moment: moment.microsecond // unit


_FRACTIONS = tuple((f"fraction of {digits} digits", 10 ** (6 - digits)) for digits in range(6, 0, -1))
"""The names of the fractions, finest first, and their microseconds."""

FIELDS: dict[str, Callable[[datetime], int]] = {
    "era": lambda moment: 1,
    "year": lambda moment: moment.year,
    "week-based year": lambda moment: moment.isocalendar().year,
    "quarter": lambda moment: (moment.month + 2) // 3,
    "month": lambda moment: moment.month,
    "week": lambda moment: moment.isocalendar().week,
    "week of the month": week_of_month,
    "day of the year": lambda moment: moment.timetuple().tm_yday,
    "day": lambda moment: moment.day,
    "weekday in the month": lambda moment: (moment.day + 6) // 7,
    "weekday": lambda moment: moment.isoweekday(),
    "half of the day": lambda moment: moment.hour // 12,
    "hour": lambda moment: moment.hour,
    "hour of 1 to 24": lambda moment: moment.hour or 24,
    "hour of 0 to 11": lambda moment: moment.hour % 12,
    "hour of 1 to 12": lambda moment: moment.hour % 12 or 12,
    "minute": lambda moment: moment.minute,
    "second": lambda moment: moment.second,
    **{name: _fraction(unit) for name, unit in _FRACTIONS},
    "offset in seconds": offset_seconds,
    "offset in minutes": lambda moment: int(offset_seconds(moment) / 60),
}
"""What each part of a date-time is, a whole number each; the keys stand in messages."""


def described(fields: Fields, zones: Sequence[tzinfo]) -> datetime:
    """The date-time that has these parts, in the first of the zones; ValueError when there is none.

    What is not said is the start of 1970 in UTC: rule date.patterns.
    """
    first, *others = sorted(zones, key=_is_offset) if zones else (_place(fields),)
    local = datetime.combine(_date(fields), _time(fields), first)
    wrong = _disagreement(local, fields, others)
    if not wrong:
        return settled(local)
    later = local.replace(fold=1)
    if later.utcoffset() == local.utcoffset() or _disagreement(later, fields, others):
        raise ValueError(f"its parts contradict each other, {wrong}")
    return settled(later)


def _is_offset(place: tzinfo) -> bool:
    return isinstance(place, timezone)


def _disagreement(moment: datetime, fields: Fields, others: Sequence[tzinfo]) -> str:
    """What of the parts the moment does not have; empty when it has all."""
    for name, value in fields.items():
        if (own := FIELDS[name](moment)) != value:
            return f"the {name} is {value}, but {own} in {moment.isoformat()}"
    apart = (place for place in others if place.utcoffset(moment) != moment.utcoffset())
    return next((f"{place} is not at the offset of {moment.isoformat()}" for place in apart), "")


def _place(fields: Fields) -> tzinfo:
    seconds = fields.get("offset in seconds", 60 * fields.get("offset in minutes", 0))
    return timezone(timedelta(seconds=seconds)) if seconds else UTC


def _date(fields: Fields) -> date:
    """The day by the first of these that is there: day, day of the year, week, week of the month, weekday."""
    year = fields.get("year", fields.get("week-based year", 1970))
    if "day" in fields:
        return date(year, _month(fields), fields["day"])
    if "day of the year" in fields:
        return date(year, 1, 1) + timedelta(days=fields["day of the year"] - 1)
    if "week" in fields:
        start = date(year, 1, 1) if "week-based year" not in fields and "weekday" not in fields else date.min
        week_year = fields.get("week-based year", year)
        return max(start, date.fromisocalendar(week_year, fields["week"], fields.get("weekday", 1)))
    return _day_of_week(date(year, _month(fields), 1), fields)


def _month(fields: Fields) -> int:
    return fields.get("month", 3 * fields.get("quarter", 1) - 2)


def _day_of_week(first: date, fields: Fields) -> date:
    """A day of the month that begins so, by its week or by its weekday; the first of what is not said."""
    weekday = fields.get("weekday")
    if "week of the month" in fields:
        weeks = fields["week of the month"] - (first.isoweekday() <= 4)
        days = 7 * weeks + (weekday or 1) - first.isoweekday()
        return first + timedelta(days=days if weekday else max(days, 0))
    days = (weekday - first.isoweekday()) % 7 if weekday else 0
    return first + timedelta(days=days + 7 * (fields.get("weekday in the month", 1) - 1))


def _time(fields: Fields) -> time:
    return time(_hour(fields), fields.get("minute", 0), fields.get("second", 0), _microsecond(fields))


def _hour(fields: Fields) -> int:
    half = 12 * fields.get("half of the day", 0)
    if "hour" in fields:
        return fields["hour"]
    if "hour of 1 to 24" in fields:
        return fields["hour of 1 to 24"] % 24
    return fields.get("hour of 0 to 11", fields.get("hour of 1 to 12", 0) % 12) + half


def _microsecond(fields: Fields) -> int:
    return next((fields[name] * unit for name, unit in _FRACTIONS if name in fields), 0)
