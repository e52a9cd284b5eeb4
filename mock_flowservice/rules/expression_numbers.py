"""Numbers in the mapping language, and the order of values."""

from .rule import Rule, fixed
from .sources import FUNCTIONS

ROWS: tuple[Rule, ...] = (
    fixed(
        "expression.aggregation",
        "What min and max compare.",
        "inferred",
        (FUNCTIONS,),
        "numbers, texts by code unit, date-times, or truth values with false first, never kinds mixed: a number in "
        "text is text; one list stands for its members; nulls are passed over, and nothing else gives null; of equals "
        "the first is taken",
    ),
    fixed(
        "expression.conversions",
        "What the conversions to numbers read, and how exact they are.",
        "conflicting",
        (FUNCTIONS,),
        "decimal text with blanks around it, a point and an exponent; a number is read as its text would be, truth "
        "values and date-times are refused; to_bigint keeps the fraction, as its sample does against its name, within "
        "1,000 digits and powers of ten; to_float gives the shortest decimal that is the same number in single "
        "precision; to_integer takes 7.0 and refuses 7.5; numbers too large for their precision are refused",
    ),
)
