"""Field groups, which the wire still calls mixins: fields that schemas share."""

from ...call import Call, Reply, operation
from .kinds import FIELD_GROUP
from .resources import create, delete, list_own, list_standard, look_up, look_up_global, patch


@operation("listFieldGroups")
def list_field_groups(call: Call) -> Reply:
    """List the tenant's field groups.

    Source: spec listFieldGroups; doc help/xdm/api/field-groups.md; aepp.
    """
    return list_own(call, FIELD_GROUP)


@operation("createFieldGroup")
def create_field_group(call: Call) -> Reply:
    """Create a field group whose fields lie under the tenant's namespace.

    Source: spec createFieldGroup; doc help/xdm/api/field-groups.md; aepp.
    """
    return create(call, FIELD_GROUP)


@operation("retrieveFieldGroup")
def retrieve_field_group(call: Call) -> Reply:
    """Show a field group, the tenant's or one of Adobe's.

    Source: spec retrieveFieldGroup; aepp.
    """
    return look_up(call, FIELD_GROUP)


@operation("patchFieldGroup")
def patch_field_group(call: Call) -> Reply:
    """Change parts of a field group.

    Source: spec patchFieldGroup; doc help/xdm/api/field-groups.md.
    """
    return patch(call, FIELD_GROUP)


@operation("removeFieldGroup")
def remove_field_group(call: Call) -> Reply:
    """Delete a field group.

    Source: spec removeFieldGroup; doc help/xdm/api/field-groups.md.
    """
    return delete(call, FIELD_GROUP)


@operation("listGlobalFieldGroups")
def list_global_field_groups(call: Call) -> Reply:
    """List Adobe's field groups.

    Source: spec listFieldGroups; aepp.
    """
    return list_standard(call, FIELD_GROUP)


@operation("retrieveGlobalFieldGroup")
def retrieve_global_field_group(call: Call) -> Reply:
    """Show one of Adobe's field groups.

    Source: spec retrieveFieldGroup; aepp.
    """
    return look_up_global(call, FIELD_GROUP)
