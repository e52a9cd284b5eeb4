"""What connections and flows have in common: etags, patches, drafts, deletion, lists, and a model of all that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition

from flowservice_client import add, remove, replace

from ..api import KINDS, Api, in_vain
from ..tutorial import JsonObject
from .machine import Machine, move, opening
from .transitions import GONE, NOTHING, Transition

BASE, SOURCE, TARGET, FLOW = "connections", "sourceConnections", "targetConnections", "flows"
DRAFT, ENABLED, DISABLED = "draft", "enabled", "disabled"
NOBODYS = '"nobody-had-this"'
EVERY = 8
"""After so many moves, one collection is compared with its model."""
BELOW: dict[str, tuple[str, ...]] = {BASE: (), SOURCE: (BASE,), TARGET: (), FLOW: (SOURCE, TARGET)}
"""What each kind stands on."""
FINISHED, WHOLE, UNFINISHED, INCOMPLETE = "finished", "whole draft", "unfinished draft", "incomplete"
"""How an entity can be created; the last in vain."""
AS_DRAFTS = (WHOLE, UNFINISHED)
FILES, EVENTS = "files", "events"
"""The sources that are read from: one whose specs know drafts, and the tutorial's."""
SOURCES = (FILES, FILES, EVENTS)
DRAFTLESS = frozenset((EVENTS,))
LACKING = {BASE: "auth", SOURCE: "data", TARGET: "data", FLOW: "scheduleParams"}
"""What an unfinished draft has to be given yet."""
SECRET = frozenset(("auth",))
"""What no look-up shows as it was sent."""
IMPOSSIBLE: dict[str, JsonObject] = {
    "remove what is not there": remove("/nothing"),
    "replace what is not there": replace("/params/nothing/deeper", 1),
    "move": {"op": "move", "from": "/name", "path": "/description"},
    "another id": replace("/id", "another"),
    "another etag": replace("/etag", '"another"'),
    "another state": replace("/state", "disabled"),
    "a name that is no text": replace("/name", 5),
}
"""Steps of a patch that nothing takes."""
NAMES = ("a", "b", "c")
names = st.sampled_from(NAMES)
numbers = st.sampled_from((0, 1, 2, 0, 1, 2, 0, -1))
states = st.sampled_from((ENABLED, DISABLED, DRAFT, GONE, ENABLED, DISABLED, DRAFT))
impossible = st.sampled_from((*IMPOSSIBLE,))
ONE: dict[str, Any] = {"kind": st.sampled_from((FLOW, FLOW, SOURCE, BASE, TARGET, FLOW)), "state": states}
"""An entity by its kind and state: the newest that there is, so that it means the same on every target."""
ORPHANED = "orphaned"
CHAINS = {
    "finished": (FINISHED, FILES),
    "of events": (FINISHED, EVENTS),
    "drafts": (WHOLE, FILES),
    "unfinished drafts": (UNFINISHED, FILES),
    GONE: (FINISHED, FILES),
    ORPHANED: (FINISHED, FILES),
}
"""What a run can begin with: one of each kind, each standing on the one before; or what was deleted then."""
chains = st.lists(st.sampled_from(("finished", "unfinished drafts", *CHAINS)), min_size=2, max_size=3)
CREATIONS: dict[str, Any] = {
    "spec": st.sampled_from(SOURCES),
    "on": numbers,
    "into": numbers,
    "name": names,
    "how": st.sampled_from((FINISHED, FINISHED, WHOLE, UNFINISHED, INCOMPLETE)),
}
"""How entities are created, beside their kind."""
LISTS: dict[str, Any] = {
    "name": st.sampled_from((None, *NAMES)),
    "orderby": st.sampled_from((None, "name", "-name")),
    "page": st.sampled_from((100, 2, 0)),
}
"""What lists are asked for, beside kind and state."""
PATCHED = "doc help/sources/tutorials/api/update-dataflows.md"
ERRORS = "doc help/sources/errors/flow-service-errors.md"
DRAFTS = "doc help/sources/tutorials/api/draft.md"


