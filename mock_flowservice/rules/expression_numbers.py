"""Functions of the mapping language on dates, lists, choices, numbers, JSON and identifiers."""

from .rule import Rule, fixed

_FUNCTIONS = "doc help/data-prep/functions.md"
_FIELDS = "doc help/destinations/ui/data-transformations-calculated-fields.md"
_HANDLING = "doc help/data-prep/data-handling.md"

ROWS: tuple[Rule, ...] = (
    fixed(
        "expression.date_functions",
        "What the date functions do with other values than text, at the edges of the calendar, and with components.",
        "inferred",
        (_FUNCTIONS, _HANDLING),
        "date gives a date-time back as it is, reads a whole number as milliseconds since 1970, or as its digits when "
        "there is a pattern, and refuses empty text and fractions; a null pattern counts as none; the other functions "
        "want a date-time and refuse text; dformat writes in UTC; components are named in any case, w is the week, "
        "hh12 goes from 1 to 12, weeks are ISO's and Monday is 1; a date that the calendar does not have is refused; "
        "of an hour that clocks show twice set_date_part keeps the offset that was there; digits finer than a "
        "microsecond are cut; a zone is an id or an offset, never an abbreviation",
    ),
    fixed(
        "expression.arrays",
        "What the functions on lists do with nulls, with one list as only argument, with objects in text, and for "
        "sources.",
        "inferred",
        (_FUNCTIONS, _FIELDS),
        "those for destinations only are offered everywhere; one list as only argument of coalesce, first and last "
        "stands for its members, and a null at the first or last place is what first and last give; a null list counts "
        "as empty for add_to_array and is passed over by join_arrays, which gives null when all are; size_of takes "
        "what size takes; array_to_string leaves nulls of the list out, and writes an object as "
        "{'name':'text','list':[1],'none':null}, a date-time in it as milliseconds, a quote or backslash in it after a "
        "backslash; the second argument of upsert_array_replace means nothing",
    ),
    fixed(
        "expression.lazy",
        "Which arguments of iif and decode, and which sides of ?:, are evaluated.",
        "inferred",
        (_FUNCTIONS, "doc help/sources/connectors/adobe-applications/mapping/salesforce.md"),
        "only those that decide, and the one that is chosen; a null condition does not hold; decode compares as == "
        "does and gives null when nothing matches and no default is there",
    ),
    fixed(
        "expression.aggregation",
        "What min and max compare.",
        "inferred",
        (_FUNCTIONS,),
        "numbers, texts by code unit, date-times, or truth values with false first, never kinds mixed: a number in "
        "text is text; one list stands for its members; nulls are passed over, and nothing else gives null; of equals "
        "the first is taken",
    ),
    fixed(
        "expression.conversions",
        "What the conversions to numbers read, and how exact they are.",
        "conflicting",
        (_FUNCTIONS,),
        "decimal text with blanks around it, a point and an exponent; a number is read as its text would be, truth "
        "values and date-times are refused; to_bigint keeps the fraction, as its sample does against its name, within "
        "1,000 digits and powers of ten; to_float gives the shortest decimal that is the same number in single "
        "precision; to_integer takes 7.0 and refuses 7.5; numbers too large for their precision are refused",
    ),
    fixed(
        "expression.json",
        "What json_to_object takes.",
        "conflicting",
        (_FUNCTIONS,),
        "strict JSON text, also of a lone scalar, of at most 200 levels and 100,000 values; whole numbers keep all "
        "their digits, up to the size of a double; what is no text, as in its sample, is given back as it is",
    ),
    fixed(
        "expression.special",
        "How fpid_to_ecid derives its digits, which is not published.",
        "inferred",
        (_FUNCTIONS,),
        "a fake: two halves of 19 digits out of a SHA-256 of the FPID in lower case, always the same and never the one "
        "of Adobe; text that is no UUID with dashes is refused",
    ),
)
