"""The kinds of single faults: what could stand in a place instead, by mistake."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from copy import copy
from itertools import pairwise

from .sources import Place, Source, name_of

Change = tuple[int, int, str]
"""From where to where in the source, and what stands there instead."""
Kind = Callable[[Place, Source], Iterator[Change]]
NEIGHBOURS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
GUARD = re.compile(r"_?(check|require|refuse)")
CHANGING = frozenset(("append", "extend", "update", "add", "pop", "setdefault", "put", "delete", "remove", "discard"))
RENEWALS = {"new_etag": "'\"same\"'", "touch": "{}"}
"""Calls that renew something, and what leaves it as it is."""
STATUSES = {400: 409, 201: 200, 202: 204, 204: 200}
"""The wrong status for a right one; 400 for any other."""
DEFAULTS = {
    "bool": "False",
    "int": "0",
    "str": "''",
    "JsonObject": "{}",
    "dict": "{}",
    "list": "[]",
    "tuple": "()",
    "set": "set()",
    "frozenset": "frozenset()",
    "Iterator": "iter(())",
    "Reply": "Reply()",
    "Any": "None",
    "Value": "None",
}
"""What a function gives back that has thought of nothing, by the type that it announces."""


def condition_inverted(place: Place, source: Source) -> Iterator[Change]:
    """What holds is taken for what does not."""
    node = place.node
    tests = [node.test] if isinstance(node, ast.If | ast.IfExp | ast.While) else []
    for test in node.ifs if isinstance(node, ast.comprehension) else tests:
        negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        after = ast.unparse(test.operand) if negated else f"not ({ast.unparse(test)})"  # type: ignore[attr-defined]
        yield *source.span(test), after


def bound_moved(place: Place, source: Source) -> Iterator[Change]:
    """A limit counts itself in or out, or is one more or one less."""
    node = place.node
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if type(operator) in NEIGHBOURS:
                moved = copy(node)
                moved.ops = [*node.ops[:at], NEIGHBOURS[type(operator)](), *node.ops[at + 1 :]]
                yield *source.span(node), ast.unparse(moved)
    for operand in numbers_in(node):
        assert isinstance(operand.value, int)
        yield *source.span(operand), str(operand.value + 1)
        if operand.value:
            yield *source.span(operand), str(operand.value - 1)


def numbers_in(node: ast.AST) -> Iterator[ast.Constant]:
    """The whole numbers right below a node that set a limit: not an index, and not a status."""
    if isinstance(node, ast.Subscript | ast.keyword | ast.Dict) or (isinstance(node, ast.Call) and status_of(node)):
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and type(child.value) is int:
            yield child


def check_dropped(place: Place, source: Source) -> Iterator[Change]:
    """A mistake goes through: the error is not raised, the problem not told, the check not called."""
    node = place.node
    if isinstance(node, ast.Raise):
        yield *source.span(node), "pass"
    elif isinstance(node, ast.Expr):
        told = isinstance(node.value, ast.Yield | ast.YieldFrom)
        if told and "problem" in "".join(place.where[-1:]):
            yield *source.span(node), "yield from ()"
        elif is_guard(node):
            yield *source.span(node), "pass"


def is_guard(node: ast.AST) -> bool:
    """Whether a statement calls a check."""
    is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return is_call and bool(GUARD.match(name_of(node.value.func)))  # type: ignore[attr-defined]


def wrong_status(place: Place, source: Source) -> Iterator[Change]:
    """The answer has another status."""
    if isinstance(place.node, ast.Call) and (status := status_of(place.node)):
        yield *source.span(status), str(STATUSES.get(status.value, 400))  # type: ignore[arg-type]


def status_of(call: ast.Call) -> ast.Constant | None:
    """The status that a row of errors or a reply is made with."""
    if name_of(call.func) == "Reply":
        given = [*call.args[1:2], *(each.value for each in call.keywords if each.arg == "status")]
        return next((each for each in given if isinstance(each, ast.Constant)), None)
    first = call.args[0] if len(call.args) > 1 else None
    is_status = isinstance(first, ast.Constant) and type(first.value) is int and 400 <= first.value < 600
    return first if is_status else None  # type: ignore[return-value]


def wrong_field(place: Place, source: Source) -> Iterator[Change]:
    """Something lies under another name."""
    if isinstance(place.node, ast.Dict):
        for key in place.node.keys:
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield *source.span(key), f'"{key.value}_"'


def lost_update(place: Place, source: Source) -> Iterator[Change]:
    """What was to be kept is not."""
    node = place.node
    if isinstance(node, ast.Call) and name_of(node.func) in RENEWALS:
        yield *source.span(node), RENEWALS[name_of(node.func)]
    elif isinstance(node, ast.stmt) and is_change(node):
        yield *source.span(node), "pass"


def is_change(node: ast.stmt) -> bool:
    """Whether a statement changes something that lasts longer."""
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Subscript)
    call = node.value if isinstance(node, ast.Expr) else None
    is_call = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in CHANGING
    return is_call or isinstance(node, ast.AugAssign)


def order_swapped(place: Place, source: Source) -> Iterator[Change]:
    """The second comes before the first, or the last before all."""
    node = place.node
    for first, second in pairwise(getattr(node, "body", ()) if not isinstance(node, ast.Lambda | ast.IfExp) else ()):
        if is_guard(first) and is_guard(second):
            between = source.part(source.span(first)[1], source.span(second)[0])
            yield *source.span(first, second), source.of(second) + between + source.of(first)
    if isinstance(node, ast.Call) and name_of(node.func) in ("sorted", "reversed") and node.args:
        yield *source.span(node), f"list({source.of(node.args[0])})"
    if isinstance(node, ast.For) and depends_on_order(node):
        yield *source.span(node.iter), f"reversed([*{source.of(node.iter)}])"
    for made in lists_given(node):
        iterated = made.generators[0].iter
        yield *source.span(iterated), f"reversed([*{source.of(iterated)}])"
    if isinstance(node, ast.Assign) and not place.where and isinstance(node.value, ast.Tuple):
        names = node.value.elts
        if len(names) > 1 and all(isinstance(each, ast.Name) and not each.id.isupper() for each in names):
            yield *source.span(names[0], names[1]), f"{source.of(names[1])}, {source.of(names[0])}"


def lists_given(node: ast.AST) -> Iterator[ast.ListComp]:
    """The lists made by comprehension that a statement gives a name to or gives back, or that an object holds."""
    given = node.values if isinstance(node, ast.Dict) else [getattr(node, "value", None)]
    if isinstance(node, ast.Dict | ast.Assign | ast.Return | ast.YieldFrom):
        yield from (each for each in given if isinstance(each, ast.ListComp))


def depends_on_order(loop: ast.For) -> bool:
    """Whether a loop gives something out, or carries something from one round to the next."""
    within = [*ast.walk(loop)]
    made = {name_of(to) for each in within if isinstance(each, ast.Assign) for to in each.targets}
    used = {each.id for each in within if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}
    carries = made & used - {name_of(loop.target)}
    return bool(carries) or any(isinstance(each, ast.Yield | ast.YieldFrom | ast.Return) for each in within)


def default_returned(place: Place, source: Source) -> Iterator[Change]:
    """A function gives back what is empty, or no."""
    node, function = place.node, place.function
    if isinstance(node, ast.Return) and node.value and function and function.returns:
        announced = ast.unparse(function.returns).strip("'")
        default = "None" if announced.endswith("| None") else DEFAULTS.get(announced.partition("[")[0])
        if default and ast.unparse(node.value) != default:
            yield *source.span(node.value), default


def and_or_exchanged(place: Place, source: Source) -> Iterator[Change]:
    """One is enough where all were needed, or the other way round."""
    if isinstance(place.node, ast.BoolOp):
        exchanged = copy(place.node)
        exchanged.op = ast.Or() if isinstance(exchanged.op, ast.And) else ast.And()
        yield *source.span(place.node), ast.unparse(exchanged)


KINDS: dict[str, Kind] = {
    kind.__name__.replace("_", " "): kind
    for kind in (
        condition_inverted,
        bound_moved,
        check_dropped,
        wrong_status,
        wrong_field,
        lost_update,
        order_swapped,
        default_returned,
        and_or_exchanged,
    )
}
"""All of them, by name."""
