"""Of any number of changes at the same moment with the same etag, exactly one wins."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import NamedTuple, TypeVar

import pytest
import requests

from flowservice_client import NotFound, replace

from .api import WITH_ETAG, Api, Kind
from .raw import Raw
from .readings import Readings
from .wire import MOST_THREADS

pytestmark = pytest.mark.needs("simultaneous calls")
each_kind = pytest.mark.parametrize("kind", WITH_ETAG, ids=str)
T = TypeVar("T")


class Race(NamedTuple):
    """How many run, how often."""

    rounds: int
    threads: int


@pytest.fixture
def race(rules: Readings) -> Race:
    """Long and crowded on an emulator, where calls cost nothing."""
    return Race(15, MOST_THREADS) if rules else Race(2, 8)


class Attempt(NamedTuple):
    """What one thread tried, and what came of it."""

    name: str
    status: int
    etag: str | None


def all_at_once(attempt: Callable[[T], Attempt], runners: Sequence[T]) -> list[Attempt]:
    """What came of it when all started at the same moment."""
    start = Barrier(len(runners))

    def started(runner: T) -> Attempt:
        start.wait()
        return attempt(runner)

    with ThreadPoolExecutor(len(runners)) as threads:
        return list(threads.map(started, runners))


def outcome(name: str, reply: requests.Response) -> Attempt:
    """What came of a request."""
    return Attempt(name, reply.status_code, reply.json().get("etag") if reply.content else None)


def names_of(api: Api, race: Race) -> list[str]:
    """A name for each that runs."""
    return [api.name(f"thread {thread}") for thread in range(race.threads)]


@each_kind
def test_of_many_patches_with_one_etag_exactly_one_wins(api: Api, raw: Raw, race: Race, kind: Kind) -> None:
    entity = kind.given(api)
    etag, seen = str(entity.etag), {entity.etag}

    def attempt(name: str) -> Attempt:
        steps = [replace("/name", name)]
        return outcome(name, raw("PATCH", f"{kind.path}/{entity.id}", json=steps, headers={"If-Match": etag}))

    for _ in range(race.rounds):
        attempts = all_at_once(attempt, names_of(api, race))
        [winner] = [each for each in attempts if each.status == 200]
        assert sorted(each.status for each in attempts) == [200] + [412] * (race.threads - 1)
        after = kind.collection(api).retrieve(entity.id)
        assert after.name == winner.name
        assert after.etag not in seen
        etag = str(after.etag)
        seen.add(etag)


@pytest.mark.rests_on("action.order", "etag.match", "action.answer")
def test_of_many_actions_and_patches_with_one_etag_exactly_one_wins(api: Api, raw: Raw, race: Race) -> None:
    flow = api.given_flow()
    path, etag, state = f"{WITH_ETAG[-1].path}/{flow.id}", str(flow.etag), "enabled"

    def attempt(name: str) -> Attempt:
        headers = {"If-Match": etag}
        if name.endswith(("1", "3", "5", "7", "9")):
            op = "disable" if state == "enabled" else "enable"
            return outcome("", raw("POST", f"{path}/action", params={"op": op}, headers=headers))
        return outcome(name, raw("PATCH", path, json=[replace("/name", name)], headers=headers))

    for _ in range(race.rounds):
        attempts = all_at_once(attempt, names_of(api, race))
        [winner] = [each for each in attempts if each.status == 200]
        assert {each.status for each in attempts} == {200, 412}
        after = api.flows.retrieve(flow.id)
        assert (after.state == state, after.etag) == (bool(winner.name), winner.etag)
        assert winner.name in ("", after.name)
        etag, state = str(after.etag), str(after.state)


@each_kind
def test_what_is_deleted_among_changes_is_gone(api: Api, raw: Raw, race: Race, kind: Kind) -> None:
    entity = kind.given(api)

    def attempt(name: str) -> Attempt:
        headers = {"If-Match": str(entity.etag)}
        if name == names[-1]:
            return outcome(name, raw("DELETE", f"{kind.path}/{entity.id}"))
        return outcome(name, raw("PATCH", f"{kind.path}/{entity.id}", json=[replace("/name", name)], headers=headers))

    names = names_of(api, race)
    *changes, deletion = all_at_once(attempt, names)
    assert deletion.status in (202, 204)
    assert {each.status for each in changes} <= {200, 404, 412}
    assert [each.status for each in changes].count(200) <= 1
    with pytest.raises(NotFound):
        kind.collection(api).retrieve(entity.id)


@each_kind
def test_no_increment_is_lost_when_everybody_reads_and_writes(api: Api, rules: Readings, kind: Kind) -> None:
    entity, collection = kind.given(api, description="0"), kind.collection(api)
    threads, increments = (8, 5) if rules else (4, 2)

    def count_up(_: int) -> None:
        for _ in range(increments):
            collection.change(
                entity.id,
                lambda now: [replace("/description", str(int(now.json["description"]) + 1))],
                attempts=threads * increments,
            )

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(count_up, range(threads)))
    assert collection.retrieve(entity.id).json["description"] == str(threads * increments)
