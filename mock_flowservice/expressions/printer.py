"""Write a tree as an expression: as short as can be, and parsed again it is the same tree."""

import re
from decimal import Decimal

from .nodes import (
    Binary,
    Call,
    Conditional,
    Field,
    Index,
    Lambda,
    ListOf,
    Literal,
    Logical,
    MapOf,
    Member,
    Method,
    Node,
    Prefix,
)
from .parser import RESERVED

LEVELS = (
    ("||",),
    ("&&",),
    ("|",),
    ("^",),
    ("&",),
    ("==", "!="),
    ("<", "<=", ">", ">=", "=~", "!~", "=^", "!^", "=$", "!$"),
    ("+", "-"),
    ("*", "/", "%"),
)
"""The operators between two operands, from the loosest to the tightest."""
LEVEL = {operator: level for level, operators in enumerate(LEVELS, start=1) for operator in operators}
UNCHAINED = (LEVEL["=="], LEVEL["<"])
PREFIX = len(LEVELS) + 1
POSTFIX = PREFIX + 1
_NAME = re.compile(r"(?:[^\W\d]|\$(?!\{))(?:\w|\$(?!\{))*")


def printed(node: Node) -> str:
    """The text of an expression."""
    match node:
        case Literal(value):
            return literal(value)
        case Field(name, quoted):
            return spelled(name, quoted)
        case Member(target, name, quoted):
            return f"{inside(target, POSTFIX)}.{spelled(name, quoted)}"
        case Index(target, key):
            return f"{inside(target, POSTFIX)}[{printed(key)}]"
        case Prefix(operator, operand):
            return f"{operator}{' ' if operator.isalpha() else ''}{inside(operand, PREFIX)}"
        case Binary(operator, left, right) | Logical(operator, left, right):
            level = LEVEL[operator]
            return f"{inside(left, level + (level in UNCHAINED))} {operator} {inside(right, level + 1)}"
        case Conditional(condition, then, otherwise):
            sign = "?:" if then is None else f"? {printed(then)} :"
            return f"{inside(condition, 1)} {sign} {printed(otherwise)}"
        case ListOf(members):
            return f"[{commas(members)}]"
        case MapOf(entries):
            return f"{{{', '.join(f'{printed(key)}: {printed(value)}' for key, value in entries)}}}"
        case Lambda(parameters, body):
            names = ", ".join(spelled(name) for name in parameters)
            return f"{names if len(parameters) == 1 else f'({names})'} -> {printed(body)}"
        case Call(name, arguments):
            return f"{spelled(name)}({commas(arguments)})"
        case Method(target, name, arguments):
            return f"{inside(target, POSTFIX)}.{spelled(name)}({commas(arguments)})"


def commas(nodes: tuple[Node, ...]) -> str:
    """Parts, one after another."""
    return ", ".join(map(printed, nodes))


def inside(node: Node, level: int) -> str:
    """A part where nothing looser than this level can stand bare."""
    text = printed(node)
    return text if binding(node) >= level else f"({text})"


def binding(node: Node) -> int:
    """How tightly a part holds together."""
    match node:
        case Conditional() | Lambda():
            return 0
        case Binary(operator) | Logical(operator):
            return LEVEL[operator]
        case Prefix():
            return PREFIX
        case _:
            return POSTFIX


def spelled(name: str, quoted: bool = False) -> str:
    """A name as an expression writes it."""
    if quoted:
        return f"${{{name}}}"
    if not name:
        return '""'
    if _NAME.fullmatch(name) and name not in RESERVED:
        return name
    escaped = re.sub(r"([^\w$])", r"\\\1", name)
    return f"\\{escaped}" if name in RESERVED or name[0].isdigit() else escaped


def literal(value: object) -> str:
    """A text, number, truth value or null as an expression writes it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float() | Decimal():
            mantissa, e, exponent = str(value).lower().partition("e")
            point = "" if "." in mantissa else ".0"
            return f"{mantissa}{point}{e}{exponent}{'B' if isinstance(value, Decimal) else ''}"
        case _:
            return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
