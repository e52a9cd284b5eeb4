"""Base connections: their credentials, and every published source."""

import logging
from typing import Any

import pytest

from mock_flowservice.wire import JsonObject
from tests.bodies import MIXPANEL, PENDO, auth_of, connection_body, connection_specs, params_of, spec_ref, step
from tests.flow_service.in_process import Platform

SIGN_IN = [(id, way) for id, spec in connection_specs().items() for way in range(len(spec["authSpec"]))]
every_way_in = pytest.mark.parametrize(
    ("id", "way"), SIGN_IN, ids=[f"{connection_specs()[id]['name']}-{way}" for id, way in SIGN_IN]
)
BASIC = "Basic Authentication"


def with_params(**params: Any) -> JsonObject:
    return connection_body(auth={"specName": BASIC, "params": params})


@every_way_in
def test_every_published_way_to_sign_in_is_taken_with_what_it_requires(platform: Platform, id: str, way: int) -> None:
    auth = auth_of(connection_specs()[id], way)
    made = platform.given_connection(id, auth=auth)
    shown = platform.get("connections", made.id)["auth"]
    assert shown["specName"] == auth["specName"]
    assert shown["params"].keys() == auth["params"].keys()


@every_way_in
def test_every_published_way_to_sign_in_is_refused_without_what_it_requires(
    platform: Platform, id: str, way: int
) -> None:
    spec = connection_specs()[id]["authSpec"][way]
    for name in spec["spec"]["required"]:
        params = params_of(spec["spec"])
        del params[name]
        body = connection_body(id, auth={"specName": spec["name"], "params": params})
        answer = platform.create("connections", body)
        assert answer.refusal == (400, "1304-400"), name
        assert name in answer.body["errorMessage"]


@every_way_in
def test_no_secret_is_shown_and_all_else_is(platform: Platform, id: str, way: int) -> None:
    spec = connection_specs()[id]["authSpec"][way]["spec"]
    auth = auth_of(connection_specs()[id], way)
    secrets = {name for name, schema in spec["properties"].items() if schema.get("format") == "password"}
    made = platform.given_connection(id, auth=auth)
    for entity in (platform.get("connections", made.id), platform.all("connections")[0]):
        shown = entity["auth"]["params"]
        assert {name for name in shown if shown[name] != auth["params"][name]} == secrets & shown.keys()
        assert {shown[name] for name in secrets & shown.keys()} <= {"******"}


@pytest.mark.parametrize("id", [id for id, spec in connection_specs().items() if not spec["authSpec"]])
def test_a_source_that_nobody_signs_in_to_takes_no_credentials(platform: Platform, id: str) -> None:
    for auth in ({}, {"auth": None}, {"auth": {"specName": BASIC, "params": {"password": "hunter2"}}}):
        assert "auth" not in platform.get("connections", platform.given_connection(id, **auth).id)


def test_an_unknown_way_to_sign_in_is_refused_with_those_that_are_known(platform: Platform) -> None:
    for name in ("Basic", "basic authentication", "", BASIC + " "):
        answer = platform.create("connections", connection_body(auth={"specName": name, "params": {}}))
        assert answer.refusal == (400, "1415-400")
        assert BASIC in answer.body["errorMessage"]


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        (None, "1304-400"),
        ({"specName": BASIC}, "1304-400"),
        ({}, "1304-400"),
        ({"params": {"username": "u", "password": "p"}}, "1304-400"),
    ],
)
def test_a_source_that_one_signs_in_to_needs_credentials(platform: Platform, auth: Any, code: str) -> None:
    assert platform.create("connections", connection_body(auth=auth)).refusal == (400, code)


def test_a_parameter_of_the_wrong_type_is_refused_without_being_repeated(platform: Platform) -> None:
    answer = platform.create("connections", with_params(username="u", password={"plain": "hunter2"}))
    assert answer.refusal == (400, "1312-400")
    assert "/auth/params/password" in answer.body["errorMessage"]
    assert "hunter2" not in str(answer.body)


