"""Connection specs and flow specs."""

from .rule import Rule, fixed

ROWS: tuple[Rule, ...] = (
    Rule(
        "spec.version",
        "What a missing connectionSpec.version means.",
        "conflicting",
        ("spec", "destinations spec"),
        "version 1.0",
        "422",
    ),
    fixed(
        "spec.unknown_version",
        "What a version of a spec that is not its own does.",
        "inferred",
        ("spec",),
        "400, code 1413-400",
    ),
    fixed(
        "spec.unprinted",
        "What the connection specs say that no document prints, Mixpanel's for one, or that two print differently.",
        "inferred",
        ("fixtures/specs/README.md",),
        "what the tutorials of their sources need; both spellings where there are two",
    ),
    fixed(
        "spec.fields",
        "How the lists of a flow spec are named and shaped.",
        "conflicting",
        ("spec", "doc help/sources/tutorials/api/collect", "aepp"),
        "both lists of connection specs are there, and transformationSpecs is an array; transformationSpecDTOS is "
        "taken for it",
    ),
    Rule(
        "spec.writer",
        "Whether a user may create and replace connection specs.",
        "conflicting",
        ("doc help/sources/sources-sdk/api/create.md", "doc help/sources/errors/flow-service-errors.md"),
        "yes; they are the tenant's own, and one of Adobe's is replaced for this tenant alone",
        "no, 400, code 1426-400",
    ),
    fixed(
        "spec.schemas",
        "Which JSON Schemas a spec may bring.",
        "inferred",
        ("doc help/sources/sources-sdk/config/authspec.md",),
        "those of draft 7 without $ref and without look-around in patterns; others are 400, code 1312-400",
    ),
    fixed(
        "spec.bounds",
        "How large the schemas of a spec may be, and what is checked by them.",
        "inferred",
        ("doc help/sources/sources-sdk/config/authspec.md",),
        "32 KiB for all schemas of a spec; for a value 1 GiB divided by the size of its schema; more is 400, code "
        "1312-400",
    ),
)
