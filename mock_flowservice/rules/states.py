"""States, actions and drafts."""

from .rule import Rule

ROWS: tuple[Rule, ...] = ()
