"""Where mapping sets lie: the latest version of each on one shelf, what it replaced on another."""

from typing import NamedTuple

from ...scope import Key, Shelf, Tenant
from ...store.base import Missing, Store
from ...wire import JsonObject

LATEST, REPLACED = "mapping-sets", "replaced-mapping-sets"


class Found(NamedTuple):
    """A mapping set: the version that was asked for, None if it never was, and the number of the latest."""

    body: JsonObject | None
    latest: int


def find(store: Store, tenant: Tenant, id: str, version: int | None = None) -> Found | None:
    """A version of a mapping set, the latest if none is named; None if there is no such set.

    Takes one look-up, and a second for a version that was replaced. The body is in the spelling kept inside:
    `source`, `destination`, `sourceType` as a media type, `outputSchema.schemaRef`.
    """
    try:
        body = store.get(Key(Shelf(tenant, LATEST), id)).body
    except Missing:
        return None
    latest = body["version"]
    if version is None or version == latest:
        return Found(body, latest)
    if not 0 <= version < latest:
        return Found(None, latest)
    return Found(store.get(replaced(tenant, id, version)).body, latest)


def save(store: Store, tenant: Tenant, body: JsonObject, replacing: JsonObject | None = None) -> None:
    """Make this the latest version; the one that it replaces stays readable."""
    id, expected = body["id"], None
    if replacing is not None:
        expected = str(replacing["version"])
        store.put(replaced(tenant, id, replacing["version"]), replacing, etag=expected, expected=None)
    store.put(Key(Shelf(tenant, LATEST), id), body, etag=str(body["version"]), expected=expected)


def replaced(tenant: Tenant, id: str, version: int) -> Key:
    """The place of a version that is no longer the latest."""
    return Key(Shelf(tenant, REPLACED), f"{id}.{version}")
