"""Text in the mapping language: strings, regular expressions, hashes, URLs, and texts that name or list things."""

from .rule import Rule, fixed
from .sources import FUNCTIONS

ROWS: tuple[Rule, ...] = (
    fixed(
        "expression.strings",
        "What functions on text do where nothing is said of it.",
        "inferred",
        (FUNCTIONS, "Java's String", "Apache Commons Lang's StringUtils"),
        "a character is a Unicode code point, not one of Java's units; concat reads null as empty, and only nulls give "
        "null; join leaves null out; positions and lengths outside of a text are cut to it; occurrences may overlap, "
        "and what does not occur is at -1; nothing is replaced where the part is empty, or it or its replacement null; "
        "trimming takes U+0020 and what is below; cases are compared letter by letter; explode keeps empty parts at "
        "the end as well",
    ),
    fixed(
        "expression.regexes",
        "How regular expressions are written, and what they match.",
        "inferred",
        (FUNCTIONS, "Java's java.util.regex.Pattern"),
        "as in Java: \\d, \\w, \\s, \\p{Alpha} and (?i) know only ASCII unless the flag U or u says otherwise, what is "
        "no escape is refused; matches_regex wants the whole text, extract_regex takes the first match and gives an "
        "empty list without one, null for a group that took no part; the properties are those of the regex library, "
        "so \\p{java...} is not known; more than 10,000 parts, repeats multiplied, or a search of more than a quarter "
        "of a second are refused",
    ),
    fixed(
        "expression.hashing",
        "Which bytes of a text are hashed, and how a checksum is written.",
        "inferred",
        (FUNCTIONS, "Java's String.getBytes", "Guava's Hashing"),
        "UTF-8 unless said; UTF-16 is big endian with a byte order mark, nothing for no text; a character that the "
        "charset has not got is a question mark; the charset's name in any case, others than the four listed are "
        "refused; crc32 prints its lowest byte first",
    ),
    fixed(
        "expression.urls",
        "What a valid URL is, and how its parts are given.",
        "inferred",
        (FUNCTIONS, "RFC 3986"),
        "a scheme, a colon and something behind it, no blanks, a port up to 65535; parts as written, escapes and case "
        "included; null for a part that is not there, and for the port of a scheme without a usual one; a URL without "
        "a query has no parameters, whatever the anchor; of two of one name the last counts; a vertical bar is %7C and "
        "a backslash %5C; what is not ASCII is encoded as UTF-8; a plus stays a plus; a wrong escape is refused",
    ),
    fixed(
        "expression.user_agents",
        "How a user agent is named, and in which class its device is.",
        "inferred",
        (FUNCTIONS, "Yauaa"),
        "names and versions as ua-parser has them, but in Yauaa's words: Windows NT, Internet Explorer, the same name "
        "for a browser's mobile form, ?? for the version of a known name; the class by words of the text and the "
        "device; Android without the word Mobile is a tablet; what is not recognised is Unknown; 2,048 characters "
        "are read",
    ),
    fixed(
        "expression.analytics",
        "What the strings of Analytics mean where nothing is said of it.",
        "inferred",
        (FUNCTIONS,),
        "the first event or eVar of a name counts, names are exact; blanks around anything are dropped; an absent "
        "event or id is null; an event without value is 1, in products too; empty text has no products, else there "
        "are as many as commas and one; the two functions that are only in a comment of the page exist",
    ),
    fixed(
        "expression.special",
        "How fpid_to_ecid derives its digits, which is not published.",
        "inferred",
        (FUNCTIONS,),
        "a fake: two halves of 19 digits out of a SHA-256 of the FPID in lower case, always the same and never the one "
        "of Adobe; text that is no UUID with dashes is refused",
    ),
)
