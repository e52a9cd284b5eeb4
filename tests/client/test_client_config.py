"""Settings: which source wins, and what is said when something is missing."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import Client, NotConfigured, Settings, config
from flowservice_client.config import settings_from
from tests.client.client_under_test import client_of

NEEDED = {
    "FLOWSERVICE_CLIENT_ID": "key",
    "FLOWSERVICE_ORG": "ORG@AdobeOrg",
    "FLOWSERVICE_CLIENT_SECRET": "hidden",
}
FLAT = {
    "CLIENT_ID": "file-key",
    "CLIENT_SECRETS": ["file-secret", "older"],
    "ORG_ID": "F@AdobeOrg",
    "SCOPES": ["a", "b"],
}
NESTED = {
    "project": {
        "org": {"ims_org_id": "F@AdobeOrg"},
        "workspace": {
            "details": {
                "credentials": [
                    {"id": "1", "integration_type": "other"},
                    {
                        "id": "2",
                        "oauth_server_to_server": {
                            "client_id": "file-key",
                            "client_secrets": ["file-secret"],
                            "scopes": ["a", "b"],
                        },
                    },
                ]
            }
        },
    }
}
TEXTS = ["client_id", "client_secret", "access_token", "org", "sandbox", "scopes"]
WORDS = st.from_regex(r"[A-Za-z0-9]{3,9}", fullmatch=True)


def written(folder: Path, content: Any) -> Path:
    path = folder / "console.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


@given(name=st.sampled_from(TEXTS), argument=st.none() | WORDS, variable=st.just("") | WORDS)
def test_an_argument_beats_the_environment_and_that_beats_the_default(
    name: str, argument: str | None, variable: str
) -> None:
    given_arguments: Any = {name: argument}
    needed: Any = {
        "client_id": "default",
        "org": "default",
        "client_secret": "default",
        "access_token": "default",
    }
    defaults = Settings(**needed)
    environ = {f"FLOWSERVICE_{key.upper()}": value for key, value in needed.items() if key != name}
    if variable or not (argument or name in ("sandbox", "scopes")):
        environ[f"FLOWSERVICE_{name.upper()}"] = variable or "default"
    assert getattr(settings_from(given_arguments, environ), name) == (argument or variable or getattr(defaults, name))


@pytest.mark.parametrize("layout", [FLAT, NESTED], ids=["flat", "nested"])
def test_both_layouts_of_the_console_file_are_read(tmp_path: Path, layout: Any) -> None:
    settings = settings_from({"credentials": written(tmp_path, layout)}, {})
    assert (settings.client_id, settings.client_secret) == ("file-key", "file-secret")
    assert (settings.org, settings.scopes) == ("F@AdobeOrg", "a,b")


@pytest.mark.parametrize("layout", [FLAT, NESTED], ids=["flat", "nested"])
def test_argument_and_environment_beat_the_file(tmp_path: Path, layout: Any) -> None:
    environ = {"FLOWSERVICE_CREDENTIALS": str(written(tmp_path, layout)), "FLOWSERVICE_ORG": "E@AdobeOrg"}
    settings = settings_from({"client_id": "mine"}, environ)
    assert (settings.client_id, settings.org, settings.client_secret) == ("mine", "E@AdobeOrg", "file-secret")


@pytest.mark.parametrize("content", ["", "not json", "[]", "{}", '{"project": []}', '{"CLIENT_ID": ""}'])
def test_any_other_file_is_refused_by_name_and_without_its_content(tmp_path: Path, content: str) -> None:
    with pytest.raises(NotConfigured, match=r"console\.json"):
        settings_from({"credentials": written(tmp_path, content)}, NEEDED)


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotConfigured, match=r"nowhere\.json"):
        settings_from({"credentials": tmp_path / "nowhere.json"}, NEEDED)


def test_everything_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(NotConfigured, match=r"client_id.*; org.*; client_secret or access_token") as caught:
        Client(environ={})
    assert "; ".join(caught.value.problems) == str(caught.value)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("organisation", "there is no setting 'organisation'; is org meant?"),
        ("baseurl", "there is no setting 'baseurl'; is base_url meant?"),
        ("credential_file", "there is no setting 'credential_file'; is credentials meant?"),
        ("zzz", "there is no setting 'zzz'"),
    ],
)
def test_a_setting_that_there_is_not_is_named_with_the_one_it_resembles(name: str, said: str) -> None:
    with pytest.raises(NotConfigured) as caught:
        client_of(**{name: "c"})
    assert caught.value.problems == (said,)


def test_everything_of_the_wrong_type_is_said_at_once() -> None:
    with pytest.raises(NotConfigured) as caught:
        settings_from(
            {"connect_timeout": 1.0}, NEEDED | {f"FLOWSERVICE_{name}": "soon" for name in ("READ_TIMEOUT", "RETRIES")}
        )
    assert [problem.split(" is 'soon'")[0] for problem in caught.value.problems] == ["read_timeout", "retries"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("base_url", "platform.adobe.io"),
        ("base_url", "ftp://x"),
        ("base_url", "http://u:p@x"),
        ("base_url", "http://["),
        ("base_url", "http://x?y"),
        ("ims_url", "nowhere"),
        ("connect_timeout", 0),
        ("read_timeout", -1),
        ("read_timeout", float("nan")),
        ("connect_timeout", "soon"),
        ("retries", -1),
        ("retries", "many"),
        ("scopes", 3),
        ("access_token", "two\nlines"),
        ("org", "Örg@AdobeOrg"),
        ("not_a_setting", "x"),
        ("base_url", "http://x:99999"),
        ("base_url", "http://x:port"),
        ("base_url", "http://two words"),
        ("ims_url", "http://.x"),
        ("retries", 1.5),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(option: str, value: Any) -> None:
    options: Any = {option: value}
    with pytest.raises(NotConfigured) as caught:
        settings_from(options, NEEDED)
    assert option in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    ("base_url", "ims_url", "expected"),
    [
        (None, None, "https://ims-na1.adobelogin.com"),
        ("https://platform-stage.adobe.io/", None, "https://ims-na1.adobelogin.com"),
        ("http://127.0.0.1:8080/", None, "http://127.0.0.1:8080"),
        ("https://platform.adobe.io.evil.test", None, "https://platform.adobe.io.evil.test"),
        ("http://127.0.0.1:8080", "https://ims.test/", "https://ims.test"),
    ],
)
def test_ims_is_asked_where_the_base_url_says_unless_that_is_adobes(
    base_url: str | None, ims_url: str | None, expected: str
) -> None:
    assert settings_from({"base_url": base_url, "ims_url": ims_url}, NEEDED).ims == expected


@pytest.mark.parametrize("scopes", ["a,b", "a b", " a ,\tb\n", ["a", "b"], ("a", "b")])
def test_scopes_are_a_list_or_a_text(scopes: Any) -> None:
    assert settings_from({"scopes": scopes}, NEEDED).scopes == "a,b"


def test_numbers_are_read_from_the_environment() -> None:
    environ = {
        "FLOWSERVICE_CONNECT_TIMEOUT": "1.5",
        "FLOWSERVICE_READ_TIMEOUT": "9",
        "FLOWSERVICE_RETRIES": "0",
    }
    settings = settings_from({}, {**NEEDED, **environ})
    assert (settings.connect_timeout, settings.read_timeout, settings.retries) == (1.5, 9.0, 0)


def test_every_setting_stands_in_the_table_of_the_docstring() -> None:
    rows = [line.split("|")[1].strip() for line in (config.__doc__ or "").splitlines() if line.startswith("| FLOW")]
    names = [f"FLOWSERVICE_{field.name.upper()}" for field in fields(Settings)]
    assert sorted(rows) == sorted([*names, "FLOWSERVICE_CREDENTIALS"])
    assert sorted(config.Options.__annotations__) == sorted(
        [*(field.name for field in fields(Settings)), "credentials"]
    )
