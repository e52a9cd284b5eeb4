"""Any order of calls: connections and flows are created, changed, listed and deleted beside a plain dict."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from flowservice_client import Ref, replace

from . import tutorial
from .api import Api, in_vain
from .profiles import NO_HURRY
from .tutorial import filled

NAMES = ("a", "b", "c")
names = st.sampled_from(NAMES)


@dataclass
class Expected:
    """What the model knows of an entity."""

    id: str
    name: str
    etags: list[str]
    """All that it ever had; the last is the current one."""
    connection: str = ""
    """For a flow: the symbol of the connection that it reads through."""
    alive: bool = True


@dataclass
class Model:
    """All entities that a collection ever held, the oldest first, by symbols: real ids differ from run to run."""

    collection: Any
    entities: dict[str, Expected] = field(default_factory=dict)

    def living(self, name: str | None = None) -> list[Expected]:
        """Those that are there; or of them, those with a name."""
        return [each for each in self.entities.values() if each.alive and name in (None, each.name)]


class Lifecycle(RuleBasedStateMachine):
    """The service beside its model; a description that nothing else has marks what is ours."""

    api: Api
    connections = Bundle("connections")
    flows = Bundle("flows")
    entities = connections | flows

    def __init__(self) -> None:
        super().__init__()
        self.description = self.api.name("lifecycle")
        self.models = {"connection": Model(self.api.connections), "flow": Model(self.api.flows)}
        self.sources: list[str] = []
        self.numbers = count(1)

    @rule(target=connections, name=names)
    def create_connection(self, name: str) -> str:
        made = self.api.connections.create(self.named(filled(tutorial.CREATE_CONNECTION, {}), name))
        return self.remember("connection", made, name)

    @rule(target=flows, connection=connections, name=names)
    def create_flow(self, connection: str, name: str) -> Any:
        base = self.entity(connection)
        if not base.alive:
            in_vain(lambda: self.create_source(base.id), status=400)
            return multiple()
        body = self.named(self.api.flow_body(shared=True), name) | {
            "sourceConnectionIds": [self.create_source(base.id)]
        }
        return self.remember("flow", self.api.flows.create(body), name, connection)

    @rule(symbol=entities, name=names)
    def patch_with_the_current_etag(self, symbol: str, name: str) -> None:
        entity = self.entity(symbol)
        if not entity.alive:
            in_vain(lambda: self.rename(symbol, name, entity.etags[-1]), status=404)
            return
        etag = self.rename(symbol, name, entity.etags[-1]).etag
        assert etag is not None
        assert etag not in entity.etags
        entity.name = name
        entity.etags.append(etag)

    @rule(symbol=entities, name=names, data=st.data())
    def patch_with_a_stale_etag(self, symbol: str, name: str, data: st.DataObject) -> None:
        entity = self.entity(symbol)
        number = data.draw(st.integers(0, len(entity.etags) - 1))
        stale = entity.etags[number] if number < len(entity.etags) - 1 else '"nobody-had-this"'
        in_vain(lambda: self.rename(symbol, name, stale), status=412 if entity.alive else 404)

    @rule(symbol=entities)
    def look_up(self, symbol: str) -> None:
        entity, collection = self.entity(symbol), self.model(symbol).collection
        if not entity.alive:
            in_vain(lambda: collection.retrieve(entity.id), status=404)
            return
        shown = collection.retrieve(entity.id)
        assert (shown.id, shown.name, shown.etag) == (entity.id, self.real(entity.name), entity.etags[-1])
        assert shown.json["description"] == self.description

    @rule(symbol=entities)
    def delete(self, symbol: str) -> None:
        entity, collection = self.entity(symbol), self.model(symbol).collection
        used = any(flow.connection == symbol for flow in self.models["flow"].living())
        if not entity.alive or used:
            in_vain(lambda: collection.delete(entity.id), status=400 if entity.alive else 404)
            return
        collection.delete(entity.id)
        entity.alive = False

    @rule(
        kind=st.sampled_from(["connection", "flow"]),
        name=st.none() | names,
        limit=st.sampled_from([1, 2, 3, 100]),
        orderby=st.sampled_from([None, "name", "-name", "-createdAt"]),
    )
    def list_some(self, kind: str, name: str | None, limit: int, orderby: str | None) -> None:
        expected = self.models[kind].living(name)
        found = self.listed(kind, name, limit=limit, orderby=orderby)
        assert sorted(each.id for each in found) == sorted(each.id for each in expected)
        if orderby in ("name", "-name"):
            in_order = sorted((self.real(each.name) for each in expected), reverse=orderby == "-name")
            assert [each.name for each in found] == in_order
        if name is None:
            assert self.models[kind].collection.count(property=self.own) == len(expected)

    @invariant()
    def the_lists_are_the_model(self) -> None:
        for kind, model in self.models.items():
            found = [(each.id, each.name, each.etag) for each in self.listed(kind)]
            assert found == [(each.id, self.real(each.name), each.etags[-1]) for each in model.living()]

    def teardown(self) -> None:
        for each in self.models["flow"].living():
            self.api.flows.delete(each.id)
        for id in self.sources:
            self.api.source_connections.delete(id)
        for each in self.models["connection"].living():
            self.api.connections.delete(each.id)

    @property
    def own(self) -> str:
        """The filter that finds what this run made."""
        return f"description=={self.description}"

    def model(self, symbol: str) -> Model:
        return self.models[symbol.split()[0]]

    def entity(self, symbol: str) -> Expected:
        return self.model(symbol).entities[symbol]

    def real(self, name: str) -> str:
        return f"{self.api.run} {name}"

    def named(self, body: tutorial.JsonObject, name: str) -> tutorial.JsonObject:
        return body | {"name": self.real(name), "description": self.description}

    def rename(self, symbol: str, name: str, etag: str) -> Ref:
        steps = [replace("/name", self.real(name))]
        answered: Ref = self.model(symbol).collection.update(self.entity(symbol).id, steps, etag=etag)
        return answered

    def listed(self, kind: str, name: str | None = None, **options: Any) -> list[Any]:
        filters = [self.own] if name is None else [self.own, f"name=={self.real(name)}"]
        return [*self.models[kind].collection.list(property=filters, **options)]

    def create_source(self, base: str) -> str:
        body = self.named(filled(tutorial.CREATE_SOURCE_CONNECTION, {tutorial.BASE_CONNECTION: base}), "source")
        made = self.api.source_connections.create(body)
        self.sources.append(made.id)
        return made.id

    def remember(self, kind: str, made: Ref, name: str, connection: str = "") -> str:
        symbol = f"{kind} {next(self.numbers)}"
        etag = self.models[kind].collection.retrieve(made.id).etag
        self.models[kind].entities[symbol] = Expected(made.id, name, [etag], connection)
        return symbol


@pytest.fixture
def machine(api: Api) -> type[Lifecycle]:
    """The machine, at work on the target."""
    return type("Lifecycle", (Lifecycle,), {"api": api})


def test_any_order_of_calls_leaves_what_the_model_says(machine: type[Lifecycle]) -> None:
    empty_at_first = settings(suppress_health_check=[*NO_HURRY, HealthCheck.filter_too_much])
    run_state_machine_as_test(machine, settings=empty_at_first)
