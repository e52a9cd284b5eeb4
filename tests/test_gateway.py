"""The gateway: which header is missed or refused first, with which body, the same for every service."""

import pytest
from flask import Flask

from mock_flowservice import create_app
from mock_flowservice.clock import Clock
from mock_flowservice.contract import operations
from mock_flowservice.emulator import Emulator
from mock_flowservice.settings import Settings
from mock_flowservice.tokens import LIFETIME

GOOD = {
    "Authorization": "Bearer something",
    "x-api-key": "key",
    "x-gw-ims-org-id": "0123456789ABCDEF01234567@AdobeOrg",
    "x-sandbox-name": "prod",
}
FLOWS = "/data/foundation/flowservice/flows"
GUARDED = sorted({f"{each.path}" for each in operations().values() if each.guarded and "{" not in each.path})


class StillClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = 1_700_000_000_000

    def now(self) -> int:
        return self.time


def refusal(app: Flask, headers: dict[str, str], path: str = FLOWS) -> tuple[int, str, str]:
    """Status, error code and message of a refused call."""
    reply = app.test_client().get(path, headers=headers)
    body = reply.get_json()
    assert set(body) == {"error_code", "message"}
    return reply.status_code, body["error_code"], body["message"]


def without(*names: str) -> dict[str, str]:
    return {name: value for name, value in GOOD.items() if name not in names}


@pytest.mark.parametrize("path", GUARDED)
@pytest.mark.parametrize(
    ("header", "value", "expected"),
    [
        ("Authorization", None, (403, "403010", "Oauth token is missing.")),
        ("Authorization", "Bearer", (401, "401013", "Oauth token is not valid")),
        ("Authorization", "Basic dTpw", (401, "401013", "Oauth token is not valid")),
        ("x-api-key", None, (403, "403000", "Api Key is required")),
        ("x-api-key", "  ", (403, "403000", "Api Key is required")),
        ("x-gw-ims-org-id", None, (400, "400003", "Missing header")),
        ("x-gw-ims-org-id", "nobody", (403, "403027", "User region is missing")),
    ],
)
def test_a_bad_header_is_refused_alike_by_every_service(
    app: Flask, path: str, header: str, value: str | None, expected: tuple[int, str, str]
) -> None:
    headers = without(header) | ({header: value} if value is not None else {})
    assert refusal(app, headers, path) == expected


def test_the_scheme_of_the_token_is_compared_without_regard_to_case(app: Flask) -> None:
    for scheme in ("Bearer", "bearer", "BEARER"):
        assert app.test_client().get(FLOWS, headers=GOOD | {"Authorization": f"{scheme} x"}).status_code == 200


def test_the_first_thing_wrong_is_reported_in_the_order_of_the_rule(app: Flask) -> None:
    assert refusal(app, {})[1] == "403010"
    assert refusal(app, without("x-api-key", "x-gw-ims-org-id"))[1] == "403000"
    assert refusal(create_app(profile="published"), {})[1] == "403000"


def test_the_gateway_comes_before_the_path(app: Flask) -> None:
    assert refusal(app, {}, "/data/foundation/flowservice/nothing")[1] == "403010"
    assert app.test_client().get("/data/foundation/flowservice/nothing", headers=GOOD).status_code == 404


def test_what_lies_before_the_gateway_asks_for_no_header(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/_mock/health").status_code == 200
    assert client.get("/nothing").status_code == 404


def test_only_the_clients_and_organisations_that_were_named_are_let_in() -> None:
    app = create_app(clients={"me": "secret"}, orgs=frozenset({GOOD["x-gw-ims-org-id"]}))
    assert refusal(app, GOOD) == (403, "403003", "Api Key is invalid")
    mine = GOOD | {"x-api-key": "me"}
    assert app.test_client().get(FLOWS, headers=mine).status_code == 200
    other = mine | {"x-gw-ims-org-id": "ABCDEF0123456789ABCDEF01@AdobeOrg"}
    assert refusal(app, other) == (403, "403025", "Profile is not valid")


def test_published_lets_in_only_tokens_of_its_own_with_the_api_key_they_are_for() -> None:
    emulator = Emulator(Settings(rules={"auth.token": "published"}))
    app = create_app(emulator)
    token = f"Bearer {emulator.tokens.issue('key', 'openid')}"
    assert refusal(app, GOOD)[1] == "401013"
    assert app.test_client().get(FLOWS, headers=GOOD | {"Authorization": token}).status_code == 200
    assert refusal(app, GOOD | {"Authorization": token, "x-api-key": "other"})[1] == "403003"


@pytest.mark.parametrize("profile", ["tutorial", "published"])
def test_a_token_of_its_own_is_good_until_it_expires(profile: str) -> None:
    clock = StillClock()
    taken: Clock = clock
    emulator = Emulator(Settings(rules={"auth.token": profile}), clock=taken)  # type: ignore[dict-item]
    app = create_app(emulator)
    headers = GOOD | {"Authorization": f"Bearer {emulator.tokens.issue('key', 'openid')}"}
    clock.time += LIFETIME * 1000 - 1
    assert app.test_client().get(FLOWS, headers=headers).status_code == 200
    clock.time += 1
    assert refusal(app, headers)[1] == "401013"


def test_published_asks_for_a_whole_organisation_id() -> None:
    app = create_app(rules={"header.org": "published"})
    assert app.test_client().get(FLOWS, headers=GOOD).status_code == 200
    assert refusal(app, GOOD | {"x-gw-ims-org-id": "me@AdobeOrg"})[1] == "403027"


def sandbox_status(app: Flask, headers: dict[str, str]) -> tuple[int, str | None]:
    reply = app.test_client().get(FLOWS, headers=headers)
    return reply.status_code, reply.get_json().get("code")


def test_the_sandbox_header_follows_its_rules(app: Flask) -> None:
    strict = create_app(
        rules={
            "header.sandbox": "published",
            "sandbox.unknown": "published",
            "header.sandbox_id": "published",
        }
    )
    assert sandbox_status(app, without("x-sandbox-name")) == (200, None)
    assert sandbox_status(strict, without("x-sandbox-name")) == (400, "2105-400")
    assert sandbox_status(app, GOOD | {"x-sandbox-name": "team-a"}) == (200, None)
    assert sandbox_status(strict, GOOD | {"x-sandbox-name": "team-a"}) == (404, "2100-404")
    assert sandbox_status(strict, GOOD | {"x-sandbox-name": "dev"}) == (200, None)
    assert sandbox_status(app, GOOD | {"x-sandbox-name": "No Such!"}) == (404, "2100-404")
    assert sandbox_status(app, GOOD | {"x-sandbox-name": "*"}) == (403, "2111-403")
    assert sandbox_status(app, GOOD | {"x-sandbox-id": "1"}) == (200, None)
    assert sandbox_status(strict, GOOD | {"x-sandbox-id": "1"}) == (400, "2110-400")


def test_a_rule_that_the_answer_rests_on_is_named(app: Flask) -> None:
    reply = app.test_client().get(FLOWS, headers=without("x-sandbox-name"))
    assert "header.sandbox" in reply.headers["x-mock-rule"].split(", ")
    assert "header.sandbox" not in app.test_client().get(FLOWS, headers=GOOD).headers["x-mock-rule"].split(", ")
