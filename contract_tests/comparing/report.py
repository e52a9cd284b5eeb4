"""What a comparison found, for people: each kind of difference once, with an example and its rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .play import Comparison, Found

NUMBER = re.compile(r"(?<=/)(?:\d+|[0-9a-f]{24})(?=/|$)")
LONGEST = 120


class Kind(NamedTuple):
    """Differences that are one: of the same sort, at the same place, in answers of the same operation."""

    operation: str
    sort: str
    where: str


def kinds(comparison: Comparison) -> dict[Kind, list[Found]]:
    """All kinds of differences, those that came first at the head."""
    found: dict[Kind, list[Found]] = {}
    for each in comparison.found:
        for difference in each.differences:
            where = NUMBER.sub("*", difference.where)
            of_kind = found.setdefault(Kind(each.call.operation or "no operation", difference.sort, where), [])
            if each not in of_kind:
                of_kind.append(each)
    return found


def lines(comparison: Comparison) -> Iterator[str]:
    """The whole of it as text."""
    of_kinds = kinds(comparison)
    for kind, found in of_kinds.items():
        first = found[0]
        difference = next(each for each in first.differences if NUMBER.sub("*", each.where) == kind.where)
        rules = sorted({rule for each in found for rule in each.rules})
        yield f"{kind.operation}: {difference}"
        asked = f"{first.call.request['method']} {first.call.request['path']}"
        yield f"    {len(found)} times, first at {asked[:LONGEST]}"
        yield f"    in {first.call.scene.id}"
        yield f"    rules: {', '.join(rules) or 'none named'}"
    same = "the answers are the same" if not of_kinds else f"{len(of_kinds)} kinds of differences"
    yield f"{comparison.asked:,} calls were played, {comparison.unasked:,} could not be; {same}"
