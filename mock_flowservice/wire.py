"""What travels: JSON, as Python has it."""

from typing import Any

JsonObject = dict[str, Any]
"""A JSON object; its names stay as they are on the wire."""
