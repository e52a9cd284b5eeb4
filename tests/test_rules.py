"""Rules: the code decides nothing disputed without one, each turns its behaviour and is named in the reply."""

import pytest

from mock_flowservice import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.expressions.functions import FUNCTIONS, METHODS
from mock_flowservice.rules import PROFILES, RULES
from mock_flowservice.settings import Settings
from tests.caller import shared
from tests.rule_examples import ROOMS
from tests.rules_asked import (
    ENGINE,
    PACKAGE,
    PROFILE,
    SERVICES,
    asked_in,
    functions,
    in_doubt,
    named_in,
    rows,
    texts,
)

PLACES = {room: [SERVICES / room] for room in ROOMS} | {
    "gateway": [file for folder in (PACKAGE, SERVICES) for file in folder.glob("*.py")],
    "data_prep": [SERVICES / "data_prep", *ENGINE],
}
EXAMPLES = [(room, rule) for room, examples in ROOMS.items() for rule in examples]


def test_every_rule_that_is_asked_has_its_row_and_every_row_is_asked() -> None:
    assert asked_in(PACKAGE) == RULES.keys()


def test_every_rule_that_a_text_names_has_its_row() -> None:
    unknown = [f"{where}: {rule}" for where, text in texts() for rule in named_in(text) if rule not in RULES]
    assert not unknown, "\n".join(unknown)


def test_a_text_that_speaks_of_a_guess_names_its_rule() -> None:
    guesses = [where for where, text in texts() if in_doubt(text) and not named_in(text)]
    assert not guesses, "\n".join(guesses)


def test_an_error_that_no_document_shows_names_the_rule_that_chose_it() -> None:
    unknown = [where for where, row in rows() if row.rule and row.rule not in RULES]
    unruled = [where for where, row in rows() if "inferred" in row.source and not row.rule]
    assert not unknown + unruled, "\n".join(unknown + unruled)


def test_a_function_that_names_a_rule_asks_it_or_calls_what_does() -> None:
    outside = [each for each in functions() if not each.is_engine]
    silent = [f"{each.where}: {rule}" for each in outside for rule in each.named - each.asked]
    assert not silent, "\n".join(sorted(silent))


def test_a_function_of_the_mapping_language_is_registered_with_the_rule_that_it_names() -> None:
    known = [*FUNCTIONS.values(), *METHODS.values()]
    other = [each.name for each in known if (named := named_in(each.documentation)) and each.rule not in named]
    assert not other, ", ".join(sorted(other))


def test_a_function_that_looks_at_a_profile_says_so_in_the_reply() -> None:
    silent = [f"{each.where}: {rule}" for each in functions() for rule in each.looked_at - each.asked]
    assert not silent, "\n".join(sorted(silent))


def test_none_but_the_emulator_and_its_own_api_read_a_profile_past_the_rules() -> None:
    readers = [file.name for file in PACKAGE.rglob("*.py") if PROFILE.search(file.read_text("utf-8"))]
    assert sorted(readers) == ["admin.py", "emulator.py"]


@pytest.mark.parametrize("room", ROOMS)
def test_every_rule_that_a_room_asks_has_its_example(room: str) -> None:
    assert asked_in(*PLACES[room]) == ROOMS[room].keys()


def test_every_rule_has_an_example() -> None:
    assert {rule for _, rule in EXAMPLES} == RULES.keys()


@pytest.mark.parametrize(("room", "rule"), EXAMPLES)
def test_a_rule_alone_turns_what_it_is_about_and_is_named(room: str, rule: str) -> None:
    example, row = ROOMS[room][rule], RULES[rule]
    assert (example.tutorial == example.published) == (row.tutorial == row.published)
    for value in PROFILES:
        answer = example.ask(shared(**{rule: value}))
        assert example.seen(answer) == getattr(example, value), answer.text
        assert rule in answer.rules


@pytest.mark.parametrize(("room", "rule"), EXAMPLES)
def test_a_profile_holds_for_a_rule_that_is_not_set_alone(room: str, rule: str) -> None:
    example = ROOMS[room][rule]
    others = {other: "tutorial" for other in RULES if other != rule}
    published = create_app(Emulator(Settings.read({}, profile="published", rules=others, seed=1)))
    assert example.seen(example.ask(published)) == example.published
    assert example.seen(example.ask(shared("tutorial"))) == example.tutorial
