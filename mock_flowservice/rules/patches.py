"""Changing what is stored."""

from .rule import Rule

ROWS: tuple[Rule, ...] = ()
