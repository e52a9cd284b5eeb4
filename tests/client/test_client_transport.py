"""The wire: what is repeated, what is not, time-outs, headers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import Client, NoAnswer, RateLimited, ServerError, __version__, replace
from tests.client.client_under_test import FLOWS, Answer, Asked, client_of, entity, scripted, serving


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds urllib3 would have slept."""
    seconds: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time", SimpleNamespace(sleep=seconds.append, time=lambda: 0.0))
    return seconds


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_get_is_repeated_until_it_is_answered(status: int, slept: list[float]) -> None:
    turns = iter([status, status, 200])
    with (
        serving(lambda asked: (next(turns), {}, entity())) as server,
        client_of(base_url=server.url, retries=3) as client,
    ):
        assert client.flows.retrieve("f1").id == "f1"
        assert len(server.asked) == 3
    assert slept == [1.0]


@pytest.mark.parametrize(("status", "kind"), [(429, RateLimited), (503, ServerError)])
def test_when_the_repeats_are_used_up_the_last_answer_is_raised(
    status: int, kind: type[Exception], slept: list[float]
) -> None:
    body = {"error_code": "429050", "message": "Too many requests"}
    with serving(lambda asked: (status, {"Retry-After": "7"}, body)) as server:
        with client_of(base_url=server.url, retries=2) as client, pytest.raises(kind) as caught:
            client.flows.retrieve("f1")
        assert len(server.asked) == 3
    assert slept == [7.0, 7.0]
    assert getattr(caught.value, "retry_after", None) == 7.0


def test_a_wait_that_is_too_long_is_left_to_the_caller(slept: list[float]) -> None:
    with serving(lambda asked: (429, {"Retry-After": "86400"}, {"message": "slow"})) as server:
        with client_of(base_url=server.url, retries=3) as client, pytest.raises(RateLimited) as caught:
            client.flows.retrieve("f1")
        assert len(server.asked) == 1
    assert (slept, caught.value.retry_after) == ([], 86400.0)


def test_a_retry_after_nobody_can_read_counts_as_none(slept: list[float]) -> None:
    turns = iter([503, 200])
    later = {"Retry-After": "soon"}
    with (
        serving(lambda asked: (next(turns), later, entity())) as server,
        client_of(base_url=server.url, retries=1) as client,
    ):
        assert client.flows.retrieve("f1").id == "f1"


WRITES = {
    "POST": lambda client: client.flows.create({"name": "n"}),
    "PATCH": lambda client: client.flows.update("f1", [replace("/name", "n")], etag='"e"'),
    "PUT": lambda client: client.mapping_sets.replace("m1", {}),
    "DELETE": lambda client: client.flows.delete("f1"),
}


@pytest.mark.parametrize("status", [429, 503, None])
@pytest.mark.parametrize("method", sorted(WRITES))
def test_a_write_is_never_sent_twice(method: str, status: int | None, slept: list[float]) -> None:
    answer = None if status is None else (status, {"Retry-After": "1"}, {"message": "no"})
    with serving(lambda asked: answer) as server:
        with (
            client_of(base_url=server.url, retries=3) as client,
            pytest.raises((RateLimited, ServerError, NoAnswer)),
        ):
            WRITES[method](client)
        assert [asked.method for asked in server.asked] == [method]
    assert slept == []


def test_a_500_is_not_repeated(slept: list[float]) -> None:
    with serving(lambda asked: (500, {}, {"message": "broken"})) as server:
        with client_of(base_url=server.url, retries=3) as client, pytest.raises(ServerError):
            client.flows.retrieve("f1")
        assert len(server.asked) == 1


def test_a_get_that_is_hung_up_on_is_repeated(slept: list[float]) -> None:
    turns: Iterator[Answer | None] = iter([None, (200, {}, entity())])
    with serving(lambda asked: next(turns)) as server, client_of(base_url=server.url, retries=1) as client:
        assert client.flows.retrieve("f1").id == "f1"


@pytest.mark.parametrize("retries", [0, 2])
@pytest.mark.parametrize("ask", [lambda client: client.flows.retrieve("f1"), WRITES["POST"]], ids=["GET", "POST"])
def test_a_refused_connection_is_no_answer(ask: object, retries: int, slept: list[float]) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        with client_of(base_url=url, retries=retries) as client, pytest.raises(NoAnswer, match="refused"):
            ask(client)  # type: ignore[operator]


def test_a_server_that_says_nothing_is_no_answer() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        with client_of(base_url=url, read_timeout=0.05) as client, pytest.raises(NoAnswer, match="timed out"):
            client.flows.retrieve("f1")


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    with serving(lambda asked: (200, {"Content-Length": "1000"}, b"{") if asked.path else None) as server:
        broken = client_of(base_url=server.url, read_timeout=0.05)
        with broken as client, pytest.raises(NoAnswer):
            client.flows.retrieve("f1")


def test_every_request_carries_the_gateways_headers() -> None:
    with scripted() as answers, client_of(sandbox="dev") as client:
        answers.get(f"{FLOWS}/f1", json=entity())
        client.flows.retrieve("f1")
        headers = answers.calls[0].request.headers
    assert headers["Authorization"] == "Bearer ready-made"
    assert headers["x-api-key"] == "key"
    assert headers["x-gw-ims-org-id"] == "ORG@AdobeOrg"
    assert headers["x-sandbox-name"] == "dev"
    assert headers["User-Agent"] == f"flowservice-client/{__version__}"


def test_a_body_brings_its_content_type_and_none_brings_none() -> None:
    with scripted() as answers, client_of() as client:
        answers.post(FLOWS, json={"id": "f1"}, status=201)
        answers.post(f"{FLOWS}/f1/action", json={"id": "f1"})
        client.flows.create({"name": "n"})
        client.flows.action("f1", "disable")
        first, second = (call.request for call in answers.calls)
    assert first.headers["Content-Type"] == "application/json"
    assert "Content-Type" not in second.headers
    assert second.url == f"{FLOWS}/f1/action?op=disable"


def test_a_netrc_file_does_not_replace_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine service.test login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with scripted() as answers, client_of() as client:
        answers.get(f"{FLOWS}/f1", json=entity())
        client.flows.retrieve("f1")
        assert answers.calls[0].request.headers["Authorization"] == "Bearer ready-made"


@given(connect=st.floats(0.1, 100), read=st.floats(0.1, 100))
def test_every_request_has_both_time_outs_and_checks_certificates(connect: float, read: float) -> None:
    with scripted() as answers, client_of(connect_timeout=connect, read_timeout=read) as client:
        answers.get(f"{FLOWS}/f1", json=entity())
        client.flows.retrieve("f1")
        sent = answers.calls[0].request.req_kwargs  # type: ignore[attr-defined]
    assert sent["timeout"] == (connect, read)
    assert sent["verify"]


def test_a_client_can_be_used_by_many_threads() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def script(asked: Asked) -> tuple[int, dict[str, str], object]:
        return 200, {}, {"items": [{"id": asked.path.rpartition("/")[2]}]}

    def retrieve(client: Client, id: str) -> bool:
        return client.flows.retrieve(id).id == id

    with serving(script) as server, client_of(base_url=server.url) as client, ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda number: retrieve(client, f"f{number}"), range(60)))
