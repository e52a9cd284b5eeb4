"""One mapping, in whichever spelling it comes, and what can be wrong with it at first sight."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from ..wire import JsonObject

ATTRIBUTE, EXPRESSION, STATIC = "text/x.schema-path", "text/x.aep-xl", "text/plain"
WORDS = {"ATTRIBUTE": ATTRIBUTE, "EXPRESSION": EXPRESSION, "STATIC": STATIC}
"""What can be sent beside the media types. Source: spec; aepp. How it reads: rule mapping.source_type."""
KINDS = {kind: word for word, kind in WORDS.items()}
FIELDS = ("source", "destination")

Problem = tuple[int, str]
"""The position of a mapping, and what is wrong with it."""


def plain_mapping(sent: JsonObject) -> JsonObject:
    """What a mapping does: `sourceType` as a media type, `source` and `destination`, None where they are missing.

    Source: spec; tutorial; doc help/data-prep/api/mapping-set.md; doc help/sources/tutorials/api/collect. Where a
    mapping says a thing twice, the newer spelling wins: rule mapping_set.spellings.
    """
    kind = first_text(sent.get("sourceType"), ATTRIBUTE)
    return {
        "sourceType": WORDS.get(str(kind), kind),
        "source": first_text(sent.get("source"), sent.get("sourceAttribute")),
        "destination": first_text(sent.get("destination"), sent.get("destinationXdmPath"), sent.get("xdmPath")),
    }


def first_text(*values: Any) -> str | None:
    """The first of these that is text."""
    return next((value for value in values if isinstance(value, str)), None)


def broken(mapping: JsonObject) -> Iterator[str]:
    """Why a mapping is none: its kind is unknown, or it has no source or destination in any spelling."""
    if mapping["sourceType"] not in KINDS:
        yield unknown_kind(mapping["sourceType"])
    yield from (f"it has no {field}" for field in FIELDS if mapping[field] is None)


def blank(mapping: JsonObject) -> Iterator[str]:
    """Which of its source and destination say nothing; the text of a constant may be empty."""
    wanted = ("destination",) if mapping["sourceType"] == STATIC else FIELDS
    yield from (
        f"its {field} is empty" for field in wanted if mapping[field] is not None and not mapping[field].strip()
    )


def unknown_kind(kind: str) -> str:
    """Say that a sourceType is unknown, and which one may have been meant."""
    near = get_close_matches(kind[:40].upper(), WORDS, 1) or get_close_matches(kind[:40].lower(), KINDS, 1)
    hint = f"; is {near[0]} meant?" if near else ""
    return f"its sourceType is {kind!r:.120}, not one of {', '.join((*WORDS, *KINDS))}{hint}"


def repeated(mappings: Iterable[JsonObject]) -> Iterator[Problem]:
    """The mappings whose destination an earlier one has. Source: rule mapping_set.validated."""
    first: dict[str, int] = {}
    for position, mapping in enumerate(mappings):
        destination = mapping["destination"]
        if destination and first.setdefault(destination, position) < position:
            yield position, f"its destination {destination!r:.120} is that of mapping {first[destination]} too"
