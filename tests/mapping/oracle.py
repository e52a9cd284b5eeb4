"""A slow, obvious mapper, written a second time from the rules: it knows nothing of plans, and searches no shortcut."""

import copy
from typing import Any

from mock_flowservice.expressions.compiler import Expression
from mock_flowservice.expressions.errors import ExpressionError

Steps = tuple[Any, ...]
ALL = "*all*"


def steps_of(path: str) -> Steps:
    """The steps of a path: names, indexes, ALL."""
    steps: list[Any] = []
    name, escaped, index = "", False, None
    for sign in path + ".":
        if escaped:
            name, escaped = name + sign, False
        elif index is not None:
            if sign == "]":
                steps.append(ALL if index == "*" else int(index))
                index = None
            else:
                index += sign
        elif sign == "\\":
            escaped = True
        elif sign in ".[":
            if name:
                steps.append(name)
            name, index = "", "" if sign == "[" else None
        else:
            name += sign
    return tuple(steps)


def read(value: Any, steps: Steps) -> tuple[bool, Any]:
    """Whether the steps lead somewhere, and to what."""
    if not steps:
        return True, value
    step, rest = steps[0], steps[1:]
    if step == ALL:
        return (True, [read(member, rest)[1] for member in value]) if isinstance(value, list) else (False, None)
    if isinstance(step, int):
        fits = isinstance(value, list) and step < len(value)
        return read(value[step], rest) if fits else (False, None)
    return read(value[step], rest) if isinstance(value, dict) and step in value else (False, None)


def source_value(mapping: dict[str, str], record: Any) -> Any:
    """The value of a mapping's source; raises ExpressionError."""
    kind, source = mapping["sourceType"], mapping["source"]
    if kind == "STATIC":
        return source
    if kind == "EXPRESSION":
        return Expression(source).evaluate(record)
    found, value = read(record, steps_of(source))
    return value if found else record.get(source.replace("\\", ""))


def flat(value: Any, levels: int) -> Any:
    """A list with that many levels of lists taken out of it."""
    if levels <= 1 or not isinstance(value, list):
        return value
    return [each for member in value for each in (flat(member, levels - 1) if isinstance(member, list) else [])]


def written(held: Any, steps: Steps, value: Any, levels: int, nulls: bool) -> Any:
    """What a place holds after a value is written to where the steps lead from it."""
    if not steps:
        return joined(held, flat(value, levels), nulls)
    step, rest = steps[0], steps[1:]
    if step == ALL:
        members = value if levels and isinstance(value, list) else [value]
        for position, member in enumerate(members):
            held = written(held, (position, *rest), member, max(0, levels - 1), nulls)
        return held
    if nothing(value, rest, levels, nulls):
        return held
    if isinstance(step, int):
        list_ = list(held) if isinstance(held, list) else []
        list_ += [None] * (step + 1 - len(list_))
        list_[step] = written(list_[step], rest, value, levels, nulls)
        return list_
    object_ = dict(held) if isinstance(held, dict) else {}
    after = written(object_.get(step), rest, value, levels, nulls)
    if after is not None or nulls or step in object_:
        object_[step] = after
    return object_


def nothing(value: Any, steps: Steps, levels: int, nulls: bool) -> bool:
    """Whether nothing would be written: there is no place to write to or, without nulls, no value but null."""
    if ALL in steps and levels and isinstance(value, list):
        return all(nothing(member, steps[steps.index(ALL) + 1 :], levels - 1, nulls) for member in value)
    return value is None and not nulls


def joined(held: Any, value: Any, nulls: bool) -> Any:
    """An object joins an object, null replaces nothing, anything else replaces what was there."""
    if isinstance(held, dict) and isinstance(value, dict):
        return held | {name: joined(held.get(name), each, nulls) for name, each in value.items()}
    return held if value is None else copy.deepcopy(value)


def mapped(mapping_set: dict[str, Any], record: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """The record that a mapping set makes without a schema, and the positions of the mappings that failed."""
    result: dict[str, Any] = {}
    failed = []
    nulls = mapping_set["allowNullValues"]
    numbered = [
        (position, each, steps_of(each["destination"])) for position, each in enumerate(mapping_set["mappings"])
    ]
    for position, mapping, steps in sorted(numbered, key=lambda each: len(each[2])):
        try:
            value = source_value(mapping, record)
        except ExpressionError:
            failed.append(position)
            value = None
        levels = steps_of(mapping["source"]).count(ALL) if mapping["sourceType"] == "ATTRIBUTE" else 0
        result = written(result, steps, value, levels, nulls)
    return result, sorted(failed)
