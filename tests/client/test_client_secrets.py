"""Secrets: in no repr, no curl line and no error text, whatever they are."""

from __future__ import annotations

import base64
import json
import shlex
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import Client, Document, Exchange, NoAnswer, add, as_curl, replace
from flowservice_client.masking import masked
from tests.client.client_under_test import BASE, CONNECTIONS, client_of, entity, scripted

SECRETS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=8).map(
    lambda text: f"s3cr3t{text.strip()}"
)
KEYS = st.sampled_from(["password", "sasUri", "clientSecret", "orgId", "token", "anything", "host"])
PARAM = st.just("SECRET") | st.lists(st.just("SECRET"), min_size=1, max_size=2)
PARAMS = st.dictionaries(KEYS, PARAM, min_size=1)


def shows(text: str, secret: str) -> bool:
    """Whether the secret can be read off the text, plain or as JSON, forms and base64 write it."""
    inside_base64 = [base64.b64decode(word) for word in shlex.split(text) if _is_base64(word)]
    spelt = {secret, json.dumps(secret)[1:-1], quote_plus(secret), shlex.quote(secret)[1:-1]}
    return any(spelling in text for spelling in spelt) or any(secret.encode() in found for found in inside_base64)


def _is_base64(word: str) -> bool:
    try:
        return bool(base64.b64decode(word, validate=True))
    except ValueError:
        return False


def filled(params: Any, secret: str) -> Any:
    """The same JSON with the secret put where SECRET stands."""
    if isinstance(params, dict):
        return {name: filled(item, secret) for name, item in params.items()}
    return [secret for _ in params] if isinstance(params, list) else secret


def exchanges_of(ask: Callable[[Client], object], **options: Any) -> list[Exchange]:
    seen: list[Exchange] = []
    with scripted() as answers, client_of(on_exchange=seen.append, **options) as client:
        answers.post(f"{BASE}/ims/token/v3", json={"access_token": "t-fetched", "expires_in": 86399})
        answers.post(CONNECTIONS, json={"id": "c1", "etag": '"e"'}, status=201)
        answers.patch(f"{CONNECTIONS}/c1", json={"id": "c1", "etag": '"e"'})
        answers.get(f"{CONNECTIONS}/c1/explore", json={"data": []})
        ask(client)
    return seen


@given(secret=SECRETS, params=PARAMS)
def test_nothing_of_auth_params_is_in_a_repr_or_a_curl(secret: str, params: Any) -> None:
    auth = {"specName": "Basic Authentication", "params": filled(params, secret)}
    [exchange] = exchanges_of(lambda client: client.connections.create({"name": "Mixpanel", "auth": auth}))
    assert json.loads(exchange.request_body)["auth"] == auth
    document = Document({"id": "c1", "auth": auth, "name": "Mixpanel"})
    for text in (as_curl(exchange), repr(exchange), repr(document)):
        assert not shows(text, secret)
    assert "Basic Authentication" in as_curl(exchange)


@given(
    secret=SECRETS,
    params=PARAMS,
    path=st.sampled_from(["/auth", "/auth/params", "/auth/params/host", "", "/params/password", "/params/apiKey"]),
    make=st.sampled_from([add, replace]),
)
def test_a_patch_of_credentials_shows_none(secret: str, params: Any, path: str, make: Any) -> None:
    value = {"auth": {"params": filled(params, secret)}} if path == "" else filled(params, secret)
    [exchange] = exchanges_of(lambda client: client.connections.update("c1", [make(path, value)], etag='"e"'))
    assert not shows(as_curl(exchange), secret)


@given(secret=SECRETS, token=SECRETS)
def test_client_secret_and_tokens_are_shown_nowhere(secret: str, token: str) -> None:
    options = {"client_secret": secret, "access_token": None}
    fetched, created = exchanges_of(lambda client: client.connections.create({"name": "n"}), **options)
    with client_of(client_secret=secret, access_token=token) as client:
        texts = [repr(client), repr(client.settings), repr(client.tokens), str(vars(client.tokens))]
    texts += [as_curl(fetched), repr(fetched), as_curl(created), repr(created)]
    assert secret.strip() in client.settings.client_secret
    for text in texts:
        assert not any(shows(text, hidden) for hidden in (secret, token, "t-fetched"))


@given(secret=SECRETS)
def test_credentials_among_source_params_are_masked_and_the_rest_is_not(secret: str) -> None:
    given_params = {"projectId": "2671127", "refreshToken": secret}
    [exchange] = exchanges_of(
        lambda client: client.connections.explore("c1", object="json", source_params=given_params)
    )
    url = shlex.split(as_curl(exchange))[1]
    told = json.loads(base64.b64decode(url.partition("sourceParams=")[2]))
    assert told == {"projectId": "2671127", "refreshToken": "******"}
    assert url in repr(exchange)


def test_harmless_source_params_and_page_tokens_stay_readable() -> None:
    params = {"projectId": "2671127", "timezone": "Pacific Standard Time"}
    [exchange] = exchanges_of(lambda client: client.connections.explore("c1", object="json", source_params=params))
    assert exchange.url in as_curl(exchange)
    page = Exchange("GET", f"{BASE}/flows?continuationToken=abc", {}, b"", 200, {}, b"", 0.1)
    assert "continuationToken=abc" in as_curl(page)


def test_an_error_of_the_network_does_not_repeat_the_query() -> None:
    with client_of(base_url="http://127.0.0.1:1") as client, pytest.raises(NoAnswer) as caught:
        client.connections.explore("c1", source_params={"password": "s3cr3t-in-base64"})
    told = "".join(traceback.format_exception(caught.value))
    assert base64.b64encode(b'{"password":"s3cr3t-in-base64"}').decode()[:20] not in told
    assert "GET http://127.0.0.1:1/data/foundation/flowservice/connections/c1/explore" in str(caught.value)


def test_a_patch_kept_in_a_flow_is_masked_too() -> None:
    kept = entity(lastOperation={"ops": [{"op": "replace", "path": "/auth/params/password", "value": "s3cr3t"}]})
    assert "s3cr3t" not in str(masked(kept))
