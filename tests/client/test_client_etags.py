"""Etags: carried untouched, and what happens when they are stale."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import FlowServiceError, StaleEtag, add, remove, replace
from tests.client.client_under_test import ETAG, FLOWS, Asked, Server, client_of, entity, scripted, serving

STALE = {"errorMessage": "Supplied version does not match", "errorDetails": "Supplied version does not match"}
ETAGS = st.text(st.characters(exclude_categories=["Cc", "Cs"])).filter(lambda text: text == text.strip())


@pytest.fixture(scope="module")
def echo() -> Iterator[Server]:
    """Takes the etag a test hands it in the id, and takes any patch."""

    def script(asked: Asked) -> tuple[int, dict[str, str], object]:
        return (
            200,
            {},
            {"id": "f1", "etag": ETAG} if asked.method == "PATCH" else {"items": [json.loads(held[0])]},
        )

    held: list[str] = ["{}"]
    with serving(script) as server:
        server.held = held  # type: ignore[attr-defined]
        yield server


@given(etag=ETAGS | ETAGS.map(lambda text: f'"{text}"'))
def test_an_etag_goes_out_byte_for_byte_as_it_came_in(echo: Server, etag: str) -> None:
    echo.held[0] = json.dumps({"id": "f1", "etag": etag})  # type: ignore[attr-defined]
    with client_of(base_url=echo.url) as client:
        flow = client.flows.retrieve("f1")
        client.flows.update("f1", [replace("/name", "Nightly")], etag=flow.etag)
    assert echo.asked[-1].headers["if-match"] == etag.encode()


def test_a_patch_travels_as_an_array_of_operations() -> None:
    with scripted() as answers, client_of() as client:
        answers.patch(f"{FLOWS}/f1", json={"id": "f1", "etag": '"new"'})
        operations = [add("/description", "d"), replace("/name", "n"), remove("/policy")]
        answer = client.flows.update("f1", operations, etag=ETAG)
        request = answers.calls[0].request
    assert json.loads(str(request.body, "utf-8") if isinstance(request.body, bytes) else request.body or "") == [
        {"op": "add", "path": "/description", "value": "d"},
        {"op": "replace", "path": "/name", "value": "n"},
        {"op": "remove", "path": "/policy"},
    ]
    assert (answer.id, answer.etag) == ("f1", '"new"')


@pytest.mark.parametrize("patch", [replace("/name", "n"), {}, None, "add", [["op", "remove"]]])
def test_a_patch_that_is_no_list_of_operations_is_refused_before_anything_is_sent(patch: Any) -> None:
    with scripted() as answers, client_of() as client:
        for update in (
            lambda: client.flows.update("f1", patch, etag=ETAG),
            lambda: client.datasets.update("d1", patch),
            lambda: client.schemas.update("s1", patch),
        ):
            with pytest.raises(TypeError, match="a patch is a list of operations"):
                update()
        assert len(answers.calls) == 0


def test_no_etag_sends_no_if_match() -> None:
    with scripted() as answers, client_of() as client:
        answers.patch(f"{FLOWS}/f1", json={"id": "f1", "etag": ETAG})
        client.flows.update("f1", [remove("/policy")], etag=None)
        assert "If-Match" not in answers.calls[0].request.headers


def test_an_etag_that_no_header_can_carry_is_a_value_error_and_nothing_is_sent() -> None:
    with scripted() as answers, client_of() as client:
        with pytest.raises(ValueError, match="header"):
            client.flows.update("f1", [remove("/policy")], etag='"a"\r\nX-Evil: 1')
        assert len(answers.calls) == 0


def test_a_stale_etag_is_raised_as_such() -> None:
    with scripted() as answers, client_of() as client:
        answers.patch(f"{FLOWS}/f1", json=STALE, status=412)
        with pytest.raises(StaleEtag, match="does not match"):
            client.flows.update("f1", [replace("/name", "n")], etag=ETAG)


def test_a_change_reads_again_and_decides_anew_until_it_wins() -> None:
    seen: list[str | None] = []
    with scripted() as answers, client_of() as client:
        for turn, status in enumerate((412, 412, 200)):
            answers.get(f"{FLOWS}/f1", json=entity(name=f"name {turn}", etag=f'"{turn}"'))
            answers.patch(f"{FLOWS}/f1", json=STALE if status == 412 else {"id": "f1", "etag": '"9"'}, status=status)

        def decide(flow: object) -> list[dict[str, object]]:
            seen.append(getattr(flow, "name", None))
            return [replace("/name", "mine")]

        assert client.flows.change("f1", decide).etag == '"9"'
        sent = [call.request.headers["If-Match"] for call in answers.calls if call.request.method == "PATCH"]
    assert seen == ["name 0", "name 1", "name 2"]
    assert sent == ['"0"', '"1"', '"2"']


@pytest.mark.parametrize("attempts", [1, 2, 4])
def test_a_change_gives_up_after_its_attempts(attempts: int) -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{FLOWS}/f1", json=entity())
        patched = answers.patch(f"{FLOWS}/f1", json=STALE, status=412)
        with pytest.raises(StaleEtag):
            client.flows.change("f1", lambda flow: [replace("/name", "n")], attempts=attempts)
        assert patched.call_count == attempts


def test_a_change_of_what_has_no_etag_yet_says_so_and_sends_nothing() -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{FLOWS}/f1", json={"items": [{"id": "f1", "state": "initializing"}]})
        with pytest.raises(FlowServiceError, match="f1 has no etag yet, its state is initializing"):
            client.flows.change("f1", lambda flow: [replace("/name", "n")])
        assert [call.request.method for call in answers.calls] == ["GET"]


def test_a_change_that_decides_on_nothing_sends_nothing() -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{FLOWS}/f1", json=entity())
        assert client.flows.change("f1", lambda flow: []).etag == ETAG
        assert [call.request.method for call in answers.calls] == ["GET"]
