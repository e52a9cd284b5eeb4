"""What a mapping set makes of a value, and what makes a record valid."""

from .rule import Rule, fixed

HANDLING = "doc help/data-prep/data-handling.md"
TROUBLE = "doc help/data-prep/troubleshooting-guide.md"
FUNCTIONS = "doc help/data-prep/functions.md"

ROWS: tuple[Rule, ...] = (
    fixed(
        "mapping.coercion",
        "What a value becomes in a field of another type.",
        "inferred",
        ("doc help/data-prep/mapping-set.md", HANDLING),
        "text is read as the number it spells, as one of the listed words of a truth value, or as an automatic date; "
        "Yes, True and the texts 1 and 0 are errors; an integer is a date in milliseconds and, if 1 or 0, a truth "
        "value; a fraction is an integer when nothing remains; a date-time is ISO 8601 text, with its offset, or "
        "milliseconds; the kind of an integer gives its range (byte, short, int, else whole numbers up to 2^53); "
        "what is no array becomes the only member of one; one member that fails fails all; the rest is an error",
    ),
    fixed(
        "mapping.null",
        "What becomes of nulls and empty texts in fields.",
        "inferred",
        (TROUBLE, FUNCTIONS),
        "an empty text is null for numbers, booleans and dates, and stays for strings; a null is left out of an "
        "object that the schema describes unless allowNullValues is true, and an object with it when nothing is "
        "left; members of arrays keep their places, so a null stays",
    ),
    fixed(
        "mapping.object_copy",
        "Which children of an object reach an object of the schema.",
        "inferred",
        (f"{FUNCTIONS}#object-copy",),
        "those whose names the schema has, at every depth and in the members of arrays, each made to fit its field",
    ),
    fixed(
        "mapping.maps",
        "What a map is, and whether one can be the target of a mapping.",
        "conflicting",
        (HANDLING, FUNCTIONS),
        "it can, with any key: a field whose meta:xdmType is map, or whose schema describes what it holds but names "
        "none of it",
    ),
    fixed(
        "mapping.record_check",
        "When a record is no valid XDM, and how that is told.",
        "inferred",
        ("doc help/data-prep/home.md", TROUBLE, "doc help/ingestion/quality/error-diagnostics.md"),
        "INGEST-1555-400 for a required field that is missing or null, in each object that is there; "
        "DCVS-1101-400, with a JSON pointer, for any other breach: null where a type is expected, enum, const, "
        "pattern, lengths, bounds, numbers of members, and the formats date-time, date, email and uri",
    ),
    fixed(
        "mapping.unschemed",
        "What a value becomes when no schema describes where it goes.",
        "inferred",
        ("doc help/data-prep/api/mapping-set.md",),
        "what it is, a date-time as ISO 8601 text",
    ),
    fixed(
        "mapping.limits",
        "How large a value, a schema or a pattern may be.",
        "inferred",
        ("doc help/data-prep/home.md",),
        "a value has 128 levels and a million values inside it, a schema 128 levels; a number that is infinite or "
        "none is an error; a pattern is given up after 10,000 steps back",
    ),
)
