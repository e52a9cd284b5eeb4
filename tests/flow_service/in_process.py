"""A platform in this process, as one tenant sees it; every reply of every test is held against the contract."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any, NamedTuple

from flask import Flask
from hypothesis import HealthCheck, settings
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from mock_flowservice import create_app
from mock_flowservice.clock import Clock
from mock_flowservice.emulator import Emulator
from mock_flowservice.settings import Settings
from tests.flow_service import builders
from tests.flow_service.builders import JsonObject
from tests.replies import kept

BASE = "/data/foundation/flowservice"
KINDS = ("connections", "sourceConnections", "targetConnections", "flows")

law = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""For laws: an example may take its time on a busy machine."""

_tenants = count(1)


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self, seconds: int = 2_000_000_000) -> None:
        self.seconds = seconds

    def now(self) -> int:
        """The present moment, in milliseconds since 1970."""
        return self.seconds * 1000


class Ref(NamedTuple):
    """What a create or a change answers."""

    id: str
    etag: str


@dataclass(frozen=True)
class Answer:
    """A reply that has been found to keep the contract."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> str:
        """The code of an error, in either envelope."""
        return str(self.body.get("code") or self.body.get("type", "").rpartition("FLOW-")[2])

    @property
    def refusal(self) -> tuple[int, str]:
        """Status and code of an error."""
        return self.status, self.code

    @property
    def rules(self) -> set[str]:
        """The rules that the answer rests on."""
        return set(filter(None, self.headers.get("x-mock-rule", "").split(", ")))

    @property
    def ref(self) -> Ref:
        """The id and the etag of what was made or changed."""
        assert self.status in (200, 201), self.body
        return Ref(self.body["id"], self.body["etag"])


@cache
def shared(profile: str = "tutorial", **rules: str) -> tuple[Flask, Emulator]:
    """One emulator for all that want these settings; every platform on it has an organisation of its own."""
    return emulated(profile, None, **rules)


def emulated(profile: str = "tutorial", clock: Clock | None = None, **rules: str) -> tuple[Flask, Emulator]:
    """An emulator of one's own; rules are given with `__` for their dot. Catalog takes data sets without a schema."""
    single = {name.replace("__", "."): value for name, value in rules.items()} | {"dataset.schema": "tutorial"}
    emulator = Emulator(Settings(profile=profile, rules=single, seed=1), clock=clock)  # type: ignore[arg-type]
    return create_app(emulator), emulator


