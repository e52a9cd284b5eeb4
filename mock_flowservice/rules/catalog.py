"""Catalog."""

from .rule import Rule, fixed

ROWS: tuple[Rule, ...] = (
    Rule(
        "dataset.schema",
        "Whether the schema of a data set must exist.",
        "inferred",
        ("catalog spec",),
        "no",
        "yes, else 400",
    ),
    fixed(
        "dataset.additions",
        "What Catalog says of a data set that nobody sent.",
        "inferred",
        ("doc help/catalog", "aepp"),
        "its table: the name in small letters, all else as underscores; its behaviour: that of the class of its "
        "schema, record while that is unknown",
    ),
    fixed(
        "dataset.protected",
        "Which fields of a data set no client sets.",
        "inferred",
        ("catalog spec, dataSetRequest against dataSetResponse",),
        "those that only answers have, and extensions: passed over in a creation, 400 for a change that moves one",
    ),
    fixed(
        "dataset.changes",
        "What a change may leave of a data set.",
        "inferred",
        ("catalog spec",),
        "what a creation could have sent, and a name; all else, and a patch that is not possible, is 400",
    ),
    fixed(
        "dataset.version",
        "What If-Match of a data set is compared with.",
        "conflicting",
        ("catalog spec patchDataset", "doc help/catalog/api/appendix.md"),
        "its version, which a look-up shows in E-Tag; not the time of its last change",
    ),
    fixed(
        "dataset.validation",
        "What a creation answers that is only to be validated.",
        "inferred",
        ("doc help/catalog/api/appendix.md",),
        "200 and an empty list",
    ),
    fixed(
        "dataset.page",
        "What a limit above 20 does to a list that shows observableSchema.",
        "inferred",
        ("doc help/catalog/api/list-objects.md",),
        "the page has 20 data sets",
    ),
)
