"""The documented transitions of life cycles: each is made at least once, or the run says that it was not.

How a family joins in. Its module (`schemas.py`) holds its machine and its part of the table:

    FAMILY = "schemas"
    TRANSITIONS = (Transition(FAMILY, NOTHING, "create", "stored", "spec createSchema"), …)

    class Schemas(Machine):
        family = FAMILY
        transitions = TRANSITIONS
        schemas = Bundle("schemas")

        @move(target=schemas, name=names)
        def create_schema(self, name: str) -> str:
            made = self.api.schemas.create(…)
            self.keep(self.api.schemas, made.id)
            self.passed(NOTHING, "create", "stored", FAMILY)

and it has a row in `families.py`. A machine takes no arrow that its `transitions` do not hold: `passed` raises.
Families are mixed by inheriting from all of them, so
- bundles, moves, invariants and attributes have the family's noun in their names, and `passed` is given the family;
- `__init__(self)` and `teardown(self)` call `super()`'s, which brings the next family's and deletes what `keep` kept;
- `compare(self)`, which runs once at the end when all moves went well, is where whole lists are compared; it calls
  `super()`'s, too;
- a move that makes what can never be deleted has `@lasting` beneath its `@move(…)`: it is left out on the real service;
- a move takes symbols and plain JSON values, makes one or two calls, and never lists all there is after each step.
"""

from __future__ import annotations

from dataclasses import dataclass

NOTHING, GONE = "nothing", "gone"
"""Before something is made, and after it was deleted."""


@dataclass(frozen=True)
class Transition:
    """One arrow of a life cycle; `before` and `after` are the same where a call is refused or only changes content.

    `rests_on` are the disputed rules by which it goes this way: where it does not, they were guessed wrongly.
    """

    family: str
    before: str
    move: str
    after: str
    source: str
    rests_on: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """How it is named in findings."""
        return transition_id(self.family, self.before, self.move, self.after)


def transition_id(family: str, before: str, move: str, after: str) -> str:
    """How a transition is named in findings."""
    return f"{family}: {before} --{move}--> {after}"
