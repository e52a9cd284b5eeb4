"""Settings: from arguments, from the environment, checked."""

from typing import Any

import pytest

from mock_flowservice.errors import UsageError
from mock_flowservice.settings import VARIABLES, Settings


def test_nothing_given_means_the_tutorial_in_memory_on_loopback() -> None:
    settings = Settings.read({})
    assert (settings.profile, settings.store, settings.host) == ("tutorial", "memory://", "127.0.0.1")


def test_every_setting_can_come_from_the_environment() -> None:
    environ = {
        "MOCK_FLOWSERVICE_HOST": "::1",
        "MOCK_FLOWSERVICE_PORT": "0",
        "MOCK_FLOWSERVICE_PROFILE": "published",
        "MOCK_FLOWSERVICE_RULE": "etag.form=tutorial, spec.version=published",
        "MOCK_FLOWSERVICE_STORE": "sqlite:///a.db",
        "MOCK_FLOWSERVICE_WORKERS": "1",
        "MOCK_FLOWSERVICE_INITIALIZING": "0.5",
        "MOCK_FLOWSERVICE_SEED": "7",
        "MOCK_FLOWSERVICE_CLIENT": "one=secret,two=other=secret",
        "MOCK_FLOWSERVICE_ORG": "A@AdobeOrg, B@AdobeOrg",
    }
    assert set(environ) == {variable for variable, _ in VARIABLES.values()}
    assert Settings.read(environ) == Settings(
        host="::1",
        port=0,
        profile="published",
        rules={"etag.form": "tutorial", "spec.version": "published"},
        store="sqlite:///a.db",
        workers=1,
        initializing=0.5,
        seed=7,
        clients={"one": "secret", "two": "other=secret"},
        orgs=frozenset({"A@AdobeOrg", "B@AdobeOrg"}),
    )


def test_an_argument_beats_the_environment() -> None:
    assert Settings.read({"MOCK_FLOWSERVICE_SEED": "7"}, seed=8).seed == 8


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"profile": "strict"}, "strict"),
        ({"rules": {"no.such": "tutorial"}}, "no.such"),
        ({"rules": {"etag.form": "maybe"}}, "maybe"),
        ({"port": 70000}, "70000"),
        ({"port": "8080"}, "port"),
        ({"seed": "x"}, "seed"),
        ({"seed": True}, "seed"),
        ({"rules": ["etag.form"]}, "rules"),
        ({"orgs": "A@AdobeOrg"}, "orgs"),
        ({"nonsense": 1}, "nonsense"),
        ({"workers": 0}, "workers is 0"),
        ({"workers": "2"}, "workers"),
        ({"workers": 2}, "memory"),
        ({"workers": 2, "store": "sqlite:///x.db", "seed": 1}, "seed"),
        ({"clients": {"me": 5}}, "clients"),
        ({"orgs": {1}}, "orgs"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(given: dict[str, Any], word: str) -> None:
    with pytest.raises(UsageError, match=word):
        Settings.read({}, **given)


@pytest.mark.parametrize(
    "environ",
    [
        {"MOCK_FLOWSERVICE_SEED": "seven"},
        {"MOCK_FLOWSERVICE_PORT": "http"},
        {"MOCK_FLOWSERVICE_WORKERS": "many"},
        {"MOCK_FLOWSERVICE_RULE": "etag.form"},
        {"MOCK_FLOWSERVICE_CLIENT": "=secret"},
    ],
)
def test_a_variable_that_cannot_be_read_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        Settings.read(environ)


def test_secrets_are_not_shown() -> None:
    assert "hunter2" not in repr(Settings(clients={"me": "hunter2"}))
