"""English names of months, days and the rest, whatever the locale of the machine."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HALVES = ("AM", "PM")
ERAS = ("Before Christ", "Anno Domini")
SHORT_ERAS = ("BC", "AD")
QUARTERS = ("1st quarter", "2nd quarter", "3rd quarter", "4th quarter")
SHORT_QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def cut(names: tuple[str, ...], length: int) -> tuple[str, ...]:
    """The first letters of each name."""
    return tuple(name[:length] for name in names)
