"""Parts of a pattern: numbers, names and fractions, each both written and read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from . import english
from .fields import FIELDS

WRITTEN_ONLY = "(?!)"
"""The shape of a piece that cannot be read: it fits nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a pattern, in both directions.

    `shape` is a regular expression of what it reads, `fixed` says that all of that has one width. `read` gives the
    value of the field, or the zone.
    """

    field: str
    write: Callable[[datetime], str]
    shape: str
    read: Callable[[str], int | tzinfo]
    fixed: bool = False


def number(field: str, fewest: int, most: int) -> Piece:
    """A number, padded to the fewest digits."""
    get = FIELDS[field]
    return Piece(
        field,
        lambda moment: f"{get(moment):0{fewest}d}",
        f"[0-9]{{{fewest},{max(fewest, most)}}}",
        int,
        fixed=fewest >= most,
    )


def numbers(field: str, most: int, widths: Sequence[int] = ()) -> dict[int, Piece]:
    """A number of at most so many digits; the letters say how many at least."""
    return {width: number(field, width, most) for width in widths or range(1, most + 1)}


def years(field: str) -> dict[int, Piece]:
    """A year; two letters are the years 2000 to 2099."""
    get = FIELDS[field]
    two = Piece(field, lambda moment: f"{get(moment) % 100:02d}", "[0-9]{2}", lambda text: 2000 + int(text), fixed=True)
    return {**numbers(field, 4, range(1, 20)), 2: two}


def names(field: str, words: Sequence[str], first: int = 1) -> Piece:
    """A word for each value; words are read in any case, and not at all when two are the same."""
    get = FIELDS[field]
    values = {name.casefold(): value for value, name in enumerate(words, first)}
    shape = f"(?ai:{'|'.join(words)})" if len(values) == len(words) else WRITTEN_ONLY
    return Piece(field, lambda moment: words[get(moment) - first], shape, lambda text: values[text.casefold()])


def texts(field: str, whole: tuple[str, ...]) -> dict[int, Piece]:
    """Names by their length: three letters, whole, one letter."""
    short = names(field, english.cut(whole, 3))
    return {3: short, 4: names(field, whole), 5: names(field, english.cut(whole, 1))}


def fraction(digits: int) -> Piece:
    """The first digits of the fraction of a second; what is finer than a microsecond is cut: rule date.precision."""
    kept = min(digits, 6)
    get = FIELDS[f"fraction of {kept} digits"]
    return Piece(
        f"fraction of {kept} digits",
        lambda moment: f"{get(moment):0{kept}d}".ljust(digits, "0"),
        f"[0-9]{{{digits}}}",
        lambda text: int(text[:6]),
        fixed=True,
    )
