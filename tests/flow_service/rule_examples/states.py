"""Examples of the rules for states, actions and drafts."""

from .ways import Example

EXAMPLES: dict[str, Example] = {}
