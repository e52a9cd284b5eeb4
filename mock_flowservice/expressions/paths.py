"""Paths into records: `a.b[0].c[*]`, with backslashes before signs that belong to a name.

Source: doc help/data-prep/mapping-set.md, help/data-prep/home.md; rule mapping.paths.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ..xdm.fields import EVERY, Step
from .errors import ExpressionError, Place
from .limits import room_for_members
from .values import Value

_NAME = re.compile(r"\$\{((?:[^\\}]|\\.)*)\}|((?:[^\\.\[\]]|\\.)+)", re.DOTALL)
_INDEX = re.compile(r"\[([0-9]{1,18}|\*)\]", re.ASCII)
LONGEST_REMEMBERED = 256
"""Characters of a path that is kept: others take much room, and are rare."""
_MISSING: Final = object()
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Path:
    """The steps of a path, and its whole text without backslashes, which may be the name of a column."""

    steps: tuple[Step, ...]
    flat: str


def parse_path(text: str) -> Path:
    """The steps that a path spells; raises ExpressionError with the place where it stops making sense."""
    return remembered(text) if len(text) <= LONGEST_REMEMBERED else read(text)


def read(text: str) -> Path:
    """The same, read anew."""
    steps: list[Step] = []
    flat: list[str] = []
    offset = 0
    while True:
        found = _NAME.match(text, offset)
        if not found or not (found[1] or found[2] or "").strip():
            raise ExpressionError("a name is missing in the path" if text else "the path is empty", Place(text, offset))
        steps += (plain(found[2]),) if found[2] else path_in(found[1]).steps
        flat.append(plain(found[1] or found[2]))
        offset = found.end()
        while found := _INDEX.match(text, offset):
            steps.append(EVERY if found[1] == "*" else int(found[1]))
            flat.append(found[0])
            offset = found.end()
        if offset == len(text):
            return Path(tuple(steps), "".join(flat))
        if text[offset] != ".":
            raise ExpressionError(f"{text[offset]!r} cannot stand here in a path", Place(text, offset))
        flat.append(".")
        offset += 1


remembered = lru_cache(maxsize=4096)(read)


def path_in(text: str) -> Path:
    """The path that stands in `${...}`: dots descend there too, and what is no path is one name."""
    try:
        return parse_path(text)
    except ExpressionError:
        return Path((plain(text),), plain(text))


def plain(text: str) -> str:
    """A name without the backslashes."""
    return _ESCAPED.sub(r"\1", text)


def look_up(value: Value, path: Path, default: Any = None) -> Any:
    """What is at a path: the nested place, else a field that is called like the whole path, else the default."""
    found = descend(value, path.steps, _MISSING)
    if found is not _MISSING:
        return found
    return value.get(path.flat, default) if isinstance(value, dict) else default


def refuse_too_many(value: Value, steps: tuple[Step, ...]) -> None:
    """Raise ExpressionError if EVERY would collect too many members: made lists can share theirs."""
    reached = [value]
    for step in steps:
        if step is EVERY:
            lists = [each for each in reached if isinstance(each, list)]
            room_for_members(sum(map(len, lists)))
            reached = [member for each in lists for member in each]
        else:
            reached = [descend(each, (step,), None) for each in reached]


def descend(value: Any, steps: tuple[Step, ...], default: Any) -> Any:
    """What the steps lead to, the default where one leads nowhere; EVERY collects the members that lead somewhere."""
    for position, step in enumerate(steps):
        if isinstance(step, str):
            if not isinstance(value, dict) or step not in value:
                return default
            value = value[step]
        elif not isinstance(value, list):
            return default
        elif isinstance(step, int):
            if step >= len(value):
                return default
            value = value[step]
        else:
            rest = steps[position + 1 :]
            return [descend(member, rest, None) for member in value]
    return value