class Platform:
    """What one tenant, signed in and with an organisation of its own, can do."""

    def __init__(self, app: tuple[Flask, Emulator] | None = None, **headers: str) -> None:
        self.app, self.emulator = app or shared()
        self.http = self.app.test_client()
        self.routes = self.app.url_map.bind("localhost")
        token = self.emulator.tokens.issue("a-client", "")
        self.headers = {
            "Authorization": f"Bearer {token}",
            "x-api-key": "a-client",
            "x-gw-ims-org-id": f"{next(_tenants):024X}@AdobeOrg",
            "x-sandbox-name": "prod",
        } | headers

    def beside(self, **headers: str) -> "Platform":
        """Another tenant of the same emulator: the same one, but for these headers."""
        return Platform((self.app, self.emulator), **(self.headers | headers))

    def ask(self, method: str, path: str, body: Any = None, base: str = BASE, **what: Any) -> Answer:
        """Send a request and check the reply; `headers` are added, and left out where they are None."""
        headers = {n: v for n, v in (self.headers | what.pop("headers", {})).items() if v is not None}
        sent = what if body is None else {"json": body, **what}
        reply = self.http.open(base + path, method=method, headers=headers, **sent)
        self.check(method, base + path.partition("?")[0], reply)
        return Answer(reply.status_code, reply.json if reply.data else None, dict(reply.headers))

    def check(self, method: str, path: str, reply: TestResponse) -> None:
        """The reply keeps the contract, and is no failure of the emulator's."""
        assert reply.status_code != 500, (method, path, reply.json)
        try:
            operation, _ = self.routes.match(path, method=method)
        except HTTPException:
            assert reply.status_code in (400, 404, 405), reply.json
            assert reply.get_json()["status"] == reply.status_code
        else:
            if reply.status_code == 204:
                assert not reply.data
            else:
                kept(operation, reply)

    def create(self, kind: str, body: Any, **what: Any) -> Answer:
        return self.ask("POST", f"/{kind}", body, **what)

    def get(self, kind: str, id: str) -> JsonObject:
        """An entity that is there."""
        answer = self.ask("GET", f"/{kind}/{id}")
        assert answer.status == 200, answer.body
        [entity] = answer.body["items"]
        assert isinstance(entity, dict)
        return entity

    def patch(self, kind: str, ref: Ref, *steps: JsonObject, **what: Any) -> Answer:
        """Change an entity by these operations."""
        return self.ask("PATCH", f"/{kind}/{ref.id}", list(steps), headers={"If-Match": ref.etag}, **what)

    def delete(self, kind: str, id: str) -> Answer:
        return self.ask("DELETE", f"/{kind}/{id}")

    def page(self, kind: str, **query: Any) -> Answer:
        """A page of a list."""
        return self.ask("GET", f"/{kind}", query_string=query)

    def pages(self, kind: str, **query: Any) -> Iterator[list[JsonObject]]:
        """The pages of a list, as their links lead on."""
        seen: set[str] = set()
        page = self.page(kind, **query).body
        yield page["items"]
        while "next" in page["_links"]:
            link = page["_links"]["next"]["href"]
            assert link not in seen, "the pages go round in a circle"
            seen.add(link)
            page = self.ask("GET", link).body
            yield page["items"]

    def all(self, kind: str, **query: Any) -> list[JsonObject]:
        """All entities of a list."""
        return [entity for page in self.pages(kind, **query) for entity in page]

    def given_connection(self, spec_id: str = builders.MIXPANEL, **fields: Any) -> Ref:
        return self.create("connections", builders.connection_body(spec_id, **fields)).ref

    def given_source(self, spec_id: str = builders.MIXPANEL, **fields: Any) -> Ref:
        """A source connection, with a base connection of its own if its source signs in."""
        if builders.connection_specs()[spec_id]["authSpec"] and "baseConnectionId" not in fields:
            fields["baseConnectionId"] = self.given_connection(spec_id).id
        return self.create("sourceConnections", builders.source_body(spec_id, **fields)).ref

    def given_target(self, spec_id: str = builders.DATA_LAKE, **fields: Any) -> Ref:
        """A target connection; its data set is there if data sets must be."""
        if self.emulator.published("target.dataset") and "params" not in fields:
            fields["params"] = {"dataSetId": self.given_dataset()}
        return self.create("targetConnections", builders.target_body(spec_id, **fields)).ref

    def given_flow(self, source: str = "", target: str = "", **fields: Any) -> Ref:
        """A flow; what it connects comes with it unless it is given."""
        source, target = source or self.given_source().id, target or self.given_target().id
        return self.create("flows", builders.flow_body(source, target, **fields)).ref

    def given(self, kind: str) -> Ref:
        """An entity of a kind."""
        new: dict[str, Callable[[], Ref]] = {
            "connections": self.given_connection,
            "sourceConnections": self.given_source,
            "targetConnections": self.given_target,
            "flows": self.given_flow,
        }
        return new[kind]()

    def given_mapping_set(self, **fields: Any) -> str:
        body = {"mappings": []} | fields
        made = self.ask("POST", "/data/foundation/conversion/mappingSets", body, base="")
        return str(made.body["id"])

    def given_dataset(self, **fields: Any) -> str:
        """The id of a data set in Catalog."""
        made = self.ask("POST", "/data/foundation/catalog/dataSets", {"name": "a data set"} | fields, base="")
        return str(made.body[0].rpartition("/")[2])
