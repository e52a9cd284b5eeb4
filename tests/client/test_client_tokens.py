"""Tokens: fetched once, renewed in time, and once more when refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import ApiError
from flowservice_client.tokens import MARGIN, Tokens
from flowservice_client.transport import Transport
from tests.client.client_under_test import BASE, FLOWS, Asked, client_of, entity, scripted, serving

IMS = f"{BASE}/ims/token/v3"
# Parts of a lifetime, often close to its end.
AGES = st.floats(0, 4) | st.sampled_from([0.85, 0.89, 0.901, 0.95, 0.999, 1.0, 1.9, 1.95])
EXPIRED = {"error_code": "401013", "message": "Oauth token is not valid"}


def tokens_of(clock: list[float], **options: Any) -> Tokens:
    with client_of(access_token=None, client_secret="hidden", **options) as client:
        return Tokens(client.settings, Transport(client.settings), now=lambda: clock[0])


def test_the_form_has_the_four_fields_and_no_gateway_header() -> None:
    with scripted() as answers:
        answers.post(IMS, json={"access_token": "t1", "token_type": "bearer", "expires_in": 86399})
        assert tokens_of([0.0], scopes=["openid", "session"]).current() == "t1"
        request = answers.calls[0].request
    assert parse_qs(str(request.body)) == {
        "grant_type": ["client_credentials"],
        "client_id": ["key"],
        "client_secret": ["hidden"],
        "scope": ["openid,session"],
    }
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert not {"Authorization", "x-api-key", "x-gw-ims-org-id"} & set(request.headers)


@given(lifetime=st.integers(1, 100_000), ages=st.lists(AGES, max_size=8).map(sorted))
def test_a_token_is_kept_while_it_is_good_and_never_used_after_it_expired(lifetime: int, ages: list[float]) -> None:
    clock, given_at = [0.0], dict[str, float]()

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        given_at[f"t{len(given_at)}"] = clock[0]
        return 200, {}, f'{{"access_token": "t{len(given_at) - 1}", "expires_in": {lifetime}}}'

    margin = min(MARGIN, lifetime / 10)
    with scripted() as answers:
        answers.add_callback("POST", IMS, callback=answer)
        tokens = tokens_of(clock)
        for moment in (age * lifetime for age in ages):
            clock[0] = moment
            newest = max(given_at.values(), default=None)
            fetched = len(given_at)
            assert moment < given_at[tokens.current()] + lifetime
            kept = newest is not None and moment < newest + lifetime - margin
            assert (len(given_at) == fetched) == kept


def test_a_token_without_a_lifetime_is_used_until_it_is_refused() -> None:
    clock = [0.0]
    with scripted() as answers:
        answers.post(IMS, json={"access_token": "t1"})
        tokens = tokens_of(clock)
        tokens.current()
        clock[0] = 1e9
        assert tokens.current() == "t1"
        assert len(answers.calls) == 1


@pytest.mark.parametrize("status", [401013, "401013"])
def test_a_refused_token_is_renewed_once_and_the_request_repeated(status: object) -> None:
    with scripted() as answers, client_of(client_secret="hidden", access_token="old") as client:
        answers.post(FLOWS, json={**EXPIRED, "error_code": status}, status=401)
        answers.post(FLOWS, json={"id": "f1", "etag": '"e"'}, status=201)
        answers.post(IMS, json={"access_token": "new", "expires_in": 86399})
        assert client.flows.create({"name": "n"}).id == "f1"
        sent = [call.request.headers.get("Authorization") for call in answers.calls]
    assert sent == ["Bearer old", None, "Bearer new"]


def test_a_second_refusal_is_raised() -> None:
    with scripted() as answers, client_of(client_secret="hidden", access_token="old") as client:
        asked = answers.get(f"{FLOWS}/f1", json=EXPIRED, status=401)
        answers.post(IMS, json={"access_token": "new", "expires_in": 86399})
        with pytest.raises(ApiError, match="401013"):
            client.flows.retrieve("f1")
        assert asked.call_count == 2


@pytest.mark.parametrize("body", [EXPIRED, {"error_code": "401999", "message": "other"}])
def test_without_a_secret_or_with_another_code_nothing_is_repeated(body: dict[str, str]) -> None:
    secret = None if body is EXPIRED else "hidden"
    with scripted() as answers, client_of(client_secret=secret) as client:
        asked = answers.get(f"{FLOWS}/f1", json=body, status=401)
        with pytest.raises(ApiError):
            client.flows.retrieve("f1")
        assert asked.call_count == 1


def test_a_refusal_by_ims_carries_its_own_words() -> None:
    refused = {"error": "invalid_client", "error_description": "invalid client_secret parameter"}
    with scripted() as answers:
        answers.post(IMS, json=refused, status=400)
        with pytest.raises(ApiError) as caught:
            tokens_of([0.0]).current()
    assert (caught.value.status, caught.value.code) == (400, "invalid_client")
    assert caught.value.detail == "invalid client_secret parameter"


@pytest.mark.parametrize(
    "body", ["{}", "<html>", '{"access_token": ""}', '{"access_token": "a\\nb"}', '{"access_token": 3}']
)
def test_an_answer_without_a_usable_token_is_an_error(body: str) -> None:
    with scripted() as answers:
        answers.post(IMS, body=body)
        with pytest.raises(ApiError, match="access_token"):
            tokens_of([0.0]).current()


def test_many_threads_ask_ims_only_once_at_the_start_and_once_after_a_refusal() -> None:
    issued: list[str] = []

    def script(asked: Asked) -> tuple[int, dict[str, str], object]:
        if asked.path == "/ims/token/v3":
            issued.append(f"t{len(issued)}")
            return 200, {}, {"access_token": issued[-1], "expires_in": 86399}
        good = asked.headers["authorization"] == b"Bearer t1"
        return (200, {}, entity()) if good else (401, {}, EXPIRED)

    start = Barrier(8)

    def retrieve(_: int) -> str:
        start.wait(timeout=10)
        return client.flows.retrieve("f1").id

    with serving(script) as server:
        client = client_of(base_url=server.url, access_token=None, client_secret="hidden")
        with client, ThreadPoolExecutor(8) as pool:
            assert list(pool.map(retrieve, range(8))) == ["f1"] * 8
    assert issued == ["t0", "t1"]
