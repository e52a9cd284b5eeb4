"""One way to each error of Flow Service: the name of its row, and what to ask for it; a module for each subject."""

from . import entities, explore, lists, runs, specs, states
from .ways import Way

_MODULES = (entities, states, specs, lists, explore, runs)
EXAMPLES: dict[str, Way] = {name: way for module in _MODULES for name, way in module.EXAMPLES.items()}
PUBLISHED = {name: rule for module in _MODULES for name, rule in module.PUBLISHED.items()}
"""The rule that must be set to `published` for an error to be possible at all."""
