"""What a recording keeps, what it never does, and how it is played."""

import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from contract_tests.api import Api
from contract_tests.plan import Plan
from contract_tests.raw import Raw
from contract_tests.recording.pseudonyms import ID, NAMES, START, Pseudonyms, is_time, literals
from contract_tests.recording.recording import check, scene_at
from contract_tests.recording.replay import NotRecorded
from contract_tests.tutorial import CREATE_CONNECTION, FLOW_SERVICE, filled
from flowservice_client import Client, replace
from tests.contract_suite.recordings import SOMEBODY, TENANT, Heard, again, somewhere, written

BEGAN = 1_790_000_000


def moves(api: Api) -> list[Any]:
    """Some calls, and what came of them."""
    flow = api.given_flow()
    renamed = api.flows.update(flow.id, [replace("/name", api.name("renamed"))], etag=flow.etag)
    found = [*api.flows.list(property=f"id=={flow.id}", limit=1)]
    return [flow.json, renamed.json, [each.json for each in found], api.namespace(), *api.everything()]


def test_what_was_recorded_is_played_without_any_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with somewhere(tmp_path) as (_, api):
        original = moves(api)

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("somebody looks for a network")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    with again(tmp_path) as api:
        played = moves(api)
    assert shape(played) == shape(original)
    assert played[0]["id"] != original[0]["id"]
    assert {each["id"] for each in played[2]} == {played[0]["id"]}


def shape(value: Any) -> Any:
    """What remains of JSON when its texts and numbers are forgotten."""
    if isinstance(value, dict):
        return [shape(each) for each in value.values()]
    if isinstance(value, list):
        return [shape(each) for each in value]
    return type(value).__name__


def test_nothing_that_identifies_reaches_the_disk(tmp_path: Path) -> None:
    heard = Heard()
    with somewhere(tmp_path) as (target, api):
        target.wire.observers.append(heard)
        token = api.client.tokens.current()
        moves(api)
    told = written(tmp_path)
    secrets = [token, TENANT.decode(), target.run, *map(str, SOMEBODY.values()), str(SOMEBODY["org"]).partition("@")[0]]
    ids = {text for text in heard.texts if ID.fullmatch(text)} - literals()
    times = {text for text in heard.texts if re.fullmatch(r"\d{10}|\d{13}", text) and not is_time(int(text))}
    assert len(ids) > 10
    assert len(times) > 5
    assert [text for text in (*secrets, *ids, *times) if text in told] == []


def test_a_password_is_not_kept_and_is_still_seen_where_it_should_not_be(tmp_path: Path) -> None:
    password = "correct horse battery staple"
    auth = {"specName": "Basic Authentication", "params": {"username": "me", "password": password}}
    leak = {"description": f"it is {password}", "auth": auth}
    with somewhere(tmp_path) as (_, api):
        api.given_connection(**leak)
    assert password not in written(tmp_path)
    with again(tmp_path) as api:
        assert api.given_connection(**leak).json["description"] == f"it is {password}"


def test_of_what_others_made_no_word_is_kept(tmp_path: Path) -> None:
    def somebody(client: Client) -> None:
        client.connections.create(filled(CREATE_CONNECTION, {}) | {"name": "Ann's merger", "description": "of Bob"})

    with somewhere(tmp_path, before=somebody) as (_, api):
        own = api.given_connection(description="to be seen")
        assert {"Ann's merger", own.name} <= {each.name for each in api.connections.list()}
    told = written(tmp_path)
    assert "recorded-text-" in told
    assert "to be seen" in told
    assert "Ann" not in told
    assert "Bob" not in told


def test_each_scene_says_when_it_was_recorded_what_was_asked_and_which_rules_it_proves(tmp_path: Path) -> None:
    with somewhere(tmp_path) as (_, api):
        api.given_connection()
    [file] = (tmp_path / "test_a").iterdir()
    told = json.loads(file.read_text("utf-8"))
    assert told["scene"] == "test_a/test_b"
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", told["recorded"])
    assert "create.fields" in told["rules"]
    assert [each["operation"] for each in told["exchanges"]] == ["createConnection", "retrieveConnection"]
    assert all(each["at"].startswith("2024-01-01T00:0") for each in told["exchanges"])
    assert told["exchanges"][0]["request"]["headers"] == {"content-type": "application/json"}


