"""What the emulator tells about itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_flowservice import __version__
from mock_flowservice.app import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.rules import PROFILES, RULES
from mock_flowservice.settings import Settings
from mock_flowservice.store.memory import MemoryStore
from tests.replies import kept

VALUES = st.sampled_from(PROFILES)


@pytest.mark.parametrize("profile", PROFILES)
def test_health_says_how_the_emulator_is_set_up(profile: str) -> None:
    reply = kept("retrieveHealth", create_app(profile=profile).test_client().get("/_mock/health"))
    assert reply.json == {"status": "ok", "version": __version__, "profile": profile, "store": "memory"}


def test_health_names_the_kind_of_store_and_no_credentials() -> None:
    emulator = Emulator(Settings(store="postgresql+psycopg://ada:hush@db/mock"), store=MemoryStore())
    reply = kept("retrieveHealth", create_app(emulator).test_client().get("/_mock/health"))
    assert reply.json["store"] == "postgresql"
    assert "hush" not in reply.text


@given(profile=VALUES, single=st.dictionaries(st.sampled_from(sorted(RULES)), VALUES))
@settings(deadline=None, max_examples=20)
def test_every_rule_is_listed_with_the_value_it_has(profile: str, single: dict[str, str]) -> None:
    reply = kept("listRules", create_app(profile=profile, rules=single).test_client().get("/_mock/rules"))
    values = {rule["id"]: rule["value"] for rule in reply.json["rules"]}
    assert reply.json["profile"] == profile
    assert values == {rule: single.get(rule, profile) for rule in RULES}


def test_a_rule_says_what_both_values_mean() -> None:
    reply = create_app().test_client().get("/_mock/rules")
    for listed, row in zip(reply.json["rules"], RULES.values(), strict=True):
        assert (listed["tutorial"], listed["published"]) == (row.tutorial, row.published)
        assert (listed["sentence"], listed["sources"]) == (row.sentence, list(row.sources))
