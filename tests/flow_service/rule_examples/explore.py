"""Examples of the rules for exploring and configurations."""

from .ways import Example

EXAMPLES: dict[str, Example] = {}
