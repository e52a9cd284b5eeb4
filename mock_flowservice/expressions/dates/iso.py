"""Date-times as ISO 8601 text and as milliseconds since 1970."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from ..errors import ExpressionError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def iso_text(moment: datetime) -> str:
    """The date-time with its offset, Z when that is zero; milliseconds only when there are some: rule date.text."""
    finest = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    text = moment.isoformat(timespec=finest)
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def date_text(moment: datetime) -> str:
    """The date, as it is in the zone of the moment."""
    return moment.date().isoformat()


def from_milliseconds(milliseconds: int | float) -> datetime:
    """The moment so many milliseconds after 1970 began, in UTC."""
    try:
        return EPOCH + timedelta(milliseconds=milliseconds)
    except (OverflowError, ValueError):
        raise ExpressionError(f"{Decimal(milliseconds):.6g} milliseconds are outside the years 1 to 9999") from None


def to_milliseconds(moment: datetime) -> int:
    """The whole milliseconds since 1970 began, rounded down; negative before."""
    return (moment - EPOCH) // _MILLISECOND
