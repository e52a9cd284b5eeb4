"""The life cycles of entities, and which of their transitions a run made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from ..findings import Findings
from ..machines.transitions import GONE, NOTHING, Transition

MOST_TO_ORDER = 6
"""States between the first and the last whose orders are all tried."""


@dataclass(frozen=True)
class Arrow:
    """A transition, and how often it was made."""

    before: str
    move: str
    after: str
    source: str
    times: int

    @property
    def stays(self) -> bool:
        """Whether it leads back to where it began."""
        return self.before == self.after


@dataclass(frozen=True)
class LifeCycle:
    """All transitions of a family."""

    family: str
    arrows: list[Arrow]

    @property
    def made(self) -> int:
        """How many of them were made at least once."""
        return sum(bool(each.times) for each in self.arrows)

    @property
    def states(self) -> list[str]:
        """Its states, in the order in which most arrows lead forwards and are short; what is gone at the end."""
        found = dict.fromkeys(state for each in self.arrows for state in (each.before, each.after))
        first, last = ([state] if state in found else [] for state in (NOTHING, GONE))
        between = [state for state in found if state not in (NOTHING, GONE)]
        orders = permutations(between) if len(between) <= MOST_TO_ORDER else [between]
        return min(([*first, *order, *last] for order in orders), key=self.detours)

    def detours(self, order: list[str]) -> tuple[int, int]:
        """How many arrows lead backwards in an order of states, and how long all are together."""
        lengths = [order.index(each.after) - order.index(each.before) for each in self.arrows]
        return sum(length < 0 for length in lengths), sum(map(abs, lengths))


def life_cycles(findings: Findings, table: Iterable[Transition] | None = None) -> list[LifeCycle]:
    """The life cycle of each family, by the table of transitions; none where no machine was at work."""
    made = findings.transitions
    families = defaultdict(list)
    rows = documented(findings) if table is None else table
    for row in {row.id: row for row in rows}.values():
        families[row.family].append(Arrow(row.before, row.move, row.after, row.source, made[row.id]))
    return [LifeCycle(family, arrows) for family, arrows in families.items()]


def documented(findings: Findings) -> Iterable[Transition]:
    """All transitions, of all machines, which nobody pays for while they are not at work."""
    if not any(test.moves for test in findings.tests.values()):
        return ()
    from ..machines.families import TABLE

    return TABLE
