"""What travels: JSON, as Python has it."""

from typing import Any

JsonObject = dict[str, Any]
"""A JSON object; its names stay as they are on the wire."""


def dig(value: Any, *names: str) -> Any:
    """What lies deep in objects, None where anything on the way there is missing or no object."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
