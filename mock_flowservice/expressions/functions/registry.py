"""Every function of the catalogue, and what its Python signature says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from inspect import Parameter as Declared
from inspect import getdoc, signature
from types import UnionType
from typing import Any, NewType, get_args, get_origin, get_type_hints

from ..environment import Environment
from ..errors import ExpressionError
from ..values import Value, as_date, as_integer, as_list, as_number, as_object, as_text, truth

Frame = NewType("Frame", object)
"""What an expression is evaluated in: the record, and inside of lambdas their parameters."""
Evaluator = Callable[[Frame], Value]
"""A compiled expression. A parameter of this type takes its argument without evaluating it."""
Record = NewType("Record", dict)  # type: ignore[type-arg]
"""A parameter of this type takes the record itself, and no argument."""
Lambda = Callable[[Value], Value]
"""A parameter of this type takes a lambda of one parameter."""

TABLES = {
    "strings": "String",
    "regular_expressions": "Regular expression",
    "hashing": "Hashing",
    "urls": "URL",
    "dates": "Date / Time",
    "objects": "Hierarchies - Objects",
    "arrays": "Hierarchies - Arrays",
    "maps": "Hierarchies - Map",
    "logical": "Logical operators",
    "aggregation": "Aggregation",
    "conversions": "Type conversions",
    "json": "JSON",
    "special": "Special operations",
    "user_agents": "User agent",
    "analytics": "Analytics",
}
"""The tables of the catalogue, by module. Source: doc help/data-prep/functions.md."""
CONVERSIONS: dict[Any, Callable[[Value], Any]] = {
    str: as_text,
    int: as_integer,
    float: as_number,
    bool: truth,
    datetime: as_date,
    list: as_list,
    dict: as_object,
}
"""How an argument becomes what a parameter of that type takes; other types take any value."""
INJECTED = (Frame, Record, Environment)
"""Types of parameters that no argument fills."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a function takes at one place of its arguments."""

    name: str
    type: Any
    nullable: bool = False
    optional: bool = False
    repeated: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Function:
    """A function that expressions can call; `method` says that it is written after its first argument and a dot."""

    name: str
    table: str
    body: Callable[..., Value]
    injected: tuple[Any, ...]
    parameters: tuple[Parameter, ...]
    returns: Any
    method: bool
    rule: str

    @property
    def documentation(self) -> str:
        """What the docstring says."""
        return getdoc(self.body) or ""

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The least and the most arguments; None where there is no most."""
        least = sum(not (each.optional or each.repeated) for each in self.parameters)
        most = None if any(each.repeated for each in self.parameters) else len(self.parameters)
        return least, most

    def parameter(self, position: int) -> Parameter:
        """The parameter that takes the argument at a position."""
        return self.parameters[min(position, len(self.parameters) - 1)]


NEAR = 0.67
"""How much alike two names must be for one to be suggested for the other, from 0 to 1."""
FUNCTIONS: dict[str, Function] = {}
METHODS: dict[str, Function] = {}


def function(
    *names: str, table: str, rule: str = "", method: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function under its names; its annotations say what it takes and gives, `rule` what it rests on.

    An argument is converted to the type of its parameter. Null makes the whole call null, unless the type of the
    parameter includes None.
    """

    def register(body: Callable[..., Any]) -> Callable[..., Any]:
        hints = get_type_hints(body)
        declared = [(hints[name], each) for name, each in signature(body).parameters.items()]
        injected = tuple(hint for hint, _ in declared if hint in INJECTED)
        parameters = tuple(taken(hint, each) for hint, each in declared if hint not in INJECTED)
        for name in names:
            registered = Function(name, table, body, injected, parameters, hints["return"], method, rule)
            (METHODS if method else FUNCTIONS)[name] = registered
        return body

    return register


def taken(hint: Any, declared: Declared) -> Parameter:
    """What a parameter of a Python signature takes."""
    unevaluated = hint in (Evaluator, Lambda)
    kind, nullable = (hint, hint == Evaluator) if unevaluated else plain(hint)
    return Parameter(
        declared.name,
        kind if unevaluated or kind in CONVERSIONS else Value,
        nullable=nullable,
        optional=declared.default is not Declared.empty,
        repeated=declared.kind is Declared.VAR_POSITIONAL,
        default=None if declared.default is Declared.empty else declared.default,
    )


def plain(hint: Any) -> tuple[Any, bool]:
    """The type that an annotation names, None for one of several, and whether null is among them."""
    members = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    kinds = {get_origin(each) or each for each in members if each is not type(None)}
    return (kinds.pop() if len(kinds) == 1 else None), type(None) in members


def bare_name(evaluator: Evaluator) -> str | None:
    """The name that an argument is, if it is nothing but a field's name without quotes."""
    return getattr(evaluator, "bare_name", None)


def find(name: str, *, method: bool = False) -> Function:
    """The function of a name; raises ExpressionError that suggests the nearest one."""
    known = METHODS if method else FUNCTIONS
    if found := known.get(name):
        return found
    if other := (FUNCTIONS if method else METHODS).get(name):
        form = f"{name}(value, ...)" if method else f"value.{name}(...)"
        raise ExpressionError(f"{other.name!r} is written {form}")
    what = "method" if method else "function"
    near = get_close_matches(name, known, 1, NEAR) or get_close_matches(name.lower(), known, 1, NEAR)
    hint = f"; is {near[0]} meant?" if near else ""
    raise ExpressionError(f"there is no {what} {name!r:.80}{hint}")


def refuse_count(function: Function, count: int, *, method: bool = False) -> None:
    """Raise ExpressionError if a function cannot be called with so many arguments."""
    least, most = function.bounds
    if count >= least and (most is None or count <= most):
        return
    if method:
        least, most, count = least - 1, None if most is None else most - 1, count - 1
    wanted = f"{least} or more" if most is None else f"{least}" if least == most else f"{least} to {most}"
    noun = "argument" if wanted == "1" else "arguments"
    raise ExpressionError(f"{function.name} takes {wanted} {noun}, not {count}")
