"""Before any service is asked: who is calling, and whether there is anything at this path."""

from typing import Any

import pytest
import requests

from .api import Api
from .raw import Raw, is_clear_error, refused
from .readings import Readings
from .tutorial import FLOW_SERVICE

PATHS = (
    f"{FLOW_SERVICE}/connections",
    f"{FLOW_SERVICE}/flows",
    f"{FLOW_SERVICE}/connectionSpecs",
    "/data/foundation/conversion/mappingSets?limit=1&start=0",
    "/data/foundation/schemaregistry/tenant/schemas",
    "/data/foundation/catalog/dataSets",
    "/data/foundation/sandbox-management/sandboxes",
)
TOKEN_MISSING = 403, {"error_code": "403010", "message": "Oauth token is missing."}
TOKEN_INVALID = 401, {"error_code": "401013", "message": "Oauth token is not valid"}
API_KEY_MISSING = 403, {"error_code": "403000", "message": "Api Key is required"}
ORG_MISSING = 400, {"error_code": "400003", "message": "Missing header"}
ORG_MALFORMED = 403, {"error_code": "403027", "message": "User region is missing"}

REFUSALS: dict[str, tuple[dict[str, Any], tuple[int, dict[str, str]]]] = {
    "no token": ({"Authorization": None}, TOKEN_MISSING),
    "empty token": ({"Authorization": ""}, TOKEN_MISSING),
    "a scheme only": ({"Authorization": "Bearer"}, TOKEN_INVALID),
    "another scheme": ({"Authorization": "Basic dXNlcjpwYXNz"}, TOKEN_INVALID),
    "no scheme": ({"Authorization": "abcdef"}, TOKEN_INVALID),
    "no api key": ({"x-api-key": None}, API_KEY_MISSING),
    "empty api key": ({"x-api-key": ""}, API_KEY_MISSING),
    "no organisation": ({"x-gw-ims-org-id": None}, ORG_MISSING),
    "empty organisation": ({"x-gw-ims-org-id": ""}, ORG_MISSING),
    "malformed organisation": ({"x-gw-ims-org-id": "somebody"}, ORG_MALFORMED),
    "organisation without a name": ({"x-gw-ims-org-id": "@AdobeOrg"}, ORG_MALFORMED),
    "blanks in the organisation": ({"x-gw-ims-org-id": "some body@AdobeOrg"}, ORG_MALFORMED),
}


PRINTED = ("no token", "no scheme")
"""Those whose status and body are both printed; of the others the status is inferred from the code."""


def marks_of(wrong: str) -> list[pytest.MarkDecorator]:
    """What the test of a refusal rests on."""
    return [] if wrong in PRINTED else [pytest.mark.rests_on("gateway.refusals", "header.org")]


def answer(reply: requests.Response) -> tuple[int, Any]:
    """Status and body; the code of a gateway is text in some documents, a number in others."""
    body = reply.json()
    if "error_code" in body:
        body["error_code"] = str(body["error_code"])
    return reply.status_code, body


each_path = pytest.mark.parametrize("path", PATHS)


@each_path
@pytest.mark.parametrize("wrong", [pytest.param(wrong, marks=marks_of(wrong)) for wrong in REFUSALS])
def test_a_wrong_header_is_refused_in_the_words_of_the_gateway(raw: Raw, path: str, wrong: str) -> None:
    headers, refusal = REFUSALS[wrong]
    assert answer(raw("GET", path, headers=headers)) == refusal


@each_path
def test_the_right_headers_are_let_through_however_they_are_spelt(raw: Raw, path: str) -> None:
    right = raw.headers()
    assert raw("GET", path).status_code == 200
    upper = {**dict.fromkeys(right), **{name.upper(): value for name, value in right.items()}}
    assert raw("GET", path, headers=upper).status_code == 200
    assert raw("GET", path, headers={"Authorization": "bearer " + right["Authorization"].split()[1]}).ok


@pytest.mark.rests_on("gateway.order")
@each_path
def test_the_gateway_says_only_the_first_thing_that_is_wrong(raw: Raw, rules: Readings, path: str) -> None:
    reply = raw("GET", path, headers=dict.fromkeys(raw.headers()))
    assert answer(reply) in rules.allowed("gateway.order", tutorial=TOKEN_MISSING, published=API_KEY_MISSING)
    reply = raw("GET", path, headers={"x-api-key": None, "x-gw-ims-org-id": None})
    assert answer(reply) == API_KEY_MISSING


@pytest.mark.rests_on("auth.token")
def test_a_token_that_nobody_issued_is_let_in_or_refused_as_the_rules_say(raw: Raw, rules: Readings) -> None:
    reply = raw("GET", PATHS[0], headers={"Authorization": "Bearer nobody-issued-this"})
    assert reply.status_code in rules.allowed("auth.token", tutorial=200, published=401)
    assert reply.ok or answer(reply) == TOKEN_INVALID


@pytest.mark.rests_on("request.order")
def test_the_gateway_is_asked_before_path_method_and_body(raw: Raw, api: Api) -> None:
    with api.nothing_changes():
        for method, path in (("POST", PATHS[0]), ("GET", f"{FLOW_SERVICE}/nowhere"), ("PUT", PATHS[0])):
            data = None if method == "GET" else b"{"
            reply = raw(method, path, data=data, headers={"Authorization": None})
            assert answer(reply) == TOKEN_MISSING


@pytest.mark.rests_on("request.refusals")
@pytest.mark.parametrize(
    "path", [f"{FLOW_SERVICE}/nowhere", f"{FLOW_SERVICE}/flows/a/b/c", FLOW_SERVICE, "/data/x", "/"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_an_unknown_path_is_404_in_json(raw: Raw, method: str, path: str) -> None:
    reply = raw(method, path)
    refused(reply, 404)


@pytest.mark.rests_on("request.refusals")
@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", PATHS[0]), ("DELETE", PATHS[1]), ("PATCH", PATHS[4]), ("OPTIONS", PATHS[0]), ("BREW", PATHS[5])],
)
def test_a_wrong_method_is_405_in_json_and_names_the_right_ones(raw: Raw, method: str, path: str) -> None:
    reply = raw(method, path)
    refused(reply, 405)
    assert "GET" in reply.headers["Allow"]


@pytest.mark.rests_on("request.slash")
def test_a_slash_too_many_at_the_end_does_no_harm(raw: Raw) -> None:
    for path in PATHS:
        base, mark, query = path.partition("?")
        assert raw("GET", f"{base}/{mark}{query}").status_code == 200


@pytest.mark.rests_on("header.sandbox")
def test_a_missing_sandbox_means_prod_or_is_refused_as_the_rules_say(raw: Raw, rules: Readings) -> None:
    reply = raw("GET", PATHS[0], headers={"x-sandbox-name": None})
    assert reply.status_code in rules.allowed("header.sandbox", tutorial=200, published=400)
    if reply.ok:
        assert reply.json() == raw("GET", PATHS[0], headers={"x-sandbox-name": "prod"}).json()
    else:
        refused(reply)


@pytest.mark.rests_on("sandbox.name", "sandbox.codes")
@pytest.mark.parametrize("name", ["*", "No Such", "ÄÖ", "a/b", "x" * 5000])
def test_a_sandbox_that_cannot_be_is_refused(raw: Raw, name: str) -> None:
    for path in PATHS[:-1]:
        reply = raw("GET", path, headers={"x-sandbox-name": name.encode()})
        assert 400 <= reply.status_code < 500
        assert is_clear_error(reply)
