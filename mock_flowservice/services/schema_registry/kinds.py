"""The kinds of resource that have operations, and what tells them apart."""

from dataclasses import dataclass

from ...errors import ErrorKind
from .errors import CLASS_MISSING, FIELD_GROUP_MISSING, SCHEMA_MISSING


@dataclass(frozen=True)
class Kind:
    """A kind of resource."""

    type: str
    """Its `meta:resourceType`, which also stands in its ids."""
    parameter: str
    """The variable of the path that holds its id."""
    creation: str
    """The operation that makes one, if there is any."""
    missing: ErrorKind


SCHEMA = Kind("schemas", "SCHEMA_ID", "createSchema", SCHEMA_MISSING)
FIELD_GROUP = Kind("mixins", "FIELD_GROUP_ID", "createFieldGroup", FIELD_GROUP_MISSING)
CLASS = Kind("classes", "CLASS_ID", "", CLASS_MISSING)
