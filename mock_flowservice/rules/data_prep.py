"""Data Prep."""

from .rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "mapping_set.version",
        "Which version of a mapping set a look-up without a version shows.",
        "conflicting",
        ("spec retrieveMappingSet", "aepp"),
        "the latest",
        "version 0, the published default",
    ),
    Rule(
        "mapping_set.paging",
        "What a list of mapping sets without limit or start means.",
        "conflicting",
        ("spec listMappingSets", "doc help/data-prep/api/mapping-set.md", "aepp"),
        "limit 10, start 0",
        "400",
    ),
    Rule(
        "mapping_set.check",
        "What is checked of a mapping set when validate=true is not asked for.",
        "inferred",
        ("aepp",),
        "that each mapping has a source, a destination and a known sourceType",
        "the same as with validate=true",
    ),
    Rule(
        "mapping.source_type",
        "How reads spell the sourceType of a mapping; both spellings can be sent.",
        "conflicting",
        ("spec", "doc help/data-prep/api/mapping-set.md"),
        "as a media type: text/x.schema-path, text/x.aep-xl, text/plain",
        "as a word: ATTRIBUTE, EXPRESSION, STATIC",
    ),
)