SECRET = "hunter2"
SPILLS: dict[str, Any] = {
    "a path behind the secret": [step("add", "/auth/params/nope/deeper", 1)],
    "a path into the secret": [step("remove", "/auth/params/password/0")],
    "an operation that is none": [{"path": "/auth/params", "value": {"password": SECRET}}],
    "a move": [{"op": "move", "path": "/auth/params", "from": "/auth", "value": {"password": SECRET}}],
    "too many credentials": [step("replace", "/auth", [{"password": SECRET}])],
    "a secret of the wrong type": [step("replace", "/auth/params/password", [SECRET])],
    "a path that cannot change": [step("replace", "/state", {"password": SECRET})],
}


@pytest.mark.parametrize("steps", SPILLS.values(), ids=SPILLS.keys())
def test_no_refusal_of_a_change_spills_a_secret(
    platform: Platform, steps: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = platform.create("connections", with_params(username="u", password=SECRET)).ref
    answer = platform.patch("connections", made, *steps)
    assert answer.status == 400
    assert SECRET not in str(answer.body)
    assert caplog.records
    assert SECRET not in caplog.text


@pytest.mark.parametrize("wrap", [lambda body: [body], lambda body: {"body": body}, lambda body: {**body, "name": 1}])
def test_no_refusal_of_a_new_connection_spills_a_secret(
    platform: Platform, wrap: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = platform.create("connections", wrap(with_params(username="u", password=SECRET)))
    assert answer.status == 400
    assert SECRET not in str(answer.body) + caplog.text


def test_no_list_can_be_made_to_guess_a_secret(platform: Platform) -> None:
    platform.create("connections", with_params(username="u", password=SECRET))
    assert platform.all("connections", property=f"auth.params.password=={SECRET}") == []
    assert len(platform.all("connections", property="auth.params.username==u")) == 1


def test_the_spec_of_a_connection_is_known_and_gets_its_version(platform: Platform) -> None:
    unknown = platform.create("connections", connection_body(connectionSpec=spec_ref("nobody")))
    assert unknown.refusal == (400, "1413-400")
    assert unknown.body["message"] == "Please provide a valid spec id"
    other = platform.create("connections", connection_body(connectionSpec={"id": MIXPANEL, "version": "2.0"}))
    assert other.refusal == (400, "1413-400")
    made = platform.given_connection(connectionSpec={"id": MIXPANEL})
    assert platform.get("connections", made.id)["connectionSpec"] == spec_ref(MIXPANEL)


def test_a_connection_needs_a_name_and_a_spec(platform: Platform) -> None:
    for name in ("name", "connectionSpec"):
        body = connection_body()
        del body[name]
        answer = platform.create("connections", body)
        assert answer.refusal == (400, "1304-400")
        assert name in answer.body["errorMessage"]


def test_a_provider_is_echoed_and_unknown_fields_are_not(platform: Platform) -> None:
    made = platform.given_connection(PENDO, providerId="a-provider", id="mine", etag="mine", state="draft", more=1)
    entity = platform.get("connections", made.id)
    assert entity["providerId"] == "a-provider"
    assert (entity["id"], entity["etag"], entity["state"]) == (made.id, made.etag, "enabled")
    assert "more" not in entity


def test_a_test_fails_when_a_secret_is_the_word_invalid(platform: Platform) -> None:
    for params, works in (
        ({"username": "u", "password": "p"}, True),
        ({"username": "u", "password": "invalid"}, False),
        ({"username": "invalid", "password": "p"}, True),
    ):
        made = platform.create("connections", with_params(**params)).ref
        answer = platform.ask("GET", f"/connections/{made.id}/test")
        assert (answer.status, answer.body) == (200, {"result": works})
    assert platform.ask("GET", "/connections/nobody/test").refusal == (404, "1101-404")
