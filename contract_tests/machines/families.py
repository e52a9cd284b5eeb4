"""All families of state machines, the machine that mixes them, and which transitions a run has not made."""

from __future__ import annotations

from collections import Counter

from ..findings import Findings
from .connections import Connections
from .datasets import Datasets
from .flows import Flows
from .machine import Machine
from .malformed import Malformed
from .mapping_sets import MappingSets
from .runs import Runs
from .schemas import Schemas
from .specs import Specs
from .transitions import Transition

FAMILIES: tuple[type[Machine], ...] = (Connections, Flows, MappingSets, Schemas, Datasets, Runs, Specs, Malformed)
TABLE: tuple[Transition, ...] = tuple(transition for family in FAMILIES for transition in family.transitions)
THOROUGH = frozenset(("ci", "deep"))
SEARCH = "test_any_order_of_calls"
"""In the ids of the tests that search: one for each family, and one for the mix."""


def mixed(*families: type[Machine]) -> type[Machine]:
    """The machine that makes the moves of all families in any order; raises TypeError where they share a name."""
    leaves = tuple(each for each in families if not any(each in other.__mro__[1:] for other in families))
    shared = Counter(name for leaf in leaves for name in names(leaf))
    if twice := [name for name, times in shared.items() if times > 1]:
        raise TypeError(f"these families cannot be mixed, they share {', '.join(twice)}")
    return type("Mix", leaves, {"family": "mix", "share": 1})


def names(family: type[Machine]) -> set[str]:
    """What a family adds to what all machines have, but for what continues that."""
    return {name for each in family.__mro__ for name in vars(each) if not hasattr(Machine, name)}


def unreached(findings: Findings) -> list[Transition]:
    """The transitions that no machine made in a thorough run; none where not all machines were at work."""
    searched = [each for each in findings.with_outcome("holds") if SEARCH in each.id]
    if findings.profile not in THOROUGH or len(searched) <= len(FAMILIES):
        return []
    made = findings.transitions
    return [transition for transition in TABLE if not made[transition.id]]
