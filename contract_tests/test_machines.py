"""Any order of calls, in which state machines search; and a shortest way to each transition, on every target."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from .api import Api
from .evidence import Evidence
from .machines.families import FAMILIES, TABLE, mixed
from .machines.machine import Machine
from .machines.sequences import Way, kept_ways, play
from .plan import Plan
from .profiles import NO_HURRY, examples
from .raw import Raw
from .readings import Readings
from .target import opened

BY_NAME = {family.family: family for family in FAMILIES}
MIX = mixed(*FAMILIES)
LONGER = 2
"""So many times as many steps, in runs that are so much fewer: what comes first makes what is needed for the rest."""


def named(way: Way) -> Any:
    """A way with its marks: by the rules that its transitions rest on, and by what its moves leave behind."""
    rules = sorted({rule for row in TABLE if row.id in way.makes for rule in row.rests_on})
    lasting = any(hasattr(getattr(BY_NAME[way.family], move.name), "lasting") for move in way.moves)
    marks = [pytest.mark.rests_on(*rules)] if rules else []
    return pytest.param(way, marks=[*marks, *[pytest.mark.needs("lasting")] * lasting], id=way.makes[-1])


@pytest.fixture
def disposable(plan: Plan, evidence: Evidence) -> Iterator[dict[str, Any]]:
    """An emulator of one's own, thrown away afterwards with all that lies in it, as machines take it."""
    if plan.record:
        pytest.skip("a recording is made of the shortest ways, not of a search")
    with opened(Plan()) as target, closing(Raw(target.client, target.wire)) as raw:
        target.wire.observers.append(evidence)
        yield {"api": Api(target), "raw": raw, "rules": target.rules, "evidence": evidence, "disposable": True}


@pytest.mark.needs("cheap calls")
@pytest.mark.parametrize("family", [*FAMILIES, MIX], ids=lambda family: family.family)
def test_any_order_of_calls_leaves_what_the_model_says(family: type[Machine], disposable: dict[str, Any]) -> None:
    of_profile = settings()
    run_state_machine_as_test(
        family.on(**disposable),
        settings=settings(
            max_examples=examples(family.share / LONGER),
            stateful_step_count=of_profile.stateful_step_count * LONGER,
            suppress_health_check=[*NO_HURRY, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        ),
    )


@pytest.mark.parametrize("way", [named(way) for way in kept_ways()])
def test_a_shortest_way_to_each_transition(way: Way, api: Api, raw: Raw, rules: Readings, evidence: Evidence) -> None:
    play(BY_NAME[way.family].on(api, raw, rules, evidence), way.moves)
    assert {*way.makes} <= {*evidence.transitions}
