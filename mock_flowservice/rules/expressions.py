"""The mapping language itself: how it is read, what operators, fields and calls do, and where it stops."""

from .rule import Rule, fixed
from .sources import FUNCTIONS, HOME, JEXL, TROUBLE

ROWS: tuple[Rule, ...] = (
    fixed(
        "expression.language",
        "Which language expressions are written in.",
        "inferred",
        ("spec languages/el/operators", FUNCTIONS, JEXL),
        "expressions of Apache Commons JEXL 3.1, with ${...} around names; a comparison does not follow another one "
        "without parentheses; in a text a backslash stands for itself except before a backslash, the text's own quote "
        "and uXXXX; a leading 0 is octal, suffixes say nothing except B behind a fraction, which keeps "
        "all digits; the body of a lambda is one expression; refused are "
        "statements, assignments, sets {a, b}, ranges, back-quoted texts, NaN, and half a surrogate pair",
    ),
    fixed(
        "expression.operators",
        "What operators do.",
        "inferred",
        ("spec languages/el/operators", JEXL),
        "+ adds what can be read as numbers unless both sides are texts, else it joins texts; of whole numbers the "
        "quotient is whole and cut towards zero, the remainder has the sign of the left side; dividing by zero is an "
        "error; & | ^ ~ work on 64 bits; <= >= =~ =^ =$ hold between two nulls, nothing else does with null on one "
        "side, but =~ finds null in a list; a list holds what is == to a member, an object its names, a text matches "
        "a pattern whole; empty is null or nothing inside, never 0; the right side of && and || is "
        "evaluated only if the left does not decide, and of ?: the branch that is chosen",
    ),
    fixed(
        "expression.values",
        "How a value of one kind counts as another, and what equals what.",
        "inferred",
        (JEXL, FUNCTIONS),
        "null and empty text count as 0 beside a number, a truth value as 1 or 0, other text as the decimal number it "
        "spells, blanks around it or not; text that spells none is not equal to a number, and an error in arithmetic "
        "and order; null, 0, empty text and the text false are false, all else is true; a number prints as briefly as "
        "it can, a date-time as ISO 8601; text beside a date-time is compared with that text, texts by code unit, "
        "date-times as instants; lists and objects are equal when their members are, and have no order; a Decimal "
        "makes both sides Decimals of 34 digits; the size of a text is counted in code points",
    ),
    fixed(
        "expression.fields",
        "What a field is where the record has none, and what its name may be.",
        "inferred",
        (FUNCTIONS, HOME, JEXL),
        "a missing field, a step into anything but an object and an index out of range are null; a bare name has "
        "letters and digits of Unicode, $ and _, a backslash takes in any other character; in ${...} dots and [n] "
        "descend, a backslash before a dot makes it part of a name, and when nothing is there all of it is one name; "
        'a["b c"] and a."b c" take any name; [*] exists in ${...} only, and gives a list',
    ),
    fixed(
        "expression.calls",
        "How functions are called.",
        "inferred",
        (FUNCTIONS, TROUBLE),
        "names are case sensitive; a null argument makes the whole call null unless the function says what it does "
        "with it; scalars become text where text is wanted, numbers spelled in text become numbers; the name of a "
        "function is a field where no parenthesis follows; the methods are equals, equalsIgnoreCase and get; a lambda "
        "of one parameter can stand only where a function wants one, and its parameter hides a field of that name",
    ),
    fixed(
        "expression.lazy",
        "Which arguments of iif and decode are evaluated.",
        "inferred",
        (FUNCTIONS, "doc help/sources/connectors/adobe-applications/mapping/salesforce.md"),
        "only those that decide, and the one that is chosen; a null condition does not hold; decode compares as == "
        "does and gives null when nothing matches and no default is there",
    ),
    fixed(
        "expression.limits",
        "How large an expression and its values can get, and how long it may take.",
        "inferred",
        (HOME,),
        "4,096 characters, as documented; 200 parts inside each other; texts of a million characters, lists and "
        "objects of 100,000 members, numbers of 1,000 digits; an expression with lambdas has a second for a "
        "record, and what they make 128 MiB, counted as often as it is reached",
    ),
)
