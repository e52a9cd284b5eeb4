"""The shape of what Flow Service answers."""

from .rule import Rule, fixed

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
    fixed(
        "body.codes",
        "Which code a body gets that its JSON Schema refuses.",
        "inferred",
        ("doc help/sources/errors/sources-errors.md",),
        "1304-400 if all that is wrong with it is missing fields, else 1312-400",
    ),
    fixed(
        "query.codes",
        "Which code a query parameter gets that cannot be read.",
        "inferred",
        ("doc help/sources/errors/sources-errors.md",),
        "1312-400",
    ),
    fixed(
        "create.fields",
        "What a new entity must have, where prose and schemas of the documents differ.",
        "conflicting",
        ("spec", "destinations spec", "tutorial", "aepp"),
        "all but target connections a name, which others may have, too; flows one source and one target connection; "
        "source connections data, and a base connection if their spec knows a way to sign in; nothing needs "
        "transformations",
    ),
    fixed(
        "create.location",
        "What the header Location of a creation says.",
        "inferred",
        ("spec createConnection",),
        "the path of the new entity",
    ),
    Rule(
        "patch.answer",
        "What a PATCH of a source or target connection answers.",
        "conflicting",
        ("spec patchSourceConnection", "doc help/sources/tutorials/api/update.md"),
        "the id and the new etag, as every other PATCH does",
        "a list with the changed entity",
    ),
    Rule(
        "delete.status",
        "The status of a deletion.",
        "conflicting",
        ("spec deleteConnection", "destinations spec"),
        "204",
        "202",
    ),
)
