"""The catalogue of operators, as Data Prep serves it."""

from typing import NamedTuple


class Operator(NamedTuple):
    """A row of the operator catalogue."""

    symbol: str
    name: str
    operands: int
    description: str
    example: str


OPERATORS = (
    Operator("+", "add", 2, "The sum of two numbers, or two texts one after the other.", "price + tax"),
    Operator("-", "subtract", 2, "The difference of two numbers.", "price - discount"),
    Operator("*", "multiply", 2, "The product of two numbers.", "price * quantity"),
    Operator("/", "divide", 2, "The quotient of two numbers, a whole one for whole numbers.", "total / 100"),
    Operator("%", "mod", 2, "What is left of a division; also written mod.", "number % 10"),
    Operator("&", "and", 2, "The bits that both numbers have.", "flags & 4"),
    Operator("|", "or", 2, "The bits that one of the numbers has.", "flags | 4"),
    Operator("^", "xor", 2, "The bits that only one of the numbers has.", "flags ^ 4"),
    Operator("==", "equals", 2, "Whether two values are the same; also written eq.", 'status == "paid"'),
    Operator("<", "lessThan", 2, "Whether the left value is below the right; also written lt.", "price < 10"),
    Operator("<=", "lessThanOrEqual", 2, "Whether the left value is not above the right; also le.", "price <= 10"),
    Operator(">", "greaterThan", 2, "Whether the left value is above the right; also written gt.", "price > 10"),
    Operator(">=", "greaterThanOrEqual", 2, "Whether the left value is not below the right; also ge.", "price >= 10"),
    Operator("=~", "contains", 2, "Whether text matches a pattern, or a value is in a list.", 'state =~ ["CA", "NY"]'),
    Operator("=^", "startsWith", 2, "Whether the left text begins with the right.", 'sku =^ "A-"'),
    Operator("=$", "endsWith", 2, "Whether the left text ends with the right.", 'email =$ ".org"'),
    Operator("!", "not", 1, "The opposite of a condition; also written not.", "!subscribed"),
    Operator("~", "complement", 1, "The number with every bit turned over.", "~flags"),
    Operator("-", "negate", 1, "The number with the other sign.", "-balance"),
    Operator("empty", "empty", 1, "Whether it is null, or text, list or map without members.", "empty name"),
    Operator("size", "size", 1, "The length of a text, or the number of members.", "size items"),
)
"""Source: spec, languages/el/operators, for five; the rest is JEXL's enumeration: rule expression.operators."""
