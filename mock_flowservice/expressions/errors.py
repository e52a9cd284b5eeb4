"""What is wrong with an expression, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an expression, by the offset of its character."""

    text: str
    offset: int

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.text.count("\n", 0, self.offset) + 1

    @property
    def column(self) -> int:
        """The character of the line, counted from 1."""
        return self.offset - self.text.rfind("\n", 0, self.offset)

    def caret(self) -> str:
        """The line of the expression, and a caret under the place."""
        line = self.text.split("\n")[self.line - 1].rstrip("\r")
        blanks = "".join(each if each == "\t" else " " for each in line[: self.column - 1])
        return f"{line}\n{blanks}^"


class ExpressionError(Exception):
    """An expression cannot be read, or has no value for a record.

    Who raises it need not know where in the expression that is: `place` is set on the way up, by the innermost
    part that it passes.
    """

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    @property
    def phrase(self) -> str:
        """What is wrong, and where, in one line."""
        return self.message + (f", at line {self.place.line}, column {self.place.column}" if self.place else "")

    def __str__(self) -> str:
        return self.phrase + (f"\n{self.place.caret()}" if self.place else "")
