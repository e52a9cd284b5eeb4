"""The emulator in process answers as the one that is served does, and lets nothing out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import Client
from mock_flowservice.errors import UsageError
from mock_flowservice.intercept import IMS, PLATFORM, intercepted
from tests.servers import serving

FLOW_SERVICE = "/data/foundation/flowservice"
CONNECTION = {
    "name": "Mixpanel",
    "connectionSpec": {"id": "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb", "version": "1.0"},
    "auth": {"specName": "Basic Authentication", "params": {"username": "me", "password": "open sesame"}},
}
HEADERS = {
    "Authorization": "Bearer any",
    "x-api-key": "me",
    "x-gw-ims-org-id": "C0117AC7C0117AC7C0117AC7@AdobeOrg",
    "x-sandbox-name": "prod",
    "Content-Type": "application/json",
}
SEED = "7"
TELLING = ("Content-Type", "Allow", "Location", "x-mock-rule")

paths = st.one_of(
    st.sampled_from(["/", "/data", f"{FLOW_SERVICE}/connections", f"{FLOW_SERVICE}/connections/", "/_mock/health"]),
    st.text("a%2Fé ~+;=&?#.", max_size=8).map(f"{FLOW_SERVICE}/connections/".__add__),
)
bodies: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.binary(max_size=20), st.just("{}"), st.just(b'{"name": "x"}'), st.text(max_size=10)
)
sent_headers = st.dictionaries(
    st.sampled_from(["x-sandbox-name", "Content-Type", "If-Match", "X_ODD", "authorization"]),
    st.sampled_from(["prod", "application/json", '"a"', "", "Bearer x"]),
    max_size=2,
)


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    with serving("--port", "0", "--seed", SEED) as (_, url):
        yield url


@pytest.fixture(scope="module")
def in_process(served: str) -> Iterator[str]:
    with intercepted(seed=int(SEED)) as mock:
        mock.add_passthru(served)
        yield PLATFORM


@given(
    method=st.sampled_from(["GET", "POST", "PATCH", "DELETE", "PUT", "OPTIONS"]),
    path=paths,
    body=bodies,
    headers=sent_headers,
    params=st.sampled_from([None, {"limit": "1"}, [("property", "name==a b"), ("property", "id==ö")]]),
)
def test_any_request_has_the_answer_of_a_served_emulator(
    served: str, in_process: str, method: str, path: str, body: Any, headers: dict[str, str], params: Any
) -> None:
    sent: Any = {name: value.encode("latin-1") for name, value in {**HEADERS, **headers}.items()}
    answers = [
        requests.request(
            method, origin + path, headers=sent, data=body, params=params, allow_redirects=False, timeout=9
        )
        for origin in (served, in_process)
    ]
    told = [
        (each.status_code, each.content.replace(origin.encode(), b""), [each.headers.get(name) for name in TELLING])
        for each, origin in zip(answers, (served, in_process), strict=True)
    ]
    assert told[0] == told[1]


def test_a_body_in_pieces_or_from_a_file_arrives_whole() -> None:
    with intercepted():
        for body in (iter([b'{"name": ', b'"x"}']), BytesIO(b'{"name": "x"}')):
            reply = requests.post(f"{PLATFORM}{FLOW_SERVICE}/connections", headers=HEADERS, data=body, timeout=9)
            assert "connectionSpec" in reply.text


def test_nothing_goes_anywhere_else() -> None:
    with intercepted(), pytest.raises(requests.ConnectionError):
        requests.get("https://platform.adobe.io.example.com/", timeout=9)


def test_each_context_has_an_emulator_of_its_own_and_threads_share_it() -> None:
    caller: Any = {"client_id": "me", "client_secret": "any", "org": HEADERS["x-gw-ims-org-id"], "environ": {}}

    def make(_: int) -> str:
        with Client(**caller) as client:
            return client.connections.create(CONNECTION).id

    for _ in range(2):
        with intercepted(), ThreadPoolExecutor(4) as threads, Client(**caller) as client:
            made = [*threads.map(make, range(20))]
            assert {each.id for each in client.connections.list()} == {*made}
            assert len({*made}) == len(made)


def test_it_is_set_up_as_the_server_is() -> None:
    with intercepted(profile="published", origins=["http://localhost:1234"]):
        answer = requests.get("http://localhost:1234/_mock/health", timeout=9).json()
        assert answer["profile"] == "published"
        with pytest.raises(requests.ConnectionError):
            requests.get(IMS, timeout=9)
    with pytest.raises(UsageError), intercepted(profile="nobody's"):
        pass


def test_a_long_session_does_not_keep_its_calls() -> None:
    with intercepted() as mock:
        for _ in range(3):
            requests.get(f"{PLATFORM}/_mock/health", timeout=9)
        assert len(mock.calls) == 1
