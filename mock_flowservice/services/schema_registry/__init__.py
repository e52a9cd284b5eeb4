"""Schema Registry: the tenant's schemas and field groups, and Adobe's standard resources."""

from . import classes, field_groups, schemas, stats
from .errors import ROOM
from .library import find_schema

__all__ = ["ROOM", "classes", "field_groups", "find_schema", "schemas", "stats"]
