"""Flow Service: connections, source and target connections, flows, runs, and the specs behind them."""

from . import (
    configs,
    connection_specs,
    connections,
    explore,
    flow_specs,
    flows,
    runs,
    searches,
    source_connections,
    target_connections,
)
from .errors import REFUSALS

__all__ = [
    "REFUSALS",
    "configs",
    "connection_specs",
    "connections",
    "explore",
    "flow_specs",
    "flows",
    "runs",
    "searches",
    "source_connections",
    "target_connections",
]
