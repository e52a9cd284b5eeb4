"""The curl line: what a shell reads from it is what was sent."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import Exchange, as_curl
from tests.client.client_under_test import FLOWS, client_of, entity, scripted

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
BODIES = st.dictionaries(TEXT.map(lambda key: f"field {len(key)}"), TEXT | st.integers() | st.lists(TEXT, max_size=2))


def exchange(method: str = "POST", body: bytes = b"", headers: dict[str, str] | None = None) -> Exchange:
    return Exchange(method, f"{FLOWS}?limit=5&property=a%3D%3Db", headers or {}, body, 200, {}, b"", 0.2)


@given(body=BODIES, value=TEXT, odd=st.text("'\"$`\\!;&| #*"))
def test_a_shell_reads_back_what_was_sent(body: dict[str, Any], value: str, odd: str) -> None:
    sent = exchange(body=json.dumps(body).encode(), headers={"x-note": value, "User-Agent": "u", "Content-Length": "9"})
    sent = replace(sent, url=f"{FLOWS}?note={odd}")
    words = shlex.split(as_curl(sent))
    assert words[:4] == ["curl", "-X", "POST", sent.url]
    assert words[words.index("-H") + 1] == f"x-note: {value}"
    assert words.count("-H") == 1
    assert json.loads(words[words.index("--data-raw") + 1]) == body


@pytest.mark.parametrize(("method", "start"), [("GET", "curl http"), ("HEAD", "curl --head "), ("PUT", "curl -X PUT ")])
def test_each_method_is_written_as_curl_wants_it(method: str, start: str) -> None:
    assert as_curl(exchange(method)).replace("'", "").startswith(start)


def test_headers_that_give_access_are_masked_and_the_key_is_not() -> None:
    headers = {
        "Authorization": "Bearer abc",
        "Cookie": "sid=abc",
        "x-api-key": "my-key",
        "X-Auth-Token": "abc",
    }
    text = as_curl(exchange(headers=headers))
    assert "'Authorization: Bearer ******'" in text
    assert "'x-api-key: my-key'" in text
    assert "abc" not in text


def test_a_form_shows_its_fields_without_the_secret() -> None:
    text = as_curl(exchange(body=b"grant_type=client_credentials&client_id=key&client_secret=abc&scope=a%2Cb"))
    assert "grant_type=client_credentials&client_id=key&client_secret=******&scope=a%2Cb" in text


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"neither form nor JSON"])
def test_any_other_body_shows_only_its_length(body: bytes) -> None:
    assert f"<{len(body)} bytes>" in as_curl(exchange(body=body))


def test_the_observer_sees_every_exchange_as_it_travelled() -> None:
    seen: list[Exchange] = []
    with scripted() as answers, client_of(on_exchange=seen.append) as client:
        answers.get(f"{FLOWS}/f1", json=entity(), headers={"x-mock-rule": "etag.form"})
        answers.get(f"{FLOWS}/f2", json={"errorMessage": "none"}, status=404)
        client.flows.retrieve("f1")
        with pytest.raises(Exception, match="none"):
            client.flows.retrieve("f2")
    first, second = seen
    assert (first.method, first.url, first.status, second.status) == ("GET", f"{FLOWS}/f1", 200, 404)
    assert first.request_headers["Authorization"] == "Bearer ready-made"
    assert first.reply_headers["x-mock-rule"] == "etag.form"
    assert json.loads(first.reply_body) == entity()
    assert (first.request_body, first.seconds >= 0) == (b"", True)
