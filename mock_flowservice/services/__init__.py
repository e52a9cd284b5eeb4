"""One room for each API: operations, and the errors they answer with."""

from . import admin, catalog, data_prep, flow_service, ims, sandbox, schema_registry
from .room import Room

ROOMS: dict[str, Room] = {
    "flow-service": flow_service.ROOM,
    "data-prep": data_prep.ROOM,
    "schema-registry": schema_registry.ROOM,
    "catalog": catalog.ROOM,
    "sandbox": sandbox.ROOM,
    "ims": ims.ROOM,
    "emulator": admin.ROOM,
}
