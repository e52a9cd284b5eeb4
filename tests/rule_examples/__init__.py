"""An example for each rule that a room asks.

What is in no room, and the two rooms of a single module, stand in `gateway`.
"""

from . import catalog, data_prep, expressions, flow_service, gateway, schema_registry
from .example import Example

ROOMS: dict[str, dict[str, Example]] = {
    "gateway": gateway.EXAMPLES,
    "catalog": catalog.EXAMPLES,
    "data_prep": data_prep.EXAMPLES | expressions.EXAMPLES,
    "flow_service": flow_service.EXAMPLES,
    "schema_registry": schema_registry.EXAMPLES,
}
