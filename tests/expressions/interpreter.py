"""The mapping language a second time, straight from the reference: slow and obvious, it walks the tree.

Only the bodies of functions are borrowed; operators, truth, conversions, fields, null and laziness are its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mock_flowservice.expressions.environment import Environment
from mock_flowservice.expressions.functions import FUNCTIONS, METHODS
from mock_flowservice.expressions.functions.registry import Evaluator, Frame, Lambda, Record
from mock_flowservice.expressions.nodes import (
    Binary,
    Call,
    Conditional,
    Field,
    Index,
    ListOf,
    Literal,
    Logical,
    MapOf,
    Member,
    Method,
    Node,
    Prefix,
)
from mock_flowservice.expressions.nodes import Lambda as LambdaNode
from tests.expressions.outcomes import Refused
from tests.expressions.semantics import TAKEN, binary, integer, prefix, text, truth


@dataclass(frozen=True)
class Scope:
    """The record, and the parameters of lambdas by name."""

    record: dict[str, Any]
    environment: Environment
    parameters: dict[str, Any]


def interpret(node: Node, scope: Scope) -> Any:
    """The value of a part; raises Refused or ExpressionError where it has none."""
    match node:
        case Literal(value):
            return value
        case Field(name, quoted):
            if name in scope.parameters and not quoted:
                return scope.parameters[name]
            return in_braces(scope.record, name) if quoted else scope.record.get(name)
        case Member(target, name, quoted):
            value = interpret(target, scope)
            if not isinstance(value, dict):
                return None
            return in_braces(value, name) if quoted else value.get(name)
        case Index(target, key):
            return member(interpret(target, scope), interpret(key, scope))
        case Prefix(operator, operand):
            return prefix(operator, interpret(operand, scope))
        case Binary(operator, left, right):
            return binary(operator, interpret(left, scope), interpret(right, scope))
        case Logical("&&", left, right):
            return truth(interpret(left, scope)) and truth(interpret(right, scope))
        case Logical("||", left, right):
            return truth(interpret(left, scope)) or truth(interpret(right, scope))
        case Conditional(condition, then, otherwise):
            value = interpret(condition, scope)
            if truth(value):
                return value if then is None else interpret(then, scope)
            return interpret(otherwise, scope)
        case ListOf(members):
            return [interpret(each, scope) for each in members]
        case MapOf(entries):
            return {key_of(interpret(key, scope)): interpret(value, scope) for key, value in entries}
        case Call(name, arguments):
            return call(FUNCTIONS.get(name), arguments, scope)
        case Method(target, name, arguments):
            return call(METHODS.get(name), (target, *arguments), scope)
    raise Refused(node)


def in_braces(record: Any, name: str) -> Any:
    """What `${name}` names where it is made of names and dots alone: step by step, else all of it as one name."""
    names, value = [re.sub(r"\\(.)", r"\1", each) for each in re.findall(r"(?:[^\\.]|\\.)+", name)], record
    for each in names:
        if not isinstance(value, dict) or each not in value:
            return record.get(re.sub(r"\\(.)", r"\1", name))
        value = value[each]
    return value


def member(value: Any, key: Any) -> Any:
    """`value[key]`."""
    if key is None:
        return None
    if isinstance(value, dict):
        return value.get(text(key))
    if isinstance(value, list):
        position = integer(key)
        return value[position] if position in range(len(value)) else None
    return None


def key_of(value: Any) -> str:
    """The key of a map."""
    if value is None:
        raise Refused(value)
    return text(value)


def call(function: Any, arguments: tuple[Node, ...], scope: Scope) -> Any:
    """What a function makes of its arguments: null if one of them is and its parameter takes none."""
    given, null = [], False
    for injected in function.injected:
        given.append({Record: scope.record, Frame: scope, Environment: scope.environment}[injected])
    for position, node in enumerate(arguments):
        parameter = function.parameters[min(position, len(function.parameters) - 1)]
        if parameter.type == Evaluator:
            given.append(lambda scope, node=node: interpret(node, scope))
        elif parameter.type == Lambda:
            given.append(lambda_of(node, scope))
        else:
            value = interpret(node, scope)
            given.append(None if value is None else TAKEN.get(parameter.type, lambda value: value)(value))
            null = null or (value is None and not parameter.nullable)
    return None if null else function.body(*given)


def lambda_of(node: Node, scope: Scope) -> Callable[[Any], Any]:
    """The Python function that a lambda is."""
    if not isinstance(node, LambdaNode) or len(node.parameters) != 1:
        raise Refused(node)
    body, (name,) = node.body, node.parameters
    return lambda value: interpret(body, Scope(scope.record, scope.environment, {**scope.parameters, name: value}))
