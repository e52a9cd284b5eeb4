"""IMS: who gets a token, and what is said to all others."""

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.app import create_app
from tests.caller import Caller, shared
from tests.replies import Answer, asked

FORM = "application/x-www-form-urlencoded"
GRANT = {
    "grant_type": "client_credentials",
    "client_id": "demo-key",
    "client_secret": "demo-secret",
    "scope": "openid,session,AdobeID,read_organizations,additional_info.projectedProductContext",
}
PATHS = ("/ims/token/v3", "/ims/token/v2")


def ask(app: Flask | None = None, path: str = PATHS[0], **what: Any) -> Answer:
    """A request for a token, without the headers of the gateway."""
    return asked(app or shared(), "POST", path, **what)


def refusal(reply: Answer) -> str:
    """The code of a refusal, which names itself in both keys."""
    assert reply.status == 400
    assert reply.body["error_description"]
    return str(reply.body["error"])


@pytest.mark.parametrize("path", PATHS)
@given(in_form=st.sets(st.sampled_from(sorted(GRANT))))
def test_the_fields_may_be_split_between_form_and_query_in_any_way(path: str, in_form: set[str]) -> None:
    form = {name: GRANT[name] for name in in_form}
    query = {name: GRANT[name] for name in GRANT.keys() - in_form}
    reply = ask(path=path, data=form, query_string=query)
    assert reply.status == 200
    assert (reply.body["token_type"], reply.body["expires_in"]) == ("bearer", 86399)


def test_a_token_opens_the_gateway_where_only_issued_tokens_do() -> None:
    app = shared(auth__token="published")
    token = ask(app, data=GRANT).body["access_token"]
    for header, status in ((f"Bearer {token}", 200), ("Bearer made-up", 401)):
        caller = Caller(app, x_api_key="demo-key", Authorization=header)
        assert caller.ask("GET", "/data/foundation/sandbox-management/sandboxes").status == status


@given(missing=st.sets(st.sampled_from(sorted(GRANT)), min_size=1), empty=st.booleans())
def test_every_missing_or_empty_field_is_named(missing: set[str], empty: bool) -> None:
    form = {name: "" if name in missing else value for name, value in GRANT.items() if empty or name not in missing}
    reply = ask(data=form)
    assert refusal(reply) == "invalid_request"
    assert all(name in reply.body["error_description"] for name in missing)


def test_another_grant_type_is_not_supported() -> None:
    assert refusal(ask(data=GRANT | {"grant_type": "password"})) == "unsupported_grant_type"


def test_a_field_given_twice_is_refused_unless_both_are_the_same() -> None:
    assert ask(data=GRANT, query_string={"client_id": "demo-key"}).status == 200
    assert refusal(ask(data=GRANT, query_string={"client_id": "another"})) == "invalid_request"


def test_an_unknown_client_and_a_wrong_secret_are_told_apart_and_no_secret_is_repeated() -> None:
    app = create_app(clients={"demo-key": "demo-secret"})
    assert ask(app, data=GRANT).status == 200
    unknown, wrong = ask(app, data=GRANT | {"client_id": "x"}), ask(app, data=GRANT | {"client_secret": "hush"})
    assert refusal(unknown) == refusal(wrong) == "invalid_client"
    assert "client_id" in unknown.body["error_description"]
    assert "client_secret" in wrong.body["error_description"]
    assert "hush" not in wrong.text
    assert "demo-secret" not in wrong.text + unknown.text


def test_without_clients_in_the_settings_any_pair_is_taken() -> None:
    assert ask(data=GRANT | {"client_id": "whoever", "client_secret": "whatever"}).status == 200


@pytest.mark.parametrize(("profile", "status"), [("tutorial", 200), ("published", 400)])
def test_a_scope_nobody_knows_is_a_matter_of_the_rule(profile: str, status: int) -> None:
    reply = ask(shared(ims__scope=profile), data=GRANT | {"scope": "openid, made_up"})
    assert reply.status == status
    assert "ims.scope" in reply.rules
    if status == 400:
        assert refusal(reply) == "invalid_scope"
        assert "made_up" in reply.body["error_description"]


def test_known_scopes_rest_on_no_rule() -> None:
    assert ask(shared("published"), data=GRANT).rules == set()


def test_a_scope_of_commas_is_none() -> None:
    assert refusal(ask(data=GRANT | {"scope": ",, ,"})) == "invalid_scope"


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_a_body_that_is_no_form_is_refused_by_its_content_type(content_type: str) -> None:
    reply = ask(data=urlencode(GRANT), content_type=content_type)
    assert refusal(reply) == "invalid_request"
    assert FORM in reply.body["error_description"]


def test_an_empty_body_may_have_any_content_type() -> None:
    assert ask(query_string=GRANT, content_type="application/json").status == 200


@given(body=st.binary(max_size=300), query=st.text(st.characters(codec="utf-8"), max_size=50))
def test_no_body_and_no_query_is_a_failure_of_the_server(body: bytes, query: str) -> None:
    reply = ask(data=body, content_type=FORM, query_string=query)
    assert reply.status in (200, 400)


def test_thousands_of_fields_are_refused() -> None:
    assert refusal(ask(data="&".join(f"a{n}=1" for n in range(5000)), content_type=FORM)) == "invalid_request"
