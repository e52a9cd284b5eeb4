"""Data Prep."""

from .rule import Rule, fixed

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
    fixed(
        "mapping_set.refusals",
        "How Data Prep refuses.",
        "inferred",
        ("spec", "doc help/landing/troubleshooting.md"),
        "with the platform's problem document: 404 for a set, version or mapping that is not there, else 400",
    ),
    fixed(
        "mapping_set.spellings",
        "What holds when a body says a thing in two spellings.",
        "inferred",
        ("spec", "doc help/data-prep/api/mapping-set.md"),
        "the newer one: source, destination, outputSchema",
    ),
    fixed(
        "mapping_set.order",
        "How a list of mapping sets is ordered and linked.",
        "inferred",
        ("spec listMappingSets", "Adobe's Postman collection"),
        "by lastUpdateDate; modifiedDate and updatedDate name the same; a blank before the field is a plus that "
        "nobody escaped; the link to the next page is named next",
    ),
    fixed(
        "mapping_set.replaced",
        "What a PUT does to the mappings of a set.",
        "inferred",
        ("doc help/data-prep/api/mapping-set.md",),
        "they are new, with new ids",
    ),
    fixed(
        "mapping_set.mappings",
        "Of which version the mappings of a set are shown, and how.",
        "inferred",
        ("spec", "doc help/data-prep/api/mapping-set.md"),
        "of the latest, as an array",
    ),
    fixed(
        "mapping.changed",
        "What adding, replacing or deleting one mapping does to its set.",
        "inferred",
        ("aepp",),
        "it makes the next version, in which all other mappings are the same, ids included; the answer is the mapping, "
        "or 204; a new one stands last; a replaced one keeps its id and its place, and its own version grows",
    ),
    fixed(
        "mapping_set.deleted",
        "What deleting a mapping set does.",
        "inferred",
        ("aepp",),
        "204, and it is gone with all its versions, also when flows name it: those can then be changed only to name "
        "another",
    ),
)
