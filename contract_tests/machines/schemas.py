"""Schemas and field groups: every change makes a minor version, and a schema has the fields of its groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, multiple, precondition

from flowservice_client import add, remove, replace

from ..api import REGISTRY
from ..raw import refused
from ..tutorial import JsonObject
from .machine import Machine, move, opening
from .transitions import GONE, NOTHING, Transition

FAMILY, STORED = "schemas", "stored"
SCHEMAS, GROUPS = "schemas", "fieldgroups"
PROFILE, EVENT = "https://ns.adobe.com/xdm/context/profile", "https://ns.adobe.com/xdm/context/experienceevent"
NOUNS = {SCHEMAS: "schema", GROUPS: "field group"}
CLASSES = (PROFILE, EVENT)
"""Of these only events have an identity of their own."""
TYPES = {"first": "string", "second": "integer", "third": "boolean"}
"""The fields of groups; each has one type wherever it is, so that all groups go together."""
XED, XDM = "application/vnd.adobe.xed", "application/vnd.adobe.xdm"
RAW, FULL, ID = f"{XED}+json; version=1", f"{XDM}-full+json; version=1", f"{XED}-id+json"
VIEWS = (RAW, FULL, f"{XED}-full+json;version=1", f"{XDM}+json; version=1.0", f"{XED}+json")
TO_COME = f"{XED}+json; version=1.{{}}"
NO_VIEWS = ("application/json", "*/*", f"{XED}-all+json; version=1")
IMPOSSIBLE: dict[str, JsonObject] = {
    "a title that is no text": replace("/title", 5),
    "no title": remove("/title"),
    "what is not there": remove("/definitions/nothing"),
    "a test that fails": {"op": "test", "path": "/title", "value": "another"},
}
"""Last steps of patches that nothing takes."""
PAGE = {"orderby": "title", "limit": "100"}
ENABLED = "enabled for Profile"
CREATED = ("a group", "a schema", "a schema on a group", "a schema on a gone group", "no class", "no namespace")
LEAST, MOST = 1, 6
"""Schemas and field groups at a time."""
TITLES = ("a", "b", "c", "d")
titles = st.sampled_from(TITLES)
classes = st.sampled_from((PROFILE, PROFILE, EVENT))
fields = st.sampled_from(sorted(TYPES))
some_fields = st.lists(fields, unique=True, max_size=2)
ERRORS = "doc help/xdm/troubleshooting-guide.md"
REFERENCE, CONTENT, IN_USE = ("schema.reference",), ("schema.content",), ("fieldgroup.in_use",)
TRANSITIONS = tuple(
    Transition(FAMILY, *row)
    for row in (
        (NOTHING, "create a schema", STORED, "spec createSchema; doc help/xdm/api/schemas.md", ()),
        (NOTHING, "create a field group", STORED, "spec createFieldGroup; doc help/xdm/api/field-groups.md", ()),
        (NOTHING, "create, title taken", NOTHING, f"{ERRORS} (XDM-1521-400)", ()),
        (NOTHING, "create a field outside the namespace", NOTHING, f"{ERRORS} (XDM-1021-400)", ()),
        (NOTHING, "create a schema without a class", NOTHING, "spec createSchema", CONTENT),
        (NOTHING, "create on a field group that is gone", NOTHING, "spec createSchema; inferred", REFERENCE),
        (STORED, "look up", STORED, "spec, GET by id; doc help/xdm/api/getting-started.md", ()),
        (STORED, "look up in no view", STORED, "spec acceptErrorLookup (XDM-1007-400)", ()),
        (STORED, "look up in a version to come", STORED, "spec, 406", ("schema.versions",)),
        (STORED, "patch", STORED, "spec patchSchema, patchFieldGroup; doc help/xdm/api/schemas.md", ()),
        (STORED, "patch, title taken", STORED, f"{ERRORS} (XDM-1521-400)", ()),
        (STORED, "patch, last step impossible", STORED, "doc help/xdm/api/appendix.md", CONTENT),
        (STORED, "patch, on a field group that is gone", STORED, "spec patchSchema; inferred", REFERENCE),
        (STORED, "add a field", STORED, "doc help/xdm/api/field-groups.md", ()),
        (STORED, "add a field group", STORED, "doc help/xdm/api/schemas.md", ()),
        (STORED, "add a field group that is gone", STORED, "spec patchSchema; inferred", REFERENCE),
        (STORED, "enable for Profile without identity", STORED, f"{ERRORS} (XDM-1528-400)", ()),
        (STORED, "delete", GONE, "spec deleteSchema, removeFieldGroup", ()),
        (STORED, "delete, used by a schema", GONE, "spec removeFieldGroup", IN_USE),
        *((GONE, name, GONE, f"{ERRORS} (XDM-1010 to 1017-404)", ()) for name in ("look up", "patch", "delete")),
    )
)


@dataclass
class Resource:
    """What the model knows of a schema or a field group; field groups are named by symbols."""

    kind: str
    title: str
    has: list[str]
    """The fields of a group, the groups of a schema."""
    of: str = ""
    """The class of a schema."""
    id: str = ""
    alt_id: str = ""
    description: str | None = None
    changes: int = 0
    gone: bool = False

    @property
    def state(self) -> str:
        """Where it is in its life."""
        return GONE if self.gone else STORED

    @property
    def summary(self) -> JsonObject:
        """What identifies it."""
        return {"$id": self.id, "meta:altId": self.alt_id, "title": self.title, "version": f"1.{self.changes}"}


class Schemas(Machine):
    """The Schema Registry of a tenant."""

    family = FAMILY
    transitions = TRANSITIONS
    share = 2
    resources = Bundle("resources")

    def __init__(self) -> None:
        super().__init__()
        self.registry: dict[str, Resource] = {}
        group = self.api.shared(self.api.given_field_group)
        self.tenants_own: str = group.json["meta:tenantNamespace"]

    @opening(target=resources, title=titles, of=classes, has=some_fields)
    def begin_with_schema(self, title: str, of: str, has: list[str]) -> Any:
        return self.make_schema(title, of, self.make_group(self.titled(self.symbol("fields")), has))

    @precondition(lambda self: len(self.living_resources()) < MOST)
    @move(target=resources, title=titles, of=classes, has=some_fields, what=st.sampled_from(CREATED))
    def create_resource(self, title: str, of: str, has: list[str], what: str) -> Any:
        if what == "a group":
            return self.make_group(self.titled(title), has)
        if what in ("no class", "no namespace"):
            return self.make_nothing(title, what)
        groups = [] if what == "a schema" else [self.group_that_is(what == "a schema on a gone group")]
        return self.make_schema(title, of, *groups)

    @move(resource=resources, title=st.none() | titles, which=st.sampled_from(("this", "taken", "dangling")))
    def patch_resource(self, resource: str, title: str | None, which: str) -> None:
        if known := self.nearest(
            resource, lambda each: not each.gone and self.is_dangling(each) == (which == "dangling")
        ):
            others = [each.title for each in self.living_resources() if which == "taken" and each is not known]
            named = self.titled(title) if title else ""
            self.change_resource(known, [named, *others][-1])

    @move(resource=resources, last=st.sampled_from((*sorted(IMPOSSIBLE), ENABLED, ENABLED)))
    def patch_resource_in_vain(self, resource: str, last: str) -> None:
        if last == ENABLED:
            self.enable_in_vain(resource)
        elif known := self.nearest(resource, lambda each: not each.gone):
            steps = [add("/description", "half done"), IMPOSSIBLE[last]]
            refused(self.raw("PATCH", self.path_of(known), json=steps), 400)
            self.resource_stays(known, "patch, last step impossible")

    @move(resource=resources, field=fields)
    def add_field(self, resource: str, field: str) -> None:
        known = self.nearest(resource, lambda each: each.kind == GROUPS and not each.gone and field not in each.has)
        if known:
            path = f"/definitions/customFields/properties/{self.tenants_own}/properties/{field}"
            reply = self.raw("PATCH", self.path_of(known), json=[add(path, described(field))])
            known.has.append(field)
            self.resource_changes(known, "add a field", reply)

    @precondition(lambda self: any(self.is_sound(each) for each in self.registry.values()))
    @move(resource=resources, gone=st.booleans())
    def add_group(self, resource: str, gone: bool) -> None:
        group = self.group_that_is(gone)
        if known := self.nearest(resource, lambda each: self.is_sound(each) and group not in each.has):
            more = self.registry[group]
            reply = self.raw("PATCH", self.path_of(known), json=[add("/allOf/-", {"$ref": more.id})])
            if more.gone:
                refused(reply, 400)
                self.resource_stays(known, "add a field group that is gone")
            else:
                known.has.append(group)
                self.resource_changes(known, "add a field group", reply)

    @precondition(lambda self: len(self.living_resources()) > LEAST)
    @move(resource=resources, used=st.sampled_from((False, False, True)))
    def delete_resource(self, resource: str, used: bool) -> None:
        users = self.living_resources(SCHEMAS)
        groups = [group for user in users for group in user.has if used and not self.registry[group].gone]
        self.delete_registered([resource, *groups][-1])

    @precondition(lambda self: any(each.gone for each in self.registry.values()))
    @move(resource=resources, how=st.sampled_from(("look up", "patch", "delete")))
    def use_deleted_resource(self, resource: str, how: str) -> None:
        if known := self.nearest(resource, lambda each: each.gone):
            method = {"look up": "GET", "patch": "PATCH", "delete": "DELETE"}[how]
            steps = [add("/description", "too late")] if how == "patch" else None
            refused(self.raw(method, self.path_of(known), json=steps, headers={"Accept": RAW}), 404)
            self.resource_stays(known, how)

    @move(resource=resources, view=st.sampled_from((*VIEWS, TO_COME, TO_COME, *NO_VIEWS)), by_id=st.booleans())
    def look_up_resource(self, resource: str, view: str, by_id: bool) -> None:
        if known := self.nearest(resource, lambda each: not each.gone):
            accept = {"Accept": view.format(known.changes + 1)}
            reply = self.raw("GET", self.path_of(known, by_id), headers=accept)
            if view in VIEWS:
                self.check_view(known, reply, view)
            else:
                refused(reply, 406 if view == TO_COME else 400)
                self.resource_stays(known, f"look up in {'a version to come' if view == TO_COME else 'no view'}")

    @precondition(lambda self: self.registry)
    @move(kind=st.sampled_from((SCHEMAS, GROUPS)), title=titles, which=st.sampled_from(("all", "after", "this")))
    def list_resources(self, kind: str, title: str, which: str) -> None:
        living = self.living_resources(kind)
        this = [self.titled(title), *(each.title for each in living if which == "after")][-1]
        passes: dict[str, Callable[[Resource], bool]] = {
            "all": lambda _: True,
            "after": lambda each: each.title > this,
            "this": lambda each: each.title == this,
        }
        expected = [each.summary for each in living if passes[which](each)]
        query = {"this": {"property": f"title=={this}"}, "after": {"start": this}}.get(which, {"start": self.mark})
        reply = self.raw("GET", f"{REGISTRY}/{kind}", params=query | PAGE, headers={"Accept": ID})
        assert reply.status_code == 200, reply.text
        shown = [each for each in reply.json()["results"] if each["title"].startswith(f"{self.mark} ")]
        assert shown == sorted(expected, key=lambda each: str(each["title"]))

    def compare(self) -> None:
        super().compare()
        for known in self.registry.values():
            if known.gone:
                refused(self.raw("GET", self.path_of(known), headers={"Accept": RAW}), 404)
            else:
                self.check_resource(known, self.raw("GET", self.path_of(known), headers={"Accept": RAW}))
                self.check_resource(known, self.raw("GET", self.path_of(known), headers={"Accept": FULL}), whole=True)

    def make_group(self, title: str, has: list[str]) -> Any:
        """The symbol of a new field group, or nothing."""
        reply = self.raw("POST", f"{REGISTRY}/{GROUPS}", json=self.group_body(title, has))
        return self.made_resource(reply, Resource(GROUPS, title, [*has]))

    def make_schema(self, title: str, of: str, *groups: str) -> Any:
        """The symbol of a new schema, or nothing."""
        body = self.schema_body(title, of, *(self.registry[each].id for each in groups))
        known = Resource(SCHEMAS, self.titled(title), [*groups], of)
        return self.made_resource(self.raw("POST", f"{REGISTRY}/{SCHEMAS}", json=body), known)

    def made_resource(self, reply: requests.Response, known: Resource) -> Any:
        """The symbol of what was made, or nothing where the title is taken or a field group is gone."""
        symbol = self.symbol(known.kind)
        if self.is_dangling(known) or not self.is_title_free(known.title):
            refused(reply, 400, word="" if self.is_dangling(known) else "XDM-1521-400")
            why = "create on a field group that is gone" if self.is_dangling(known) else "create, title taken"
            self.passed(NOTHING, why, NOTHING, FAMILY)
            return multiple()
        assert reply.status_code == 201, reply.text
        known.id, known.alt_id = reply.json()["$id"], reply.json()["meta:altId"]
        assert known.id.split("/")[-2] == ("schemas" if known.kind == SCHEMAS else "mixins")
        assert known.alt_id == "_" + known.id.removeprefix("https://ns.adobe.com/").replace("/", ".")
        self.keep(self.api.schemas if known.kind == SCHEMAS else self.api.field_groups, known.id)
        self.registry[symbol] = known
        self.check_resource(known, reply)
        self.passed(NOTHING, f"create a {NOUNS[known.kind]}", STORED, FAMILY)
        return symbol

    def make_nothing(self, title: str, why: str) -> Any:
        """Create in vain a schema without a class, or a field group outside the namespace."""
        if why == "no class":
            body, code = self.schema_body(self.symbol(title)), ""
            self.passed(NOTHING, "create a schema without a class", NOTHING, FAMILY)
        else:
            body, code = self.group_body(self.titled(self.symbol(title)), ["first"], "_nobodys"), "XDM-1021-400"
            self.passed(NOTHING, "create a field outside the namespace", NOTHING, FAMILY)
        refused(self.raw("POST", f"{REGISTRY}/{GROUPS if code else SCHEMAS}", json=body), 400, word=code)
        return multiple()

    def enable_in_vain(self, resource: str) -> None:
        """Enable a schema for Profile that has no identity."""
        if known := self.nearest(resource, lambda each: self.is_sound(each) and each.of == PROFILE):
            reply = self.raw("PATCH", self.path_of(known), json=[add("/meta:immutableTags", ["union"])])
            refused(reply, 400, word="XDM-1528-400")
            self.resource_stays(known, "enable for Profile without identity")

    def change_resource(self, known: Resource, title: str = "") -> None:
        """Give a resource another description, and maybe another title."""
        description = self.symbol("description")
        steps = [(replace if known.description else add)("/description", description)]
        steps += [replace("/title", title)] if title else []
        reply = self.raw("PATCH", self.path_of(known), json=steps)
        if known.gone:
            refused(reply, 404)
            self.resource_stays(known, "patch")
        elif self.is_dangling(known):
            refused(reply, 400)
            self.resource_stays(known, "patch, on a field group that is gone")
        elif title and not self.is_title_free(title, known):
            refused(reply, 400, word="XDM-1521-400")
            self.resource_stays(known, "patch, title taken")
        else:
            known.description, known.title = description, title or known.title
            self.resource_changes(known, "patch", reply)

    def delete_registered(self, resource: str) -> None:
        """Delete what is there, if nothing keeps it."""
        known = self.registry[resource]
        if known.gone:
            return
        used = any(resource in each.has for each in self.living_resources(SCHEMAS))
        reply = self.raw("DELETE", self.path_of(known))
        statuses = self.readings.allowed("fieldgroup.in_use", tutorial=204, published=400) if used else [204]
        assert reply.status_code in statuses, reply.text
        if reply.status_code == 204:
            before, known.gone = known.state, True
            self.passed(before, "delete, used by a schema" if used else "delete", GONE, FAMILY)

    def resource_changes(self, known: Resource, move: str, reply: requests.Response) -> None:
        """A resource has one minor version more."""
        self.passed(known.state, move, STORED, FAMILY)
        known.changes += 1
        self.check_resource(known, reply)

    def resource_stays(self, known: Resource, move: str) -> None:
        """A resource is as it was."""
        self.passed(known.state, move, known.state, FAMILY)

    def check_view(self, known: Resource, reply: requests.Response, view: str) -> None:
        """A look-up in a view; whether one without a version is answered depends."""
        if "version" in view or 400 not in self.readings.allowed("schema.accept", tutorial=200, published=400):
            self.check_resource(known, reply, whole="-full" in view)
        self.resource_stays(known, "look up")

    def check_resource(self, known: Resource, reply: requests.Response, *, whole: bool = False) -> None:
        """What is shown of a resource is what the model knows: its parts, or `whole` all its fields."""
        assert reply.status_code in (200, 201), reply.text
        shown = reply.json()
        assert shown.items() >= known.summary.items()
        assert shown.get("description") == known.description
        if whole:
            own = shown.get("properties", {}).get(self.tenants_own, {}).get("properties", {})
            assert {name: own[name]["type"] for name in own} == {name: TYPES[name] for name in self.fields_of(known)}
        elif known.kind == SCHEMAS:
            parts = {each["$ref"] for each in shown["allOf"]}
            assert parts == {known.of, *(self.registry[each].id for each in known.has)}
            assert shown["meta:class"] == known.of

    def fields_of(self, known: Resource) -> set[str]:
        """The tenant's own fields of a resource; groups that are gone give none."""
        if known.kind == GROUPS:
            return {*known.has}
        groups = (self.registry[each] for each in known.has)
        return {field for group in groups if not group.gone for field in group.has}

    def is_dangling(self, known: Resource) -> bool:
        """Whether a schema has a field group that is gone."""
        return known.kind == SCHEMAS and any(self.registry[each].gone for each in known.has)

    def is_title_free(self, title: str, of: Resource | None = None) -> bool:
        """Whether nothing has a title but what it is of: titles are unique over all kinds."""
        return all(each is of or each.title != title for each in self.living_resources())

    def is_sound(self, known: Resource) -> bool:
        """Whether it is a schema that can be changed."""
        return known.kind == SCHEMAS and not known.gone and not self.is_dangling(known)

    def nearest(self, resource: str, fits: Callable[[Resource], bool]) -> Resource | None:
        """A resource if it fits, or else the newest that does."""
        known = [each for each in (*self.registry.values(), self.registry[resource]) if fits(each)]
        return known[-1] if known else None

    def group_that_is(self, gone: bool) -> str:
        """The symbol of the newest field group that is gone, or is there; of a new one where there is none."""
        known = [symbol for symbol, each in self.registry.items() if each.kind == GROUPS and each.gone == gone]
        if not known:
            known.append(self.make_group(self.titled(self.symbol("fields")), ["first"]))
            if gone:
                self.delete_registered(known[0])
        return known[-1]

    def living_resources(self, *kinds: str) -> list[Resource]:
        """What is there of some kinds, or of all."""
        return [each for each in self.registry.values() if not each.gone and (not kinds or each.kind in kinds)]

    def path_of(self, known: Resource, by_id: bool = False) -> str:
        """Where a resource is looked up, by its altId or by its id."""
        return f"{REGISTRY}/{known.kind}/{quote(known.id, safe='') if by_id else known.alt_id}"

    def titled(self, title: str) -> str:
        """A title that nobody else's has."""
        return f"{self.mark} {title}"

    def schema_body(self, title: str, *parts: str) -> JsonObject:
        """What makes a schema."""
        return {"type": "object", "title": self.titled(title), "allOf": [{"$ref": part} for part in parts]}

    def group_body(self, title: str, has: list[str], namespace: str = "") -> JsonObject:
        """What makes a field group."""
        own = {"type": "object", "properties": {name: described(name) for name in has}}
        return {
            "type": "object",
            "title": title,
            "meta:intendedToExtend": [*CLASSES],
            "definitions": {"customFields": {"type": "object", "properties": {namespace or self.tenants_own: own}}},
            "allOf": [{"$ref": "#/definitions/customFields"}],
        }


def described(field: str) -> JsonObject:
    """What is said of a field."""
    return {"title": field, "type": TYPES[field]}
