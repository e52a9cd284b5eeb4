"""What connections, source and target connections and flows have in common: stored entities with etags.

Source: spec; destinations spec for 404 and 412; doc flow-service-errors for a missing If-Match.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...call import Call, Reply
from ...contract import operations
from ...errors import NOT_BUILT, Explanation, ServiceError
from ...store.base import Conflict, Document
from ...wire import JsonObject
from ..bodies import check_value
from ..documents import held
from .errors import IF_MATCH_MISSING, NOT_FOUND, REFUSALS, STALE
from .listing import list_reply
from .patching import apply_patch, read_patch

Check = Callable[[Call, JsonObject, JsonObject | None], JsonObject]
"""Gets what an entity is to be and what it was (None: it is new), raises what is wrong, returns the fields to store."""


@dataclass(frozen=True)
class Collection:
    """Entities of one kind.

    `creation` is the operation that creates one: its schema holds for changed entities, too. `changeable` are the
    fields that a PATCH may touch; `view` is how an entity looks from outside.
    """

    name: str
    creation: str
    changeable: frozenset[str] = frozenset()
    view: Callable[[JsonObject], JsonObject] = lambda entity: entity

    def find(self, call: Call, id: str) -> Document:
        """The stored entity of the path; raises 404."""
        document = held(call, call.key(self.name, id))
        if document is None:
            raise NOT_FOUND(Explanation("path", id, f"one of the {self.name}"), collection=self.name, id=id)
        return document

    def look_up(self, call: Call, id: str) -> JsonObject | None:
        """The stored entity that a body refers to, None if there is none."""
        document = held(call, call.key(self.name, id))
        return document.body if document else None

    def scan(self, call: Call) -> list[JsonObject]:
        """All stored entities of the tenant, in the order of their creation."""
        return [document.body for document in call.emulator.store.scan(call.shelf(self.name))]

    def create(self, call: Call, check: Check) -> Reply:
        """Store a new entity: 201 with its id and etag."""
        if (call.query.get("mode") or "").lower() == "draft":
            raise NOT_BUILT(operation=f"{self.creation} with mode=draft")
        fields = check(call, call.body, None)
        id, etag = call.emulator.ids.uuid(), new_etag(call)
        entity = {"id": id, **stamp(call), **fields, "state": "enabled", "version": etag, "etag": etag}
        call.emulator.store.put(call.key(self.name, id), entity, etag=etag, expected=None)
        return Reply({"id": id, "etag": etag}, 201, {"Location": f"{operations()[self.creation].path}/{id}"})

    def retrieve(self, call: Call, id: str) -> Reply:
        """One entity, as the only item of a list."""
        return Reply({"items": [self.view(self.find(call, id).body)]})

    def list(self, call: Call) -> Reply:
        """The entities of the tenant, a page of them."""
        documents = call.emulator.store.scan(call.shelf(self.name))
        return list_reply(call, self.name, documents, lambda document: self.view(document.body))

    def patch(self, call: Call, id: str, check: Check) -> Reply:
        """Change an entity, if the caller has seen its current version: 200 with the new etag.

        Source: doc help/sources/tutorials/api/update-dataflows.md; the order of the checks is inferred.
        """
        document = self.find(call, id)
        supplied = call.headers.get("If-Match")
        if not supplied:
            raise IF_MATCH_MISSING(Explanation("If-Match", expected="the etag of the last look-up, quotes included"))
        steps = read_patch(call.body, self.changeable)
        if supplied != document.etag:
            raise stale(supplied, document.etag)
        before, etag = document.body, new_etag(call)
        patched = apply_patch(before, steps, self.changeable)
        self.check_shape(patched)
        changed = patched | check(call, patched, before) | touch(call) | {"version": etag, "etag": etag}
        try:
            call.emulator.store.put(call.key(self.name, id), changed, etag=etag, expected=supplied)
        except Conflict as conflict:
            raise stale(supplied, conflict.current) from None
        return Reply({"id": id, "etag": etag})

    def check_shape(self, entity: JsonObject) -> None:
        """An entity after a change still has the shape that its creation demands; raises ServiceError."""
        schema = operations()[self.creation].body_check
        assert schema is not None
        check_value(REFUSALS, schema, entity)

    def delete(self, call: Call, id: str) -> Reply:
        """Remove an entity: 204 and nothing."""
        document = self.find(call, id)
        call.emulator.store.delete(call.key(self.name, id), expected=document.etag)
        return Reply(None, 204)


def stale(supplied: str, current: str | None) -> ServiceError:
    """The refusal of an etag that is not the current one."""
    return STALE(Explanation("If-Match", supplied, current or ""), supplied=supplied, current=current)


def new_etag(call: Call) -> str:
    """A fresh etag, its quotes included. Source: tutorial and spec; rule etag.form."""
    ids = call.emulator.ids
    if call.published("etag.form"):
        return f'"{ids.hex(8)}-0000-0200-0000-{call.now // 1000:08x}0000"'
    return f'"{ids.uuid()}"'


def stamp(call: Call) -> JsonObject:
    """The fields that say when, by whom and where an entity was made; times in milliseconds. Source: spec."""
    tenant = call.tenant
    return {
        "createdAt": call.now,
        "updatedAt": call.now,
        "createdBy": call.client_id,
        "updatedBy": call.client_id,
        "createdClient": call.client_id,
        "updatedClient": call.client_id,
        "sandboxId": call.sandbox_id,
        "sandboxName": tenant.sandbox,
        "imsOrgId": tenant.org,
    }


def touch(call: Call) -> JsonObject:
    """The fields that every change renews. Source: spec."""
    return {"updatedAt": call.now, "updatedBy": call.client_id, "updatedClient": call.client_id}
