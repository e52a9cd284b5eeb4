"""JSON text."""

import json
import re
from typing import Any

import orjson

from ..errors import ExpressionError
from ..limits import DEEPEST, containers, room_for_members
from ..values import Value
from .registry import function

_LONG = re.compile("[0-9]{19}", re.ASCII)
"""Digits of a number that might not fit in 64 bits, of which orjson would make a fraction."""


@function("json_to_object", table="json", rule="expression.json")
def json_to_object(text: Value) -> Value:
    """What a JSON text says; what is no text is given back as it is.

    Source: doc help/data-prep/functions.md. Its bounds are inferred: rule expression.json.
    """
    if not isinstance(text, str):
        return text
    try:
        value = measured(orjson.loads(text))
    except orjson.JSONDecodeError as error:
        raise ExpressionError(f"json_to_object cannot read its text: {error}") from None
    return json.loads(text) if _LONG.search(text) else value  # type: ignore[no-any-return]


def measured(value: Any) -> Any:
    """A value that is neither too deep nor too large; raises ExpressionError for others."""
    count = 0
    for depth, level in enumerate(containers(value)):
        count += sum(map(len, level))
        room_for_members(count)
        if depth == DEEPEST:
            raise ExpressionError(f"the JSON is nested deeper than {DEEPEST} levels")
    return value
