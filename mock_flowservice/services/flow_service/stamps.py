"""What the service itself writes on an entity: its etag, and when, by whom and where it was made and changed."""

from ...call import Call
from ...wire import JsonObject


def new_etag(call: Call) -> str:
    """A fresh etag, its quotes included. Source: tutorial and spec; rule etag.form."""
    ids = call.emulator.ids
    if call.published("etag.form"):
        return f'"{ids.hex(8)}-0000-0200-0000-{call.now // 1000:08x}0000"'
    return f'"{ids.uuid()}"'


def stamp(call: Call) -> JsonObject:
    """The fields that say when, by whom and where an entity was made; times in milliseconds. Source: spec."""
    tenant = call.tenant
    return {
        "createdAt": call.now,
        "updatedAt": call.now,
        "createdBy": call.client_id,
        "updatedBy": call.client_id,
        "createdClient": call.client_id,
        "updatedClient": call.client_id,
        "sandboxId": call.sandbox_id,
        "sandboxName": tenant.sandbox,
        "imsOrgId": tenant.org,
    }


def touch(call: Call) -> JsonObject:
    """The fields that every change renews. Source: spec."""
    return {"updatedAt": call.now, "updatedBy": call.client_id, "updatedClient": call.client_id}
