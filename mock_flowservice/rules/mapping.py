"""What a mapping reads, what it makes of a value and where it writes that, and what makes a record valid."""

from .rule import Rule, fixed
from .sources import FUNCTIONS, HANDLING, HOME, MAPPING_SET, SETS_API, TROUBLE

ROWS: tuple[Rule, ...] = (
    fixed(
        "mapping.paths",
        "What a path of a mapping can say, and what it finds.",
        "inferred",
        (MAPPING_SET, HOME, FUNCTIONS),
        "names take any character but . [ ] and a backslash, which makes the next one part of the name; ${...} stands "
        "for the path in it, or for one name where that is none; [n] counts from 0, [*] gives what is at the rest of "
        "the path in each member, null where nothing is; when nothing is there, all of it as one name of the record "
        "is tried, without backslashes and ${}; else null",
    ),
    Rule(
        "mapping.every",
        "What a mapping gives whose source and destination both have [*], where the source ends with a name.",
        "conflicting",
        (MAPPING_SET, "doc help/datastreams/data-prep.md"),
        "each value itself",
        "each value in an object that holds that name again",
    ),
    fixed(
        "mapping.order",
        "In which order mappings write, and what a second one makes of the same place.",
        "inferred",
        (MAPPING_SET, f"{FUNCTIONS}#object-copy"),
        "in the order of the set, but an object before what lies in it; an object joins the one that is there, "
        "anything else replaces what is there, but null does not; gaps before an index are null",
    ),
    fixed(
        "mapping.coercion",
        "What a value becomes in a field of another type.",
        "inferred",
        (MAPPING_SET, HANDLING),
        "text is read as the number it spells, as one of the listed words of a truth value, or as an automatic date; "
        "Yes, True and the texts 1 and 0 are errors; an integer is a date in milliseconds and, if 1 or 0, a truth "
        "value, which is 1 or 0 as a "
        "number; a fraction is an integer when nothing remains; a date-time is ISO 8601 text, with its offset, or "
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
        (HOME, TROUBLE, "doc help/ingestion/quality/error-diagnostics.md"),
        "INGEST-1555-400 for a required field that is missing or null, in each object that is there; "
        "DCVS-1101-400, with a JSON pointer, for any other breach: null where a type is expected, enum, const, "
        "pattern, lengths, bounds, numbers of members, and the formats date-time, date, email and uri",
    ),
    fixed(
        "mapping.unschemed",
        "What a value becomes when no schema describes where it goes.",
        "inferred",
        (SETS_API,),
        "what it is, a date-time as ISO 8601 text",
    ),
    fixed(
        "mapping.limits",
        "How large a path, a value, a schema or a pattern may be.",
        "inferred",
        (HOME,),
        "a path has 64 steps, a value 128 levels and a million values inside it, a schema 128 levels; a number that is "
        "infinite or none is an error; a pattern is given up after 10,000 steps back",
    ),
)