def test_what_is_asked_otherwise_is_not_in_the_recording(tmp_path: Path) -> None:
    with somewhere(tmp_path) as (_, api):
        api.given_connection()
    with again(tmp_path) as api, pytest.raises(NotRecorded, match=r"no such call: POST .*/json/description is"):
        api.given_connection(description="another")
    with again(tmp_path, "test_a/test_c") as api, pytest.raises(NotRecorded, match="comes after the last one"):
        api.given_connection()
    with again(tmp_path) as api, pytest.raises(NotRecorded, match="comes after the last one"):
        list(api.connections.list(property=f"id=={api.given_connection().id}"))


@pytest.mark.parametrize(
    "headers", [{"x-sandbox-name": "dev"}, {"Authorization": None}, {"Accept": "text/plain"}, {"If-Match": '"x"'}]
)
def test_headers_that_matter_are_part_of_what_is_asked(tmp_path: Path, headers: dict[str, Any]) -> None:
    path = f"{FLOW_SERVICE}/connections"
    with somewhere(tmp_path) as (target, api):
        Raw(api.client, target.wire)("GET", path)
    with again(tmp_path) as api:
        assert Raw(api.client, api.target.wire)("GET", path).status_code == 200
    with again(tmp_path) as api, pytest.raises(NotRecorded, match="/headers/"):
        Raw(api.client, api.target.wire)("GET", path, headers=headers)


def test_what_many_use_is_found_whoever_asks_first(tmp_path: Path) -> None:
    with somewhere(tmp_path) as (target, api):
        api.given_target_connection()
        with target.scenes.within("test_a/test_c"):
            api.given_target_connection()
    with again(tmp_path, "test_a/test_c") as api:
        second = api.given_target_connection()
        assert api.shared(api.given_dataset).id == second.json["params"]["dataSetId"]


def test_a_renewed_token_is_asked_for_or_not(tmp_path: Path) -> None:
    with somewhere(tmp_path) as (_, api):
        [*api.connections.list()]
        api.client.tokens.renewed(api.client.tokens.current())
        [*api.flows.list()]
    with again(tmp_path) as api:
        [*api.connections.list()]
        [*api.flows.list()]


def test_what_a_test_made_is_deleted_at_its_end_and_that_is_not_kept(tmp_path: Path) -> None:
    with somewhere(tmp_path) as (target, api):
        with target.scenes.within("test_a/test_c"):
            made = api.given_connection()
        assert [each.id for each in api.connections.list() if each.id == made.id] == []
    assert "DELETE" not in written(tmp_path)


def test_a_folder_that_holds_something_is_not_recorded_into(tmp_path: Path) -> None:
    with somewhere(tmp_path) as (_, api):
        api.given_connection()
    with pytest.raises(pytest.UsageError, match="is not empty"):
        check(Plan(record=tmp_path), workers=False)
    check(Plan(record=tmp_path / "new"), workers=False)
    with pytest.raises(pytest.UsageError, match="one process"):
        check(Plan(record=tmp_path / "new"), workers=True)
    with pytest.raises(pytest.UsageError, match="holds no recording"):
        check(Plan(recorded=tmp_path / "new"), workers=False)


@pytest.fixture
def pseudonyms() -> Pseudonyms:
    return Pseudonyms({}, BEGAN)


