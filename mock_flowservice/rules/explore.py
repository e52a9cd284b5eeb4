"""Exploring a source."""

from .rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "explore.source_params",
        "What sourceParams of an explore call must hold.",
        "conflicting",
        ("tutorial",),
        "any JSON object in base64",
        "what the source requires must be there",
    ),
    Rule(
        "explore.object",
        "Which object and fileType an explore call of a REST source may name.",
        "inferred",
        ("tutorial",),
        "any, or none",
        "both must be json",
    ),
)
