"""Changing what is stored."""

from .rule import Rule, fixed

ROWS: tuple[Rule, ...] = (
    fixed(
        "patch.dialect",
        "What a PATCH body may look like.",
        "conflicting",
        ("spec patchFlow", "spec patchConnection", "doc help/sources/tutorials/api/update-dataflows.md", "aepp"),
        "a list of operations or a single one, their names in any case; a value beside remove is passed over",
    ),
    fixed(
        "etag.match",
        "What If-Match is compared with.",
        "conflicting",
        ("destinations spec", "doc help/sources/tutorials/api/update.md"),
        "the etag, its quotes included, letter by letter: * and lists of etags do not match",
    ),
    fixed(
        "patch.order",
        "What a PATCH is checked for first.",
        "inferred",
        ("doc help/sources/errors/flow-service-errors.md",),
        "404, If-Match missing, body, operations and paths, 412, state, the result",
    ),
    fixed(
        "patch.paths",
        "Which fields a PATCH may touch.",
        "inferred",
        ("doc help/sources/tutorials/api/update-dataflows.md", "destinations spec", "aepp"),
        "what creation takes, without specs and base connections; of a draft, all but the spec; others are 1365-400",
    ),
)
