"""What the emulator tells about itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_tests.profiles import examples
from mock_flowservice import __version__
from mock_flowservice.app import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.rules import PROFILES, RULES
from mock_flowservice.settings import Settings
from mock_flowservice.store.memory import MemoryStore
from tests.caller import shared
from tests.replies import asked

VALUES = st.sampled_from(PROFILES)


@pytest.mark.parametrize("profile", PROFILES)
def test_health_says_how_the_emulator_is_set_up(profile: str) -> None:
    reply = asked(shared(profile), "GET", "/_mock/health")
    assert reply.body == {"status": "ok", "version": __version__, "profile": profile, "store": "memory"}


def test_health_names_the_kind_of_store_and_no_credentials() -> None:
    emulator = Emulator(Settings(store="postgresql+psycopg://ada:hush@db/mock"), store=MemoryStore())
    reply = asked(create_app(emulator), "GET", "/_mock/health")
    assert reply.body["store"] == "postgresql"
    assert "hush" not in reply.text


@settings(max_examples=examples(1 / 4))
@given(profile=VALUES, single=st.dictionaries(st.sampled_from(sorted(RULES)), VALUES))
def test_every_rule_is_listed_with_the_value_it_has(profile: str, single: dict[str, str]) -> None:
    reply = asked(create_app(profile=profile, rules=single), "GET", "/_mock/rules")
    values = {rule["id"]: rule["value"] for rule in reply.body["rules"]}
    assert reply.body["profile"] == profile
    assert values == {rule: single.get(rule, profile) for rule in RULES}


def test_a_rule_says_what_both_values_mean() -> None:
    reply = asked(shared(), "GET", "/_mock/rules")
    for listed, row in zip(reply.body["rules"], RULES.values(), strict=True):
        assert (listed["tutorial"], listed["published"]) == (row.tutorial, row.published)
        assert (listed["sentence"], listed["sources"]) == (row.sentence, list(row.sources))
