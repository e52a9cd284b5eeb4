"""Strings. Characters are counted as code points: rule expression.strings."""

from functools import partial
from typing import Any

from ..errors import ExpressionError
from ..limits import MOST_COMPARED, room_for_members, room_for_text
from ..regexes import pieces
from ..values import as_text
from . import registry

BLANKS = "".join(map(chr, range(0x21)))
"""What trimming takes away. Source: Java's String.trim; rule expression.strings."""

function = partial(registry.function, table="strings", rule="expression.strings")


@function("concat")
def concat(text: str | None, *texts: str | None) -> str | None:
    """All texts one after the other.

    Source: doc help/data-prep/functions.md. That null counts as empty, and that only nulls give null, is inferred:
    rule expression.strings.
    """
    found = [each for each in (text, *texts) if each is not None]
    return joined("", found) if found else None


@function("explode")
def explode(text: str, pattern: str = ",") -> list[str]:
    """The parts between all matches of a regular expression, empty ones too.

    Source: doc help/data-prep/functions.md. That a match of nothing at the very start cuts nothing is inferred: rule
    expression.strings.
    """
    return pieces(text, pattern)


@function("split")
def split(text: str, separators: str) -> list[str]:
    """The parts between any of the separating characters, without empty ones.

    Source: doc help/data-prep/functions.md. Without separators the text staying whole is inferred: rule
    expression.strings.
    """
    if not separators:
        return [text] if text else []
    plain = text.translate(dict.fromkeys(map(ord, separators), separators[0]))
    room_for_members(plain.count(separators[0]) + 1)
    return [each for each in plain.split(separators[0]) if each]


@function("instr")
def instr(text: str, part: str, start: int = 0, occurrence: int = 1) -> int:
    """Where a part occurs for the nth time, searched from a position and counted from 0; -1 if it does not.

    Source: doc help/data-prep/functions.md. That occurrences may overlap, that a negative start is 0, and -1 for what
    is not there are inferred: rule expression.strings.
    """
    if min(occurrence, len(text)) * len(part) > MOST_COMPARED:
        raise ExpressionError(f"instr would compare more than {MOST_COMPARED:,} characters")
    at = max(start, 0) - 1
    for _ in range(min(occurrence, len(text) + 2)):
        at = text.find(part, at + 1)
        if at < 0:
            return -1
    return at if occurrence > 0 else -1


@function("replacestr")
def replacestr(text: str, part: str | None, replacement: str | None) -> str:
    """A text with each occurrence of a part, taken literally, replaced.

    Source: doc help/data-prep/functions.md. That nothing is replaced where the part is empty or one of both is null
    is inferred: rule expression.strings.
    """
    if not part or replacement is None:
        return text
    room_for_text(len(text) + text.count(part) * (len(replacement) - len(part)))
    return text.replace(part, replacement)


@function("substr")
def substr(text: str, start: int, length: int) -> str:
    """So many characters from a position on, counted from 0; fewer where the text ends before.

    Source: doc help/data-prep/functions.md. A negative start read as 0, and a negative length giving no text are
    inferred: rule expression.strings.
    """
    start = max(start, 0)
    return text[start : start + max(length, 0)]


@function("lower", "lcase")
def lower(text: str) -> str:
    """A text in lower case.

    Source: doc help/data-prep/functions.md.
    """
    return changed(text.lower())


@function("upper", "ucase")
def upper(text: str) -> str:
    """A text in upper case.

    Source: doc help/data-prep/functions.md.
    """
    return changed(text.upper())


@function("join")
def join(separator: str, texts: list[Any]) -> str:
    """The members of a list with a separator between them.

    Source: doc help/data-prep/functions.md. That null members are left out is inferred: rule expression.strings.
    """
    return joined(separator, [as_text(each) for each in texts if each is not None])


@function("lpad")
def lpad(text: str, count: int, padding: str | None) -> str:
    """A text made so many characters long by padding on its left; unchanged when it is long enough.

    Source: doc help/data-prep/functions.md, also for a blank where the padding is null or empty. A null text giving
    null is inferred: rule expression.strings.
    """
    return padded(text, count, padding) + text


@function("rpad")
def rpad(text: str, count: int, padding: str | None) -> str:
    """A text made so many characters long by padding on its right; unchanged when it is long enough.

    Source: doc help/data-prep/functions.md, also for a blank where the padding is null or empty. A null text giving
    null is inferred: rule expression.strings.
    """
    return text + padded(text, count, padding)


@function("left")
def left(text: str, count: int) -> str:
    """The first characters; all of them when there are fewer.

    Source: doc help/data-prep/functions.md. A negative count giving no text is inferred: rule expression.strings.
    """
    return text[: max(count, 0)]


@function("right")
def right(text: str, count: int) -> str:
    """The last characters; all of them when there are fewer.

    Source: doc help/data-prep/functions.md. A negative count giving no text is inferred: rule expression.strings.
    """
    return text[max(len(text) - max(count, 0), 0) :]


@function("ltrim")
def ltrim(text: str) -> str:
    """A text without the blanks before it.

    Source: doc help/data-prep/functions.md. What counts as blank is inferred: rule expression.strings.
    """
    return text.lstrip(BLANKS)


@function("rtrim")
def rtrim(text: str) -> str:
    """A text without the blanks after it.

    Source: doc help/data-prep/functions.md. What counts as blank is inferred: rule expression.strings.
    """
    return text.rstrip(BLANKS)


@function("trim")
def trim(text: str) -> str:
    """A text without the blanks around it.

    Source: doc help/data-prep/functions.md. What counts as blank is inferred: rule expression.strings.
    """
    return text.strip(BLANKS)


@function("equals", method=True)
def equals(text: str | None, other: str | None) -> bool:
    """Whether two texts are the same, case included.

    Source: doc help/data-prep/functions.md. False where one is null is inferred: rule expression.strings.
    """
    return text is not None and text == other


@function("equalsIgnoreCase", method=True)
def equals_ignore_case(text: str | None, other: str | None) -> bool:
    """Whether two texts are the same but for their case, letter by letter.

    Source: doc help/data-prep/functions.md. False where one is null is inferred: rule expression.strings.
    """
    if text is None or other is None or len(text) != len(other):
        return False
    return all(map(same_letter, text, other))


def changed(text: str) -> str:
    """A text whose letters may have become more; raises ExpressionError if they are too many."""
    room_for_text(len(text))
    return text


def joined(separator: str, texts: list[str]) -> str:
    """Texts with a separator between them."""
    room_for_text(sum(map(len, texts)) + len(separator) * (len(texts) - 1))
    return separator.join(texts)


def padded(text: str, count: int, padding: str | None) -> str:
    """What is missing of a text that shall have so many characters."""
    missing = count - len(text)
    if missing <= 0:
        return ""
    room_for_text(count)
    padding = padding or " "
    return (padding * (missing // len(padding) + 1))[:missing]


def same_letter(one: str, other: str) -> bool:
    """Whether two characters differ in their case at most, as Java compares them: one letter never equals two."""
    return one == other or folded(one) == folded(other)


def folded(letter: str) -> str:
    """A letter without its case."""
    upper = letter.upper()
    return (upper if len(upper) == 1 else letter).lower()[0]
