"""The two names of a resource, `$id` and `meta:altId`, and the names that belong to the tenant.

Source: doc help/xdm/api/getting-started.md.
"""

from ...call import Call

ADOBE = "https://ns.adobe.com/"
TENANT_ID = "extconndev"
"""The same for every organisation. Source: tutorial (its mappings lead to `_extconndev`)."""
NAMESPACE = f"_{TENANT_ID}"
"""The field that all fields of the tenant's own lie under."""
ID_DIGITS = 48
"""Source: tutorial, spec (newer ids; older ones have 32)."""


def new_id(call: Call, resource_type: str) -> str:
    """A fresh `$id` for a resource of the tenant."""
    return f"{ADOBE}{TENANT_ID}/{resource_type}/{call.emulator.ids.hex(ID_DIGITS)}"


def alt_id(id: str) -> str:
    """The `meta:altId` of an `$id`."""
    return "_" + id.removeprefix(ADOBE).replace("/", ".")


def full_id(text: str) -> str:
    """The `$id` that an `$id` or a `meta:altId` stands for."""
    if not text.startswith("_"):
        return text
    return ADOBE + text[1:].replace(".", "/")


def is_tenants(id: str) -> bool:
    """Whether an `$id` is one that the tenant's own resources have."""
    return id.startswith(f"{ADOBE}{TENANT_ID}/")
