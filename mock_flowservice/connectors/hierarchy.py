"""From records to what an exploration shows: the JSON Schema that declares them, and rows without what is empty.

Source: tutorials of NetSuite, SugarCRM, SAP Commerce, OneTrust, Stripe, LinkedIn; rule explore.hierarchy.
"""

from collections.abc import Iterable
from typing import Any

from ..wire import JsonObject

SAFE = 2**53
BOUNDS = {"minimum": -SAFE, "maximum": SAFE - 1}
"""What most integers are declared with. Source: tutorial."""
TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


def schema_of(values: Iterable[Any]) -> JsonObject:
    """One JSON Schema that declares all these values, with every key that occurs in them at any depth.

    Nulls say nothing; an integer among other numbers is a number; values of several types have all of them. Integers
    that do not all fit in the usual bounds are declared without.
    """
    known = [value for value in values if value is not None]
    types = {TYPES[type(value)] for value in known}
    types -= {"integer"} if "number" in types else set()
    schema: JsonObject = {"type": sorted(types)} if len(types) > 1 else {"type": types.pop()} if types else {}
    if "object" in types or schema.get("type") == "object":
        schema["properties"] = properties_of([value for value in known if isinstance(value, dict)])
    if "array" in types or schema.get("type") == "array":
        items = [item for value in known if isinstance(value, list) for item in value]
        schema["items"] = schema_of(items) if items else {"type": "object", "properties": {}}
    within = schema.get("type") == "integer" and all(-SAFE <= value < SAFE for value in known)
    return schema | BOUNDS if within else schema


def properties_of(objects: list[JsonObject]) -> JsonObject:
    """The schema of each key of these objects, in the order in which the keys first come."""
    names = dict.fromkeys(name for each in objects for name in each)
    return {name: schema_of(each[name] for each in objects if name in each) for name in names}


def shown(value: Any) -> Any:
    """A value without the keys, at any depth, whose value is null, an empty array or an object with nothing to show."""
    if isinstance(value, dict):
        inner = {name: shown(each) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each is not None and each not in ([], {})}
    return [shown(each) for each in value] if isinstance(value, list) else value


def flattened(answer: JsonObject, path: tuple[str, ...]) -> list[JsonObject]:
    """One row for each record in the array at a path; all that stands around it is repeated in every row."""
    name, rest = path[0], path[1:]
    inner = answer[name]
    parts = flattened(inner, rest) if rest else inner
    return [{**answer, name: part} for part in parts]
