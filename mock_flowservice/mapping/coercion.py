"""Make a value of the language one that a field of a schema can hold: compiled once for each field."""

from collections.abc import Callable, Mapping
from types import NoneType

from ..expressions.errors import ExpressionError
from ..expressions.limits import containers
from ..expressions.values import Value, shown
from ..wire import JsonObject
from ..xdm.fields import Kind, free_field, integer_range, kind_of, members, named_fields
from .scalars import ANYTHING, INTEGER, SCALARS, refusal

Coercion = Callable[[Value], Value]

DEEPEST = 128
"""Levels of lists and objects in a value. Source: rule mapping.limits."""
MOST_NODES = 1_000_000
"""Values inside a value, each counted as often as it is reached. Source: rule mapping.limits."""
_EXACT = {Kind.STRING: str, Kind.BOOLEAN: bool}
_CONTAINERS = (Kind.OBJECT, Kind.MAP, Kind.ARRAY, Kind.ANYTHING)


def coercion(field: JsonObject, *, nulls: bool = False) -> Coercion:
    """What makes a value one that a field of a composed schema holds.

    It raises ExpressionError for what the field cannot hold, and neither changes nor shares what it is given. Null
    stays null; in objects that the schema describes, nulls are left out unless `nulls` are allowed.
    Source: rules mapping.coercion, mapping.null and mapping.object_copy.
    """
    convert = _compiled(field, nulls, 1)
    return _measured(convert) if kind_of(field) in _CONTAINERS else convert


def exact_type(field: JsonObject) -> type | None:
    """The type whose values the coercion gives back as they are, None where more than the type must be seen."""
    return _EXACT.get(kind_of(field))


def unschemed(value: Value) -> Value:
    """The JSON form of a value for which no schema says anything; containers are copied. Rule mapping.unschemed."""
    return _as_it_is(_measure(value))


def _compiled(field: JsonObject, nulls: bool, level: int) -> Coercion:
    kind = kind_of(field)
    if level > DEEPEST:
        return _refuse_depth
    if bounds := integer_range(field):
        return _integer(*bounds)
    if kind in SCALARS:
        return _scalar(kind)
    if kind is Kind.ARRAY:
        return _array(_compiled(members(field), nulls, level + 1))
    if kind is Kind.ANYTHING:
        return _as_it_is
    free = free_field(field)
    named = {name: _compiled(each, nulls, level + 1) for name, each in named_fields(field).items()}
    return _object(named, None if free is None else _compiled(free, nulls, level + 1), nulls)


def _scalar(kind: Kind) -> Coercion:
    """A scalar, by its row of the table."""
    exact, row = _EXACT.get(kind, NoneType), SCALARS[kind]

    def coerce(value: Value) -> Value:
        if type(value) is exact:
            return value
        convert = row.get(type(value))
        if convert is None:
            raise refusal(value, kind.value)
        return convert(value)

    return coerce


def _integer(least: int, greatest: int) -> Coercion:
    """A whole number of a range."""

    def coerce(value: Value) -> Value:
        if type(value) is int and least <= value <= greatest:
            return value
        convert = INTEGER.get(type(value))
        if convert is None:
            raise refusal(value, Kind.INTEGER.value)
        number = convert(value)
        if number is not None and not least <= number <= greatest:
            raise refusal(value, f"an integer from {least} to {greatest}")
        return number

    return coerce


def _array(member: Coercion) -> Coercion:
    """Each member by itself; what is no array becomes the only member of one."""

    def coerce(value: Value) -> Value:
        if type(value) is not list:
            only = member(value)
            return None if only is None else [only]
        copied: list[Value] = []
        try:
            for each in value:
                copied.append(member(each))
        except ExpressionError as error:
            raise ExpressionError(f"[{len(copied)}]: {error.message}") from None
        return copied

    return coerce


def _object(named: Mapping[str, Coercion], free: Coercion | None, nulls: bool) -> Coercion:
    """Each child that has a place, by itself; nothing of an object none of whose children has one.

    Source: doc help/data-prep/functions.md, object copy; rules mapping.object_copy and mapping.null.
    """

    def coerce(value: Value) -> Value:
        if type(value) is not dict:
            if value is None:
                return None
            raise refusal(value, Kind.OBJECT.value)
        copied: dict[str, Value] = {}
        name = ""
        try:
            for name, child in value.items():
                if (convert := named.get(name, free)) and ((kept := convert(child)) is not None or nulls):
                    copied[name] = kept
        except ExpressionError as error:
            raise ExpressionError(f"{shown(name)}: {error.message}") from None
        return copied if copied or not value else None

    return coerce


def _as_it_is(value: Value) -> Value:
    """A value of any kind as JSON has it."""
    if type(value) is dict:
        return {name: _as_it_is(child) for name, child in value.items()}
    if type(value) is list:
        return [_as_it_is(each) for each in value]
    convert = ANYTHING.get(type(value))
    if convert is None:
        raise refusal(value, "a value that JSON has")
    return convert(value)


def _measured(convert: Coercion) -> Coercion:
    def coerce(value: Value) -> Value:
        return convert(_measure(value) if type(value) in (dict, list) else value)

    return coerce


def _measure(value: Value) -> Value:
    """A value that is neither too deep nor too large to be copied; raises ExpressionError."""
    nodes = 0
    for depth, level in enumerate(containers(value)):
        nodes += sum(map(len, level))
        if nodes > MOST_NODES:
            raise ExpressionError(f"the value has more than {MOST_NODES:,} values inside it")
        if depth == DEEPEST:
            _refuse_depth(value)
    return value


def _refuse_depth(value: Value) -> Value:
    raise ExpressionError(f"the value is nested deeper than {DEEPEST} levels")
