"""The types of what travels: JSON in and out, and the parameters of a query."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypedDict

Json: TypeAlias = Any
JsonObject: TypeAlias = dict[str, Any]
Headers: TypeAlias = Mapping[str, str | bytes]
Params: TypeAlias = Mapping[str, str | Sequence[str]]


class Parts(TypedDict, total=False):
    """What a request may have besides its method and its address, by the names that requests gives it."""

    params: Params | None
    headers: Headers | None
    json: Json
    data: Mapping[str, str]
    """The fields of a form."""


def json_of(content: bytes) -> Json:
    """What a body says; None when it is empty, not JSON, or too deep to be read."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def object_of(value: Json) -> JsonObject:
    """The value itself when it is a JSON object, otherwise an empty one."""
    return value if isinstance(value, dict) else {}


def query(**values: object) -> dict[str, str | Sequence[str]]:
    """Query parameters without those that are None; booleans become `true` or `false`, lists repeat the name.

    >>> query(count=True, limit=None, property=["a==1", "b==2"])
    {'count': 'true', 'property': ['a==1', 'b==2']}
    """
    return {name: _text(value) for name, value in values.items() if value is not None}


def _text(value: object) -> str | Sequence[str]:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value]
    return str(value)
