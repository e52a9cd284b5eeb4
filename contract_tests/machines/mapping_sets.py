"""Mapping sets: every change makes a version, and every version stays readable until the set is deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import requests
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, multiple, precondition

from ..raw import refused
from ..tutorial import DATA_PREP, FLOW_SERVICE, JsonObject
from .machine import Machine, lasting, move
from .transitions import GONE, NOTHING, Transition

SETS = f"{DATA_PREP}/mappingSets"
FLOWS = f"{FLOW_SERVICE}/flows"
NOBODY = "0" * 32
"""A set and a mapping that nobody has."""
FAMILY, FIRST, LATER = "mapping sets", "version 0", "a later version"
MEDIA_TYPES = {"ATTRIBUTE": "text/x.schema-path", "EXPRESSION": "text/x.aep-xl", "STATIC": "text/plain"}
"""How reads spell what is sent as a word; both can be sent. Source: doc help/data-prep/api/mapping-set.md."""
FIELDS = ("item_id", "item_name", "event_name")
"""Fields of the schema, under the tenant's namespace."""
UNREADABLE = {"sourceType": "EXPRESSION", "source": "lower("}
SOURCES: tuple[JsonObject, ...] = (
    {"sourceType": "ATTRIBUTE", "source": "data.first"},
    {"sourceType": "text/x.schema-path", "source": "data.second"},
    {"source": "data.first", "name": "first"},
    {"sourceAttribute": "data.second", "identity": False, "identityGroup": None, "version": 0},
    {"sourceType": "EXPRESSION", "source": "lower(data.first)"},
    {"sourceType": "text/x.aep-xl", "source": "concat(data.first, data.second)"},
    {"sourceType": "STATIC", "source": "shop"},
    UNREADABLE,
)
"""Every documented spelling, and an expression that cannot be read."""
mapping = st.builds(
    lambda source, key, field: {**source, key: field},
    st.sampled_from(SOURCES),
    st.sampled_from(("destination", "destination", "destinationXdmPath")),
    st.sampled_from((*FIELDS, *FIELDS, "nowhere")),
)
mappings = st.lists(mapping, min_size=1, max_size=3)
names = st.sampled_from(("a", "b"))
numbers = st.integers(0, 3)
MOST = 3
"""Sets at a time."""
ON_GONE = {
    "look up": ("GET", ""),
    "replace": ("PUT", ""),
    "add a mapping": ("POST", "/mappings"),
    "replace a mapping": ("PUT", f"/mappings/{NOBODY}"),
    "delete a mapping": ("DELETE", f"/mappings/{NOBODY}"),
    "delete": ("DELETE", ""),
}
"""What is asked of a set that was deleted, and where below it."""
DOC = "doc help/data-prep/api/mapping-set.md"
TRANSITIONS = tuple(
    Transition(FAMILY, *row)
    for row in (
        (NOTHING, "create", FIRST, "spec createMappingSet; tutorial"),
        (NOTHING, "create with validation", FIRST, "aepp; rule mapping_set.check"),
        (NOTHING, "create what cannot work, with validation", NOTHING, "aepp; rule mapping_set.check"),
        (NOTHING, "validate", NOTHING, "spec validateMappingSet"),
        (NOTHING, "preview", NOTHING, "spec previewMappingSet"),
        *(
            row
            for state in (FIRST, LATER)
            for row in (
                (state, "replace", LATER, f"spec putMappingSet; {DOC}; rule mapping_set.replaced"),
                (state, "add a mapping", LATER, "aepp; rule mapping.changed"),
                (state, "replace a mapping", LATER, "aepp; rule mapping.changed"),
                (state, "delete a mapping", LATER, "aepp; rule mapping.changed"),
                (state, "add what is no mapping", state, "spec, 400; rule mapping_set.refusals"),
                (state, "replace an unknown mapping", state, "spec, 404; rule mapping_set.refusals"),
                (state, "delete an unknown mapping", state, "spec, 404; rule mapping_set.refusals"),
                (state, "look up", state, "spec retrieveMappingSet"),
                (state, "look up an unknown version", state, "spec, 404; rule mapping_set.refusals"),
                (state, "name in a flow", state, "tutorial; rule flow.mapping"),
                (state, "name an unknown version in a flow", state, "doc flow-service-errors, 1412-400"),
                (state, "delete", GONE, "aepp; rule mapping_set.deleted"),
            )
        ),
        *((GONE, name, GONE, "spec, 404; rule mapping_set.refusals") for name in ON_GONE),
        (GONE, "name in a flow", GONE, "doc flow-service-errors, 1419-400"),
    )
)


