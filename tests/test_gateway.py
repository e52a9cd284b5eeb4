"""The gateway: which header is missed or refused first, with which body, the same for every service."""

from typing import Any

import pytest

from mock_flowservice import create_app
from mock_flowservice.contract import operations
from mock_flowservice.tokens import LIFETIME
from tests.caller import Caller, emulated, shared
from tests.clocks import HandClock

FLOWS = "/data/foundation/flowservice/flows"
GUARDED = sorted({each.path for each in operations().values() if each.guarded and "{" not in each.path})
ORG = "0123456789ABCDEF01234567@AdobeOrg"


def refusal(caller: Caller, path: str = FLOWS, /, **headers: Any) -> tuple[int, str, str]:
    """Status, error code and message of a refused call."""
    answer = caller.ask("GET", path, headers=headers)
    assert answer.body.keys() == {"error_code", "message"}
    return answer.status, str(answer.body["error_code"]), answer.body["message"]


def status(caller: Caller, path: str = FLOWS, /, **headers: Any) -> int:
    return caller.ask("GET", path, headers=headers).status


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
    caller: Caller, path: str, header: str, value: str | None, expected: tuple[int, str, str]
) -> None:
    assert refusal(caller, path, **{header: value}) == expected


def test_the_scheme_of_the_token_is_compared_without_regard_to_case(caller: Caller) -> None:
    for scheme in ("Bearer", "bearer", "BEARER"):
        assert status(caller, Authorization=f"{scheme} x") == 200


def test_the_first_thing_wrong_is_reported_in_the_order_of_the_rule(caller: Caller) -> None:
    nothing = dict.fromkeys(caller.headers)
    assert refusal(caller, **nothing)[1] == "403010"
    assert refusal(caller, x_api_key=None, x_gw_ims_org_id=None)[1] == "403000"
    assert refusal(Caller(shared("published")), **nothing)[1] == "403000"


def test_the_gateway_comes_before_the_path(caller: Caller) -> None:
    nowhere = "/data/foundation/flowservice/nothing"
    assert refusal(caller, nowhere, **dict.fromkeys(caller.headers))[1] == "403010"
    assert status(caller, nowhere) == 404


def test_what_lies_before_the_gateway_asks_for_no_header(caller: Caller) -> None:
    nothing = dict.fromkeys(caller.headers)
    assert status(caller, "/_mock/health", **nothing) == 200
    assert status(caller, "/nothing", **nothing) == 404


def test_only_the_clients_and_organisations_that_were_named_are_let_in() -> None:
    app = create_app(clients={"me": "secret"}, orgs=frozenset({ORG}))
    caller = Caller(app, x_gw_ims_org_id=ORG, Authorization="Bearer something")
    assert refusal(caller) == (403, "403003", "Api Key is invalid")
    mine = caller.beside(x_api_key="me")
    assert status(mine) == 200
    assert refusal(mine, x_gw_ims_org_id="ABCDEF0123456789ABCDEF01@AdobeOrg") == (403, "403025", "Profile is not valid")


def test_published_lets_in_only_tokens_of_its_own_with_the_api_key_they_are_for() -> None:
    caller = Caller(shared(auth__token="published"))
    assert refusal(caller, Authorization="Bearer something")[1] == "401013"
    assert status(caller) == 200
    assert refusal(caller, x_api_key="other")[1] == "403003"


@pytest.mark.parametrize("profile", ["tutorial", "published"])
def test_a_token_of_its_own_is_good_until_it_expires(profile: str) -> None:
    clock = HandClock()
    caller = Caller(emulated(clock=clock, auth__token=profile))
    clock.moment += LIFETIME * 1000 - 1
    assert status(caller) == 200
    clock.moment += 1
    assert refusal(caller)[1] == "401013"


def test_published_asks_for_a_whole_organisation_id() -> None:
    caller = Caller(shared(header__org="published"))
    assert status(caller) == 200
    assert refusal(caller, x_gw_ims_org_id="me@AdobeOrg")[1] == "403027"


def test_the_sandbox_header_follows_its_rules(caller: Caller) -> None:
    rules = dict.fromkeys(("header.sandbox", "sandbox.unknown", "header.sandbox_id"), "published")
    strict = Caller(shared(**rules))

    def sandbox_refusal(caller: Caller, **headers: Any) -> tuple[int, str]:
        return caller.ask("GET", FLOWS, headers=headers).refusal

    assert status(caller, x_sandbox_name=None) == 200
    assert sandbox_refusal(strict, x_sandbox_name=None) == (400, "2105-400")
    assert status(caller, x_sandbox_name="team-a") == 200
    assert sandbox_refusal(strict, x_sandbox_name="team-a") == (404, "2100-404")
    assert status(strict, x_sandbox_name="dev") == 200
    assert sandbox_refusal(caller, x_sandbox_name="No Such!") == (404, "2100-404")
    assert sandbox_refusal(caller, x_sandbox_name="*") == (403, "2111-403")
    assert status(caller, x_sandbox_id="1") == 200
    assert sandbox_refusal(strict, x_sandbox_id="1") == (400, "2110-400")


def test_a_rule_that_the_answer_rests_on_is_named(caller: Caller) -> None:
    assert "header.sandbox" in caller.ask("GET", FLOWS, headers={"x-sandbox-name": None}).rules
    assert "header.sandbox" not in caller.ask("GET", FLOWS).rules
