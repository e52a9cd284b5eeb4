"""What can be wrong with mappings, in words: what no set may hold, and what only an unchecked one may.

Source: what the fields mean (doc help/data-prep/mapping-set.md); rule mapping_set.check.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

from ...errors import Explanation
from ...wire import JsonObject
from ..bodies import in_words
from .errors import MAPPINGS_UNUSABLE
from .spellings import KINDS, WORDS

MOST_PROBLEMS = 100
PATHS = ("source", "destination")

Problem = tuple[int, str]
"""The position of a mapping, and what is wrong with it."""


def problems(mappings: Iterable[JsonObject], *, strict: bool) -> Iterator[Problem]:
    """All that is wrong with the mappings of a set; `strict` looks beyond what makes a mapping at all."""
    first: dict[str, int] = {}
    for position, mapping in enumerate(mappings):
        yield from ((position, phrase) for phrase in broken(mapping))
        if strict:
            yield from ((position, phrase) for phrase in doubtful(mapping))
            destination = mapping["destination"]
            if destination and first.setdefault(destination, position) < position:
                phrase = f"its destination {destination!r:.120} is that of mapping {first[destination]} too"
                yield position, phrase


def broken(mapping: JsonObject) -> Iterator[str]:
    """Why a mapping is none: its kind is unknown, or it has no source or destination in any spelling."""
    if mapping["sourceType"] not in KINDS:
        yield unknown_kind(mapping["sourceType"])
    yield from (f"it has no {field}" for field in PATHS if mapping[field] is None)


def doubtful(mapping: JsonObject) -> Iterator[str]:
    """Why a mapping cannot do what it is for."""
    there = [field for field in PATHS if mapping[field] is not None]
    yield from (f"its {field} is empty" for field in there if not mapping[field].strip())


def unknown_kind(kind: str) -> str:
    """Say that a sourceType is unknown, and which one may have been meant."""
    near = get_close_matches(kind[:40].upper(), WORDS, 1) or get_close_matches(kind[:40].lower(), KINDS, 1)
    hint = f"; is {near[0]} meant?" if near else ""
    return f"its sourceType is {kind!r:.120}, not one of {', '.join((*WORDS, *KINDS))}{hint}"


def refuse(found: Iterable[Problem]) -> None:
    """Raise the error that names the problems, if there are any."""
    phrases = [(f"/mappings/{position}", phrase) for position, phrase in islice(found, MOST_PROBLEMS)]
    if phrases:
        raise MAPPINGS_UNUSABLE(Explanation(*phrases[0]), problems=in_words(phrases))
