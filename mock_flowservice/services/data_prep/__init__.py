"""Data Prep: mapping sets in all their spellings and versions."""

from . import mapping_sets
from .errors import ROOM
from .versions import Found, find

__all__ = ["ROOM", "Found", "find", "mapping_sets"]
