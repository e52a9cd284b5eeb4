"""The errors of runs."""

from .ways import Way

EXAMPLES: dict[str, Way] = {}

PUBLISHED: dict[str, str] = {}
