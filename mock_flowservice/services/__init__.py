"""One room for each API: operations, and the errors they answer with."""

from . import admin, catalog, data_prep, flow_service, ims, sandbox, schema_registry
from .refusals import Refusals

REFUSALS: dict[str, Refusals] = {
    "flow-service": flow_service.REFUSALS,
    "data-prep": data_prep.REFUSALS,
    "schema-registry": schema_registry.REFUSALS,
    "catalog": catalog.REFUSALS,
    "sandbox": sandbox.REFUSALS,
    "ims": ims.REFUSALS,
    "emulator": admin.REFUSALS,
}
