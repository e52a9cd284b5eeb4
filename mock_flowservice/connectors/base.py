"""What a source must be able to do."""

from typing import Protocol

from ..wire import JsonObject


class Connector(Protocol):
    """A source, played from data in the emulator."""

    spec_id: str

    def explore(self, *, preview: bool) -> JsonObject:
        """What the source holds: its format, its schema and, for a preview, some rows."""
