"""The pipeline: what comes out is JSON, whatever went in, and a refused request changes nothing."""

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice import create_app
from mock_flowservice.app import LARGEST_BODY
from mock_flowservice.call import BUILT
from mock_flowservice.contract import Operation, operations
from mock_flowservice.emulator import Emulator
from mock_flowservice.errors import UsageError
from mock_flowservice.services.bodies import DEEPEST
from tests.bodies import connection_body
from tests.caller import Caller

CONNECTIONS = "/data/foundation/flowservice/connections"
BASIC = "Basic Authentication"
CONNECTION = connection_body(auth={"specName": BASIC, "params": {"username": "u", "password": "hunter2"}})
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])


OPERATIONS = list(operations().values())
NOT_BUILT = [each for each in OPERATIONS if each.id not in BUILT]


@given(method=METHODS, path=st.text(max_size=30), known=st.sampled_from([each.path for each in OPERATIONS]))
def test_any_path_with_any_method_is_answered_in_json_and_never_with_a_failure(
    caller: Caller, method: str, path: str, known: str
) -> None:
    client = caller.app.test_client()
    for target in ("/" + path, known + path):
        where, _, query = target.encode().decode("latin-1").partition("?")
        raw = {"PATH_INFO": where, "QUERY_STRING": query}
        reply = client.open(method=method, headers=caller.headers, environ_overrides=raw)
        assert reply.status_code < 500 or reply.status_code == 501
        assert reply.status_code == 204 or reply.mimetype == "application/json"
        if reply.data:
            json.loads(reply.data)


@pytest.mark.parametrize("operation", NOT_BUILT, ids=lambda each: each.id)
def test_what_is_not_built_answers_501_and_names_itself(caller: Caller, operation: Operation) -> None:
    answer = caller.ask(operation.method, operation.path, {})
    assert answer.status == 501
    assert operation.id in answer.body["detail"]


def test_a_method_that_is_not_possible_says_which_are(caller: Caller) -> None:
    answer = caller.ask("PUT", CONNECTIONS)
    assert answer.status == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


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
def test_a_bad_body_is_refused_in_json_and_changes_nothing(caller: Caller, what: str) -> None:
    body, content_type, status = BAD_BODIES[what]
    answer = caller.ask("POST", CONNECTIONS, data=body, content_type=content_type)
    assert answer.status == status
    assert any(isinstance(value, str) and value for value in answer.body.values())
    assert caller.ask("GET", CONNECTIONS).body["items"] == []


def test_a_body_that_is_just_small_enough_is_read(caller: Caller) -> None:
    padded = json.dumps(CONNECTION).encode().ljust(LARGEST_BODY)
    assert caller.ask("POST", CONNECTIONS, data=padded, content_type="application/json").status == 201


@pytest.mark.parametrize(("levels", "status"), [(DEEPEST, 201), (DEEPEST + 1, 400)])
def test_a_body_may_have_so_many_levels_and_no_more(caller: Caller, levels: int, status: int) -> None:
    inner: Any = "ground"
    for _ in range(levels - 2):
        inner = {"a": inner}
    assert caller.ask("POST", CONNECTIONS, CONNECTION | {"more": inner}).status == status


def test_the_same_seed_and_the_same_calls_give_the_same_bodies_byte_for_byte() -> None:
    def play(seed: int) -> list[bytes]:
        caller = Caller(create_app(seed=seed), x_gw_ims_org_id="A" * 24 + "@AdobeOrg")
        made = caller.ask("POST", CONNECTIONS, CONNECTION)
        patch = [{"op": "replace", "path": "/name", "value": "two"}]
        changed = caller.ask("PATCH", f"{CONNECTIONS}/{made.ref.id}", patch, headers={"If-Match": made.ref.etag})
        token = caller.ask("POST", "/ims/token/v3", data={"grant_type": "client_credentials", "client_id": "a"})
        shown = caller.ask("GET", CONNECTIONS)
        return [answer.raw for answer in (made, changed, token, shown)] + [str(shown.headers).encode()]

    assert play(7) == play(7)
    assert play(7)[0] != play(8)[0]


def test_two_emulators_in_one_process_know_nothing_of_each_other(caller: Caller) -> None:
    assert caller.ask("POST", CONNECTIONS, CONNECTION).status == 201
    assert Caller(create_app(), **caller.headers).ask("GET", CONNECTIONS).body["items"] == []


def test_an_emulator_and_settings_beside_it_are_refused() -> None:
    with pytest.raises(UsageError, match="profile"):
        create_app(Emulator(), profile="published")


def test_a_refused_write_and_a_read_make_no_sandbox(caller: Caller) -> None:
    fresh, made = caller.beside(x_sandbox_name="fresh"), "/data/foundation/sandbox-management/sandboxes/fresh"
    fresh.ask("GET", CONNECTIONS)
    assert fresh.ask("POST", CONNECTIONS, {}).status == 400
    assert fresh.ask("DELETE", "/data/foundation/catalog/dataSets/nobody").status == 200
    assert caller.ask("GET", made).status == 404
    assert fresh.ask("POST", CONNECTIONS, CONNECTION).status == 201
    assert caller.ask("GET", made).body["name"] == "fresh"


def test_a_bug_is_a_500_with_a_request_id_and_the_log_has_the_reason(
    caller: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(BUILT, "listConnections", lambda call: 1 / 0)
    reply = caller.app.test_client().get(CONNECTIONS, headers=caller.headers | {"x-request-id": "abc"})
    assert (reply.status_code, reply.headers["x-request-id"]) == (500, "abc")
    assert "abc" in reply.get_json()["detail"]
    assert "ZeroDivisionError" in caplog.text


def test_a_bug_halfway_leaves_nothing_behind(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    create = BUILT["createConnection"]
    monkeypatch.setitem(BUILT, "createConnection", lambda call: (create(call), 1 / 0))
    reply = caller.app.test_client().post(CONNECTIONS, json=CONNECTION, headers=caller.headers)
    assert reply.status_code == 500
    assert caller.ask("GET", CONNECTIONS).body["items"] == []


def test_why_a_request_was_refused_is_logged_without_its_secrets(
    caller: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "mock_flowservice")
    bad = CONNECTION | {"auth": {"specName": BASIC, "params": {"username": 7, "password": "hunter2"}}}
    caller.ask("POST", CONNECTIONS, bad)
    wrong = CONNECTION | {"auth": {"specName": BASIC.lower(), "params": {"password": "hunter2"}}}
    caller.ask("POST", CONNECTIONS, wrong, headers={"Authorization": "Bearer hunter2"})
    assert "/auth/params/username" in caplog.text
    assert "nearest 'Basic Authentication'" in caplog.text
    assert "error.envelope" in caplog.text
    assert "hunter2" not in caplog.text


def test_an_answer_without_a_body_has_no_length_and_no_type(caller: Caller) -> None:
    made = caller.ask("POST", CONNECTIONS, CONNECTION).ref
    answer = caller.ask("DELETE", f"{CONNECTIONS}/{made.id}")
    assert (answer.status, answer.raw) == (204, b"")
    assert "Content-Length" not in answer.headers
    assert "Content-Type" not in answer.headers


def test_head_is_get_without_the_body(caller: Caller) -> None:
    head, get = caller.ask("HEAD", CONNECTIONS), caller.ask("GET", CONNECTIONS)
    assert (head.status, head.raw) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"] == str(len(get.raw))
