"""Etags: compare and swap, and the order in which a change is checked."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier
from typing import Any

import pytest

from tests.bodies import KINDS, UNKNOWN, step
from tests.caller import emulated
from tests.flow_service.in_process import Platform
from tests.replies import Ref

every_kind = pytest.mark.parametrize("kind", KINDS)
FAULTS: dict[str, tuple[int, str]] = {
    "unknown id": (404, "1101-404"),
    "no If-Match": (400, "1403-400"),
    "empty body": (400, "1405-400"),
    "bad operation": (400, "1434-400"),
    "stale etag": (412, "1404-412"),
    "bad result": (400, "1304-400"),
}
"""What can be wrong with a change, in the order in which it is found out."""


@every_kind
def test_each_change_gives_a_new_etag_and_makes_the_old_one_stale(platform: Platform, kind: str) -> None:
    refs = [platform.given(kind)]
    for name in "abc":
        refs.append(platform.patch(kind, refs[-1], step("replace", "/name", name)).ref)
        entity = platform.get(kind, refs[-1].id)
        assert (entity["name"], entity["etag"], entity["version"]) == (name, refs[-1].etag, refs[-1].etag)
    assert len({ref.etag for ref in refs}) == len(refs)
    for old in refs[:-1]:
        assert platform.patch(kind, old, step("replace", "/name", "late")).refusal == (412, "1404-412")
    assert platform.get(kind, refs[-1].id)["name"] == "c"


@every_kind
def test_a_stale_etag_is_refused_with_both_versions_and_changes_nothing(platform: Platform, kind: str) -> None:
    made = platform.given(kind)
    before = platform.get(kind, made.id)
    answer = platform.patch(kind, Ref(made.id, '"stale"'), step("replace", "/name", "late"))
    assert answer.refusal == (412, "1404-412")
    for version in ('"stale"', made.etag):
        assert f"[{version}]" in answer.body["errorMessage"]
    assert platform.get(kind, made.id) == before


@pytest.mark.parametrize("spoil", [lambda etag: etag.strip('"'), lambda _: "*", lambda etag: f"W/{etag}", str.upper])
def test_an_etag_is_compared_letter_by_letter(platform: Platform, spoil: Any) -> None:
    made = platform.given_connection()
    answer = platform.patch("connections", Ref(made.id, spoil(made.etag)), step("replace", "/name", "x"))
    assert answer.refusal == (412, "1404-412")


@pytest.mark.parametrize("spoilt", list(product([False, True], repeat=len(FAULTS))))
def test_of_several_faults_of_a_change_the_first_in_the_order_is_answered(
    platform: Platform, spoilt: tuple[bool, ...]
) -> None:
    made = platform.given_flow()
    before = platform.get("flows", made.id)
    faults = {name for name, wrong in zip(FAULTS, spoilt, strict=True) if wrong}
    steps = [step("remove", "/name")] if "bad result" in faults else [step("replace", "/name", "x")]
    steps += [step("move", "/name", "x")] if "bad operation" in faults else []
    etag = None if "no If-Match" in faults else '"stale"' if "stale etag" in faults else made.etag
    what: dict[str, Any] = {"data": b"null"} if "empty body" in faults else {"json": steps}
    headers = {"If-Match": etag, "Content-Type": "application/json"}
    path = f"/flows/{UNKNOWN if 'unknown id' in faults else made.id}"
    answer = platform.ask("PATCH", path, headers=headers, **what)
    first = next((name for name in FAULTS if name in faults), None)
    assert answer.status == 200 if first is None else answer.refusal == FAULTS[first]
    assert (platform.get("flows", made.id) == before) == bool(faults)


def test_a_lookup_a_list_and_a_refusal_leave_the_etag_alone(platform: Platform) -> None:
    made = platform.given_flow()
    platform.page("flows")
    platform.patch("flows", made, step("replace", "/name", "x"), step("replace", "/nowhere", 1))
    assert platform.get("flows", made.id)["etag"] == made.etag


@pytest.mark.parametrize("profile", ["tutorial", "published"])
def test_of_many_simultaneous_changes_exactly_one_wins(profile: str) -> None:
    platform = Platform(emulated(profile))
    made = platform.given_flow()
    at_once = Barrier(32)

    def change(number: int) -> tuple[int, int]:
        client = platform.beside()
        at_once.wait()
        return client.patch("flows", made, step("replace", "/name", f"thread {number}")).status, number

    with ThreadPoolExecutor(32) as threads:
        outcomes = list(threads.map(change, range(32)))
    assert Counter(status for status, _ in outcomes) == {200: 1, 412: 31}
    [winner] = [number for status, number in outcomes if status == 200]
    assert platform.get("flows", made.id)["name"] == f"thread {winner}"


def test_many_threads_that_look_before_they_change_lose_no_change() -> None:
    platform = Platform(emulated())
    made = platform.given_flow(options={"done": []})
    at_once = Barrier(8)

    def append(number: int) -> None:
        client = platform.beside()
        at_once.wait()
        while True:
            current = Ref(made.id, client.get("flows", made.id)["etag"])
            if client.patch("flows", current, step("add", "/options/done/-", number)).status == 200:
                return

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(append, range(8)))
    assert sorted(platform.get("flows", made.id)["options"]["done"]) == list(range(8))
