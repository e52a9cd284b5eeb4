"""Runs of flows."""

from .rule import Rule

ROWS: tuple[Rule, ...] = ()
