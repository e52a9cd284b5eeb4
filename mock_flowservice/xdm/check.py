"""Whether a record is valid XDM: every constraint of a composed schema, with a phrase and a pointer for each breach."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
from jsonpointer import escape

from ..wire import JsonObject
from .fields import Kind, NoField, Steps, field_at, free_field, integer_range, kind_of, members, named_fields

MISSING, INVALID = "INGEST-1555-400", "DCVS-1101-400"
"""The codes of a row that lacks a required field, and of any other that is no valid XDM."""
KEYWORDS = frozenset(
    {"type", "enum", "const", "required", "pattern", "minLength", "maxLength", "multipleOf"}
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    | {"minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"}
)
"""The keywords that hold, beside those for what lies inside. Source: rule mapping.record_check."""
FORMATS = frozenset({"date-time", "date", "email", "uri"})
"""The formats that are checked. Source: rule mapping.record_check."""
NOT_NULL = ["string", "number", "boolean", "object", "array"]
DEEPEST = 128
"""Levels of a schema. Source: rule mapping.limits."""
_LONGEST_PHRASE, _LONGEST_SHOWN = 160, 60
_MASK = "it"
_PATTERNS = jsonschema_rs.FancyRegexOptions(backtrack_limit=10_000, size_limit=2**18, dfa_size_limit=2**18)


class SchemaUnusable(Exception):
    """No record can be checked against a schema; the message says what is wrong with it."""


@dataclass(frozen=True)
class Invalid:
    """What is wrong with a record: where, in words, and which keyword of the schema says so."""

    pointer: str
    phrase: str
    keyword: str

    @property
    def code(self) -> str:
        """The code that ingestion reports. Source: doc help/ingestion/quality/error-diagnostics.md."""
        return MISSING if self.keyword == "required" else INVALID

    @property
    def message(self) -> str:
        """All of it in one line. Source: rule mapping.record_check."""
        opening = "A required field is missing or null" if self.code == MISSING else "The message cannot be validated"
        return f"{opening}: {self.pointer}: {self.phrase}"


class Checker:
    """A schema, ready to check records with."""

    def __init__(self, constraints: JsonObject, check: jsonschema_rs.Draft7Validator) -> None:
        self._constraints = constraints
        self._check = check

    def problems(self, record: JsonObject) -> Iterator[Invalid]:
        """All that is wrong with a record; nothing if it is valid."""
        try:
            if not self._check.is_valid(record):
                yield from self._found(record)
        except ValueError as error:
            yield Invalid("#", f"it is no JSON: {_shortened(str(error))}", "json")

    def _found(self, record: JsonObject) -> Iterator[Invalid]:
        for error in self._check.iter_errors(record):
            keyword, where = error.kind.name, error.instance_path
            if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Required):
                yield Invalid(_pointer([*where, error.kind.property]), "it is required, and missing", "required")
            elif error.instance is not None or not self._is_required(error.schema_path):
                yield Invalid(_pointer(where), _phrase(error), keyword)
            elif keyword == "type":
                yield Invalid(_pointer(where), "it is required, and null", "required")

    def _is_required(self, path: list[str | int]) -> bool:
        """Whether the constraint that a path leads to is one of a field that the object around it requires."""
        if len(path) < 3 or path[-3] != "properties":
            return False
        around: Any = self._constraints
        for step in path[:-3]:
            around = around[step]
        return path[-2] in around.get("required", ())


def checker(schema: JsonObject) -> Checker:
    """What checks records against a composed schema; raises SchemaUnusable.

    It fetches nothing. Names that the schema does not know are no business of its own: a destination that leads to
    none is refused before there is a record. Source: rule mapping.record_check.
    """
    constraints = _constraints(schema)
    try:
        check = jsonschema_rs.Draft7Validator(
            constraints, validate_formats=True, offline=True, mask=_MASK, pattern_options=_PATTERNS
        )
    except jsonschema_rs.ValidationError as error:
        raise SchemaUnusable(f"{_pointer(error.instance_path)}: {_phrase(error)}") from None
    except (ValueError, OverflowError) as error:
        raise SchemaUnusable(_shortened(str(error))) from None
    return Checker(constraints, check)


def is_settled(schema: JsonObject, paths: Iterable[Steps]) -> bool:
    """Whether a record is always valid that holds nothing but coerced values at these paths, and no null.

    Such a record need not be checked. Source: rule mapping.record_check.
    """
    if not _is_open(schema):
        return False
    fields = [_open_way(schema, path) for path in paths]
    each_once = {id(field): field for field in fields}.values()
    return all(field is not None and _is_settled(field) for field in each_once)


def _open_way(schema: JsonObject, path: Steps) -> JsonObject | None:
    """The field at a path, None where something is asked of what lies around it."""
    field = schema
    for step in path:
        if not _is_open(field):
            return None
        try:
            field = field_at(field, (step,))
        except NoField:
            return None
    return field


def _is_settled(field: JsonObject, level: int = 1) -> bool:
    """Whether coerced values of a field keep all that is asked of it."""
    kind, asked = kind_of(field), _held(field).keys() - {"type"}
    if kind is Kind.INTEGER:
        return asked <= {"minimum", "maximum"} and _is_wide(field)
    if kind in (Kind.DATE, Kind.DATE_TIME):
        return not asked or (asked == {"format"} and field["format"] in ("date", "date-time"))
    if kind in (Kind.STRING, Kind.NUMBER, Kind.BOOLEAN):
        return not asked
    return level <= DEEPEST and _is_open(field) and all(_is_settled(each, level + 1) for each in _inside(field))


def _is_open(field: JsonObject) -> bool:
    """Whether nothing is asked of a container itself; members of arrays can be null, so nothing of those either."""
    kind, held = kind_of(field), _held(field)
    if kind is Kind.ANYTHING:
        return not held and field.get("additionalProperties") is not False
    if kind is Kind.ARRAY:
        items = field.get("items", {})
        return not held.keys() - {"type"} and isinstance(items, dict) and not _held(items)
    properties = field.get("properties")
    named = properties.values() if isinstance(properties, dict) else ()
    return kind in (Kind.OBJECT, Kind.MAP) and not held.keys() - {"type"} and all(each is not False for each in named)


def _inside(field: JsonObject) -> Iterator[JsonObject]:
    """The fields directly inside a container."""
    if kind_of(field) is Kind.ARRAY:
        yield members(field)
    yield from named_fields(field).values()
    if (free := free_field(field)) is not None:
        yield free


def _is_wide(field: JsonObject) -> bool:
    """Whether the bounds of an integer leave its whole range."""
    least, greatest = integer_range(field) or (0, 0)
    minimum, maximum = field.get("minimum", least), field.get("maximum", greatest)
    return all(type(each) in (int, float) for each in (minimum, maximum)) and minimum <= least <= greatest <= maximum


def _held(field: JsonObject) -> JsonObject:
    """What a field asks for that holds in XDM, but for what lies inside it."""
    held = {keyword: value for keyword, value in field.items() if keyword in KEYWORDS}
    if held.get("required") == []:
        del held["required"]
    format = field.get("format")
    return held | ({"format": format} if isinstance(format, str) and format in FORMATS else {})


def _constraints(field: Any, level: int = 1) -> Any:
    """A schema that is left with what it asks for, and in which what is required is not null."""
    if not isinstance(field, dict):
        return field
    if level > DEEPEST:
        raise SchemaUnusable(f"its fields are nested deeper than {DEEPEST} levels")
    held = _held(field)
    if isinstance(properties := field.get("properties"), dict):
        held["properties"] = {name: _constraints(node, level + 1) for name, node in properties.items()}
    elif "properties" in field:
        held["properties"] = properties
    for keyword in ("items", "additionalProperties"):
        if isinstance(inside := field.get(keyword), list):
            held[keyword] = [_constraints(node, level + 1) for node in inside]
        elif keyword in field:
            held[keyword] = _constraints(inside, level + 1)
    return _with_required(held)


def _with_required(held: JsonObject) -> JsonObject:
    """The same, with a field that takes no null for every name that is required."""
    required, properties = held.get("required"), held.get("properties", {})
    if not (
        isinstance(properties, dict) and isinstance(required, list) and all(isinstance(each, str) for each in required)
    ):
        return held
    free = held.get("additionalProperties")
    fields = {name: _not_null(properties.get(name, free if isinstance(free, dict) else {})) for name in required}
    return held | {"required": list(dict.fromkeys(required)), "properties": properties | fields}


def _not_null(node: Any) -> Any:
    """The same without null among its types."""
    if not isinstance(node, dict):
        return {"type": NOT_NULL} if node is True else node
    types = node.get("type", NOT_NULL)
    if isinstance(types, list):
        types = [each for each in types if each != "null"] or NOT_NULL
    return node | {"type": types}


def _pointer(path: Iterable[str | int]) -> str:
    return "#" + "".join(f"/{escape(str(step))}" for step in path)


def _phrase(error: jsonschema_rs.ValidationError) -> str:
    """What is wrong, with the value that is."""
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Type):
        return f"expected type {' or '.join(error.kind.types)}, found {_shown(error.instance)}"
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.FalseSchema):
        return "nothing is allowed here"
    message = error.message
    masked = message.startswith(f"{_MASK} ")
    return _shortened(_shown(error.instance) + message[len(_MASK) :] if masked else message)


def _shown(value: Any) -> str:
    """A value of a record in a message."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "an array"
    return _shortened(json.dumps(value, ensure_ascii=False), _LONGEST_SHOWN)


def _shortened(text: str, longest: int = _LONGEST_PHRASE) -> str:
    return text if len(text) <= longest else text[:longest] + "…"
