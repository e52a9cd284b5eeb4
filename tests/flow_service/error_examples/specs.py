"""The errors of the spec operations."""

from .ways import Way

EXAMPLES: dict[str, Way] = {}

PUBLISHED: dict[str, str] = {}
