"""Connection specs and flow specs of one's own: made, replaced, and what is checked by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, multiple, precondition

from ..api import NOBODY
from ..own_specs import connection_spec_body, flow_spec_body, schema_of
from ..raw import refused
from ..tutorial import FLOW_SERVICE, MIXPANEL, JsonObject
from .machine import Machine, lasting, move, opening
from .transitions import NOTHING, Transition

FAMILY, MADE, REPLACED = "own specs", "as it was made", "replaced"
SOURCES, FLOWS = "connectionSpecs", "flowSpecs"
NOUNS = {SOURCES: "connection spec", FLOWS: "flow spec"}
SECRET = "open sesame"
ACCOUNT = {"host": "surveys.example.com", "authKey1": SECRET}
"""What an account can say, if its spec wants it."""
MOST = 4
"""Specs of a kind at a time; they can never be deleted."""
names = st.sampled_from(("a", "b"))
needs = st.lists(st.sampled_from(sorted(ACCOUNT)), unique=True, max_size=2)
SDK = "doc help/sources/sources-sdk/api"
WRITER = ("spec.writer",)
TRANSITIONS = tuple(
    Transition(FAMILY, *row)
    for row in (
        (NOTHING, "create a connection spec", MADE, f"spec createConnectionSpec; {SDK}/create.md", WRITER),
        (NOTHING, "create a flow spec", MADE, "spec createFlowSpec", ()),
        (NOTHING, "create without a name", NOTHING, "spec, required fields", ()),
        (NOTHING, "create without a provider", NOTHING, "spec, required fields", ()),
        (NOTHING, "replace what never was", NOTHING, "spec updateConnectionSpec, updateFlowSpec", ()),
        *(
            row
            for state in (MADE, REPLACED)
            for row in (
                (state, "replace", REPLACED, f"spec updateConnectionSpec; {SDK}/update-flow-specs.md", WRITER),
                (state, "replace without a name", state, "spec, required fields", ()),
                (state, "replace without a provider", state, "spec, required fields", ()),
                (state, "look up", state, "spec retrieveConnectionSpec, retrieveFlowSpec", ()),
                (state, "connect", state, f"spec createConnection; {SDK}/create.md", ()),
                (state, "connect, something missing", state, "doc sources-errors (1304-400)", ()),
                (state, "make a flow", state, f"spec createFlow; {SDK}/update-flow-specs.md", ()),
                (state, "make a flow, source not named", state, f"{SDK}/update-flow-specs.md; inferred", ()),
            )
        ),
    )
)


@dataclass
class OwnSpec:
    """A spec that was made."""

    kind: str
    shown: JsonObject
    """As a look-up shows it."""
    wants: list[str]
    """What an account needs, or the symbols of the sources of a flow."""
    state: str = MADE

    @property
    def id(self) -> str:
        """Its id, which it keeps."""
        return str(self.shown["id"])


class Specs(Machine):
    """Sources of one's own, accounts there, and the flow specs that lead from them."""

    family = FAMILY
    transitions = TRANSITIONS
    own_sources = Bundle("own_sources")
    own_flow_specs = Bundle("own_flow_specs")

    def __init__(self) -> None:
        super().__init__()
        self.own_specs: dict[str, OwnSpec] = {}
        self.own_accounts: list[tuple[str, str]] = []
        """The id of each account, and the symbol of its spec."""

    @opening(target=own_sources, name=names, wants=needs)
    @lasting
    def begin_with_own_source(self, name: str, wants: list[str]) -> Any:
        source = self.make_spec(SOURCES, self.source_body(name, wants), wants)
        if isinstance(source, str):
            self.make_spec(FLOWS, self.flow_body(name, [source]), [source])
            self.make_account(source, name, wants)
        return source

    @precondition(lambda self: len(self.specs_of(SOURCES)) < MOST)
    @move(target=own_sources, name=names, wants=needs)
    @lasting
    def create_own_source(self, name: str, wants: list[str]) -> Any:
        return self.make_spec(SOURCES, self.source_body(name, wants), wants)

    @precondition(lambda self: len(self.specs_of(FLOWS)) < MOST)
    @move(target=own_flow_specs, name=names, source=own_sources, named=st.booleans())
    @lasting
    def create_own_flow_spec(self, name: str, source: str, named: bool) -> Any:
        wants = [source] if named else []
        return self.make_spec(FLOWS, self.flow_body(name, wants), wants)

    @move(source=own_sources, name=names, wants=needs, typed=st.booleans())
    def replace_own_source(self, source: str, name: str, wants: list[str], typed: bool) -> None:
        body = self.source_body(name, wants)
        if not typed:
            del body["type"]
        self.replace_spec(source, body, wants)

    @move(flow_spec=own_flow_specs, name=names, source=own_sources, named=st.booleans())
    def replace_own_flow_spec(self, flow_spec: str, name: str, source: str, named: bool) -> None:
        wants = [source] if named else []
        self.replace_spec(flow_spec, self.flow_body(name, wants), wants)

    @precondition(lambda self: self.own_specs)
    @move(name=names, kind=st.sampled_from((SOURCES, FLOWS)), missing=st.sampled_from(("name", "providerId", "")))
    def write_own_spec_in_vain(self, name: str, kind: str, missing: str) -> None:
        body = self.source_body(name, []) if kind == SOURCES else self.flow_body(name, [])
        body.pop(missing, None)
        if missing:
            refused(self.raw("POST", f"{FLOW_SERVICE}/{kind}", json=body), 400)
            self.passed(NOTHING, f"create without a {missing.removesuffix('Id')}", NOTHING, FAMILY)
        elif kind == FLOWS or "tutorial" in self.readings.of("spec.writer"):
            refused(self.raw("PUT", f"{FLOW_SERVICE}/{kind}/{NOBODY}", json=body), 404)
            self.passed(NOTHING, "replace what never was", NOTHING, FAMILY)

    @move(source=own_sources, name=names, missing=st.sampled_from(("name", "providerId")))
    def replace_own_source_in_vain(self, source: str, name: str, missing: str) -> None:
        known, body = self.own_specs[source], self.source_body(name, [])
        del body[missing]
        refused(self.raw("PUT", self.spec_path(known), json=body), 400)
        self.spec_stays(known, f"replace without a {missing.removesuffix('Id')}")

    @move(source=own_sources, kind=st.sampled_from((SOURCES, FLOWS)))
    def look_up_own_spec(self, source: str, kind: str) -> None:
        known = [self.own_specs[source], *(self.specs_of(kind) if kind == FLOWS else ())][-1]
        self.check_spec(known, self.raw("GET", self.spec_path(known)))
        self.spec_stays(known, "look up")

    @precondition(lambda self: self.own_specs)
    @move(kind=st.sampled_from((SOURCES, FLOWS)), name=names)
    def list_own_specs(self, kind: str, name: str) -> None:
        self.check_specs(kind, name)

    @move(source=own_sources, name=names, said=needs)
    def create_own_account(self, source: str, name: str, said: list[str]) -> None:
        self.make_account(source, name, said)

    @precondition(lambda self: self.own_accounts)
    @move(source=own_sources, named=st.booleans())
    def create_own_flow(self, source: str, named: bool) -> None:
        accounts = sorted(self.own_accounts, key=lambda each: each[1] == source)
        base, source = accounts[-1]
        flow_specs = self.specs_of(FLOWS)
        fit = [each for each in flow_specs if (source in each.wants) == named]
        if flow_specs:
            self.make_own_flow(base, source, [*flow_specs, *fit][-1])

    def compare(self) -> None:
        super().compare()
        for known in self.own_specs.values():
            self.check_spec(known, self.raw("GET", self.spec_path(known)))
        for kind in NOUNS:
            if self.specs_of(kind):
                self.check_specs(kind, "a")

    def make_account(self, source: str, name: str, said: list[str]) -> None:
        """Connect to a source, saying so much."""
        known = self.own_specs[source]
        params = {each: ACCOUNT[each] for each in said}
        auth = {"specName": "API Key Authentication", "params": params}
        body = {"name": self.spec_name(name), "connectionSpec": {"id": known.id, "version": "1.0"}, "auth": auth}
        reply = self.raw("POST", f"{FLOW_SERVICE}/connections", json=body)
        if not {*known.wants} <= {*said}:
            refused(reply, 400)
            self.spec_stays(known, "connect, something missing")
            return
        assert reply.status_code == 201, reply.text
        id = self.keep(self.api.connections, reply.json()["id"])
        self.own_accounts.append((id, source))
        shown = self.raw("GET", f"{FLOW_SERVICE}/connections/{id}")
        assert (SECRET in shown.text, shown.status_code) == (False, 200)
        self.spec_stays(known, "connect")

    def make_own_flow(self, base: str, source: str, known: OwnSpec) -> None:
        """Lead a flow from an account by a flow spec, which has to name the source."""
        body: JsonObject = {
            "name": self.spec_name("a"),
            "baseConnectionId": base,
            "connectionSpec": {"id": self.own_specs[source].id, "version": "1.0"},
            "data": {"format": "json"},
            "params": {"surveyId": "7"},
        }
        made = self.raw("POST", f"{FLOW_SERVICE}/sourceConnections", json=body)
        assert made.status_code == 201, made.text
        id = self.keep(self.api.source_connections, made.json()["id"])
        reads = {"flowSpec": {"id": known.id, "version": "1.0"}, "sourceConnectionIds": [id]}
        flow = self.api.flow_body(shared=True) | reads
        del flow["scheduleParams"]
        reply = self.raw("POST", f"{FLOW_SERVICE}/flows", json=flow)
        if source in known.wants:
            assert reply.status_code == 201, reply.text
            self.keep(self.api.flows, reply.json()["id"])
            self.spec_stays(known, "make a flow")
        else:
            refused(reply, 400)
            self.spec_stays(known, "make a flow, source not named")

    def make_spec(self, kind: str, body: JsonObject, wants: list[str]) -> Any:
        """The symbol of a new spec, or nothing where users may make none."""
        symbol, reply = self.symbol(NOUNS[kind]), self.raw("POST", f"{FLOW_SERVICE}/{kind}", json=body)
        if not self.may_write(kind, reply, 201):
            return multiple()
        made = reply.json()
        assert made.items() >= body.items()
        assert reply.headers["Location"].endswith(f"/{kind}/{made['id']}")
        assert made["id"] not in {each.id for each in self.own_specs.values()}
        self.own_specs[symbol] = OwnSpec(kind, made, wants)
        self.passed(NOTHING, f"create a {NOUNS[kind]}", MADE, FAMILY)
        return symbol

    def replace_spec(self, spec: str, body: JsonObject, wants: list[str]) -> None:
        """Put another spec in the place of one: nothing is left of it but its id and its creation."""
        known = self.own_specs[spec]
        reply = self.raw("PUT", self.spec_path(known), json=body)
        if self.may_write(known.kind, reply, 200):
            shown = reply.json()
            kept = {name: known.shown[name] for name in ("id", "createdAt", "createdBy")}
            assert shown.items() >= (body | kept).items()
            assert ("type" in shown) == ("type" in body)
            before, known.state = known.state, REPLACED
            known.shown, known.wants = shown, wants
            self.passed(before, "replace", REPLACED, FAMILY)

    def may_write(self, kind: str, reply: requests.Response, good: int) -> bool:
        """Whether users may write specs of a kind, as they should."""
        allowed = self.readings.allowed("spec.writer", tutorial=good, published=400) if kind == SOURCES else [good]
        assert reply.status_code in allowed, reply.text
        return reply.status_code == good

    def check_spec(self, known: OwnSpec, reply: requests.Response) -> None:
        """A look-up shows the spec as it was written last."""
        assert reply.status_code == 200, reply.text
        assert reply.json()["items"] == [known.shown]

    def check_specs(self, kind: str, name: str) -> None:
        """A list by name holds all specs with this name, as look-ups show them."""
        query = {"property": f"name=={self.spec_name(name)}"}
        shown = self.raw("GET", f"{FLOW_SERVICE}/{kind}", params=query).json()["items"]
        named = [each.shown for each in self.specs_of(kind) if each.shown["name"] == self.spec_name(name)]
        assert by_id(shown) == by_id(named)

    def spec_stays(self, known: OwnSpec, move: str) -> None:
        """A spec is as it was."""
        self.passed(known.state, move, known.state, FAMILY)

    def specs_of(self, kind: str) -> list[OwnSpec]:
        """The specs of a kind that were made."""
        return [each for each in self.own_specs.values() if each.kind == kind]

    def spec_path(self, known: OwnSpec) -> str:
        """Where a spec is looked up."""
        return f"{FLOW_SERVICE}/{known.kind}/{known.id}"

    def spec_name(self, name: str) -> str:
        """A name that nobody else's has."""
        return f"{self.mark} {name}"

    def source_body(self, name: str, wants: list[str]) -> JsonObject:
        """What makes a connection spec whose accounts need this."""
        auth = schema_of(*wants, host={"type": "string"}, authKey1={"type": "string", "format": "password"})
        way = {"name": "API Key Authentication", "type": "KeyBased", "spec": auth}
        return connection_spec_body(self.api) | {"name": self.spec_name(name), "authSpec": [way]}

    def flow_body(self, name: str, wants: list[str]) -> JsonObject:
        """What makes a flow spec that leads from these sources."""
        sources = (self.own_specs[each].id for each in wants)
        return flow_spec_body(self.api, MIXPANEL, *sources) | {"name": self.spec_name(name)}


def by_id(specs: list[JsonObject]) -> list[JsonObject]:
    """Specs in an order of their own."""
    return sorted(specs, key=lambda each: str(each["id"]))
