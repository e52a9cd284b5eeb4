"""Data Prep: its operations, and what it keeps of a mapping set."""

from .rule import Rule, fixed
from .sources import FUNCTIONS_API, HOME, SETS_API

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
        ("spec listMappingSets", SETS_API, "aepp"),
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
        ("spec", SETS_API),
        "as a media type: text/x.schema-path, text/x.aep-xl, text/plain",
        "as a word: ATTRIBUTE, EXPRESSION, STATIC",
    ),
    Rule(
        "expression.validate",
        "What the validation of an expression answers.",
        "conflicting",
        ("spec validateExpression", FUNCTIONS_API, "aepp"),
        "an object with validationStatus (succeeded, failed) and error (none, or what is wrong and where)",
        "a bare boolean",
    ),
    fixed(
        "expression.sample",
        "What the validation of an expression does with a sample.",
        "inferred",
        ("spec validateExpression", "aepp"),
        "the expression is evaluated on it, and fails if it has no value; a sample that is no JSON object is 400, one "
        "whose sampleDataType is neither JSON nor application/json is not looked at; mappingSetId changes nothing",
    ),
    fixed(
        "expression.catalogue",
        "What the catalogue of functions says of each.",
        "inferred",
        ("spec listMappingSetFunctions", FUNCTIONS_API),
        "every function, in the order of the documented tables, then of names; the Java class of a value is the one "
        "that such values have there; brackets in the syntax mark what can be left out; since is 1",
    ),
    fixed(
        "mapping_set.validated",
        "What validating a mapping set finds.",
        "inferred",
        ("spec validateMappingSet", SETS_API, HOME),
        "an unknown sourceType, an empty source or destination, a path or an expression that cannot be read, a "
        "destination that the schema does not have, and one that an earlier mapping has, too",
    ),
    fixed(
        "mapping_set.previewed",
        "What a preview answers.",
        "conflicting",
        ("spec previewMappingSet", SETS_API, "aepp"),
        "an array for an array, an object for an object; a failed mapping is one of the errors of its row, with code "
        "and message as its exception, and so is a breach of the schema, with a JSON pointer as its destination; a row "
        "that is no object has empty data and one error",
    ),
    fixed(
        "mapping_set.schema",
        "Against which schema a set is validated and previewed.",
        "inferred",
        ("spec", SETS_API),
        "the one that the Schema Registry has; if it has none, the jsonSchema of outputSchema; else none",
    ),
    fixed(
        "mapping_set.limits",
        "How much one request may ask of a mapping set.",
        "inferred",
        (HOME,),
        "10 seconds, 10,000 mappings to preview, 256 MiB of values and 100 breaches of the schema in each "
        "row; 400 beyond",
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
        ("spec", SETS_API),
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
        (SETS_API,),
        "they are new, with new ids",
    ),
    fixed(
        "mapping_set.mappings",
        "Of which version the mappings of a set are shown, and how.",
        "inferred",
        ("spec", SETS_API),
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
