"""One module per source that the emulator can play."""

from .base import Connector
from .mixpanel import Mixpanel

CONNECTORS: dict[str, Connector] = {each.spec_id: each for each in (Mixpanel(),)}
"""The sources that can be explored, by the id of their connection spec."""
