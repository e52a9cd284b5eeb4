"""The errors of lists and searches."""

from .ways import Way

EXAMPLES: dict[str, Way] = {}

PUBLISHED: dict[str, str] = {}
