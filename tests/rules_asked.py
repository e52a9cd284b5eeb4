"""Which rules the code asks for, and which its texts name: both read from the text of the modules."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType, MethodType, ModuleType
from typing import Any

import mock_flowservice
from mock_flowservice.errors import ErrorKind
from mock_flowservice.expressions.functions import FUNCTIONS, METHODS
from mock_flowservice.expressions.grounds import GROUNDS
from mock_flowservice.services.refusals import Refusals

PACKAGE = Path(mock_flowservice.__file__).parent
SERVICES = PACKAGE / "services"
ENGINE = [PACKAGE / room for room in ("expressions", "mapping", "xdm")]
"""Where nobody has a call: what serves these rooms asks for the rules that they name."""
REGISTRY = PACKAGE / "expressions" / "functions" / "registry.py"
ASKED = re.compile(r"""(?:published\(|rests_on\(|rule=)\s*["']([\w.]+)["']""")
PROFILE = re.compile(r"\brule_values\b|\bsettings\.profile\b")
ID = r"[a-z_]+\.[a-z_]+"
NAMED = re.compile(rf"\brules?\s+({ID}(?:(?:,|\s+and|,\s+and)\s+{ID})*)", re.IGNORECASE)
DOUBT = re.compile(r"\b(?:inferred|guess\w*|conflicting)\b", re.IGNORECASE)
Key = tuple[str, str]
"""The module and the qualified name of a function."""


def asked_in(*places: Path) -> set[str]:
    """The rules that the code in these files and folders asks for, or registers its functions with."""
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*.py"))]
    written = {rule for file in files for rule in ASKED.findall(file.read_text("utf-8"))}
    return written | (registered() if REGISTRY in files else set())


def registered() -> set[str]:
    """The rules that parts and functions of the mapping language are registered with."""
    functions = {each.rule for each in (*FUNCTIONS.values(), *METHODS.values())}
    return (functions | {ground.rule for ground in GROUNDS}) - {""}


def named_in(text: str) -> set[str]:
    """The rules that a text names."""
    return {rule for found in NAMED.findall(text) for rule in re.findall(ID, found)}


def in_doubt(text: str) -> bool:
    """Whether a text speaks of what nobody knows."""
    return bool(DOUBT.search(text))


@cache
def modules() -> dict[str, tuple[ModuleType, ast.Module]]:
    """Every module but the rules themselves, with its text, by name."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
        if "rules" not in parts and parts[-1] != "__main__":
            name = ".".join(part for part in parts if part != "__init__")
            found[name] = import_module(name), ast.parse(file.read_text("utf-8"))
    return found


def texts() -> Iterator[tuple[str, str]]:
    """Every docstring, and every text that stands alone behind what it explains."""
    for name, (_, tree) in modules().items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                yield f"{name}:{node.lineno}", node.value.value


def rows() -> Iterator[tuple[str, ErrorKind]]:
    """Every row of every error table."""
    for name, (module, _) in modules().items():
        for variable, value in vars(module).items():
            if isinstance(value, ErrorKind):
                yield f"{name}.{variable}", value
            elif isinstance(value, Refusals):
                found = ((each.name, getattr(value, each.name)) for each in fields(value))
                yield from ((f"{name}.{variable}.{field}", row) for field, row in found if isinstance(row, ErrorKind))


@dataclass(eq=False)
class Function:
    """A function: the rules that its docstring names, that it looks at, and that it asks or has asked for it."""

    where: str
    is_engine: bool
    named: set[str]
    looked_at: set[str]
    has_call: bool
    uses: set[Key] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)


@cache
def functions() -> list[Function]:
    """All functions; what one asks counts for those that call it, and then for the pure ones that it calls."""
    found = {(name, key): each for name in modules() for key, each in _functions_of(name)}
    steps = [(each, found[key]) for each in found.values() for key in each.uses if key in found]
    _spread(steps)
    _spread([(called, caller) for caller, called in steps if not called.has_call])
    return list(found.values())


def _spread(steps: list[tuple[Function, Function]]) -> None:
    """Let the first of each pair have asked what the second has, until nothing is new."""
    while any(other.asked - each.asked for each, other in steps):
        for each, other in steps:
            each.asked |= other.asked


def _functions_of(name: str) -> Iterator[tuple[str, Function]]:
    module, tree = modules()[name]
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for prefix, body in [("", tree.body), *((f"{each.name}.", each.body) for each in classes)]:
        for node in body:
            if isinstance(node, ast.FunctionDef):
                yield prefix + node.name, _function(module, prefix, node)


def _function(module: ModuleType, prefix: str, node: ast.FunctionDef) -> Function:
    has_call = any(each.arg.lstrip("_") == "call" for each in (*node.args.args, *node.args.kwonlyargs))
    named = named_in(ast.get_docstring(node) or "")
    is_engine = any(room in Path(str(module.__file__)).parents for room in ENGINE)
    found = Function(f"{module.__name__}.{prefix}{node.name}", is_engine, named, set(), has_call)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            _look_at(inner, found)
        elif isinstance(inner, ast.Name | ast.Attribute):
            _refer(module, prefix, inner, found)
    return found


def _look_at(node: ast.Call, found: Function) -> None:
    """Add the rules that a call asks for, or looks at without a word."""
    asks = isinstance(node.func, ast.Attribute) and node.func.attr in ("published", "rests_on")
    if asks and isinstance(rule := node.args[0], ast.Constant):
        silently = ast.unparse(node.func).endswith("emulator.published")
        (found.looked_at if silently else found.asked).add(str(rule.value))
    of_rows = (each.value for each in node.keywords if each.arg == "rule")
    found.asked |= {str(each.value) for each in of_rows if isinstance(each, ast.Constant)}


def _refer(module: ModuleType, prefix: str, node: ast.Name | ast.Attribute, found: Function) -> None:
    """Add what a name stands for: a row with its rule, or a function."""
    value = _value_of(module, prefix, node)
    if type(value) is ErrorKind:
        found.asked |= {value.rule} - {""}
    elif type(value) in (FunctionType, MethodType):
        found.uses.add((value.__module__, value.__qualname__))


def _value_of(module: ModuleType, prefix: str, node: ast.Name | ast.Attribute) -> Any:
    """What a name of a module stands for, or a name behind a dot; None if that shows only when it runs."""
    if isinstance(node, ast.Name):
        return vars(module).get(node.id)
    if not isinstance(node.value, ast.Name):
        return None
    owner = vars(module).get(prefix.rstrip(".") if node.value.id == "self" else node.value.id)
    return getattr(owner, node.attr, None)
