"""What connections, source and target connections and flows have in common: stored entities with etags.

Source: spec; destinations spec for 404 and 412; doc flow-service-errors for a missing If-Match.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ...call import Call, Reply
from ...contract import Operation, operations
from ...errors import Explanation, ServiceError
from ...store.base import Document
from ...wire import JsonObject
from ..bodies import check_value, kept
from ..documents import held
from .errors import IF_MATCH_MISSING, NOT_FOUND, REFUSALS, STALE
from .lists.listing import page_reply
from .lists.pages import Asked, asked_in_query
from .patching import apply_patch, read_patch
from .stamps import new_etag, stamp, touch
from .states import DRAFT, check_changeable, check_draft, first_state, is_draft, settle

Check = Callable[[Call, JsonObject, JsonObject | None], JsonObject]
"""Gets what an entity is to be and what it was (None: it is new), raises what is wrong, returns the fields to store."""


@dataclass(frozen=True)
class Collection:
    """Entities of one kind.

    `creation` is the operation that creates one: its schema holds for changed entities, too. `spec_field` is where an
    entity names its spec, `changeable` are the fields that a PATCH may touch, `view` is how an entity looks from
    outside, `meant` what is meant by a changed one, given what it was, `record` what it remembers of an operation that
    changed it.
    """

    name: str
    creation: str
    spec_field: str = "connectionSpec"
    changeable: frozenset[str] = frozenset()
    view: Callable[[Call, JsonObject], JsonObject] = lambda _call, entity: entity
    meant: Callable[[Call, JsonObject, JsonObject], JsonObject] = lambda _call, entity, _before: entity
    record: Callable[[Call, str, JsonObject], JsonObject] = lambda _call, _operation, _entity: {}

    @cached_property
    def created_by(self) -> Operation:
        """The operation that creates an entity."""
        return operations()[self.creation]

    def find(self, call: Call, id: str) -> Document:
        """The stored entity of the path; raises 404."""
        document = self.document(call, id)
        if document is None:
            raise NOT_FOUND(Explanation("path", id, f"one of the {self.name}"), collection=self.name, id=id)
        return document

    def document(self, call: Call, id: str) -> Document | None:
        """The stored entity with an id, None if there is none."""
        settle(call, self.name)
        return held(call, call.key(self.name, id))

    def look_up(self, call: Call, id: str) -> JsonObject | None:
        """What an entity that a body refers to holds, None if there is none."""
        document = self.document(call, id)
        return document.body if document else None

    def kept(self, body: JsonObject) -> JsonObject:
        """The fields of a body that an entity has."""
        return kept(body, self.created_by.body_fields)

    def create(self, call: Call, check: Check) -> Reply:
        """Store a new entity, or with `mode=draft` an unfinished one: 201 with its id and etag.

        Source: spec; doc help/sources/tutorials/api/draft.md; rules create.fields, create.location and draft.state.
        """
        call.rests_on("create.fields")
        call.rests_on("create.location")
        if is_draft(call):
            call.rests_on("draft.state")
            check_draft(call, self.spec_field, call.body)
            fields, state = self.kept(call.body), DRAFT
        else:
            fields, state = check(call, call.body, None), first_state(call, self.name)
        id, etag = call.emulator.ids.uuid(), new_etag(call)
        entity = {"id": id, **stamp(call), **fields, **self.record(call, "create", fields)}
        entity |= {"state": state, "version": etag, "etag": etag}
        call.emulator.store.put(call.key(self.name, id), entity, etag=etag, expected=None)
        return Reply({"id": id, "etag": etag}, 201, {"Location": f"{self.created_by.path}/{id}"})

    def retrieve(self, call: Call, id: str) -> Reply:
        """One entity, as the only item of a list."""
        return Reply({"items": [self.view(call, self.find(call, id).body)]})

    def list(self, call: Call) -> Reply:
        """The entities of the tenant, a page of them."""
        return self.page(call, asked_in_query(call, self.name))

    def page(self, call: Call, asked: Asked) -> Reply:
        """What a list or a search asks for of the entities of the tenant."""
        settle(call, self.name)
        return page_reply(call, self.name, asked, self.view)

    def patch(self, call: Call, id: str, check: Check, *, listed: bool = False) -> Reply:
        """Change an entity, if the caller has seen its current version: 200 with the new etag, or `listed` with all.

        Source: doc help/sources/tutorials/api/update-dataflows.md; rule patch.order.
        """
        call.rests_on("patch.order")
        document = self.find(call, id)
        required_match(call)
        before = document.body
        draft = before["state"] == DRAFT
        changeable = frozenset(self.created_by.body_fields) if draft else self.changeable
        steps = read_patch(call, changeable - {self.spec_field})
        check_match(call, document)
        check_changeable(before)
        patched = self.meant(call, apply_patch(call, before, steps, changeable), before)
        fields = self.unfinished(patched) if draft else self.finished(call, patched, before, check)
        kept_by_server = {name: value for name, value in before.items() if name not in changeable}
        changed = kept_by_server | fields
        ref = self.replace(call, document, changed | self.record(call, "update", changed))
        return Reply(self.retrieve(call, id).body | {"_links": {}}) if listed else ref

    def unfinished(self, entity: JsonObject) -> JsonObject:
        """The fields of a draft, whatever it lacks; raises ServiceError."""
        schema = self.created_by.draft_check
        assert schema is not None
        check_value(REFUSALS, schema, entity)
        return self.kept(entity)

    def finished(self, call: Call, entity: JsonObject, before: JsonObject | None, check: Check) -> JsonObject:
        """The fields of an entity that has all that its creation demands; raises ServiceError."""
        schema = self.created_by.body_check
        assert schema is not None
        check_value(REFUSALS, schema, entity)
        return check(call, entity, before)

    def replace(self, call: Call, document: Document, entity: JsonObject) -> Reply:
        """Store what an entity has become: 200 with its id and new etag."""
        etag = new_etag(call)
        changed = entity | touch(call) | {"version": etag, "etag": etag}
        call.emulator.store.put(call.key(self.name, document.id), changed, etag=etag, expected=document.etag)
        return Reply({"id": document.id, "etag": etag})

    def delete(self, call: Call, id: str) -> Reply:
        """Remove an entity: 204 and nothing. Source: spec, destinations spec; rule delete.status."""
        document = self.find(call, id)
        check_changeable(document.body)
        call.emulator.store.delete(call.key(self.name, id), expected=document.etag)
        return Reply(None, 202 if call.published("delete.status") else 204)


def required_match(call: Call) -> None:
    """There is an If-Match; raises ServiceError. Source: F 1403-400."""
    if not call.headers.get("If-Match"):
        raise IF_MATCH_MISSING(Explanation("If-Match", expected="the etag of the last look-up, quotes included"))


def check_match(call: Call, document: Document) -> None:
    """An If-Match, where there is one, names the current version; raises 412. Source: rule etag.match."""
    supplied = call.headers.get("If-Match")
    if supplied:
        call.rests_on("etag.match")
    if supplied and supplied != document.etag:
        raise stale(supplied, document.etag)


def stale(supplied: str, current: str | None) -> ServiceError:
    """The refusal of an etag that is not the current one."""
    return STALE(Explanation("If-Match", supplied, current or ""), supplied=supplied, current=current)
