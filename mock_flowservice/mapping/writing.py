"""Write values into a record: parents are made as they are needed, `[*]` pairs members by their position.

Source: doc help/data-prep/mapping-set.md; rules mapping.every and mapping.order.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from ..expressions.values import Value
from ..wire import JsonObject
from ..xdm.fields import EVERY, Step
from .coercion import Coercion

Places = Iterator[tuple[tuple[Step, ...], Value]]
Fill = Callable[[int], None]


def writer(
    steps: tuple[Step, ...], convert: Coercion, levels: int, fill: Fill, *, nulls: bool
) -> Callable[[JsonObject, Value], None]:
    """What writes a value to where the steps lead; the value is a list of `levels` lists for each `[*]` it came by.

    It converts everything before it writes anything; raises ExpressionError for what cannot be converted. `fill` is
    told of gaps before they are filled.
    """

    def write(result: JsonObject, value: Value) -> None:
        placed = [(place, convert(each)) for place, each in places(steps, value, levels)]
        for place, converted in placed:
            if converted is not None:
                put(result, place, converted, fill)
            elif nulls and not there(result, place):
                put(result, place, None, fill)

    return write


def freely(gaps: int) -> None:
    """Let gaps be filled, however many."""


def places(steps: tuple[Step, ...], value: Value, levels: int) -> Places:
    """Where each value goes: the nth member of the source to the nth member of the target.

    A source with more `[*]` than the target has gives one flat list, a target with more of them one member each.
    """
    if EVERY not in steps:
        yield steps, flat(value, levels - 1) if levels > 1 and isinstance(value, list) else value
        return
    at = steps.index(EVERY)
    members = value if levels and isinstance(value, list) else [value]
    for position, member in enumerate(members):
        yield from places((*steps[:at], position, *steps[at + 1 :]), member, max(levels - 1, 0))


def flat(value: list[Any], levels: int) -> list[Any]:
    """A list without so many levels of lists inside it."""
    for _ in range(levels):
        value = [each for member in value if isinstance(member, list) for each in member]
    return value


def put(target: Any, steps: tuple[Step, ...], value: Value, fill: Fill) -> None:
    """Write a value; an object joins an object that is there, anything else replaces what is there."""
    for step, following in pairwise(steps):
        target = inside(target, step, dict if isinstance(following, str) else list, fill)
    held = at(target, steps[-1])
    if isinstance(value, dict) and isinstance(held, dict):
        join(held, value)
    else:
        assign(target, steps[-1], value, fill)


def join(one: JsonObject, other: JsonObject) -> None:
    """Add all of the other object to one, objects inside them likewise."""
    for name, value in other.items():
        if isinstance(value, dict) and isinstance(held := one.get(name), dict):
            join(held, value)
        elif value is not None or name not in one:
            one[name] = value


def inside(target: Any, step: Any, kind: type, fill: Fill) -> Any:
    """The container at a step, made if there is none of that kind."""
    found = at(target, step)
    if not isinstance(found, kind):
        found = kind()
        assign(target, step, found, fill)
    return found


def at(target: Any, step: Any) -> Any:
    """What is at a step, None if nothing is."""
    if isinstance(target, dict):
        return target.get(step)
    return target[step] if step < len(target) else None


def assign(target: Any, step: Any, value: Any, fill: Fill) -> None:
    """Write at a step; a list is filled with null up to there."""
    if isinstance(target, list) and (gaps := step + 1 - len(target)) > 0:
        fill(gaps)
        target += [None] * gaps
    target[step] = value


def there(target: Any, steps: tuple[Step, ...]) -> bool:
    """Whether anything but null is at a place."""
    for step in steps:
        target = at(target, step) if isinstance(target, dict if isinstance(step, str) else list) else None
    return target is not None
