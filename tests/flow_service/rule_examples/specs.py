"""Examples of the rules for the spec operations."""

from .ways import Example

EXAMPLES: dict[str, Example] = {}
