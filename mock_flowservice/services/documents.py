"""Looking a document up where its absence is an answer and not an error."""

from ..call import Call
from ..scope import Key
from ..store.base import Document, Missing


def held(call: Call, key: Key) -> Document | None:
    """The document under a key, None if there is none."""
    try:
        return call.emulator.store.get(key)
    except Missing:
        return None
