"""Catalog's query dialect: which data sets a list is asked for.

Source: doc help/catalog/api/filter-data.md; catalog spec listDatasets; dotted names are what aepp sends.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import jsonschema_rs

from ...call import Call
from ...wire import JsonObject
from ..queries import ORDERINGS, WHOLE, refuse, whole_number
from .errors import BAD_QUERY

Condition = Callable[[JsonObject], bool]
Test = Callable[[Any], bool]

TIMES = ("created", "updated")
TEXTS = ("version", "createdClient", "createdUser", "updatedUser", "name", "description", "enableErrorDiagnostics")
"""Fields that are a query parameter of their own. Source: catalog spec listDatasets."""
PROPERTY = re.compile(r"(?P<not>!?)(?P<path>[^~=!<>]+)((?P<operator>==|!=|<=|>=|~|<|>)(?P<value>.*))?", re.DOTALL)
STAR = re.compile(r"(\*\*|\*)")


def read_conditions(call: Call) -> list[Condition]:
    """What every data set of the answer meets; raises ServiceError for a query that cannot be read."""
    return [*simple(call), *properties(call), *tags(call), *times(call)]


def simple(call: Call) -> Iterator[Condition]:
    """`name=a,b*,!c`: one of these, and none behind an exclamation mark."""
    for field in (*TIMES, *TEXTS):
        for text in call.query.getlist(field):
            words = text.split(",")
            if field in TIMES and not all(WHOLE.fullmatch(word.removeprefix("!")) for word in words):
                refuse(BAD_QUERY, field, text, "a time in milliseconds")
            unwanted = [wildcard(field, word[1:]) for word in words if word.startswith("!")]
            wanted = [wildcard(field, word) for word in words if not word.startswith("!")]
            if unwanted:
                yield at(field, negated(either(unwanted)))
            if wanted:
                yield at(field, either(wanted))


def properties(call: Call) -> Iterator[Condition]:
    """`property=schemaRef.id==…`; a bare name must be there, one behind an exclamation mark must not."""
    for text in call.query.getlist("property"):
        match = PROPERTY.fullmatch(text)
        if match is None or (match["not"] and match["operator"]):
            refuse(BAD_QUERY, "property", text, "a field, alone or with one of ~ == != < <= > >= and a value")
        test = comparison(match["operator"], match["value"]) if match["operator"] else exists
        yield at(match["path"], negated(test) if match["not"] else test)


def tags(call: Call) -> Iterator[Condition]:
    """`tags=name:value,other:*`: all of them."""
    for text in call.query.getlist("tags"):
        for part in text.split(","):
            name, _, value = part.strip().partition(":")
            if not name:
                refuse(BAD_QUERY, "tags", text, "names and values, as name:value")
            yield tagged(name, wildcard("tags", value or "*"))


def times(call: Call) -> Iterator[Condition]:
    """`createdAfter` and `createdBefore`, both without the moment itself."""
    for name, operator in (("createdAfter", ">"), ("createdBefore", "<")):
        if call.query.get(name) is not None:
            yield at("created", comparison(operator, str(whole_number(call, BAD_QUERY, name, 0))))


def at(path: str, test: Test) -> Condition:
    """A test of what stands at a path."""
    return lambda dataset: test(value_at(dataset, path))


def value_at(dataset: JsonObject, path: str) -> Any:
    """What stands at a dotted path, None if nothing does."""
    value: Any = dataset
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def tagged(name: str, test: Test) -> Condition:
    """A test of the values of a tag."""
    return lambda dataset: any(map(test, dataset["tags"].get(name, ())))


def either(tests: Iterable[Test]) -> Test:
    """Whether one of several tests is met."""
    several = list(tests)
    return lambda value: any(test(value) for test in several)


def negated(test: Test) -> Test:
    """The opposite of a test."""
    return lambda value: not test(value)


def exists(value: Any) -> bool:
    """Whether there is a value."""
    return value is not None


def comparison(operator: str, operand: str) -> Test:
    """The test that an operator of `property` stands for; an array meets it when one of its elements does."""
    if operator == "!=":
        return negated(comparison("==", operand))
    if operator == "~":
        test = pattern("property", operand)
    else:
        test = equality(operand) if operator == "==" else ordering(operator, operand)
    return lambda value: any(map(test, value)) if isinstance(value, list) else test(value)


def equality(text: str) -> Test:
    """Whether a value reads as this text; booleans do in any case, as clients write them."""

    def test(value: Any) -> bool:
        if isinstance(value, bool):
            return str(value).lower() == text.lower()
        return isinstance(value, (str, int, float)) and str(value) == text

    return test


def ordering(operator: str, operand: str) -> Test:
    """An order: of numbers as numbers, of texts as texts."""
    holds, bound = ORDERINGS[operator], as_number(operand)

    def test(value: Any) -> bool:
        if isinstance(value, str):
            return holds(value, operand)
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number and bound is not None and holds(value, bound)

    return test


def as_number(text: str) -> float | None:
    """The number that a text is, if it is one."""
    try:
        return float(text)
    except ValueError:
        return None


def wildcard(name: str, text: str) -> Test:
    """Whether a value reads as a text in which * is any text and ** a star."""
    if "*" not in text:
        return equality(text)
    stars = {"**": r"\*", "*": r"[\s\S]*"}
    return pattern(name, "^" + "".join(stars.get(part) or re.escape(part) for part in STAR.split(text)) + "$")


def pattern(name: str, text: str) -> Test:
    """Whether a regular expression is found in a value; this engine takes linear time, whatever it is given."""
    linear = jsonschema_rs.RegexOptions()
    try:
        check = jsonschema_rs.Draft202012Validator({"pattern": text}, pattern_options=linear)
    except ValueError:
        refuse(BAD_QUERY, name, text, "a regular expression (without look-around and back references)")
    return lambda value: isinstance(value, (str, int, float)) and check.is_valid(str(value))
