"""Text in the mapping language: strings, regular expressions, hashes, URLs."""

from .rule import Rule, fixed

_FUNCTIONS = "doc help/data-prep/functions.md"

ROWS: tuple[Rule, ...] = (
    fixed(
        "expression.strings",
        "What functions on text do where nothing is said of it.",
        "inferred",
        (_FUNCTIONS, "Java's String", "Apache Commons Lang's StringUtils"),
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
        (_FUNCTIONS, "Java's java.util.regex.Pattern"),
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
        (_FUNCTIONS, "Java's String.getBytes", "Guava's Hashing"),
        "UTF-8 unless said; UTF-16 is big endian with a byte order mark, nothing for no text; a character that the "
        "charset has not got is a question mark; the charset's name in any case, others than the four listed are "
        "refused; crc32 prints its lowest byte first",
    ),
    fixed(
        "expression.urls",
        "What a valid URL is, and how its parts are given.",
        "inferred",
        (_FUNCTIONS, "RFC 3986"),
        "a scheme, a colon and something behind it, no blanks, a port up to 65535; parts as written, escapes and case "
        "included; null for a part that is not there, and for the port of a scheme without a usual one; a URL without "
        "a query has no parameters, whatever the anchor; of two of one name the last counts; a vertical bar is %7C and "
        "a backslash %5C; what is not ASCII is encoded as UTF-8; a plus stays a plus; a wrong escape is refused",
    ),
)
