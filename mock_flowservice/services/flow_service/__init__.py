"""Flow Service: connections, source and target connections, flows, runs, and the specs behind them."""

from . import connections, explore, flows, runs, source_connections, specs, target_connections
from .errors import ROOM

__all__ = [
    "ROOM",
    "connections",
    "explore",
    "flows",
    "runs",
    "source_connections",
    "specs",
    "target_connections",
]
