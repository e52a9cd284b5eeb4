"""A Python source as what faults are made in: its tree, and the text of each part of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

Function = ast.FunctionDef | ast.AsyncFunctionDef
SILENT = frozenset(("Explanation", "rests_on", "published", "cast", "TypeVar", "getLogger"))
"""Functions and calls that nobody sees on the wire: what only the log, the header `x-mock-rule` or a type check has."""


@dataclass(frozen=True)
class Place:
    """A node of the tree: the names of what it stands in, the function if that is one, and its statement."""

    node: ast.AST
    where: tuple[str, ...] = ()
    function: Function | None = None
    statement: ast.stmt | None = None


@dataclass(frozen=True)
class Source:
    """A module's text and tree; positions are bytes, as the tree counts columns."""

    text: str
    tree: ast.Module = field(init=False, compare=False)
    raw: bytes = field(init=False, compare=False)
    starts: tuple[int, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        raw = self.text.encode()
        object.__setattr__(self, "raw", raw)
        object.__setattr__(self, "tree", ast.parse(self.text))
        lengths = map(len, raw.splitlines(keepends=True))
        object.__setattr__(self, "starts", (0, *accumulate(lengths)))

    def span(self, first: ast.expr | ast.stmt, last: ast.expr | ast.stmt | None = None) -> tuple[int, int]:
        """Where a node begins and ends, or the first and the last of some."""
        last = last or first
        assert last.end_lineno is not None
        assert last.end_col_offset is not None
        return self.starts[first.lineno - 1] + first.col_offset, self.starts[last.end_lineno - 1] + last.end_col_offset

    def part(self, start: int, end: int) -> str:
        """The text between two positions."""
        return self.raw[start:end].decode()

    def of(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node."""
        return self.part(*self.span(node))

    def replaced(self, start: int, end: int, after: str) -> str:
        """The text with something else between two positions."""
        return (self.raw[:start] + after.encode() + self.raw[end:]).decode()

    def places(self) -> Iterator[Place]:
        """All nodes at which a fault can be seen from outside."""
        yield Place(self.tree)
        yield from below(Place(self.tree))


def below(place: Place) -> Iterator[Place]:
    """The places inside a place."""
    for node in children(place.node):
        if is_silent(node):
            continue
        where, function, statement = place.where, place.function, place.statement
        if isinstance(place.node, Function | ast.ClassDef) and isinstance(node, ast.stmt):
            where = (*where, place.node.name)
            function = place.node if isinstance(place.node, Function) else function
        found = Place(node, where, function, node if isinstance(node, ast.stmt) else statement)
        yield found
        yield from below(found)


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes right below; of a function or class its body alone."""
    yield from node.body if isinstance(node, Function | ast.ClassDef) else ast.iter_child_nodes(node)


def is_silent(node: ast.AST) -> bool:
    """Whether nothing below a node shows on the wire, or its place in the text is not known."""
    if isinstance(node, ast.Call):
        return name_of(node.func) in SILENT
    if isinstance(node, Function):
        return node.name in SILENT
    if isinstance(node, ast.If):
        return name_of(node.test) == "TYPE_CHECKING"
    return isinstance(node, ast.JoinedStr | ast.Assert | ast.Import | ast.ImportFrom)


def name_of(node: ast.AST) -> str:
    """The last word of a name with dots, empty for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
