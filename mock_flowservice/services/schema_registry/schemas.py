"""Schemas: a class and field groups, put together."""

from ...call import Call, Reply, operation
from .kinds import SCHEMA
from .resources import create, delete, list_own, look_up, patch


@operation("listSchemas")
def list_schemas(call: Call) -> Reply:
    """List the tenant's schemas.

    Source: spec listSchemas; doc help/xdm/api/schemas.md; aepp.
    """
    return list_own(call, SCHEMA)


@operation("createSchema")
def create_schema(call: Call) -> Reply:
    """Create a schema from a class and field groups.

    Source: spec createSchema; doc help/xdm/api/schemas.md. That `type` and `description` may be absent is from aepp.
    """
    return create(call, SCHEMA)


@operation("retrieveSchema")
def retrieve_schema(call: Call) -> Reply:
    """Show a schema in the view and version that Accept names.

    Source: spec retrieveSchema; doc help/xdm/api/schemas.md.
    """
    return look_up(call, SCHEMA)


@operation("patchSchema")
def patch_schema(call: Call) -> Reply:
    """Change parts of a schema.

    Source: spec patchSchema; doc help/xdm/api/schemas.md.
    """
    return patch(call, SCHEMA)


@operation("deleteSchema")
def delete_schema(call: Call) -> Reply:
    """Delete a schema that is not enabled for Profile.

    Source: spec deleteSchema; doc help/xdm/troubleshooting-guide.md.
    """
    return delete(call, SCHEMA)
