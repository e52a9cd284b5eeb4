"""Date-times written and read by a pattern of Java's letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from ..errors import ExpressionError
from .fields import described
from .letters import LETTERS
from .pieces import WRITTEN_ONLY, Piece
from .shown import shown

LONGEST = 256
"""The most characters of a pattern: texts are matched in a time that grows with it."""

_PART = re.compile(r"(?P<quoted>'(?:[^']|'')*+')|(?P<letter>[A-Za-z])(?P=letter)*|(?P<unclosed>')|[^A-Za-z']+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, ready to write and to read: literal texts, and the pieces between them."""

    text: str
    parts: tuple[str | Piece, ...]
    pieces: tuple[Piece, ...]
    shape: re.Pattern[str]

    def render(self, moment: datetime) -> str:
        """The moment as the pattern shows it, in its own zone."""
        return "".join([part if isinstance(part, str) else part.write(moment) for part in self.parts])

    def parse(self, text: str) -> datetime:
        """The moment that the whole text says."""
        match = self.shape.fullmatch(text)
        if match is None:
            raise ExpressionError(f"{shown(text)} does not have the form {shown(self.text)}{self._hint()}")
        try:
            return self._described(match.groups())
        except (ValueError, OverflowError, ExpressionError) as trouble:
            raise ExpressionError(f"{shown(text)} is no date of the form {shown(self.text)}: {trouble}") from None

    def _hint(self) -> str:
        written = any(piece.shape == WRITTEN_ONLY for piece in self.pieces)
        return "; names of one letter are not read" if written else ""

    def _described(self, texts: tuple[str, ...]) -> datetime:
        fields: dict[str, int] = {}
        zones: list[tzinfo] = []
        for piece, text in zip(self.pieces, texts, strict=True):
            value = piece.read(text)
            if isinstance(value, tzinfo):
                zones.append(value)
            elif fields.setdefault(piece.field, value) != value:
                raise ValueError(f"two values for the {piece.field}")
        return described(fields, zones)


def render(moment: datetime, pattern: str) -> str:
    """The moment as the pattern shows it, in its own zone."""
    return compiled(pattern).render(moment)


def parse(text: str, pattern: str) -> datetime:
    """The moment that the whole text says, read by the pattern; in UTC when it names no zone."""
    return compiled(pattern).parse(text)


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Pattern:
    """The pattern, ready for use: rule date.patterns says what its letters mean."""
    if len(pattern) > LONGEST:
        raise ExpressionError(f"the pattern {shown(pattern)} is longer than {LONGEST} characters")
    parts = tuple(_parts(pattern))
    pieces = tuple(part for part in parts if isinstance(part, Piece))
    return Pattern(pattern, parts, pieces, re.compile(_shape(parts), re.DOTALL))


def _parts(pattern: str) -> Iterator[str | Piece]:
    for match in _PART.finditer(pattern):
        if match["letter"]:
            yield _piece(pattern, match)
        elif match["unclosed"]:
            raise ExpressionError(
                f"the pattern {shown(pattern)} never closes the quote at position {match.start() + 1}"
            )
        elif match["quoted"]:
            yield match[0][1:-1].replace("''", "'") or "'"
        else:
            yield match[0]


def _piece(pattern: str, match: re.Match[str]) -> Piece:
    letter, count, where = match["letter"], len(match[0]), f"at position {match.start() + 1} of {shown(pattern)}"
    widths = LETTERS.get(letter)
    if widths is None:
        raise ExpressionError(f"{letter} {where} is no pattern letter; text belongs between single quotes")
    if count not in widths:
        raise ExpressionError(f"{letter} {where} is there {count} times; it can be {', '.join(map(str, widths))}")
    return widths[count]


def _shape(parts: tuple[str | Piece, ...]) -> str:
    """The regular expression of the whole.

    A piece of more than one width takes the most that leaves room for the fixed parts after it, and sticks to that:
    no text makes the search go back and forth.
    """
    shape = ahead = ""
    for part in reversed(parts):
        one = re.escape(part) if isinstance(part, str) else part.shape
        if isinstance(part, Piece) and not part.fixed:
            shape, ahead = f"((?>{one}(?={ahead}))){shape}", ""
        else:
            shape, ahead = (one if isinstance(part, str) else f"({one})") + shape, one + ahead
    return shape
