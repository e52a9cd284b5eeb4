"""Of any number of changes at the same moment with the same etag, exactly one wins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import NamedTuple

from flowservice_client import replace

from .api import Api
from .raw import MOST_THREADS, Raw
from .tutorial import FLOW_SERVICE

ROUNDS = 50


class Attempt(NamedTuple):
    """What one thread tried, and what came of it."""

    name: str
    status: int
    etag: str | None


def test_of_many_patches_with_one_etag_exactly_one_wins(api: Api, raw: Raw) -> None:
    flow = api.given_flow()
    etag, start = flow.etag, Barrier(MOST_THREADS)
    seen = {etag}

    def attempt(name: str) -> Attempt:
        start.wait()
        steps = [replace("/name", name)]
        reply = raw("PATCH", f"{FLOW_SERVICE}/flows/{flow.id}", json=steps, headers={"If-Match": str(etag)})
        return Attempt(name, reply.status_code, reply.json().get("etag"))

    with ThreadPoolExecutor(MOST_THREADS) as threads:
        for number in range(ROUNDS):
            names = [f"{api.run} round {number}, thread {thread}" for thread in range(MOST_THREADS)]
            attempts = list(threads.map(attempt, names))
            winners = [each for each in attempts if each.status == 200]
            assert sorted(each.status for each in attempts) == [200] + [412] * (MOST_THREADS - 1)
            assert winners[0].etag not in seen
            etag = winners[0].etag
            seen.add(etag)
    after = api.flows.retrieve(flow.id)
    assert (after.name, after.etag) == (winners[0].name, etag)


def test_no_increment_is_lost_when_everybody_reads_and_writes(api: Api) -> None:
    flow = api.given_flow(description="0")
    threads, increments = 8, 10

    def count_up(_: int) -> None:
        for _ in range(increments):
            api.flows.change(
                flow.id,
                lambda now: [replace("/description", str(int(now.json["description"]) + 1))],
                attempts=threads * increments,
            )

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(count_up, range(threads)))
    assert api.flows.retrieve(flow.id).json["description"] == str(threads * increments)
