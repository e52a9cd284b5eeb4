"""The errors of states, actions and drafts."""

from .ways import Way

EXAMPLES: dict[str, Way] = {}

PUBLISHED: dict[str, str] = {}
