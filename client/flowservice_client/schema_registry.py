"""Schemas, field groups, classes and the tenant id, from the Schema Registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, Literal, TypeAlias, TypeVar

from .documents import Document, FieldGroup, Schema, XdmClass, document
from .errors import ApiError
from .gateway import Gateway, segment
from .paging import after_cursor, items
from .patches import Patch, operations_of
from .wire import JsonObject, object_of, query

BASE = "/data/foundation/schemaregistry"
Container: TypeAlias = Literal["tenant", "global"]
D = TypeVar("D", bound=Document)


class XdmReadable(Generic[D]):
    """A kind of XDM resource. Ids are URLs or `meta:altId`; the container `global` holds Adobe's own."""

    def __init__(self, gateway: Gateway, name: str, kind: type[D]) -> None:
        self._gateway = gateway
        self._name = name
        self._kind = kind

    def retrieve(self, id: str, *, full: bool = False, version: int = 1, container: Container = "tenant") -> D:
        """One resource in a major version; `full` resolves what it refers to into `properties`.

        Source: doc help/xdm/api/getting-started.md, Accept header.
        """
        accept = f"application/vnd.adobe.xed{'-full' if full else ''}+json; version={version}"
        path = f"{self._path(container)}/{segment(id)}"
        return document(self._kind, self._gateway.ask("GET", path, headers={"Accept": accept}))

    def list(
        self,
        *,
        property: str | Sequence[str] | None = None,
        orderby: str | None = None,
        limit: int | None = None,
        container: Container = "tenant",
    ) -> Iterator[D]:
        """All resources, each page fetched when it is reached; `property` such as `title==Events`.

        Source: doc help/xdm/api/appendix.md, query parameters.
        """
        first = query(property=property, orderby=orderby, limit=limit)
        headers = {"Accept": "application/vnd.adobe.xed+json"}
        rows = self._gateway.rows(self._path(container), first, items("results"), after_cursor, headers)
        return (document(self._kind, row) for row in rows)

    def _path(self, container: str) -> str:
        return f"{BASE}/{container}/{self._name}"


class XdmResource(XdmReadable[D]):
    """A kind of XDM resource that a tenant has some of its own of; those of `global` stay as they are."""

    def create(self, body: JsonObject) -> D:
        """Create one; the answer is the whole resource.

        Source: Schema Registry spec, POST /tenant/{kind}.
        """
        return document(self._kind, self._gateway.ask("POST", self._path("tenant"), json=body))

    def update(self, id: str, operations: Patch) -> D:
        """Apply patch operations; there is no etag. The answer is the whole resource.

        Source: Schema Registry spec, PATCH /tenant/{kind}/{id}.
        """
        path = f"{self._path('tenant')}/{segment(id)}"
        return document(self._kind, self._gateway.ask("PATCH", path, json=operations_of(operations)))

    def delete(self, id: str) -> None:
        """Delete one.

        Source: Schema Registry spec, DELETE /tenant/{kind}/{id}.
        """
        self._gateway.send("DELETE", f"{self._path('tenant')}/{segment(id)}")


class Registry:
    """What the registry says of the organisation."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def stats(self) -> JsonObject:
        """The registry's statistics.

        Source: Schema Registry spec, GET /stats.
        """
        return object_of(self._gateway.ask("GET", f"{BASE}/stats"))

    def tenant_id(self) -> str:
        """The tenant id without the underscore it has as a field name.

        Source: doc help/xdm/api/getting-started.md.
        """
        found = self.stats().get("tenantId")
        if not isinstance(found, str) or not found:
            raise ApiError(200, None, "the registry's statistics hold no tenantId")
        return found


def schemas(gateway: Gateway) -> XdmResource[Schema]:
    """The schemas."""
    return XdmResource(gateway, "schemas", Schema)


def field_groups(gateway: Gateway) -> XdmResource[FieldGroup]:
    """The field groups."""
    return XdmResource(gateway, "fieldgroups", FieldGroup)


def classes(gateway: Gateway) -> XdmReadable[XdmClass]:
    """The classes."""
    return XdmReadable(gateway, "classes", XdmClass)
