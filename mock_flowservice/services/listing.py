"""Reading numbers and orders from a query, as the services with offsets and `orderBy` write them."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple, NoReturn, TypeVar

import orjson

from ..call import Call
from ..errors import ErrorKind, Explanation

WHOLE = re.compile(r"[0-9]{1,18}")
DIRECTIONS = ("asc", "desc")
Item = TypeVar("Item")


class Ordering(NamedTuple):
    """One field to sort by."""

    field: str
    descending: bool


def whole_number(
    call: Call, refusal: ErrorKind, name: str, default: int, least: int = 0, most: int | None = None
) -> int:
    """A query parameter that is a whole number; raises `refusal` with `name`, `value` and `expected`."""
    text = call.query.get(name)
    if text is None:
        return default
    number = int(text) if WHOLE.fullmatch(text) else -1
    if number < least or (most is not None and number > most):
        refuse(refusal, name, text, f"a whole number from {least} " + ("up" if most is None else f"to {most}"))
    return number


def refuse(refusal: ErrorKind, name: str, value: str, expected: str) -> NoReturn:
    """Raise the refusal of a query parameter."""
    raise refusal(Explanation(name, value, expected), name=name, value=value, expected=expected)


def read_order(text: str, refusal: ErrorKind) -> list[Ordering]:
    """The fields to sort by: `desc:created,name`, each ascending unless it says otherwise."""
    order = []
    for part in text.split(",") if text else ():
        direction, colon, field = part.strip().rpartition(":")
        if not field or (colon and direction not in DIRECTIONS):
            refuse(refusal, "orderBy", part, "asc: or desc: and a field")
        order.append(Ordering(field, direction == "desc"))
    return order


def ordered(items: Iterable[Item], order: list[Ordering], value: Callable[[Item, str], Any]) -> list[Item]:
    """The items in this order; those that are equal in it stay as they came."""
    found = list(items)
    for field, descending in reversed(order):
        found.sort(key=partial(_rank, value, field), reverse=descending)
    return found


def _rank(value: Callable[[Item, str], Any], field: str, item: Item) -> tuple[int, Any]:
    """Where an item stands: nothing first, then numbers, texts, and all else."""
    found = value(item, field)
    if found is None:
        return 0, 0
    if isinstance(found, (int, float)):
        return 1, found
    return (2, found) if isinstance(found, str) else (3, orjson.dumps(found))
