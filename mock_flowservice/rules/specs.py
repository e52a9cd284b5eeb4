"""Connection specs and flow specs."""

from .rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "spec.version",
        "What a missing connectionSpec.version means.",
        "conflicting",
        ("spec", "destinations spec"),
        "version 1.0",
        "422",
    ),
)
