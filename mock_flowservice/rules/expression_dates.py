"""Dates in the mapping language."""

from .rule import Rule, fixed
from .sources import DATES, FUNCTIONS, HANDLING

ROWS: tuple[Rule, ...] = (
    fixed(
        "date.automatic",
        "Which texts are read as a date without a pattern.",
        "conflicting",
        (HANDLING, DATES, FUNCTIONS),
        "the 18 listed formats in their order, then ISO 8601 with a T or a blank, seconds or none, a fraction of 1 to "
        "9 digits, and an offset, Z, or after a blank a zone's name; the whole text, by a strict calendar and exact "
        "widths; no offset is UTC",
    ),
    fixed(
        "date.zones",
        "What the name of a time zone means, and a time that its clocks leave out or show twice.",
        "inferred",
        (HANDLING, FUNCTIONS),
        "an id of the IANA database, spelled exactly; an offset of at most 18 hours; an abbreviation as the fixed "
        "offset that mail gives it (PST), else the one on which all zones agree (CEST, but not IST); a time left out "
        "is moved ahead as in Java, of a time shown twice the first is taken unless an offset says otherwise",
    ),
    fixed(
        "date.patterns",
        "What the letters of a pattern mean where two formatters of Java differ, and what a text need not say.",
        "inferred",
        (HANDLING,),
        "as in Java's DateTimeFormatter, but u is the day number and Y, w, W go by ISO weeks, F counts sevens of days; "
        "S is the fraction; yy is 2000 to 2099; V stands twice; X shows Z for UTC; zzzz shows the same as z; any other "
        "character than a letter or a quote is itself; names are English, read in any case; what is not said is 1970, "
        "January, the first, midnight, AM, UTC; parts that contradict each other are refused; 256 characters at most",
    ),
    fixed(
        "date.precision",
        "How fine a date-time is.",
        "inferred",
        (FUNCTIONS,),
        "microseconds of the years 1 to 9999; finer digits are cut, never rounded",
    ),
    fixed(
        "date.text",
        "How a date-time prints as text.",
        "conflicting",
        (FUNCTIONS, HANDLING),
        "ISO 8601 in its own zone, with Z where the offset is zero and the offset elsewhere; milliseconds only when "
        "there are some, seconds always",
    ),
    fixed(
        "date.functions",
        "What the date functions do with other values than text, at the edges of the calendar, and with components.",
        "inferred",
        (FUNCTIONS, HANDLING),
        "date gives a date-time back as it is, reads a whole number as milliseconds since 1970, or as its digits when "
        "there is a pattern, and refuses empty text and fractions; a null pattern counts as none; the other functions "
        "want a date-time and refuse text; dformat writes in UTC; components are named in any case, w is the week, "
        "hh12 goes from 1 to 12, weeks are ISO's and Monday is 1; a day that a new month or year lacks becomes "
        "the last of the month, as in Java, and any other date that the calendar does not have is refused; "
        "of an hour that clocks show twice set_date_part keeps the offset that was there; digits finer than a "
        "microsecond are cut; a zone is an id or an offset, never an abbreviation",
    ),
)
