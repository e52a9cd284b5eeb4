"""Data Prep: mapping sets in all their spellings and versions."""

from . import mapping_sets, mappings
from .errors import REFUSALS
from .versions import find as find_mapping_set

__all__ = ["REFUSALS", "find_mapping_set", "mapping_sets", "mappings"]
