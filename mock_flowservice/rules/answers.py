"""The shape of what Flow Service answers."""

from .rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "error.envelope",
        "The shape of Flow Service's own errors.",
        "conflicting",
        ("destinations spec", "doc help/sources/errors/flow-service-errors.md"),
        "errorMessage and errorDetails, with the catalogue's code beside them",
        "a problem document whose type ends in the code",
    ),
    Rule(
        "etag.form",
        "The form of an etag; clients must not look inside.",
        "conflicting",
        ("tutorial", "spec"),
        "a UUID in double quotes",
        "8-0000-4-0000-12 hexadecimal digits in double quotes, the last group holding the second",
    ),
)
