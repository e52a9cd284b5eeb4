"""Flow Service: connections, source and target connections, flows, runs, and the specs behind them."""

from . import connections, explore, flows, runs, source_connections, specs, target_connections
from .errors import REFUSALS

__all__ = [
    "REFUSALS",
    "connections",
    "explore",
    "flows",
    "runs",
    "source_connections",
    "specs",
    "target_connections",
]
