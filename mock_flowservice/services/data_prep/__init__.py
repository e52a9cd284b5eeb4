"""Data Prep: mapping sets in all their spellings and versions, and the language of their expressions."""

from . import languages, mapping_sets, mappings, previews
from .errors import REFUSALS
from .versions import find as find_mapping_set

__all__ = ["REFUSALS", "find_mapping_set", "languages", "mapping_sets", "mappings", "previews"]
