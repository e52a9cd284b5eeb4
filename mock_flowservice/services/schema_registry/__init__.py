"""Schema Registry: the tenant's schemas and field groups, and Adobe's standard resources."""

from . import classes, field_groups, schemas, stats
from .errors import REFUSALS
from .library import find as find_resource
from .library import find_schema

__all__ = ["REFUSALS", "classes", "field_groups", "find_resource", "find_schema", "schemas", "stats"]
