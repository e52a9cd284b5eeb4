"""Where resources lie: the tenant's in the store, Adobe's in every organisation."""

from collections.abc import Iterator

from ...call import Call
from ...store.base import Document
from ...wire import JsonObject
from ...xdm.standard import standard_resources
from .. import documents
from .identifiers import full_id

TENANT_TYPES = ("schemas", "mixins")
"""The resource types that a tenant can make."""


def held(call: Call, resource_type: str, id: str) -> Document | None:
    """A resource of the tenant with its etag, by `$id`; None if there is none."""
    return documents.held(call, call.key(resource_type, id))


def find(call: Call, id: str) -> JsonObject | None:
    """A resource of any type, of the tenant or Adobe's, by `$id`; None if there is none."""
    for resource_type in TENANT_TYPES:
        if document := held(call, resource_type, id):
            return document.body
    return standard_resources().get(id)


def find_schema(call: Call, id: str) -> JsonObject | None:
    """The stored body of a schema of the caller's tenant, by `$id` or `meta:altId`; None if there is none."""
    document = held(call, "schemas", full_id(id))
    return document.body if document else None


def own(call: Call, resource_type: str) -> list[JsonObject]:
    """The tenant's resources of a type, in the order they were made."""
    return [document.body for document in call.emulator.store.scan(call.shelf(resource_type))]


def everything(call: Call) -> Iterator[JsonObject]:
    """The tenant's resources of all types."""
    for resource_type in TENANT_TYPES:
        yield from own(call, resource_type)


def standard(resource_type: str) -> list[JsonObject]:
    """Adobe's resources of a type."""
    return [each for each in standard_resources().values() if each["meta:resourceType"] == resource_type]
