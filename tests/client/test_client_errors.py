"""Errors: every envelope of every service becomes the right class with something to read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import requests
from hypothesis import example, given
from hypothesis import strategies as st

from flowservice_client import (
    ApiError,
    Client,
    FlowServiceError,
    Forbidden,
    NoAnswer,
    NotConfigured,
    NotFound,
    RateLimited,
    Ref,
    ServerError,
    StaleEtag,
)
from flowservice_client.envelopes import error_of
from tests.client.client_under_test import BASE, ETAG, FLOWS, client_of, scripted

WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=30)
CODES = st.from_regex(r"[0-9]{6}", fullmatch=True)
CLASSES = {403: Forbidden, 404: NotFound, 412: StaleEtag, 429: RateLimited}


def envelope(name: str, code: str, text: str, status: int) -> tuple[Any, str | None]:
    """A body as the service of that name sends it, and the code to be read from it."""
    problem = {"title": "Title", "status": status}
    kind = f"http://ns.adobe.com/aep/errors/XDM-{code}-{status}"
    return {
        "gateway": ({"error_code": code, "message": text}, code),
        "gateway with a number": ({"error_code": int(code), "message": text}, str(int(code))),
        "legacy": ({"errorMessage": text, "errorDetails": text}, None),
        "legacy, one key": ({"errorMessage": text}, None),
        "legacy with a code": ({"errorMessage": text, "errorDetails": text, "code": code}, code),
        "message alone": ({"message": text}, None),
        "placeholder": ({"type": "/placeholder/type/uri", **problem, "detail": text}, None),
        "registry": (
            {"type": kind, **problem, "report": {"registryRequestId": "r", "detailed-message": text}},
            f"XDM-{code}-{status}",
        ),
        "tenant problem": (
            {
                "title": text,
                "status": status,
                "report": {},
                "error-chain": [{"serviceId": "s", "errorCode": code}],
            },
            code,
        ),
        "ims": ({"error": "invalid_client", "error_description": text}, "invalid_client"),
        "ims, one key": ({"error": text}, text),
    }[name]


NAMES = [
    "gateway",
    "gateway with a number",
    "legacy",
    "legacy, one key",
    "legacy with a code",
    "message alone",
    "placeholder",
    "registry",
    "tenant problem",
    "ims",
    "ims, one key",
]


def answer(status: int, content: bytes, **headers: str) -> requests.Response:
    response = requests.Response()
    response.status_code, response._content = status, content
    response.headers.update(headers)
    return response


@given(name=st.sampled_from(NAMES), code=CODES, text=WORDS, status=st.integers(400, 599))
def test_every_envelope_gives_its_class_its_code_and_its_words(name: str, code: str, text: str, status: int) -> None:
    body, expected = envelope(name, code, text, status)
    error = error_of(answer(status, json.dumps(body).encode()))
    assert type(error) is (ServerError if status >= 500 else CLASSES.get(status, ApiError))
    assert (error.status, error.code, error.detail) == (status, expected, text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["error_code", "code", "error", "message", "type", "report", "error-chain", "detail", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(
    content=st.binary(max_size=200) | JSON.map(lambda body: json.dumps(body).encode()),
    status=st.integers(300, 700),
)
@example(content=b"[" * 100_000, status=500)
@example(content=b'{"a":' * 700 + b"1" + b"}" * 700, status=400)
def test_any_body_at_all_gives_an_error_with_something_to_read(content: bytes, status: int) -> None:
    error = error_of(answer(status, content))
    assert error.detail.strip()
    assert error.code is None or error.code.strip()
    assert str(error.status) in str(error)


def test_an_html_page_is_shown_in_short() -> None:
    error = error_of(answer(502, b"<html>\n <h1>Bad  Gateway</h1>" + b"x" * 5000))
    assert error.detail.startswith("<html> <h1>Bad Gateway</h1>")
    assert len(error.detail) == 500


def test_a_body_of_no_known_shape_is_shown_without_its_secrets() -> None:
    error = error_of(answer(400, json.dumps({"auth": {"params": {"user": "u-hidden"}}, "why": "w"}).encode()))
    assert "why" in error.detail
    assert "u-hidden" not in error.detail


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ({"x-request-id": "abc"}, {}, "abc"),
        ({}, {"report": {"registryRequestId": "def"}}, "def"),
        ({}, {}, None),
    ],
)
def test_the_request_id_is_found_in_header_or_body(headers: dict[str, str], body: Any, expected: str | None) -> None:
    assert error_of(answer(500, json.dumps(body).encode(), **headers)).request_id == expected


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("Thu, 01 Jan 1970 00:00:10 GMT", 0.0), ("soon", None), ("", None), ("-1", None)],
)
def test_retry_after_is_read_in_seconds(header: str, seconds: float | None) -> None:
    assert error_of(answer(429, b"", **{"Retry-After": header})).retry_after == seconds


def test_the_tree_is_as_drawn() -> None:
    leaves: list[type] = [Forbidden, NotFound, StaleEtag, RateLimited, ServerError]
    branches: list[type] = [ApiError, NoAnswer, NotConfigured]
    assert {kind.__bases__ for kind in leaves} == {(ApiError,)}
    assert {kind.__bases__ for kind in branches} == {(FlowServiceError,)}


def test_a_redirect_is_an_error_and_is_not_followed() -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{FLOWS}/f1", status=302, headers={"Location": "http://elsewhere.test/"})
        with pytest.raises(ApiError) as caught:
            client.flows.retrieve("f1")
        assert caught.value.status == 302
        assert len(answers.calls) == 1


@pytest.mark.parametrize("body", ["<html></html>", "", "[]", "{}", '{"items": []}', '{"items": [{"name": "x"}]}', "3"])
def test_a_success_without_an_entity_is_an_error_and_not_a_crash(body: str) -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{FLOWS}/f1", body=body)
        with pytest.raises(ApiError):
            client.flows.retrieve("f1")


@pytest.mark.parametrize("id", ["", ".", ".."])
def test_an_id_that_would_name_another_path_is_refused_before_anything_is_sent(id: str) -> None:
    with scripted() as answers, client_of() as client:
        with pytest.raises(ValueError, match="is not an id"):
            client.flows.delete(id)
        assert len(answers.calls) == 0


TAKES_AN_ID: dict[str, Callable[[Client, Any], object]] = {
    "retrieve": lambda client, id: client.connections.retrieve(id),
    "update": lambda client, id: client.flows.update(id, [], etag=None),
    "delete": lambda client, id: client.connections.delete(id),
    "action": lambda client, id: client.flows.action(id, "enable"),
    "test": lambda client, id: client.connections.test(id),
    "data set": lambda client, id: client.datasets.delete(id),
    "schema": lambda client, id: client.schemas.retrieve(id),
    "mapping set": lambda client, id: client.mapping_sets.retrieve(id),
    "mapping": lambda client, id: client.mapping_sets.mapping("m1", id),
    "sandbox": lambda client, id: client.sandboxes.retrieve(id),
}


@pytest.mark.parametrize(
    ("id", "said"),
    [
        (Ref({"id": "c1", "etag": ETAG}), "an id is a text, not Ref(id='c1'): pass its .id"),
        (None, "an id is a text, not NoneType"),
        ({"auth": "hidden"}, "an id is a text, not dict"),
    ],
)
@pytest.mark.parametrize("call", TAKES_AN_ID.values(), ids=TAKES_AN_ID)
def test_what_is_no_text_is_refused_as_an_id_before_anything_is_sent(
    call: Callable[[Client, Any], object], id: object, said: str
) -> None:
    with scripted() as answers, client_of() as client:
        with pytest.raises(TypeError) as caught:
            call(client, id)
        assert str(caught.value) == said
        assert len(answers.calls) == 0


@given(id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda id: id not in (".", "..")))
def test_any_other_id_stays_one_segment_of_the_path(id: str) -> None:
    with scripted() as answers, client_of() as client:
        answers.add_callback("DELETE", re.compile(".*"), callback=lambda request: (204, {}, ""))
        client.flows.delete(id)
        path = str(answers.calls[0].request.url).removeprefix(BASE)
    assert path.startswith("/data/foundation/flowservice/flows/")
    assert path.count("/") == 5
    assert not {"?", "#"} & set(path)