def test_ids_keep_their_form_and_are_the_same_everywhere(pseudonyms: Pseudonyms) -> None:
    ids = ["c2b5a0c6-7d0e-4f0a-9d5c-0a1b2c3d4e5f", "0" * 10 + "1" * 14, "a1" * 16, "b2" * 24]
    seen = pseudonyms.seen({"items": ids, ids[0]: f'/x/{ids[0]}?a="{ids[1]}"', "d": f"a%2F{ids[3].upper()}"})
    assert [len(new) for new in seen["items"]] == [len(old) for old in ids]
    assert all(ID.fullmatch(each) and NAMES.fullmatch(each) for each in seen["items"])
    assert len({*seen["items"]} | {*ids}) == 8
    one, two, _, four = seen["items"]
    assert seen == {"items": seen["items"], one: f'/x/{one}?a="{two}"', "d": f"a%2F{four.upper()}"}
    assert pseudonyms.sent({"path": f"/x/{ids[0]}"}) == {"path": f"/x/{one}"}


def test_what_a_test_sends_first_stays(pseudonyms: Pseudonyms) -> None:
    own = "c2b5a0c6-7d0e-4f0a-9d5c-0a1b2c3d4e5f"
    assert pseudonyms.sent({"id": own}) == {"id": own}
    assert pseudonyms.seen({"id": own}) == {"id": own}


def test_times_near_the_run_are_moved_alike_and_others_stay(pseudonyms: Pseudonyms) -> None:
    seen = pseudonyms.seen(
        {
            "a": BEGAN + 5,
            "b": (BEGAN + 5) * 1000 + 7,
            "c": str(BEGAN + 5),
            "d": "2026-09-21T14:13:25.123Z",
            "e": 1670455537,
            "createdAt": 1670455537000,
            "f": "2019-09-04T22:10:55Z",
            "g": f"createdAt>{BEGAN * 1000}",
            "h": 10**40,
            "i": True,
        }
    )
    assert seen == {
        "a": START + 5,
        "b": (START + 5) * 1000 + 7,
        "c": str(START + 5),
        "d": "2024-01-01T00:00:05.123Z",
        "e": 1670455537,
        "createdAt": (1670455537 + START - BEGAN) * 1000,
        "f": "2019-09-04T22:10:55Z",
        "g": f"createdAt>{START * 1000}",
        "h": 10**40,
        "i": True,
    }


def test_people_pages_and_etags_are_renamed(pseudonyms: Pseudonyms) -> None:
    seen = pseudonyms.seen(
        {
            "createdBy": "ann.example@example.com",
            "text": "by ann.example@example.com",
            "etag": '"AAAAAAAA8xk="',
            "sandboxName": "annas-sandbox",
            "href": "/flows?continuationToken=eyJhIjoxfQ&limit=1",
        }
    )
    assert seen == {
        "createdBy": "recorded-user-1@example.com",
        "text": "by recorded-user-1@example.com",
        "etag": '"recorded-etag-1"',
        "sandboxName": "recorded-sandbox-1",
        "href": "/flows?continuationToken=recorded-page-1&limit=1",
    }
    asked = {"path": "/flows?continuationToken=eyJhIjoxfQ", "headers": {"if-match": '"AAAAAAAA8xk="'}}
    assert pseudonyms.sent(asked) == {
        "path": "/flows?continuationToken=recorded-page-1",
        "headers": {"if-match": '"recorded-etag-1"'},
    }


DAMAGED: dict[str, Any] = {
    "no exchanges": {},
    "no object": [1],
    "a body outside": {"exchanges": [{"request": {"path": "/x"}, "answer": {"json in": "../outside.json"}}]},
    "a body that is no file": {"exchanges": [{"request": {"path": "/x"}, "answer": {"json in": 5}}]},
    "another host": {"exchanges": [{"request": {"path": "@evil.example/x"}, "answer": {}}]},
}


@pytest.mark.parametrize("told", DAMAGED.values(), ids=DAMAGED)
def test_a_scene_that_was_tampered_with_is_refused(tmp_path: Path, told: Any) -> None:
    folder = tmp_path / "recording"
    folder.mkdir()
    (tmp_path / "outside.json").write_text('"a secret"')
    (folder / "scene.json").write_text(json.dumps(told))
    with pytest.raises(pytest.UsageError, match=r"scene\.json is no part of a recording"):
        scene_at(folder, folder / "scene.json")
