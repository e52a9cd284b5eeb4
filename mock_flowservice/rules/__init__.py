"""What somebody could dispute, a row each; a module for each room or subject."""

from . import (
    answers,
    catalog,
    connections,
    data_prep,
    explore,
    flows,
    gateway,
    lists,
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
    schema_registry,
    catalog,
)
RULES = {row.id: row for module in _MODULES for row in module.ROWS}
"""All rules by their ids, in the order in which people read them."""
