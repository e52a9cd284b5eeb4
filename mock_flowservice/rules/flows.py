"""Flows and their schedules."""

from .rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "schedule.interval",
        "The smallest interval, and what may stand beside frequency once.",
        "conflicting",
        ("tutorial", "spec", "doc help/sources/tutorials/api/collect/database-nosql.md"),
        "a whole number of at least 15 for every frequency but once",
        "minute 15, others 1; interval and backfill are refused with once",
    ),
    Rule(
        "schedule.start",
        "Whether a flow may be created with a start time in the past.",
        "conflicting",
        ("tutorial", "doc help/sources/errors/sources-errors.md"),
        "any epoch second, past included",
        "a start in the past is refused",
    ),
)