def common(kind: str, states: tuple[str, ...]) -> Iterator[Transition]:
    """The transitions that entities of a kind make in whatever state they are."""
    yield Transition(kind, NOTHING, "create", ENABLED, "spec, POST; tutorial")
    yield Transition(kind, NOTHING, "create draft", DRAFT, DRAFTS)
    yield Transition(kind, NOTHING, "create, incomplete", NOTHING, "doc sources-errors (1304-400)")
    for state in states:
        for name, after, source in (
            ("look up", state, "spec, GET by id"),
            ("patch", state, PATCHED),
            ("patch in several steps", state, PATCHED),
            ("patch, last step impossible", state, f"{PATCHED}; {ERRORS} (1434, 1455)"),
            ("patch, stale etag", state, f"destinations spec, 412; {ERRORS} (1404-412)"),
            ("patch, another's etag", state, f"destinations spec, 412; {ERRORS} (1404-412)"),
            ("patch, no etag", state, f"{ERRORS} (1403-400)"),
            ("look up from another sandbox", state, "spec, x-sandbox-name"),
            ("delete", GONE, "spec, DELETE; doc help/sources/tutorials/api/delete.md"),
        ):
            yield Transition(kind, state, name, after, source)
    for name in ("look up", "patch", "publish", "delete"):
        yield Transition(kind, GONE, name, GONE, "destinations spec, 404")
    for state in states:
        if state != DRAFT:
            yield Transition(kind, state, "publish", state, f"{DRAFTS}; {ERRORS} (1422-400)", ("action.states",))
    yield Transition(kind, DRAFT, "publish", ENABLED, DRAFTS)
    yield Transition(kind, DRAFT, "publish, incomplete", DRAFT, f"{DRAFTS}; inferred", ("draft.checks",))
    yield Transition(kind, DRAFT, "complete", DRAFT, DRAFTS)


@dataclass
class Entity:
    """What the model knows of an entity; what it stands on is named by symbols."""

    kind: str
    spec: str = ""
    on: dict[str, str] = field(default_factory=dict)
    """The symbol of what it stands on, by its kind."""
    id: str = ""
    state: str = NOTHING
    fields: JsonObject = field(default_factory=dict)
    """What a look-up has to show."""
    lacks: JsonObject = field(default_factory=dict)
    """What a draft has to be given before it can be published."""
    etags: list[str] = field(default_factory=list)
    """All that it ever had; the last is the current one."""


