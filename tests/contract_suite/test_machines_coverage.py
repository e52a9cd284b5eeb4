"""A run in which all machines were at work fails where a documented transition was not made, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis.stateful import rule

from contract_tests.findings import Finding, Findings
from contract_tests.machines.families import FAMILIES, SEARCH, TABLE, mixed, unreached
from contract_tests.machines.machine import Machine
from contract_tests.machines.transitions import Transition

from .reported import finding, run

MADE = {transition.id: 1 for transition in TABLE}


def thorough(made: dict[str, int], profile: str = "ci", outcome: str = "holds") -> Findings:
    """A run in which each machine searched; the last made these transitions."""
    names = [*(family.family for family in FAMILIES), "mix"]
    tests: list[Finding] = [finding(f"test_machines.py::{SEARCH}[{name}]", outcome) for name in names]
    return replace(run(*tests[:-1], replace(tests[-1], transitions=made)), profile=profile)


def test_a_run_that_makes_every_transition_misses_none() -> None:
    assert unreached(thorough(MADE)) == []


@pytest.mark.parametrize("profile", ["ci", "deep"])
def test_a_thorough_run_names_each_transition_that_it_did_not_make(profile: str) -> None:
    first, *_, last = TABLE
    made = {id: times for id, times in MADE.items() if id not in (first.id, last.id)}
    assert unreached(thorough(made, profile)) == [first, last]


def test_a_quick_run_or_one_without_all_machines_has_nothing_to_make() -> None:
    assert unreached(thorough({}, "quick")) == []
    assert unreached(thorough({}, outcome="excluded")) == []
    some = thorough({})
    some.tests.popitem()
    assert unreached(some) == []


def test_the_table_says_each_transition_once_and_from_where_it_is_known() -> None:
    ids = [transition.id for transition in TABLE]
    assert len({*ids}) == len(ids)
    assert [each.id for each in TABLE if not each.source] == []


def test_a_machine_takes_no_transition_that_no_document_has() -> None:
    class Wild(Machine):
        family = "wild"
        transitions = (Transition("wild", "asleep", "wake", "awake", "nobody"),)
        evidence = None  # type: ignore[assignment]

    with pytest.raises(AssertionError, match="wild: asleep --eat--> fed"):
        Wild.passed(object.__new__(Wild), "asleep", "eat", "fed")


def test_families_that_share_a_name_are_not_mixed() -> None:
    class One(Machine):
        @rule()
        def eat(self) -> None: ...

    class Other(Machine):
        @rule()
        def eat(self) -> None: ...

    with pytest.raises(TypeError, match="eat"):
        mixed(One, Other)


def test_the_mix_makes_the_moves_of_all_families() -> None:
    rules = {each.function.__name__ for each in mixed(*FAMILIES).setup_state().rules}
    for family in FAMILIES:
        assert rules >= {each.function.__name__ for each in family.setup_state().rules}
