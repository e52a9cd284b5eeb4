"""Base, source and target connections, and what they say of each other."""

from .rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "target.spec",
        "Which connection spec a target connection into the data lake names.",
        "conflicting",
        ("tutorial", "doc help/sources/errors/sources-errors.md"),
        "the data lake's id; Mixpanel's is taken for it, as the tutorial writes it",
        "only the data lake's id",
    ),
    Rule(
        "target.dataset",
        "Whether the data set of a target connection must exist.",
        "conflicting",
        ("tutorial", "doc help/sources/tutorials/api/collect/database-nosql.md"),
        "any well-formed data set id; one that Catalog has not got is taken on trust",
        "it must exist in Catalog",
    ),
    Rule(
        "base.spec",
        "Whether a source connection has the connection spec of its base connection.",
        "conflicting",
        ("spec", "doc help/sources/tutorials/api/create/crm/sugarcrm-events.md"),
        "another one is taken, with a line in the log",
        "another one is refused",
    ),
)
