"""Read an expression: text in, tree out, or an error that says where it stops making sense."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from importlib.resources import files
from math import isinf
from typing import TYPE_CHECKING, Any, NoReturn

from .errors import ExpressionError, Place
from .limits import DEEPEST, LONGEST_EXPRESSION, MOST_DIGITS
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
    depth,
)
from .values import LARGEST

if TYPE_CHECKING:
    from lark import Lark, Token, UnexpectedInput

RESERVED = frozenset((
    "new", "mod", "or", "break", "var", "lt", "for", "false", "while", "eq", "gt", "div", "not", "null", "continue",
    "else", "and", "ne", "true", "le", "if", "ge", "return", "_errors", "do", "function", "empty", "size", "NaN",
))  # fmt: skip
"""What no bare field can be called. Source: doc help/data-prep/functions.md; for NaN rule expression.language."""
WORDS = {"true": True, "false": False, "null": None}
SYMBOLS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "div": "/", "mod": "%", "not": "!"}
_WORD = re.compile(r"\w+|.", re.DOTALL)
OPENINGS = {'"': "text", "'": "text", "${": "name", "/*": "comment"}
CLOSINGS = {"RPAR": ")", "RSQB": "]", "RBRACE": "}", "COLON": ":", "LPAR": "(", "COMMA": ",", "_ARROW": "->"}
_UNARY = re.compile(r"\b(size|empty)\s*\W?\Z")
_ESCAPED_NAME = re.compile(r"\\(.)", re.DOTALL)
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@lru_cache(maxsize=512)
def parse(text: str) -> Node:
    """The tree of an expression; raises ExpressionError with the place where it stops making sense.

    Source: rule expression.language; doc help/data-prep/home.md for the longest one.
    """
    from lark.exceptions import UnexpectedInput

    if len(text) > LONGEST_EXPRESSION:
        raise ExpressionError(f"the expression has {len(text):,} characters, and {LONGEST_EXPRESSION:,} are the most")
    try:
        text.encode()
        tree: Any = _lark().parse(text)
    except UnicodeEncodeError as error:
        raise ExpressionError("a lone surrogate is no character", Place(text, error.start)) from None
    except UnexpectedInput as error:
        raise unexpected(error, text) from None
    except ExpressionError as error:
        error.place = error.place and replace(error.place, text=text)
        raise
    if depth(tree) > DEEPEST:
        raise ExpressionError(f"the expression is nested deeper than {DEEPEST} levels", Place(text, tree.at))
    return tree  # type: ignore[no-any-return]


def unexpected(error: UnexpectedInput, text: str) -> ExpressionError:
    """What to say of the place where the grammar ends."""
    kind, offset = getattr(getattr(error, "token", None), "type", ""), error.pos_in_stream or 0
    offset -= text[offset - 1 : offset + 1] == "/*"
    if kind == "$END":
        wrong = f"the expression ends where {expected(error)}" if text.strip() else "the expression is empty"
        return ExpressionError(wrong + hint(text), Place(text, len(text)))
    place, word = Place(text, offset), _WORD.match(text, offset)
    found = word[0] if word else ""
    if kind == "_ARROW":
        return ExpressionError("a lambda can only be an argument of a function", place)
    for sign, what in OPENINGS.items():
        if sign == text[offset : offset + len(sign)] and (not kind or sign == "/*"):
            return ExpressionError(f"{sign} begins a {what} that does not end", place)
    return ExpressionError(f"{found!r:.80} stands where {expected(error)}{hint(text[: offset + 1])}", place)


def hint(before: str) -> str:
    """What may have been meant, by the words before a place that makes no sense."""
    if found := _UNARY.search(before):
        return f"; {found[1]} is an operator, and a field of that name is written ${{{found[1]}}}"
    return "; a path with [*] is written ${...}" if before.endswith("[*") else ""


def expected(error: Any) -> str:
    """What could have stood there, in words."""
    allowed = set(getattr(error, "accepts", None) or getattr(error, "allowed", None) or ())
    if "INTEGER" in allowed:
        return "a value is expected"
    if "NAME" in allowed:
        return "a name is expected"
    closings = [repr(sign) for kind, sign in CLOSINGS.items() if kind in allowed and hasattr(error, "token")]
    return f"{' or '.join(['an operator', *closings])} is expected"


@cache
def _lark() -> Lark:
    from lark import Lark

    grammar = files(__package__).joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", transformer=_Builder(), maybe_placeholders=False)


class _Builder:
    """Makes the tree; its methods are named after the rules of the grammar, and NAME after a word of it."""

    def NAME(self, token: Token) -> Token:  # noqa: N802
        if token in RESERVED:
            refuse(token, f"'{token}' is a reserved word; a field of that name is written ${{{token}}}")
        return token

    def text(self, found: list[Token]) -> Node:
        return Literal(unquoted(found[0]), at=start(found[0]))

    def integer(self, found: list[Token]) -> Node:
        return Literal(whole(found[0]), at=start(found[0]))

    def fraction(self, found: list[Token]) -> Node:
        return Literal(fractional(found[0]), at=start(found[0]))

    def word(self, found: list[Token]) -> Node:
        return Literal(WORDS[found[0]], at=start(found[0]))

    def field(self, found: list[Token]) -> Node:
        return Field(*named(found[0]), at=start(found[0]))

    def member(self, found: list[Any]) -> Node:
        return Member(found[0], *named(found[1]), at=start(found[1]))

    def index(self, found: list[Any]) -> Node:
        return Index(*found, at=found[1].at)

    def prefix(self, found: list[Any]) -> Node:
        return Prefix(SYMBOLS.get(found[0], str(found[0])), found[1], at=start(found[0]))  # type: ignore[arg-type]

    def binary(self, found: list[Any]) -> Node:
        left, operator, right = found
        return Binary(SYMBOLS.get(operator, str(operator)), left, right, at=start(operator))  # type: ignore[arg-type]

    def logical(self, found: list[Any]) -> Node:
        left, operator, right = found
        return Logical("||" if operator in ("||", "or") else "&&", left, right, at=start(operator))

    def conditional(self, found: list[Any]) -> Node:
        then = found[1] if len(found) == 3 else None
        return Conditional(found[0], then, found[-1], at=found[0].at)

    def list_of(self, found: list[Any]) -> Node:
        return ListOf(tuple(found[1:]), at=start(found[0]))

    def map_of(self, found: list[Any]) -> Node:
        return MapOf(tuple(found[1:]), at=start(found[0]))

    def entry(self, found: list[Any]) -> tuple[Node, Node]:
        return found[0], found[1]

    def lambda_(self, found: list[Any]) -> Node:
        return Lambda(tuple(map(parameter, found[:-1])), found[-1], at=found[0].at)

    def call(self, found: list[Any]) -> Node:
        return Call(named(found[0])[0], tuple(found[1:]), at=start(found[0]))

    def method(self, found: list[Any]) -> Node:
        return Method(found[0], named(found[1])[0], tuple(found[2:]), at=start(found[1]))


def start(token: Token) -> int:
    """The offset of a token."""
    return token.start_pos or 0


def refuse(token: Token, message: str) -> NoReturn:
    """Raise the ExpressionError that points at a token."""
    raise ExpressionError(message, Place("", start(token)))


def named(token: Token) -> tuple[str, bool]:
    """The name that a token spells, and whether it is `${...}`."""
    if token.type == "ESCAPED":
        if not token[2:-1].strip():
            refuse(token, "${} names nothing")
        return token[2:-1], True
    if token.type == "TEXT":
        return unquoted(token), False
    return _ESCAPED_NAME.sub(r"\1", token), False


def parameter(node: Node) -> str:
    """The name of a lambda's parameter; raises ExpressionError for anything but a bare name."""
    if not isinstance(node, Field) or node.quoted:
        raise ExpressionError("a lambda's parameter is a bare name", Place("", node.at))
    return node.name


