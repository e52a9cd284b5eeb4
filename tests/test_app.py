"""The pipeline: what comes out is JSON, whatever went in, and a refused request changes nothing."""

import json
import logging
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice import create_app
from mock_flowservice.app import LARGEST_BODY
from mock_flowservice.call import BUILT
from mock_flowservice.contract import operations
from mock_flowservice.emulator import Emulator
from mock_flowservice.errors import UsageError
from mock_flowservice.services.bodies import DEEPEST
from tests.test_gateway import GOOD

CONNECTIONS = "/data/foundation/flowservice/connections"
CONNECTION = {
    "name": "one",
    "connectionSpec": {"id": "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb", "version": "1.0"},
    "auth": {"specName": "Basic Authentication", "params": {"username": "u", "password": "hunter2"}},
}
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])


def test_any_path_with_any_method_is_answered_in_json_and_never_with_a_failure(app: Flask) -> None:
    client = app.test_client()

    @given(method=METHODS, path=st.text(max_size=30), known=st.sampled_from([each.path for each in _all()]))
    def ask(method: str, path: str, known: str) -> None:
        for target in ("/" + path, known + path):
            reply = client.open(target.replace("\n", ""), method=method, headers=GOOD)
            assert reply.status_code < 500 or reply.status_code == 501
            assert reply.status_code == 204 or reply.mimetype == "application/json"
            if reply.data:
                json.loads(reply.data)

    ask()


def _all() -> list[Any]:
    return list(operations().values())


@pytest.mark.parametrize("operation", [each for each in _all() if each.id not in BUILT], ids=lambda each: each.id)
def test_what_is_not_built_answers_501_and_names_itself(app: Flask, operation: Any) -> None:
    reply = app.test_client().open(operation.path, method=operation.method, headers=GOOD, json={})
    assert reply.status_code == 501
    assert operation.id in reply.get_json()["detail"]


def test_a_method_that_is_not_possible_says_which_are(app: Flask) -> None:
    reply = app.test_client().put(CONNECTIONS, headers=GOOD)
    assert reply.status_code == 405
    assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


BAD_BODIES: dict[str, tuple[bytes, str, int]] = {
    "nothing": (b"", "application/json", 400),
    "null": (b"null", "application/json", 400),
    "not JSON": (b"{name: one}", "application/json", 400),
    "an array": (b"[]", "application/json", 400),
    "a number": (b"1", "application/json", 400),
    "broken UTF-8": (b'{"name": "\xff\xfe"}', "application/json", 400),
    "half a surrogate": (b'{"name": "\\ud800"}', "application/json", 400),
    "an infinite number": (b'{"name": 1e999}', "application/json", 400),
    "NaN": (b'{"name": NaN}', "application/json", 400),
    "a name that is a number": (json.dumps(CONNECTION | {"name": 7}).encode(), "application/json", 400),
    "a name that is huge": (b'{"name": ' + b"9" * 5000 + b"}", "application/json", 400),
    "nested deeply": (b'{"a":' * 500 + b"1" + b"}" * 500, "application/json", 400),
    "nested very deeply": (b"[" * 100_000 + b"]" * 100_000, "application/json", 400),
    "no content type": (json.dumps(CONNECTION).encode(), "", 400),
    "a form": (b"name=one", "application/x-www-form-urlencoded", 400),
    "text": (json.dumps(CONNECTION).encode(), "text/plain", 400),
    "too large": (b" " * (10 * 1024 * 1024), "application/json", 413),
    "just too large": (b" " * (LARGEST_BODY + 1), "application/json", 413),
}


@pytest.mark.parametrize("what", BAD_BODIES)
def test_a_bad_body_is_refused_in_json_and_changes_nothing(app: Flask, what: str) -> None:
    body, content_type, status = BAD_BODIES[what]
    client = app.test_client()
    reply = client.post(CONNECTIONS, data=body, content_type=content_type, headers=GOOD)
    assert (reply.status_code, reply.mimetype) == (status, "application/json")
    assert any(isinstance(value, str) and value for value in reply.get_json().values())
    assert client.get(CONNECTIONS, headers=GOOD).get_json()["items"] == []


def test_a_body_that_is_just_small_enough_is_read(app: Flask) -> None:
    padded = json.dumps(CONNECTION).encode().ljust(LARGEST_BODY)
    reply = app.test_client().post(CONNECTIONS, data=padded, content_type="application/json", headers=GOOD)
    assert reply.status_code == 201