@dataclass
class MadeSet:
    """A mapping set that was made."""

    id: str
    same: JsonObject
    """What every version of it shows."""
    versions: list[list[JsonObject]] = field(default_factory=list)
    """The mappings of each version, as reads show them."""
    names: list[str] = field(default_factory=list)
    """What it is called in each version."""

    @property
    def state(self) -> str:
        """Where it is in its life."""
        return LATER if len(self.versions) > 1 else FIRST

    @property
    def mappings(self) -> frozenset[str]:
        """The ids of all mappings that it ever had."""
        return frozenset(each["id"] for version in self.versions for each in version)


class MappingSets(Machine):
    """Mapping sets of one schema, and flows that name versions of them."""

    family = FAMILY
    transitions = TRANSITIONS
    sets = Bundle("sets")
    deleted_sets = Bundle("deleted_sets")

    def __init__(self) -> None:
        super().__init__()
        self.living_sets: dict[str, MadeSet] = {}
        self.gone_sets: dict[str, str] = {}
        self.flows_of_sets: dict[str, Any] = {}
        """What flows said of their mapping sets, by id."""
        group, schema = (self.api.shared(given) for given in (self.api.given_field_group, self.api.given_schema))
        self.namespace = group.json["meta:tenantNamespace"]
        self.schema_ref = {"id": schema.id, "contentType": "application/vnd.adobe.xed+json;version=1"}

    @precondition(lambda self: len(self.living_sets) < MOST)
    @move(target=sets, name=names, mappings=mappings, validate=st.booleans())
    @lasting
    def create_set(self, name: str, mappings: list[JsonObject], validate: bool) -> Any:
        symbol, how = self.symbol("set"), "create with validation" if validate else "create"
        body, query = self.set_body(name, mappings), {"validate": "true"} if validate else None
        reply = self.raw("POST", SETS, json=body, params=query)
        if not self.set_is_taken(reply, mappings, validate):
            if validate:
                self.passed(NOTHING, "create what cannot work, with validation", NOTHING, FAMILY)
            return multiple()
        made = reply.json()
        self.keep(self.api.mapping_sets, made["id"])
        assert (made["version"], "mappings" in made) == (0, False)
        shown = self.raw("GET", f"{SETS}/{made['id']}", params={"version": 0}).json()
        self.check_mappings(shown["mappings"], mappings)
        same = {each: shown[each] for each in ("id", "createdDate", "createdBy", "xdmSchema")}
        assert (same["xdmSchema"], same["createdBy"]) == (self.schema_ref["id"], made["createdBy"])
        self.living_sets[symbol] = MadeSet(made["id"], same, [shown["mappings"]], [name])
        self.passed(NOTHING, how, FIRST, FAMILY)
        return symbol

    @move(set=sets, name=names, mappings=mappings)
    def replace_set(self, set: str, name: str, mappings: list[JsonObject]) -> None:
        reply = self.raw("PUT", f"{SETS}/{self.set_id(set)}", json=self.set_body(name, mappings))
        if (made := self.there(set, "replace", reply)) and self.set_is_taken(reply, mappings):
            shown = reply.json()
            self.check_mappings(shown["mappings"], mappings)
            assert made.mappings.isdisjoint(each["id"] for each in shown["mappings"])
            self.next_version(made, "replace", shown["mappings"], name)
            self.check_set(made, reply, [len(made.versions) - 1])

    @move(set=sets, mapping=mapping)
    def add_mapping(self, set: str, mapping: JsonObject) -> None:
        reply = self.raw("POST", f"{SETS}/{self.set_id(set)}/mappings", json=self.placed(mapping))
        made = self.there(set, "add a mapping", reply)
        if made and self.set_is_taken(reply, [*made.versions[-1], mapping]):
            self.check_mappings([reply.json()], [mapping])
            assert reply.json()["id"] not in made.mappings
            self.next_version(made, "add a mapping", [*made.versions[-1], reply.json()])

    @move(set=sets, at=numbers, mapping=mapping)
    def replace_mapping(self, set: str, at: int, mapping: JsonObject) -> None:
        which = self.mapping_id(set, at)
        reply = self.raw("PUT", f"{SETS}/{self.set_id(set)}/mappings/{which}", json=self.placed(mapping))
        made = self.there(set, "replace a mapping", reply, which)
        if made and self.set_is_taken(reply, put(made.versions[-1], at, mapping)):
            self.check_mappings([reply.json()], [mapping])
            assert reply.json()["id"] == which
            self.next_version(made, "replace a mapping", put(made.versions[-1], at, reply.json()))

    @move(set=sets, at=numbers)
    def delete_mapping(self, set: str, at: int) -> None:
        which = self.mapping_id(set, at)
        reply = self.raw("DELETE", f"{SETS}/{self.set_id(set)}/mappings/{which}")
        if made := self.there(set, "delete a mapping", reply, which):
            assert (reply.status_code, reply.content) == (204, b"")
            self.next_version(made, "delete a mapping", put(made.versions[-1], at))

    @move(set=sets, missing=st.sampled_from(("source", "destination")))
    def add_no_mapping(self, set: str, missing: str) -> None:
        body = {"source": "data.first", "destination": f"{self.namespace}.item_id"}
        reply = self.raw("POST", f"{SETS}/{self.set_id(set)}/mappings", json=body | {missing: None})
        refused(reply, 400 if set in self.living_sets else 404)
        if made := self.living_sets.get(set):
            self.passed(made.state, "add what is no mapping", made.state, FAMILY)

    @move(target=deleted_sets, set=consumes(sets))
    def delete_set(self, set: str) -> str:
        reply = self.raw("DELETE", f"{SETS}/{self.set_id(set)}")
        if made := self.there(set, "delete", reply):
            assert (reply.status_code, reply.content) == (204, b"")
            self.gone_sets[set] = self.living_sets.pop(set).id
            self.passed(made.state, "delete", GONE, FAMILY)
        return set

    @move(set=deleted_sets, name=names, mapping=mapping, how=st.sampled_from(sorted(ON_GONE)))
    def use_deleted_set(self, set: str, name: str, mapping: JsonObject, how: str) -> None:
        method, path = ON_GONE[how]
        body = self.placed(mapping) if path else self.set_body(name, [mapping])
        reply = self.raw(method, f"{SETS}/{self.set_id(set)}{path}", json=body if method in ("POST", "PUT") else None)
        self.there(set, how, reply)

    @move(set=deleted_sets)
    def name_deleted_set_in_flow(self, set: str) -> None:
        refused(self.flow_with_set(set, 0), 400)
        self.passed(GONE, "name in a flow", GONE, FAMILY)

    @move(set=sets, version=st.none() | numbers)
    def look_up_set(self, set: str, version: int | None) -> None:
        query = None if version is None else {"version": version}
        reply = self.raw("GET", f"{SETS}/{self.set_id(set)}", params=query)
        if made := self.there(set, "look up", reply):
            newest = len(made.versions) - 1
            if version is not None and version > newest:
                refused(reply, 404)
                self.passed(made.state, "look up an unknown version", made.state, FAMILY)
                return
            unnamed = self.readings.allowed("mapping_set.version", tutorial=newest, published=0)
            self.check_set(made, reply, unnamed if version is None else [version])
            self.passed(made.state, "look up", made.state, FAMILY)

    @move(set=sets)
    def look_up_mappings(self, set: str) -> None:
        reply = self.raw("GET", f"{SETS}/{self.set_id(set)}/mappings")
        if made := self.there(set, "look up", reply):
            assert reply.json() == made.versions[-1]

    @precondition(lambda self: self.living_sets)
    @move(mappings=mappings)
    def validate_set(self, mappings: list[JsonObject]) -> None:
        reply = self.raw("POST", f"{SETS}/validate", json=self.set_body("a", mappings))
        assert reply.status_code == 200, reply.text
        assert [each["status"] == "SUCCESS" for each in reply.json()["validationResponse"]] == verdicts(mappings)
        self.passed(NOTHING, "validate", NOTHING, FAMILY)

    @precondition(lambda self: self.living_sets)
    @move(mappings=mappings)
    def preview_set(self, mappings: list[JsonObject]) -> None:
        body = {"data": [{"data": {"first": "A", "second": "B"}}], "mappingSet": self.set_body("a", mappings)}
        reply = self.raw("POST", f"{SETS}/preview", json=body)
        assert reply.status_code == 200, reply.text
        assert reply.json()[0]["errors"] is None or not all(verdicts(mappings))
        self.passed(NOTHING, "preview", NOTHING, FAMILY)

    @move(set=sets, version=numbers)
    def name_set_in_flow(self, set: str, version: int) -> None:
        reply, made = self.flow_with_set(set, version), self.living_sets.get(set)
        if made and version < len(made.versions):
            assert reply.status_code == 201, reply.text
            id = self.keep(self.api.flows, reply.json()["id"])
            self.flows_of_sets[id] = [transformation(made.id, version)]
            self.passed(made.state, "name in a flow", made.state, FAMILY)
        else:
            refused(reply, 400)
            if made:
                self.passed(made.state, "name an unknown version in a flow", made.state, FAMILY)

    @precondition(lambda self: self.living_sets)
    @move(name=names)
    def list_sets(self, name: str) -> None:
        query: JsonObject = {"name": self.set_name(name), "limit": 100, "start": 0}
        listed = self.raw("GET", SETS, params=query).json()["data"]
        shown = {each["id"]: (each["version"], each["mappings"]) for each in listed}
        named = [each for each in self.living_sets.values() if each.names[-1] == name]
        assert shown == {each.id: (len(each.versions) - 1, each.versions[-1]) for each in named}
        assert len(listed) == len(shown)

    def compare(self) -> None:
        super().compare()
        for made in self.living_sets.values():
            for version in range(len(made.versions)):
                self.check_set(made, self.raw("GET", f"{SETS}/{made.id}", params={"version": version}), [version])
        for id in self.gone_sets.values():
            refused(self.raw("GET", f"{SETS}/{id}", params={"version": 0}), 404)
        for id, transformations in self.flows_of_sets.items():
            [flow] = self.raw("GET", f"{FLOWS}/{id}").json()["items"]
            assert flow["transformations"] == transformations

    def check_set(self, made: MadeSet, reply: requests.Response, allowed: list[int]) -> None:
        """A look-up shows one of these versions of a set."""
        assert reply.status_code == 200, reply.text
        shown = reply.json()
        version = shown["version"]
        assert version in allowed
        assert shown["mappings"] == made.versions[version]
        assert shown["name"] == self.set_name(made.names[version])
        assert shown.items() >= made.same.items()

    def check_mappings(self, shown: list[JsonObject], sent: list[JsonObject]) -> None:
        """Mappings are shown as they were sent: each end in both spellings, the kind in that of reads."""
        assert len(shown) == len(sent)
        for each, plain in zip(shown, map(self.placed, sent), strict=True):
            source, end = plain.get("source", plain.get("sourceAttribute")), end_of(plain)
            assert (each["source"], each["sourceAttribute"]) == (source, source)
            assert (each["destination"], each["destinationXdmPath"]) == (end, end)
            assert each["sourceType"] in self.spellings(plain.get("sourceType", "ATTRIBUTE"))
            assert each.get("name") == plain.get("name")

    def spellings(self, kind: str) -> list[str]:
        """How reads may spell the kind of a mapping."""
        [pair] = [pair for pair in MEDIA_TYPES.items() if kind in pair]
        return self.readings.allowed("mapping.source_type", tutorial=pair[1], published=pair[0])

    def next_version(self, made: MadeSet, move: str, mappings: list[JsonObject], name: str = "") -> None:
        """A set has one version more."""
        self.passed(made.state, move, LATER, FAMILY)
        made.versions.append(mappings)
        made.names.append(name or made.names[-1])

    def there(self, set: str, move: str, reply: requests.Response, mapping: str = "") -> MadeSet | None:
        """A set; None if it is gone, or has no such mapping, and the reply says so."""
        made = self.living_sets.get(set)
        if made and mapping != NOBODY:
            return made
        refused(reply, 404)
        state = made.state if made else GONE
        self.passed(state, move.replace(" a ", " an unknown ") if made else move, state, FAMILY)
        return None

    def set_is_taken(self, reply: requests.Response, mappings: list[JsonObject], validated: bool = False) -> bool:
        """Whether a set with these mappings is taken, as it should be; one that cannot work may be unless validated."""
        unchecked = self.readings.allowed("mapping_set.check", tutorial=200, published=400)
        works = all(verdicts(mappings))
        assert reply.status_code in ([200] if works else [400] if validated else unchecked), reply.text
        return reply.status_code == 200

    def set_id(self, set: str) -> str:
        """The id of a set that is or was; of one that never was, nobody's."""
        return self.living_sets[set].id if set in self.living_sets else self.gone_sets.get(set, NOBODY)

    def mapping_id(self, set: str, at: int) -> str:
        """The id of a mapping of a set by its place, nobody's where there is none."""
        held = self.living_sets[set].versions[-1] if set in self.living_sets else []
        return str(held[at]["id"]) if at < len(held) else NOBODY

    def flow_with_set(self, set: str, version: int) -> requests.Response:
        """What is answered to a flow that names a version of a set."""
        named = {"transformations": [transformation(self.set_id(set), version)]}
        return self.raw("POST", FLOWS, json=self.api.flow_body(shared=True) | named)

    def set_name(self, name: str) -> str:
        """The name of a set that nobody else's has."""
        return f"{self.mark} {name}"

    def set_body(self, name: str, mappings: list[JsonObject]) -> JsonObject:
        """What makes a set."""
        placed = [self.placed(each) for each in mappings]
        return {"name": self.set_name(name), "outputSchema": {"schemaRef": self.schema_ref}, "mappings": placed}

    def placed(self, mapping: JsonObject) -> JsonObject:
        """A mapping whose destination lies under the tenant's namespace."""
        [key] = {"destination", "destinationXdmPath"} & mapping.keys()
        return mapping | {key: f"{self.namespace}.{mapping[key]}"}


def transformation(id: str, version: int) -> JsonObject:
    """What a flow says of its mapping set."""
    return {"name": "Mapping", "params": {"mappingId": id, "mappingVersion": version}}


def verdicts(mappings: list[JsonObject]) -> list[bool]:
    """Whether each mapping of a set, sent or shown, can work. Source: rule mapping_set.validated."""
    ends = [end_of(each).rpartition(".")[2] for each in mappings]
    return [
        each.get("source") != UNREADABLE["source"] and end in FIELDS and end not in ends[:at]
        for at, (each, end) in enumerate(zip(mappings, ends, strict=True))
    ]


def end_of(mapping: JsonObject) -> str:
    """The destination of a mapping, in either spelling."""
    return str(mapping.get("destination", mapping.get("destinationXdmPath")))


def put(mappings: list[JsonObject], at: int, *instead: JsonObject) -> list[JsonObject]:
    """Mappings with another, or none, in one place."""
    return [*mappings[:at], *instead, *mappings[at + 1 :]]
