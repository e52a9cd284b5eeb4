"""Schema Registry."""

from .rule import Rule

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
)
