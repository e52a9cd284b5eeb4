"""Dates of the mapping language."""

from .rule import Rule, fixed

_HANDLING = "doc help/data-prep/data-handling.md"
_DATES = "doc help/data-prep/dates.md"
_FUNCTIONS = "doc help/data-prep/functions.md"

ROWS: tuple[Rule, ...] = (
    fixed(
        "date.automatic",
        "Which texts are read as a date without a pattern.",
        "conflicting",
        (_HANDLING, _DATES, _FUNCTIONS),
        "the 18 listed formats in their order, then ISO 8601 with a T or a blank, seconds or none, a fraction of 1 to "
        "9 digits, and an offset, Z, or after a blank a zone's name; the whole text, by a strict calendar and exact "
        "widths; no offset is UTC",
    ),
    fixed(
        "date.zones",
        "What the name of a time zone means, and a time that its clocks leave out or show twice.",
        "inferred",
        (_HANDLING, _FUNCTIONS),
        "an id of the IANA database, spelled exactly; an offset of at most 18 hours; an abbreviation as the fixed "
        "offset that mail gives it (PST), else the one on which all zones agree (CEST, but not IST); a time left out "
        "is moved ahead as in Java, of a time shown twice the first is taken unless an offset says otherwise",
    ),
    fixed(
        "date.patterns",
        "What the letters of a pattern mean where two formatters of Java differ, and what a text need not say.",
        "inferred",
        (_HANDLING,),
        "as in Java's DateTimeFormatter, but u is the day number and Y, w, W go by ISO weeks, F counts sevens of days; "
        "S is the fraction; yy is 2000 to 2099; V stands twice; X shows Z for UTC; zzzz shows the same as z; any other "
        "character than a letter or a quote is itself; names are English, read in any case; what is not said is 1970, "
        "January, the first, midnight, AM, UTC; parts that contradict each other are refused; 256 characters at most",
    ),
    fixed(
        "date.precision",
        "How fine a date-time is.",
        "inferred",
        (_FUNCTIONS,),
        "microseconds of the years 1 to 9999; finer digits are cut, never rounded",
    ),
    fixed(
        "date.text",
        "How a date-time prints as text.",
        "conflicting",
        (_FUNCTIONS, _HANDLING),
        "ISO 8601 in its own zone, with Z where the offset is zero and the offset elsewhere; milliseconds only when "
        "there are some, seconds always",
    ),
)
