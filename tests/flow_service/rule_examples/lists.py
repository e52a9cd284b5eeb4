"""Examples of the rules for lists and searches."""

from .ways import Example

EXAMPLES: dict[str, Example] = {}