def unquoted(token: Token) -> str:
    r"""What a text in quotes says: `\\`, its own quote and `\uXXXX` are escapes, any other backslash stays.

    Source: Apache Commons JEXL 3.1; rule expression.language.
    """
    quote = token[0]
    plain = re.sub(rf"\\(?:u([0-9a-fA-F]{{4}})|([\\{quote}]))", _unescaped, token[1:-1])
    paired = _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain)
    if any("\ud800" <= each <= "\udfff" for each in paired):
        refuse(token, "the text holds half a surrogate pair")
    return paired


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]


def whole(token: Token) -> int:
    """A whole number: decimal, `0x` hexadecimal, with a leading 0 octal; the suffixes L and H say nothing here."""
    digits = token.rstrip("lLhH").lower()
    base = 16 if digits.startswith("0x") else 8 if digits.startswith("0") else 10
    try:
        number = int(digits, base)
    except ValueError:
        refuse(token, f"{token} begins with 0, and is no octal number")
    if number >= LARGEST:
        refuse(token, f"the number has more than {MOST_DIGITS:,} digits")
    return number


def fractional(token: Token) -> float | Decimal:
    """A number with a point: a Decimal with the suffix B, else a float."""
    try:
        number = Decimal(token.rstrip("fFdDbB"))
    except InvalidOperation:
        refuse(token, f"{token} is out of range")
    if abs(number.adjusted()) >= MOST_DIGITS or isinf(float(number)):
        refuse(token, f"{token} is out of range")
    return number if token[-1] in "bB" else float(number)