class Entities(Machine):
    """A model of entities by their symbols, and what can be done to any of them."""

    family = "entities"
    kinds: ClassVar[tuple[str, ...]] = ()
    """Those whose lists are compared."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Entity] = {}

    @opening(chains=chains)
    def begin_with_entities(self, chains: list[str]) -> None:
        self.lay(chains)

    def create_entity(self, **asked: Any) -> None:
        """Create one more: the move of each family that adds kinds."""
        raise NotImplementedError

    def lay(self, chains: list[str]) -> None:
        """Make what chains say."""
        for chain in chains:
            how, spec = CHAINS[chain]
            kinds = (BASE, SOURCE) if chain == ORPHANED else self.kinds
            for kind in kinds:
                self.create_entity(kind=kind, spec=spec, on=0, into=0, name="a", how=how)
            for kind in {GONE: kinds[::-1], ORPHANED: (BASE,)}.get(chain, ()):
                self.delete_entity(kind=kind, state=ENABLED)

    @precondition(lambda self: self.known)
    @move(**ONE, name=names, how=st.sampled_from(("plain", "stale etag", "in several steps")))
    def patch_entity(self, kind: str, state: str, name: str, how: str) -> None:
        known, after = self.pick(kind, state), {"name": self.named(name)}
        if how == "stale etag" and known.state != GONE and len(known.etags) == 1:
            self.attempt(known, "patch", lambda: self.change(known, after))
        if how == "stale etag" and (known.state == GONE or len(known.etags) > 1):
            self.in_vain(known, "patch, stale etag", lambda: self.rename(known, known.etags[0]), 412)
        elif how == "in several steps":
            steps = [replace("/name", self.named("first")), replace("/name", self.named(name))]
            self.attempt(known, "patch in several steps", lambda: self.change(known, after, steps))
        else:
            self.attempt(known, "patch", lambda: self.change(known, after))

    @precondition(lambda self: self.known)
    @move(**ONE, how=st.sampled_from(("another's etag", "no etag", "last step impossible")), last=impossible)
    def patch_entity_in_vain(self, kind: str, state: str, how: str, last: str) -> None:
        known = self.pick(kind, state)
        if how == "last step impossible":
            steps = [replace("/name", "refused"), IMPOSSIBLE[last]]
            self.in_vain(known, f"patch, {how}", lambda: self.change(known, {}, steps))
        else:
            etag = NOBODYS if how == "another's etag" else None
            self.in_vain(known, f"patch, {how}", lambda: self.rename(known, etag), 412 if etag else 400)

    @precondition(lambda self: self.known)
    @move(**ONE, elsewhere=st.booleans())
    def look_up_entity(self, kind: str, state: str, elsewhere: bool) -> None:
        known = self.pick(kind, state)
        if not elsewhere:
            shown = self.attempt(known, "look up", lambda: self.collection(known).retrieve(known.id), anyway=True)
            if shown:
                self.check_entity(known, shown.json)
        elif known.state != GONE and (sandbox := another_sandbox(self.api)):
            path = f"{KINDS[known.kind].path}/{known.id}"
            assert self.raw("GET", path, headers={"x-sandbox-name": sandbox}).status_code == 404
            self.goes(known, "look up from another sandbox")

    @precondition(lambda self: self.known)
    @move(**ONE, prepared=st.booleans())
    def publish_entity(self, kind: str, state: str, prepared: bool) -> None:
        known = self.pick(kind, state)
        if prepared and known.state == DRAFT:
            self.prepare(known)
        self.publish(known)

    @precondition(lambda self: self.known)
    @move(**ONE)
    def delete_entity(self, kind: str, state: str) -> None:
        self.delete(self.pick(kind, state))

    @invariant()
    def one_collection_of_entities_is_as_it_should_be(self) -> None:
        turn, rest = divmod(len(self.moves), EVERY)
        if self.known and not rest:
            self.compare_entities(self.kinds[turn % len(self.kinds)])

    def whereabouts(self) -> list[tuple[str, str]]:
        living = [each for kind in self.kinds for each in self.living(kind)]
        return super().whereabouts() + [(f"{KINDS[each.kind].path}/{each.id}", each.etags[-1]) for each in living]

    def compare(self) -> None:
        super().compare()
        for kind in {each.kind for each in self.known.values()}:
            self.compare_entities(kind)

    def compare_entities(self, kind: str) -> None:
        """The list of a collection holds what is there, and all of it as it should be."""
        living = self.living(kind)
        shown = [*KINDS[kind].collection(self.api).list(property=self.own, limit=100)]
        assert self.in_order(each.id for each in shown) == self.in_order(each.id for each in living)
        by_id = {each.id: each.json for each in shown}
        for each in living:
            self.check_entity(each, by_id[each.id])

    def check_entity(self, known: Entity, shown: JsonObject) -> None:
        """What is shown of an entity is what the model knows."""
        assert (shown["id"], shown["state"], shown["etag"]) == (known.id, known.state, known.etags[-1])
        assert shown["version"] == shown["etag"]
        assert {name: shown.get(name) for name in known.fields} == known.fields

    def compare_list(self, kind: str, name: str | None, state: str | None, orderby: str | None, page: int) -> None:
        """A list holds what passes its filters, in its order, however large a page is; 0 asks for their number only."""
        wanted = {"name": name and self.named(name), "state": state}
        filters = [self.own, *(f"{field}=={value}" for field, value in wanted.items() if value)]
        expected = [each for each in self.living(kind) if passes(each, wanted)]
        if not page:
            assert KINDS[kind].collection(self.api).count(property=filters) == len(expected)
            return
        shown = [*KINDS[kind].collection(self.api).list(property=filters, limit=page, orderby=orderby)]
        assert sorted(each.id for each in shown) == sorted(each.id for each in expected)
        if orderby:
            in_order = sorted((each.fields["name"] for each in expected), reverse=orderby.startswith("-"))
            assert [each.name for each in shown] == in_order

    def create_next(self, kind: str, spec: str, on: int, into: int, name: str, how: str) -> None:
        """Create one of a kind, or if there never was what it stands on, that first.

        `on` and `into` are the numbers of what it stands on.
        """
        while missing := next((below for below in BELOW[kind] if not self.ever(below)), None):
            kind = missing
        chosen = {below: self.nth(below, at) for below, at in zip(BELOW[kind], (on, into), strict=False)}
        if kind != BASE:
            spec = next((self.known[each].spec for each in chosen.values()), "")
        self.create(Entity(kind, spec, chosen), name, how)

    def create(self, known: Entity, name: str, how: str) -> None:
        """Create an entity, finished or as a draft, or in vain."""
        body, draft, collection = self.body(known, name), how in AS_DRAFTS, self.collection(known)
        if how in (UNFINISHED, INCOMPLETE):
            known.lacks = {LACKING[known.kind]: body.pop(LACKING[known.kind])}
        if reason := self.refusal(known, how):
            self.in_vain(known, f"create, {reason}", lambda: collection.create(body, draft=draft))
            return
        made = collection.create(body, draft=draft)
        known.id = self.keep(collection, made.id)
        known.fields = {field: value for field, value in body.items() if field not in SECRET}
        self.seen(known, made.etag if self.readings else collection.retrieve(made.id).etag)
        self.goes(known, "create draft" if draft else "create", DRAFT if draft else ENABLED)
        self.known[self.symbol(known.kind)] = known

    def body(self, known: Entity, name: str) -> JsonObject:
        """What makes an entity."""
        raise NotImplementedError

    def refusal(self, known: Entity, how: str) -> str:
        """Why an entity cannot be created like this; nothing if it can."""
        if how in AS_DRAFTS:
            return "a draft of a spec without" if known.spec in DRAFTLESS else ""
        return "incomplete" if how == INCOMPLETE else self.unready(known)

    def delete(self, known: Entity) -> None:
        """Delete an entity, or try to."""
        if known.state != GONE and self.is_used(known):
            self.in_vain(known, "delete, used by a flow", lambda: self.collection(known).delete(known.id))
        else:
            self.attempt(known, "delete", lambda: self.collection(known).delete(known.id), GONE, anyway=True)

    def publish(self, known: Entity) -> None:
        """Publish an entity, or try to."""
        reason = "incomplete" if known.lacks else self.unready(known)
        if known.state != DRAFT or reason:
            name = f"publish, {reason}" if known.state == DRAFT else "publish"
            self.in_vain(known, name, lambda: self.collection(known).publish(known.id))
        else:
            self.seen(known, self.collection(known).publish(known.id).etag)
            self.goes(known, "publish", ENABLED)

    def prepare(self, known: Entity) -> None:
        """Publish the drafts that a draft stands on, and give it what it lacks."""
        for below in (self.known[each] for each in known.on.values()):
            if below.state == DRAFT:
                self.prepare(below)
                self.publish(below)
        if known.lacks:
            self.change(known, known.lacks)
            known.lacks = {}
            self.goes(known, "complete")

    def attempt(
        self, known: Entity, move: str, action: Callable[[], Any], after: str = "", *, anyway: bool = False
    ) -> Any:
        """Do what is refused only to what is gone or, unless it is done `anyway`, stands on what is gone."""
        if known.state == GONE:
            return self.in_vain(known, move, action)
        if not anyway and known.state != DRAFT and self.stands_on(known, GONE):
            return self.in_vain(known, "patch, on what is gone", action)
        answer = action()
        self.goes(known, move, after)
        return answer

    def in_vain(self, known: Entity, move: str, action: Callable[[], Any], status: int = 400) -> None:
        """Do what is refused, with 404 where the entity is gone; it stays as it was."""
        in_vain(action, status=404 if known.state == GONE else status)
        self.goes(known, move.partition(",")[0].removesuffix(" in several steps") if known.state == GONE else move)

    def goes(self, known: Entity, move: str, after: str = "") -> None:
        """An entity has made a transition, or stayed as it was."""
        before, known.state = known.state, after or known.state
        self.passed(before, move, known.state, known.kind)

    def change(self, known: Entity, after: JsonObject, steps: list[JsonObject] | None = None) -> None:
        """Change fields with the etag that is current, which then is another."""
        steps = steps or [(replace if name in known.fields else add)(f"/{name}", after[name]) for name in after]
        self.seen(known, self.collection(known).update(known.id, steps, etag=known.etags[-1]).etag)
        known.fields |= {name: value for name, value in after.items() if name not in SECRET}

    def rename(self, known: Entity, etag: str | None) -> Any:
        """Change the name with another etag."""
        return self.collection(known).update(known.id, [replace("/name", "refused")], etag=etag)

    def seen(self, known: Entity, etag: str | None) -> None:
        """Take an etag that must never have been there."""
        assert etag
        assert etag not in known.etags
        known.etags.append(etag)

    def unready(self, known: Entity) -> str:
        """What keeps a finished entity from standing on what is below it; nothing if all that is published."""
        if self.stands_on(known, GONE):
            return "on what is gone"
        return "on a draft" if self.stands_on(known, DRAFT) else ""

    def stands_on(self, known: Entity, state: str) -> bool:
        """Whether something that an entity stands on, however far below, is in a state."""
        return any(self.known[each].state == state for each in self.foundations(known))

    def foundations(self, known: Entity) -> Iterator[str]:
        """The symbols of all that an entity stands on."""
        for symbol in known.on.values():
            yield symbol
            yield from self.foundations(self.known[symbol])

    def is_used(self, known: Entity) -> bool:
        """Whether a flow, but for drafts, stands on an entity."""
        flows = (each for each in self.known.values() if each.kind == FLOW and each.state not in (DRAFT, GONE))
        return any(known is self.known[each] for flow in flows for each in self.foundations(flow))

    def described(self, name: str) -> JsonObject:
        """What says that an entity is ours."""
        return {"name": self.named(name), "description": self.mark}

    def named(self, name: str) -> str:
        return f"{self.api.run} {name}"

    def collection(self, known: Entity) -> Any:
        return KINDS[known.kind].collection(self.api)

    def ever(self, kind: str) -> list[str]:
        """The symbols of all that ever were there of a kind, the newest first, what is gone last."""
        found = [symbol for symbol, each in reversed(self.known.items()) if each.kind == kind]
        return sorted(found, key=lambda symbol: self.known[symbol].state == GONE)

    def pick(self, kind: str, state: str) -> Entity:
        """The newest entity of a kind in a state; in another state or of another kind, if there is none."""
        newest = reversed(self.known.values())
        return max(newest, key=lambda each: (each.kind == kind, each.state == state, each.state != GONE))

    def nth(self, kind: str, number: int) -> str:
        """The symbol with a number, counted from the newest: of what is there, or if it is negative, what is gone."""
        found = self.ever(kind)
        fitting = [each for each in found if (self.known[each].state == GONE) == (number < 0)] or found
        return fitting[number % len(fitting)]

    def living(self, kind: str) -> list[Entity]:
        """What is there of a kind, the oldest first."""
        return [each for each in self.known.values() if each.kind == kind and each.state != GONE]

    def in_order(self, ids: Iterator[str]) -> list[str]:
        """Ids as they come where the target says in which order lists are, else sorted."""
        return [*ids] if "list.order" in self.readings else sorted(ids)

    @property
    def own(self) -> str:
        """The filter that finds what this machine made."""
        return f"description=={self.mark}"


def passes(known: Entity, wanted: dict[str, str | None]) -> bool:
    """Whether an entity has what a filter wants."""
    has = {"name": known.fields["name"], "state": known.state}
    return all(value in (None, has[field]) for field, value in wanted.items())


@cache
def another_sandbox(api: Api) -> str | None:
    """The name of another sandbox of the organisation, if it has one."""
    here = api.client.settings.sandbox
    return next((each.id for each in api.client.sandboxes.list() if each.id != here and each.state == "active"), None)
