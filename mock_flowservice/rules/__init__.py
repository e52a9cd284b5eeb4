"""What somebody could dispute, a row each; a module for each room or subject."""

from . import (
    answers,
    catalog,
    connections,
    data_prep,
    explore,
    expression_dates,
    expression_hierarchies,
    expression_numbers,
    expression_text,
    expressions,
    flows,
    gateway,
    lists,
    mapping,
    patches,
    runs,
    schema_registry,
    specs,
    states,
)
from .rule import PROFILES, PUBLISHED, TUTORIAL, Profile, Rule

__all__ = ["PROFILES", "PUBLISHED", "RULES", "TUTORIAL", "Profile", "Rule"]

_MODULES = (
    gateway,
    answers,
    specs,
    connections,
    flows,
    states,
    patches,
    lists,
    explore,
    runs,
    data_prep,
    mapping,
    expressions,
    expression_text,
    expression_hierarchies,
    expression_numbers,
    expression_dates,
    schema_registry,
    catalog,
)
RULES = {row.id: row for module in _MODULES for row in module.ROWS}
"""All rules by their ids, in the order in which people read them."""
