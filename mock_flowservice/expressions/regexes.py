"""Regular expressions in bounded time: what expressions ask of a text.

Source: rule expression.regexes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from .errors import ExpressionError
from .java_patterns import translated
from .limits import LONGEST_EXPRESSION, MOST_COMPARED, REGEX_SECONDS, room_for_members

if TYPE_CHECKING:
    import regex

Found = TypeVar("Found")

SPECIAL = frozenset("\\.[]{}()*+?^$|")
"""What stands in a pattern for anything but itself."""


def matches(text: str, pattern: str) -> bool:
    """Whether a pattern matches all of a text; raises ExpressionError for a bad or too slow pattern."""
    compiled = compiled_for(text, pattern)
    return bounded(lambda: compiled.fullmatch(text, timeout=REGEX_SECONDS)) is not None


def groups(text: str, pattern: str) -> list[str | None]:
    """The first match and its groups, None for a group that took no part; empty if nothing matches."""
    compiled = compiled_for(text, pattern)
    found = bounded(lambda: compiled.search(text, timeout=REGEX_SECONDS))
    return [found[0], *found.groups()] if found else []


def pieces(text: str, pattern: str) -> list[str]:
    """A text cut at each match of a pattern, but for a match of nothing at its very start."""
    if pattern and SPECIAL.isdisjoint(pattern):
        room_for_members(text.count(pattern) + 1)
        return text.split(pattern)
    compiled = compiled_for(text, pattern)
    found = bounded(lambda: [each.span() for each in compiled.finditer(text, timeout=REGEX_SECONDS)])
    cuts = [span for span in found if span != (0, 0)]
    room_for_members(len(cuts) + 1)
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def compiled_for(text: str, pattern: str) -> regex.Pattern[str]:
    """A pattern, compiled; raises ExpressionError where it is none, or the text too long for it."""
    if len(text) * len(pattern) > MOST_COMPARED:
        raise ExpressionError(f"a text of {len(text):,} characters is too long for so long a regular expression")
    return compile_pattern(pattern)


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """A pattern, compiled; raises ExpressionError where it is none."""
    import regex

    if len(pattern) > LONGEST_EXPRESSION:
        raise ExpressionError(
            f"the regular expression has {len(pattern):,} characters, and {LONGEST_EXPRESSION:,} are the most"
        )
    try:
        return regex.compile(translated(pattern), regex.VERSION1, cache_pattern=False)
    except (regex.error, ExpressionError) as error:
        why = str(error).partition(" at position")[0]
        raise ExpressionError(f"{pattern!r:.80} is no regular expression: {why}") from None
    except RecursionError:
        raise ExpressionError(f"{pattern!r:.80} is no regular expression: it is nested too deeply") from None


def bounded(search: Callable[[], Found]) -> Found:
    """What a search finds; raises ExpressionError when it takes too long."""
    try:
        return search()
    except TimeoutError:
        raise ExpressionError(f"the regular expression takes longer than {REGEX_SECONDS} seconds") from None
