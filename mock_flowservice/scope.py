"""Who a resource belongs to, and where it lies."""

from typing import NamedTuple


class Tenant(NamedTuple):
    """An organisation and one of its sandboxes: no request sees another tenant's resources."""

    org: str
    sandbox: str


class Shelf(NamedTuple):
    """The documents of one kind that belong to one tenant."""

    tenant: Tenant
    kind: str


class Key(NamedTuple):
    """The place of one document."""

    shelf: Shelf
    id: str
