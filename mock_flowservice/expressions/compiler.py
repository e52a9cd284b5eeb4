"""Compile an expression once, into closures that give its value for each record."""

from collections.abc import Callable
from typing import Any

from .closures import (
    Allowance,
    argument,
    at_path,
    binary,
    bound,
    call,
    conditional,
    constant,
    index,
    itself,
    list_of,
    logical,
    map_key,
    members,
    of_record,
    unary,
)
from .environment import WORLD, Environment
from .errors import ExpressionError, Place
from .functions import Function, find, refuse_count
from .functions.registry import CONVERSIONS, Evaluator, Lambda, Parameter, Record
from .grounds import grounds
from .nodes import (
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
    all_parts,
)
from .nodes import Lambda as LambdaNode
from .operators import BINARY, PREFIX
from .parser import parse
from .values import Value

MOST_COMPILED = 512
"""Expressions that an environment remembers."""


class Expression:
    """A compiled expression.

    `evaluate(record)` gives its value for a record (a dict); raises ExpressionError, with the place, where it has
    none. The value may share lists and objects with the record.
    """

    __slots__ = ("evaluate", "tree")

    def __init__(self, text: str, environment: Environment = WORLD) -> None:
        self.tree = parse(text)
        self.evaluate: Callable[[dict[str, Any]], Value] = evaluator_of(self.tree, text, environment)

    @property
    def rules(self) -> frozenset[str]:
        """The rules that its value rests on."""
        return frozenset(grounds(self.tree))


def compile_expression(text: str, environment: Environment = WORLD) -> Expression:
    """Compile an expression, or find it compiled; raises ExpressionError with the place of what is wrong."""
    compiled = environment.compiled
    if (found := compiled.get(text)) is None:
        if len(compiled) >= MOST_COMPILED:
            compiled.clear()
        found = compiled[text] = Expression(text, environment)
    return found


def evaluator_of(tree: Node, text: str, environment: Environment) -> Callable[[Any], Value]:
    """What gives the value of a tree for a record."""
    if not any(isinstance(node, LambdaNode) for node in all_parts(tree)):
        return _Compiler(text, environment).node(tree)
    evaluator: Callable[[Any], Value] = _Compiler(text, environment, ()).node(tree)
    return lambda record: evaluator((record, Allowance()))


class _Compiler:
    """Compiles the parts of one expression.

    The frame of an expression is the record itself. Where there are lambdas, it is a tuple of the record, what all
    of them may take, and the `parameters` of the lambdas around the part.
    """

    def __init__(self, text: str, environment: Environment, parameters: tuple[str, ...] | None = None) -> None:
        self._text = text
        self._environment = environment
        self._parameters = parameters

    def node(self, node: Node) -> Evaluator:
        """The evaluator of a part."""
        match node:
            case Literal(value):
                return lambda _: value
            case Field(name, quoted):
                return self._field(name, quoted)
            case Member():
                return self._member(node)
            case Index(target, key):
                return self._placed(node, index, target, key)
            case Prefix(operator, operand):
                return self._placed(node, PREFIX[operator], operand)
            case Binary(operator, left, right):
                return self._placed(node, BINARY[operator], left, right)
            case Logical(operator, left, right):
                return logical(operator, self.node(left), self.node(right))
            case Conditional(condition, then, otherwise):
                branch = None if then is None else self.node(then)
                return conditional(self.node(condition), branch, self.node(otherwise))
            case ListOf(members):
                return list_of([self.node(each) for each in members])
            case MapOf(entries):
                return self._map(node, entries)
            case Call(name, arguments):
                return self._call(node, name, arguments)
            case Method(target, name, arguments):
                return self._call(node, name, (target, *arguments), method=True)
            case LambdaNode():
                raise self._error(node, "a lambda can only be an argument of a function that takes one")

    def _error(self, node: Node, message: str) -> ExpressionError:
        return ExpressionError(message, Place(self._text, node.at))

    def _field(self, name: str, quoted: bool) -> Evaluator:
        if self._parameters and name in self._parameters and not quoted:
            position = len(self._parameters) + 1 - self._parameters[::-1].index(name)
            return lambda frame: frame[position]  # type: ignore[index]
        record = self._record()
        if quoted:
            return at_path(record or itself, name)
        evaluate = members(record, [name]) if record else of_record(name)
        evaluate.bare_name = name  # type: ignore[attr-defined]
        return evaluate

    def _member(self, node: Member) -> Evaluator:
        if node.quoted:
            return at_path(self.node(node.target), node.name)
        target, names = node.target, [node.name]
        while isinstance(target, Member) and not target.quoted:
            names.insert(0, target.name)
            target = target.target
        return members(self.node(target), names)

    def _record(self) -> Evaluator | None:
        """What gives the record; None where the frame is the record."""
        return None if self._parameters is None else lambda frame: frame[0]  # type: ignore[index]

    def _placed(self, node: Node, operate: Callable[..., Value], *operands: Node) -> Evaluator:
        """An operator whose errors point at it."""
        place = Place(self._text, node.at)
        first, *others = map(self.node, operands)
        evaluate = binary(operate, first, others[0], place) if others else unary(operate, first, place)
        return constant(evaluate) if all(isinstance(each, Literal) for each in operands) else evaluate

    def _map(self, node: Node, entries: tuple[tuple[Node, Node], ...]) -> Evaluator:
        place = Place(self._text, node.at)
        pairs = [(unary(map_key, self.node(key), place), self.node(value)) for key, value in entries]
        return lambda frame: {key(frame): value(frame) for key, value in pairs}  # type: ignore[misc]

    def _call(self, node: Node, name: str, arguments: tuple[Node, ...], *, method: bool = False) -> Evaluator:
        try:
            function = find(name, method=method)
            refuse_count(function, len(arguments), method=method)
        except ExpressionError as error:
            raise self._error(node, error.message) from None
        evaluators: list[Any] = [self._injected(each) for each in function.injected]
        checked: list[int] = []
        for position, each in enumerate(arguments):
            parameter = function.parameter(position)
            if not parameter.nullable:
                checked.append(len(evaluators))
            evaluators.append(self._argument(function, parameter, each))
        return call(function.body, evaluators, checked, Place(self._text, node.at))

    def _injected(self, type: Any) -> Evaluator:
        if type is Environment:
            environment: Any = self._environment
            return lambda _: environment
        return (type is Record and self._record()) or itself

    def _argument(self, function: Function, parameter: Parameter, node: Node) -> Any:
        if parameter.type == Lambda:
            return self._lambda(function, node)
        evaluator = self.node(node)
        if parameter.type == Evaluator:
            return lambda _: evaluator
        convert = CONVERSIONS.get(parameter.type)
        if convert is None:
            return evaluator
        complaint = f"{function.name} cannot use its {parameter.name}"
        converted = argument(evaluator, parameter.type, convert, complaint, Place(self._text, node.at))
        return constant(converted) if isinstance(node, Literal) else converted

    def _lambda(self, function: Function, node: Node) -> Evaluator:
        """What binds a lambda to a frame: the result is a Python function of one value."""
        if not isinstance(node, LambdaNode) or len(node.parameters) != 1:
            raise self._error(node, f"{function.name} wants a lambda of one parameter, such as x -> x")
        inner = _Compiler(self._text, self._environment, (*(self._parameters or ()), *node.parameters))
        return bound(inner.node(node.body), Place(self._text, node.at))  # type: ignore[return-value]
