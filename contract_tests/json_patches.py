"""What a patch makes of a document, written a second time from RFC 6902; and patches of all kinds.

Flow Service takes three of its six operations, add, replace and remove, and their names in any case.
Source: doc help/sources/tutorials/api/update-dataflows.md; spec patchFlow; RFC 6901 and 6902.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .tutorial import JsonObject

MOST_STEPS = 5
NAMES = ("a", "b", "list", "a/b", "m~n", "0", "")
SPELLINGS: tuple[Callable[[str], str], ...] = (str.lower, str.upper, str.capitalize)


class Impossible(Exception):
    """A step that cannot be taken."""


def patched(document: Any, steps: Sequence[JsonObject]) -> Any:
    """A copy of a document after all steps in their order; raises Impossible."""
    result = deepcopy(document)
    for step in steps:
        *way, last = tokens(step["path"])
        place = result
        for token in way:
            place = place[key_in(place, token)]
        take(place, step["op"].lower(), last, deepcopy(step.get("value")))
    return result


def take(place: Any, op: str, token: str, value: Any) -> None:
    """Take one step at a place."""
    if op == "add" and isinstance(place, list):
        place.insert(len(place) if token == "-" else index(token, len(place)), value)
    elif op == "add" and isinstance(place, dict):
        place[token] = value
    elif op == "replace":
        place[key_in(place, token)] = value
    elif op == "remove":
        del place[key_in(place, token)]
    else:
        raise Impossible(f"{op} in {place!r}")


def key_in(place: Any, token: str) -> Any:
    """What a token means in a place that has it already; raises Impossible."""
    if isinstance(place, dict) and token in place:
        return token
    if isinstance(place, list):
        return index(token, len(place) - 1)
    raise Impossible(f"there is no {token!r} in {place!r}")


def index(token: str, most: int) -> int:
    """The number that a token is, without leading zeros; raises Impossible."""
    if not (token.isascii() and token.isdigit()) or str(int(token)) != token or int(token) > most:
        raise Impossible(f"{token!r} is none of 0 to {most}")
    return int(token)


def tokens(path: str) -> list[str]:
    """The steps of a JSON pointer."""
    return [token.replace("~1", "/").replace("~0", "~") for token in path.split("/")[1:]]


def pointer(*names: Any) -> str:
    """The JSON pointer that leads along some names."""
    return "".join("/" + str(name).replace("~", "~0").replace("/", "~1") for name in names)


def places(document: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """All that a document holds at any depth, and where; itself first."""
    yield at, document
    is_object = isinstance(document, dict)
    parts = document.items() if is_object else enumerate(document if isinstance(document, list) else ())
    for name, part in parts:
        yield from places(part, (*at, name))


def values() -> SearchStrategy[Any]:
    """Small JSON values. An object has no null, which would mean that nothing is there."""
    plain = st.sampled_from([True, 0, -1, 1.5, "", "x", "a/b"])
    return st.recursive(
        plain,
        lambda part: st.lists(st.none() | part, max_size=3) | st.dictionaries(st.sampled_from(NAMES), part, max_size=3),
        max_leaves=4,
    )


@st.composite
def patches(draw: st.DrawFn, document: Any, at: str) -> list[JsonObject]:
    """A patch of what lies `at` a pointer; most steps fit what the ones before have left, and some never do."""
    steps: list[JsonObject] = []
    for _ in range(draw(st.integers(1, MOST_STEPS))):
        step = draw(steps_of(document) if draw(st.integers(0, 9)) else strange_steps())
        with suppress(Impossible):
            document = patched(document, [step])
        spelt = draw(st.sampled_from(SPELLINGS))(step["op"])
        steps.append({**step, "op": spelt, "path": at + step["path"]})
    return steps


def steps_of(document: Any) -> SearchStrategy[JsonObject]:
    """Steps that can be taken."""
    found = [*places(document)]
    there = [pointer(*at) for at, _ in found if at]
    new = [pointer(*at, name) for at, place in found if isinstance(place, dict) for name in NAMES]
    new += [pointer(*at, n) for at, place in found if isinstance(place, list) for n in ("-", *range(len(place) + 1))]
    adding = st.fixed_dictionaries({"op": st.just("add"), "path": st.sampled_from(new), "value": values()})
    if not there:
        return adding
    old = st.sampled_from(there)
    replacing = st.fixed_dictionaries({"op": st.just("replace"), "path": old, "value": values()})
    removing = st.fixed_dictionaries({"op": st.just("remove"), "path": old}, optional={"value": values()})
    return adding | adding | replacing | removing


def strange_steps() -> SearchStrategy[JsonObject]:
    """Steps anywhere, which hardly ever can be taken."""
    names = st.sampled_from([*NAMES, "-", "00", "-1", "1", "9", "1e0", "nowhere", "１"])
    path = st.lists(names, min_size=1, max_size=3).map(lambda names: pointer(*names))
    op = st.sampled_from(["add", "replace", "remove"])
    return st.fixed_dictionaries({"op": op, "path": path, "value": values()})
