"""Classes: what a schema's records are about. There are Adobe's only; a tenant cannot make any yet."""

from ...call import Call, Reply, operation
from .kinds import CLASS
from .resources import list_own, list_standard, look_up, look_up_global


@operation("listClasses")
def list_classes(call: Call) -> Reply:
    """List the tenant's classes.

    Source: spec listClasses; aepp.
    """
    return list_own(call, CLASS)


@operation("retrieveClass")
def retrieve_class(call: Call) -> Reply:
    """Show a class, looked for in the tenant's container first and then in Adobe's.

    Source: spec retrieveClass; aepp.
    """
    return look_up(call, CLASS)


@operation("listGlobalClasses")
def list_global_classes(call: Call) -> Reply:
    """List Adobe's classes.

    Source: spec listClasses; aepp.
    """
    return list_standard(call, CLASS)


@operation("retrieveGlobalClass")
def retrieve_global_class(call: Call) -> Reply:
    """Show one of Adobe's classes.

    Source: spec retrieveClass; aepp.
    """
    return look_up_global(call, CLASS)
