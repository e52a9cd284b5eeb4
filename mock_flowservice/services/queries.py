"""Reading a query: numbers, switches, orders; and putting things in order."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from operator import ge, gt, le, lt
from typing import Any, NamedTuple, NoReturn, TypeVar

from ..call import Call
from ..errors import ErrorKind, Explanation
from ..store.index import rank_key

WHOLE = re.compile(r"[0-9]{1,18}")
BOOLEANS = {"true": True, "false": False}
ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
MOST_FIELDS = 50
"""Fields to sort by. Source: rule request.limits."""
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


def switch(call: Call, refusal: ErrorKind, name: str) -> bool:
    """A query parameter that is true or false, in letters of any case as aepp sends them; false if it is absent."""
    text = call.query.get(name)
    if text is None:
        return False
    if text.lower() not in BOOLEANS:
        refuse(refusal, name, text, "true or false")
    return BOOLEANS[text.lower()]


def refuse(refusal: ErrorKind, name: str, value: str, expected: str) -> NoReturn:
    """Raise the refusal of a query parameter."""
    raise refusal(Explanation(name, value, expected), name=name, value=value, expected=expected)


def read_order(call: Call, text: str, refusal: ErrorKind) -> list[Ordering]:
    """The fields to sort by: `desc:created,name`, each ascending unless it says otherwise. Rule request.limits."""
    order = []
    parts = list(dict.fromkeys(text.split(","))) if text else []
    if len(parts) > MOST_FIELDS:
        call.rests_on("request.limits")
        refuse(refusal, "orderBy", str(len(parts)), f"{MOST_FIELDS} fields at most")
    for part in parts:
        direction, colon, field = part.strip().rpartition(":")
        if not field or (colon and direction not in DIRECTIONS):
            refuse(refusal, "orderBy", part, "asc: or desc: and a field")
        order.append(Ordering(field, direction == "desc"))
    return order


def ordered(items: Iterable[Item], order: list[Ordering], value: Callable[[Item, str], Any]) -> list[Item]:
    """The items in this order; those that are equal in it stay as they came."""
    found = list(items)
    for field, descending in reversed(order):
        found.sort(key=partial(_rank_in, value, field), reverse=descending)
    return found


def _rank_in(value: Callable[[Item, str], Any], field: str, item: Item) -> bytes:
    return rank_key(value(item, field))
