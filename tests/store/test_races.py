"""Several server processes on one store, and many clients that change the same thing at the same time."""

import http.client
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier
from typing import Any

from mock_flowservice.child import running
from tests import bodies
from tests.servers import PATIENCE

CLIENTS = 64
RIVALS = 4
"""Clients that race for each connection."""
ROUNDS = 64
BASE = "/data/foundation/flowservice"
HEADERS = {
    "Authorization": "Bearer any",
    "x-api-key": "racer",
    "x-gw-ims-org-id": "0123456789ABCDEF01234567@AdobeOrg",
    "x-sandbox-name": "prod",
    "Content-Type": "application/json",
}


class Client:
    """A connection of its own to the servers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.line = http.client.HTTPConnection(url.removeprefix("http://"), timeout=PATIENCE)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """The status and the body of an answer."""
        self.line.request(method, BASE + path, body and json.dumps(body), HEADERS | headers)
        answer = self.line.getresponse()
        return answer.status, json.loads(answer.read() or "null")

    def race(self, id: str, etag: str, name: str) -> int:
        """Try to change a connection."""
        steps = [bodies.step("replace", "/name", name)]
        return self.ask("PATCH", f"/connections/{id}", steps, **{"If-Match": etag})[0]


def lane(url: str) -> Counter[tuple[int, ...]]:
    """Rivals race for one connection, round after round: how often which answers came."""
    rivals = [Client(url) for _ in range(RIVALS)]
    ref = rivals[0].ask("POST", "/connections", bodies.connection_body())[1]
    start, outcomes = Barrier(RIVALS), Counter[tuple[int, ...]]()

    def run(rival: Client, etag: str, name: str) -> int:
        start.wait(PATIENCE)
        return rival.race(ref["id"], etag, name)

    with ThreadPoolExecutor(RIVALS) as pool, ExitStack() as stack:
        for rival in rivals:
            stack.callback(rival.line.close)
        for number in range(ROUNDS):
            names = [f"{number} by {rival}" for rival in range(RIVALS)]
            statuses = list(pool.map(run, rivals, [ref["etag"]] * RIVALS, names))
            outcomes[tuple(sorted(statuses))] += 1
            [held] = rivals[number % RIVALS].ask("GET", f"/connections/{ref['id']}")[1]["items"]
            if statuses.count(200) == 1:
                assert held["name"] == names[statuses.index(200)]
            ref = held
    return outcomes


def test_of_all_who_race_for_a_version_one_wins_whichever_process_they_reach(url: str) -> None:
    lanes = CLIENTS // RIVALS
    with running(["--store", url, "--workers", "4"]) as base, ThreadPoolExecutor(lanes) as pool:
        outcomes = sum(pool.map(lane, [base] * lanes), Counter[tuple[int, ...]]())
    assert outcomes == {(200, 412, 412, 412): lanes * ROUNDS}
    assert lanes * ROUNDS >= 1000
