"""The states of entities: draft, initializing, enabled, disabled; and what is refused in which.

Source: doc help/sources/tutorials/api/draft.md; doc help/sources/errors/flow-service-errors.md; for `initializing`
doc help/sources/tutorials/api/create/crm/salesforce.md.
"""

from ...call import Call
from ...errors import Explanation
from ...store.base import Conflict, Document, Position
from ...store.index import Index, after_all, prefix_of
from ...wire import JsonObject
from .errors import DRAFT_DEPENDENCY, DRAFT_NOT_SUPPORTED, INITIALIZING_FIXED, MODE_UNKNOWN
from .specs import KINDS, all_specs, named_spec, supports_drafts
from .stamps import new_etag

DRAFT, INITIALIZING, ENABLED, DISABLED = "draft", "initializing", "enabled", "disabled"
SETTLING = "connections"
"""The one collection whose entities are seen while they initialize."""
BY_STATE = Index(paths=(("state",),))
MOST_AT_ONCE = 1000


def is_draft(call: Call) -> bool:
    """Whether the call creates an unfinished entity; raises ServiceError for another mode. Source: S 1368-400."""
    mode = call.query.get("mode")
    if mode is None:
        return False
    if mode.lower() != DRAFT:
        raise MODE_UNKNOWN(Explanation("mode", mode, DRAFT), mode=mode)
    return True


def check_draft(call: Call, spec_field: str, body: JsonObject) -> None:
    """The spec of an unfinished entity is there and supports drafts; all else waits for its publication.

    Source: doc help/sources/tutorials/api/draft.md; rules draft.support and draft.checks.
    """
    call.rests_on("draft.checks")
    spec = named_spec(call, spec_field, body)
    if not supports_drafts(spec):
        why = Explanation(f"/{spec_field}/id", spec["id"], "a spec whose attributes.isDraftModeSupported is true")
        others = ", ".join(each["name"] for each in all_specs(call, KINDS[spec_field][0]) if supports_drafts(each))
        raise DRAFT_NOT_SUPPORTED(why, spec=spec["name"], others=others)


def check_finished(field: str, entity: JsonObject) -> None:
    """What an entity stands on is published; raises ServiceError.

    Source: doc help/sources/tutorials/api/draft.md; rule draft.dependency.
    """
    if entity["state"] == DRAFT:
        raise DRAFT_DEPENDENCY(
            Explanation(f"/{field}", entity["id"], "what is published"), field=field, id=entity["id"]
        )


def first_state(call: Call, collection: str) -> str:
    """The state of a new entity. Source: doc create/crm/salesforce.md; rule state.initializing."""
    if collection != SETTLING or not call.emulator.settings.initializing:
        return ENABLED
    call.rests_on("state.initializing")
    return INITIALIZING


def check_changeable(entity: JsonObject) -> None:
    """The state of an entity lets a user change or delete it; raises ServiceError. Source: F 1417-400."""
    if entity["state"] == INITIALIZING:
        raise INITIALIZING_FIXED(Explanation("path", entity["id"], "a connection that is enabled"), id=entity["id"])


def without_versions(connection: JsonObject) -> JsonObject:
    """A connection as it is shown: while it initializes, it has no etag. Source: doc create/crm/salesforce.md."""
    if connection["state"] != INITIALIZING:
        return connection
    return {name: value for name, value in connection.items() if name not in ("version", "etag")}


def settle(call: Call, collection: str) -> None:
    """Enable the connections that have been initializing for long enough. Source: rule state.initializing."""
    delay = int(call.emulator.settings.initializing * 1000)
    if collection != SETTLING or not delay:
        return
    key = prefix_of([INITIALIZING])
    store, shelf = call.emulator.store, call.shelf(collection)
    for _, document in store.walk(shelf, BY_STATE, after=Position(key), until=after_all(key), most=MOST_AT_ONCE):
        if document.body["createdAt"] + delay <= call.now:
            enable(call, collection, document, document.body["createdAt"] + delay)


def enable(call: Call, collection: str, document: Document, moment: int) -> None:
    """End the initialization of a connection, unless somebody else has: it gets another etag than its creation told."""
    call.rests_on("state.initializing")
    etag = new_etag(call)
    entity = document.body | {"state": ENABLED, "updatedAt": moment, "version": etag, "etag": etag}
    try:
        call.emulator.store.put(call.key(collection, document.id), entity, etag=etag, expected=document.etag)
    except Conflict:
        return
