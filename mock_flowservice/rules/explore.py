"""Exploring a source, and its configurations."""

from .rule import Rule, fixed

_FILES = "doc help/sources/tutorials/api/explore/cloud-storage.md"
_FILTER = "doc help/sources/tutorials/api/filter.md"
_ERRORS = "doc help/sources/errors/sources-errors.md"

ROWS: tuple[Rule, ...] = (
    Rule(
        "explore.source_params",
        "What sourceParams of an explore call must hold.",
        "conflicting",
        ("tutorial",),
        "any JSON object in base64",
        "what the source requires must be there",
    ),
    Rule(
        "explore.object",
        "Which object and fileType an explore call of a REST source may name.",
        "inferred",
        ("tutorial",),
        "any, or none",
        "both must be json",
    ),
    fixed(
        "explore.extra_keys",
        "What sourceParams may hold that the source does not know.",
        "inferred",
        ("tutorial",),
        "anything; it means nothing",
    ),
    fixed(
        "explore.extra_parameters",
        "What unknown query parameters of an explore call do, and those that its object has no use for.",
        "inferred",
        ("spec",),
        "nothing; but filters and determineProperties are refused where they cannot be followed",
    ),
    fixed(
        "explore.alphabet",
        "Which base64 is read beside that of the standard alphabet.",
        "inferred",
        ("tutorial",),
        "the URL-safe alphabet, and blanks for plus signs that were not encoded",
    ),
    fixed(
        "explore.upstream_refuses",
        "What exploring through a connection answers that fails its test.",
        "inferred",
        (_ERRORS,),
        "400, code 1308-400",
    ),
    fixed(
        "explore.unknown_object",
        "What exploring a path or table answers that the source has not got.",
        "inferred",
        (_ERRORS,),
        "400, code 1312-400",
    ),
    fixed(
        "explore.paths",
        "How a path may be written: listings begin it with a slash, and end that of a folder with one.",
        "inferred",
        (_FILES,),
        "with or without the slashes around it",
    ),
    fixed(
        "explore.own_spec",
        "What can be explored of a source whose connection spec does not say it in its requestSpec.",
        "inferred",
        ("doc help/sources/sources-sdk/config/explorespec.md",),
        "what the type of its exploreSpec has: FileSystem, Tabular or Resource",
    ),
    Rule(
        "explore.file_form",
        "How the columns of a file are answered.",
        "conflicting",
        (_FILES, "doc help/sources/tutorials/api/create/cloud-storage/data-landing-zone.md"),
        "as those of a table: in an object with format, schema and data",
        "a bare array of columns, each a name and a type",
    ),
    fixed(
        "explore.file_properties",
        "What determineProperties finds out, and what may stand beside it.",
        "inferred",
        (_FILES, _ERRORS),
        "fileType, compressionType and the columnDelimiter , ; tab or |, all by content; encoding may be given. "
        "Without it fileType must be given, and what is given is answered in properties, too",
    ),
    fixed(
        "explore.column_types",
        "Which types the columns of a file have.",
        "inferred",
        (_FILES,),
        "string in delimited files; in JSON (array, object, or object in each line) those of the values",
    ),
    fixed(
        "explore.unreadable_file",
        "What a file answers that is not what fileType, compressionType or encoding say.",
        "inferred",
        (_ERRORS,),
        "400, code 1396-400",
    ),
    fixed(
        "explore.preview_rows",
        "How many rows a preview shows.",
        "inferred",
        ("tutorial",),
        "the first 10",
    ),
    fixed(
        "explore.nulls",
        "How a preview shows what is null or empty.",
        "inferred",
        ("tutorials of NetSuite, SugarCRM, SAP Commerce, OneTrust",),
        "keys whose value is null, an empty array or an empty object are left out",
    ),
    fixed(
        "explore.hierarchy",
        "What a REST source other than Mixpanel shows.",
        "inferred",
        ("tutorials of NetSuite, SugarCRM, SAP Commerce, OneTrust, Stripe",),
        "a row for each record under the content path of its spec (items if it has none), with what stands around "
        "the records in every row; the schema declares every key that occurs",
    ),
    fixed(
        "explore.filter_codes",
        "Which of the codes for filters says what.",
        "inferred",
        (_ERRORS, _FILTER),
        "1350 to 1357, 1377 to 1379 and 1390 in the order of the catalogue, 1349 for a wrong form, "
        "1335 for more than 16 levels, 1389 for what is no base64 of a JSON object",
    ),
    fixed(
        "explore.filter_semantics",
        "How rows are compared with a filter.",
        "inferred",
        (_FILTER,),
        "as in SQL: null is neither equal nor unequal to anything, case counts; only % is a wildcard, times are "
        "compared as times",
    ),
    fixed(
        "configs.columns",
        "What the configurations of a source are when no outputType is asked for.",
        "inferred",
        ("spec",),
        "the columns of the first object that it shows, none if it cannot be explored",
    ),
    fixed(
        "configs.output",
        "What another outputType than activationDatasets answers, or another outputField than datasets.",
        "inferred",
        ("destinations spec", "aepp"),
        "400, code 1312-400",
    ),
    fixed(
        "configs.datasets",
        "Which data sets can be activated.",
        "inferred",
        ("destinations spec", "aepp"),
        "all of the sandbox, through any connection or spec, in the order of their creation",
    ),
)
