"""An example for each rule that Flow Service asks; a module for each subject."""

from . import entities, explore, flows, lists, runs, specs, states

_MODULES = (entities, flows, states, specs, lists, explore, runs)
EXAMPLES = {rule: example for module in _MODULES for rule, example in module.EXAMPLES.items()}
