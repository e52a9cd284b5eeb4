"""The tree of an expression: what its parts are, and where each begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal as OneOf

BinaryOperator = OneOf[
    "+", "-", "*", "/", "%", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=", "=~", "!~", "=^", "!^", "=$", "!$"
]  # fmt: skip
PrefixOperator = OneOf["-", "!", "~", "empty", "size"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Any part of an expression; `at` is the offset of its first character, and says nothing of what the part is."""

    at: int = field(default=0, compare=False, repr=False)

    def parts(self) -> Iterator[Node]:
        """The parts directly inside this one, from left to right."""
        yield from ()


@dataclass(frozen=True)
class Literal(Part):
    """A text, number, truth value or null."""

    value: bool | int | float | Decimal | str | None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and (type(self.value), self.value) == (type(other.value), other.value)

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True)
class Field(Part):
    """A field of the record, or the parameter of a lambda. `quoted` is `${...}`, where dots descend."""

    name: str
    quoted: bool = False


@dataclass(frozen=True)
class Member(Part):
    """A field of an object. `quoted` is `${...}`, where dots descend."""

    target: Node
    name: str
    quoted: bool = False

    def parts(self) -> Iterator[Node]:
        yield self.target


@dataclass(frozen=True)
class Index(Part):
    """A member of a list by its position, or of an object by its name."""

    target: Node
    key: Node

    def parts(self) -> Iterator[Node]:
        yield from (self.target, self.key)


@dataclass(frozen=True)
class Prefix(Part):
    """An operator and what follows it."""

    operator: PrefixOperator
    operand: Node

    def parts(self) -> Iterator[Node]:
        yield self.operand


@dataclass(frozen=True)
class Binary(Part):
    """An operator between two operands, both of which are evaluated."""

    operator: BinaryOperator
    left: Node
    right: Node

    def parts(self) -> Iterator[Node]:
        yield from (self.left, self.right)


@dataclass(frozen=True)
class Logical(Part):
    """`&&` or `||`: the right side is evaluated when the left does not decide."""

    operator: OneOf["&&", "||"]
    left: Node
    right: Node

    def parts(self) -> Iterator[Node]:
        yield from (self.left, self.right)


@dataclass(frozen=True)
class Conditional(Part):
    """`condition ? then : otherwise`; without `then` it is `condition ?: otherwise`."""

    condition: Node
    then: Node | None
    otherwise: Node

    def parts(self) -> Iterator[Node]:
        yield self.condition
        if self.then is not None:
            yield self.then
        yield self.otherwise


@dataclass(frozen=True)
class ListOf(Part):
    """`[a, b]`."""

    members: tuple[Node, ...]

    def parts(self) -> Iterator[Node]:
        yield from self.members


@dataclass(frozen=True)
class MapOf(Part):
    """`{k: v}`."""

    entries: tuple[tuple[Node, Node], ...]

    def parts(self) -> Iterator[Node]:
        for entry in self.entries:
            yield from entry


@dataclass(frozen=True)
class Lambda(Part):
    """`x -> body`, an argument of a call."""

    parameters: tuple[str, ...]
    body: Node

    def parts(self) -> Iterator[Node]:
        yield self.body


@dataclass(frozen=True)
class Call(Part):
    """A function and its arguments."""

    name: str
    arguments: tuple[Node, ...]

    def parts(self) -> Iterator[Node]:
        yield from self.arguments


@dataclass(frozen=True)
class Method(Part):
    """`target.name(arguments)`."""

    target: Node
    name: str
    arguments: tuple[Node, ...]

    def parts(self) -> Iterator[Node]:
        yield from (self.target, *self.arguments)


Node = (
    Literal | Field | Member | Index | Prefix | Binary | Logical | Conditional | ListOf | MapOf | Lambda | Call | Method
)


def all_parts(tree: Node) -> Iterator[Node]:
    """A tree and all parts inside it."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.parts()


def depth(tree: Node) -> int:
    """How many parts lie inside each other, at the deepest place."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(part, level + 1) for part in node.parts()]
    return deepest
