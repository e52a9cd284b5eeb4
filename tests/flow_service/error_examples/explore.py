"""The errors of exploring and configurations."""

from .ways import Way

EXAMPLES: dict[str, Way] = {}

PUBLISHED: dict[str, str] = {}
