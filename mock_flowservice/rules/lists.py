"""Lists of Flow Service."""

from .rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "list.limit",
        "The largest page.",
        "conflicting",
        ("destinations spec", "spec"),
        "any limit from 1 up",
        "1 to 100",
    ),
    Rule(
        "list.unknown_parameter",
        "What an unknown query parameter of a list does.",
        "inferred",
        ("doc help/sources/errors/flow-service-errors.md",),
        "nothing",
        "400, code 1451-400",
    ),
)
