"""Catalog."""

from .rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "dataset.schema",
        "Whether the schema of a data set must exist.",
        "inferred",
        ("catalog spec",),
        "no",
        "yes, else 400",
    ),
)