@pytest.mark.parametrize(("levels", "status"), [(DEEPEST, 201), (DEEPEST + 1, 400)])
def test_a_body_may_have_so_many_levels_and_no_more(app: Flask, levels: int, status: int) -> None:
    inner: Any = "ground"
    for _ in range(levels - 2):
        inner = {"a": inner}
    reply = app.test_client().post(CONNECTIONS, json=CONNECTION | {"more": inner}, headers=GOOD)
    assert reply.status_code == status


def test_the_same_seed_and_the_same_calls_give_the_same_bodies_byte_for_byte() -> None:
    def play(seed: int) -> list[bytes]:
        client = create_app(seed=seed).test_client()
        made = client.post(CONNECTIONS, json=CONNECTION, headers=GOOD)
        id, etag = made.get_json()["id"], made.get_json()["etag"]
        patch = [{"op": "replace", "path": "/name", "value": "two"}]
        changed = client.patch(f"{CONNECTIONS}/{id}", json=patch, headers=GOOD | {"If-Match": etag})
        token = client.post("/ims/token/v3", data={"grant_type": "client_credentials", "client_id": "a"})
        shown = client.get(CONNECTIONS, headers=GOOD)
        return [reply.data for reply in (made, changed, token, shown)] + [str(shown.headers).encode()]

    assert play(7) == play(7)
    assert play(7)[0] != play(8)[0]


def test_two_emulators_in_one_process_know_nothing_of_each_other(app: Flask) -> None:
    app.test_client().post(CONNECTIONS, json=CONNECTION, headers=GOOD)
    assert create_app().test_client().get(CONNECTIONS, headers=GOOD).get_json()["items"] == []


def test_an_emulator_and_settings_beside_it_are_refused() -> None:
    with pytest.raises(UsageError, match="profile"):
        create_app(Emulator(), profile="published")


def test_a_refused_write_and_a_read_make_no_sandbox(app: Flask) -> None:
    client, headers = app.test_client(), GOOD | {"x-sandbox-name": "fresh"}
    made = "/data/foundation/sandbox-management/sandboxes/fresh"
    client.get(CONNECTIONS, headers=headers)
    assert client.post(CONNECTIONS, json={}, headers=headers).status_code == 400
    assert client.get(made, headers=GOOD).status_code == 404
    assert client.post(CONNECTIONS, json=CONNECTION, headers=headers).status_code == 201
    assert client.get(made, headers=GOOD).get_json()["name"] == "fresh"


def test_a_bug_is_a_500_with_a_request_id_and_the_log_has_the_reason(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(BUILT, "listConnections", lambda call: 1 / 0)
    reply = app.test_client().get(CONNECTIONS, headers=GOOD | {"x-request-id": "abc"})
    assert (reply.status_code, reply.headers["x-request-id"]) == (500, "abc")
    assert "abc" in reply.get_json()["detail"]
    assert "ZeroDivisionError" in caplog.text


def test_a_bug_halfway_leaves_nothing_behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    create = BUILT["createConnection"]
    monkeypatch.setitem(BUILT, "createConnection", lambda call: (create(call), 1 / 0))
    client = app.test_client()
    assert client.post(CONNECTIONS, json=CONNECTION, headers=GOOD).status_code == 500
    assert client.get(CONNECTIONS, headers=GOOD).get_json()["items"] == []


def test_why_a_request_was_refused_is_logged_without_its_secrets(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mock_flowservice")
    bad = CONNECTION | {"auth": {"specName": "Basic Authentication", "params": {"username": 7, "password": "hunter2"}}}
    app.test_client().post(CONNECTIONS, json=bad, headers=GOOD)
    wrong = CONNECTION | {"auth": {"specName": "Basic authentication", "params": {"password": "hunter2"}}}
    app.test_client().post(CONNECTIONS, json=wrong, headers=GOOD | {"Authorization": "Bearer hunter2"})
    assert "/auth/params/username" in caplog.text
    assert "nearest 'Basic Authentication'" in caplog.text
    assert "error.envelope" in caplog.text
    assert "hunter2" not in caplog.text


def test_an_answer_without_a_body_has_no_length_and_no_type(app: Flask) -> None:
    client = app.test_client()
    id = client.post(CONNECTIONS, json=CONNECTION, headers=GOOD).get_json()["id"]
    reply = client.delete(f"{CONNECTIONS}/{id}", headers=GOOD)
    assert (reply.status_code, reply.data) == (204, b"")
    assert "Content-Length" not in reply.headers
    assert "Content-Type" not in reply.headers


def test_head_is_get_without_the_body(app: Flask) -> None:
    client = app.test_client()
    head, get = client.head(CONNECTIONS, headers=GOOD), client.get(CONNECTIONS, headers=GOOD)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"] == str(len(get.data))
