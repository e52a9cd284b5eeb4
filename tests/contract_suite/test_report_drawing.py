"""The drawing of a life cycle: nothing lies on anything else, and every transition is there."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from contract_tests.machines.families import TABLE
from contract_tests.machines.transitions import GONE, NOTHING, Transition
from contract_tests.report.drawing import LETTER, LINE, STAYS, Text, drawing
from contract_tests.report.life_cycles import Arrow, LifeCycle, life_cycles
from contract_tests.report.terminal import lines
from tests.contract_suite.reported import finding, run

states = st.sampled_from([NOTHING, "draft", "enabled", "disabled", "failed", "a later version", GONE])
moves = st.text("abc ,", min_size=1, max_size=60).map(str.strip).filter(bool)
arrows = st.builds(Arrow, states, moves, states, st.just("spec"), st.integers(0, 10**5))
cycles = st.builds(LifeCycle, st.just("flows"), st.lists(arrows, min_size=1, max_size=30))


def overlap(first: Text, second: Text) -> bool:
    """Whether two lines of text lie on each other."""
    beside = first.x + LETTER * len(first.text) <= second.x or second.x + LETTER * len(second.text) <= first.x
    return abs(first.y - second.y) < LINE - 1 and not beside


@given(cycles)
def test_no_text_lies_on_another_and_all_are_inside(cycle: LifeCycle) -> None:
    drawn = drawing(cycle)
    assert not [pair for pair in combinations(drawn.texts, 2) if overlap(*pair)]
    for text in drawn.texts:
        assert text.x >= 0 and text.x + LETTER * len(text.text) <= drawn.width
        assert LINE / 2 <= text.y <= drawn.height


@given(cycles)
def test_each_state_has_a_card_and_each_move_its_words(cycle: LifeCycle) -> None:
    drawn = drawing(cycle)
    assert [card.state for card in drawn.cards] == cycle.states
    said = " ".join(" ".join(text.text for text in drawn.texts if text.kind != "state").split())
    for arrow in cycle.arrows:
        times = f"×{arrow.times:,}" if arrow.times else "(never)"
        assert said.count(times) >= 1
    assert said.count(STAYS.strip()) == sum(arrow.stays for arrow in cycle.arrows)


@given(cycles)
def test_each_move_that_leads_elsewhere_has_a_line_to_the_arrowhead_there(cycle: LifeCycle) -> None:
    drawn = drawing(cycle)
    leading = [arrow for arrow in cycle.arrows if not arrow.stays]
    assert sorted(wire.times for wire in drawn.wires) == sorted(arrow.times for arrow in leading)
    ends = {float(re.findall(r",([\d.]+) H[\d.]+$", wire.path)[0]) for wire in drawn.wires}
    assert ends == {round(y, 1) for _, y, _ in drawn.heads}
    assert len(drawn.heads) == len({arrow.after for arrow in leading})


@given(cycles)
def test_tracks_of_different_states_never_run_on_each_other(cycle: LifeCycle) -> None:
    spans: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for wire in drawing(cycle).wires:
        start, x, end = (float(each) for each in re.findall(r"^M[\d.]+,([\d.]+).* Q([\d.]+),([\d.]+)", wire.path)[0])
        spans.setdefault((x, end), []).append((min(start, end), max(start, end)))
    reaches = [(x, min(low for low, _ in each), max(high for _, high in each)) for (x, _), each in spans.items()]
    for (x, top, bottom), (other, above, below) in combinations(reaches, 2):
        assert x != other or bottom < above or below < top


@given(cycles)
def test_states_begin_with_nothing_and_end_with_what_is_gone(cycle: LifeCycle) -> None:
    assert NOTHING not in cycle.states[1:] and GONE not in cycle.states[:-1]


def test_states_stand_in_the_order_in_which_they_are_passed() -> None:
    rows = [(NOTHING, "create", "enabled"), (NOTHING, "draft", "draft"), ("draft", "publish", "enabled")]
    cycle = LifeCycle("flows", [Arrow(*row, "spec", 1) for row in [*rows, ("enabled", "delete", GONE)]])
    assert cycle.states == [NOTHING, "draft", "enabled", GONE]


def test_life_cycles_say_which_transitions_were_made_and_how_often() -> None:
    table = [Transition("flows", NOTHING, move, "enabled", "spec") for move in ("create", "publish")]
    made = [finding(id, transitions={table[0].id: 2}) for id in "ab"]
    [cycle] = life_cycles(run(*made), table)
    assert [arrow.times for arrow in cycle.arrows] == [4, 0]
    assert cycle.made == 1


def test_all_documented_life_cycles_can_be_drawn_once_a_machine_was_at_work() -> None:
    assert not life_cycles(run(finding()))
    found = life_cycles(run(finding(moves=1)))
    assert sum(len(cycle.arrows) for cycle in found) == len({row.id for row in TABLE})
    for drawn in map(drawing, found):
        assert not [pair for pair in combinations(drawn.texts, 2) if overlap(*pair)]


def test_the_terminal_names_transitions_that_were_never_made() -> None:
    said = [line.text for line in lines(run(finding(moves=1, transitions={TABLE[0].id: 1})))]
    assert f"1 of {len({row.id for row in TABLE})}" in said
    assert not any(text == f"never: {TABLE[0].id}" for text in said)
    assert f"never: {TABLE[1].id}" in said
