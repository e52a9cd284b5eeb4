"""The catalogue as Data Prep serves it: what each function takes and gives, in the words of Java, with an example.

Source: spec, languages/el/functions; rule expression.catalogue.
"""

import json
import re
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from ...data_files import read_json
from ...wire import JsonObject
from ..environment import Environment
from . import FUNCTIONS, METHODS, TABLES, Function
from .registry import Evaluator, Lambda, Parameter, plain

JAVA = {
    str: "java.lang.String",
    int: "java.lang.Long",
    float: "java.lang.Double",
    Decimal: "java.math.BigDecimal",
    bool: "java.lang.Boolean",
    datetime: "java.time.ZonedDateTime",
    list: "java.util.List",
    dict: "java.util.Map",
    Lambda: "java.util.function.Function",
}
"""The classes of values; any other is an Object."""
OBJECT = "java.lang.Object"
WORDS = {
    str: "text",
    int: "an integer",
    float: "a number",
    Decimal: "a number",
    bool: "true or false",
    datetime: "a date-time",
    list: "a list",
    dict: "a map",
    Lambda: "a lambda of one parameter",
    Evaluator: "any value, evaluated only if it is needed",
}
"""What values are called; any other is any value."""
TYPES = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    datetime: "date",
    list: "array",
    dict: "map",
    Lambda: "lambda",
}
"""What parameters are called in a word; any other is an object."""


@cache
def catalogue() -> tuple[JsonObject, ...]:
    """Every function and method, by the tables of the documentation, then by name."""
    tables = list(TABLES)
    known = sorted([*FUNCTIONS.values(), *METHODS.values()], key=lambda each: (tables.index(each.table), each.name))
    return tuple(map(entry, known))


def entry(function: Function) -> JsonObject:
    """What the catalogue says of a function."""
    kind, nullable = plain(function.returns)
    nullable |= not all(each.nullable for each in function.parameters)
    example, result = example_of(function)
    return {
        "category": TABLES[function.table],
        "function": function.name,
        "description": " ".join(function.documentation.partition("\n\n")[0].split()),
        "syntax": syntax(function),
        "returns": f"{WORDS.get(kind, 'any value')}{', or null' if nullable else ''}".capitalize() + ".",
        "returnType": JAVA.get(kind, OBJECT),
        "example": example,
        "result": result,
        "params": [parameter_entry(each, position) for position, each in enumerate(function.parameters, 1)],
        "since": 1,
    }


def parameter_entry(parameter: Parameter, position: int) -> JsonObject:
    """What the catalogue says of a parameter."""
    java = JAVA.get(parameter.type, OBJECT)
    default = "" if parameter.default is None else f", and is {json.dumps(parameter.default)} then"
    options = {f"can be left out{default}": parameter.optional, "can be repeated": parameter.repeated}
    words = [WORDS.get(parameter.type, "any value"), *(word for word, holds in options.items() if holds)]
    return {
        "name": parameter.name,
        "description": "; ".join(words).capitalize() + ".",
        "type": TYPES.get(parameter.type, "object"),
        "dataType": f"[L{java};" if parameter.repeated else java,
        "position": position,
    }


def syntax(function: Function) -> str:
    """How a function is called, as Java would declare it; brackets mark what can be left out."""
    declared = [declaration(each) for each in function.parameters]
    returned = short(plain(function.returns)[0])
    if function.method:
        return f"{returned} {short(function.parameters[0].type)}.{function.name}({', '.join(declared[1:])})"
    return f"{returned} {function.name}({', '.join(declared)})"


def declaration(parameter: Parameter) -> str:
    """How a parameter is declared."""
    declared = f"{short(parameter.type)}{'...' if parameter.repeated else ''} {parameter.name}"
    return f"[{declared}]" if parameter.optional else declared


def short(kind: Any) -> str:
    """The name of the Java class without its package."""
    return JAVA.get(kind, OBJECT).rpartition(".")[2]


def example_of(function: Function) -> tuple[str, str]:
    """The first of its cases whose result is always the same, and the source text of that; else empty texts."""
    opening = f".{function.name}(" if function.method else f"{function.name}("
    for case in read_json(f"expressions/{function.table}.json"):
        expression: str = case["expression"]
        calls = opening in expression if function.method else expression.startswith(opening)
        if calls and "result" in case and not case.get("record") and not changing().search(expression):
            return expression, json.dumps(case["result"], ensure_ascii=False)
    return "", ""


@cache
def changing() -> re.Pattern[str]:
    """A call that gives something else each time."""
    names = "|".join(each.name for each in FUNCTIONS.values() if Environment in each.injected)
    return re.compile(rf"\b({names})\(")
