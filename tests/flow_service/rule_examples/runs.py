"""Examples of the rules for runs."""

from .ways import Example

EXAMPLES: dict[str, Example] = {}
