"""The words of the tutorial, in both languages, and the bodies that it sends."""

from __future__ import annotations

import json
from pathlib import Path
from string import Formatter
from typing import Any

import click
import pytest

from flowservice_client.cli import main
from flowservice_client.tutorial import LANGUAGES, bodies
from flowservice_client.tutorial.failure import ADVICE
from flowservice_client.tutorial.json_files import read_json
from flowservice_client.tutorial.steps import STEPS
from mock_flowservice.cli import main as mock_main

FIXTURES = Path(__file__).parents[2] / "fixtures" / "mixpanel"
SAME_IN_BOTH = {"where"}


def flat(texts: Any, path: str = "") -> dict[str, str]:
    """Every text under its whole path."""
    if isinstance(texts, str):
        return {path: texts}
    return {key: text for name, each in texts.items() for key, text in flat(each, f"{path}/{name}").items()}


def placeholders(text: str) -> set[str]:
    """The names that a text leaves open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


TEXTS = {language: flat(read_json(f"{language}.json")) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert set(TEXTS[language]) == set(TEXTS["en"])


@pytest.mark.parametrize("key", TEXTS["en"])
def test_a_text_leaves_the_same_open_in_every_language_and_is_translated(key: str) -> None:
    assert placeholders(TEXTS["pt"][key]) == placeholders(TEXTS["en"][key])
    assert TEXTS["pt"][key] != TEXTS["en"][key]
    assert TEXTS["pt"][key].strip()


def test_every_step_and_no_other_has_its_texts() -> None:
    told = {key.split("/")[2] for key in TEXTS["en"] if key.startswith("/steps/")}
    assert told == {step.id for step in STEPS}


def test_every_advice_is_written() -> None:
    wanted = {*ADVICE.values(), "no-answer", "address", "credentials", "request", "server", "other-service"}
    promises = {key.split("/")[2] for key in TEXTS["en"] if key.startswith("/promises/")}
    assert {key.split("/")[2] for key in TEXTS["en"] if key.startswith("/advice/")} == wanted | promises


def test_the_mappings_are_those_of_the_tutorial() -> None:
    wanted = json.loads((FIXTURES / "mappings.json").read_text())
    sent = bodies.mapping_set("schema", "_extconndev")["mappings"]
    names = ("sourceType", "source", "destination")
    assert sent == [{name: row[name] for name in names} for row in wanted]


def test_the_fields_are_those_of_the_target_schema() -> None:
    wanted = json.loads((FIXTURES / "target_schema_fields.json").read_text())
    sent = bodies.field_group("title", "_extconndev")["definitions"]["mixpanel"]["properties"]["_extconndev"]
    without = {
        name: {key: value for key, value in each.items() if key != "description"} for name, each in wanted.items()
    }
    assert sent["properties"] == without


@pytest.mark.parametrize("program", [main, mock_main])
def test_both_commands_offer_every_language(program: click.Group) -> None:
    language = next(option for option in program.commands["tutorial"].params if option.name == "language")
    assert isinstance(language.type, click.Choice)
    assert tuple(language.type.choices) == LANGUAGES


@pytest.mark.parametrize("program", [main, mock_main])
def test_every_option_says_what_it_is_for(program: click.Group) -> None:
    options = [option for option in program.commands["tutorial"].params if isinstance(option, click.Option)]
    assert options
    assert all(option.help for option in options)
