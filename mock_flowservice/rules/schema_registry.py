"""Schema Registry."""

from .rule import Rule, fixed

ROWS: tuple[Rule, ...] = (
    Rule(
        "schema.accept",
        "Whether a look-up in the Schema Registry must name a version in Accept.",
        "conflicting",
        ("doc help/xdm/api/getting-started.md",),
        "no; the latest is meant",
        "yes, else 400, XDM-1007-400",
    ),
    Rule(
        "schema.reference",
        "Whether what a schema or field group refers to must be in the registry.",
        "inferred",
        ("spec createSchema",),
        "what is the tenant's must; of what is Adobe's, that which the emulator has not got adds no fields",
        "yes, else 400",
    ),
    Rule(
        "fieldgroup.in_use",
        "Whether a field group can be deleted while schemas use it.",
        "inferred",
        ("spec removeFieldGroup",),
        "yes; they lose its fields",
        "no, 400",
    ),
    fixed(
        "schema.codes",
        "Which code a refusal of the Schema Registry has whose number nobody has published.",
        "inferred",
        ("doc help/xdm/troubleshooting-guide.md",),
        "XDM-1011-404 for a field group that is not there, XDM-1000-400 for all else",
    ),
    fixed(
        "schema.content",
        "What a schema or field group has to be, a changed one, too.",
        "inferred",
        ("spec createSchema", "aepp"),
        "what the operation that creates it takes: a title, in a schema one class, fields as JSON Schema describes "
        "them, type object, and tags in a list; else 400",
    ),
    fixed(
        "schema.composition",
        "What cannot be composed.",
        "inferred",
        ("doc help/xdm/troubleshooting-guide.md",),
        "parts that give a field two types (XDM-1413-400), more than 64 levels or 10000 fields, or 5,000,000 "
        "keywords and names, counted as often as they are taken over",
    ),
    fixed(
        "schema.versions",
        "Which versions of a resource can be looked up.",
        "inferred",
        ("spec, 406",),
        "the latest, and each older minor version, which shows the latest, too",
    ),
    fixed(
        "schema.views",
        "What -flat and -id show in a look-up.",
        "inferred",
        ("doc help/xdm/api/getting-started.md",),
        "-flat all fields without fields of their own, under their paths with slashes; -id what a list shows, and "
        "the type",
    ),
    fixed(
        "schema.lists",
        "How resources are filtered and ordered.",
        "inferred",
        ("doc help/xdm/api/appendix.md", "aepp"),
        "by title if nothing is said; == on a list means that it contains the value; a field that is not there "
        "differs from every value",
    ),
    fixed(
        "schema.stats",
        "What the statistics count.",
        "inferred",
        ("spec retrieveStats",),
        "the tenant's own resources; the 10 newest are recent",
    ),
)
