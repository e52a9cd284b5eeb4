"""What a PATCH must come to: RFC 6902 for add, replace and remove, written down a second time."""

import re
from copy import deepcopy
from typing import Any

INDEX = re.compile("0|[1-9][0-9]*")


class ImpossibleStep(Exception):
    """The document has nothing at the path of a step."""


def patched(document: Any, steps: list[dict[str, Any]]) -> Any:
    """A changed copy of a document; raises ImpossibleStep, and then nothing has changed."""
    document = deepcopy(document)
    for each in steps:
        name, value = each["op"].lower(), deepcopy(each.get("value"))
        *parents, last = [part.replace("~1", "/").replace("~0", "~") for part in each["path"].split("/")[1:]]
        holder = document
        for part in parents:
            holder = held(holder, part)
        if name == "add":
            add(holder, last, value)
        else:
            if (name, last) == ("replace", "-"):
                raise ImpossibleStep  # jsonpatch takes it for a place behind the last, even in an object
            held(holder, last)
            key = int(last) if isinstance(holder, list) else last
            if name == "remove":
                del holder[key]
            else:
                holder[key] = value
    return document


def held(holder: Any, part: str) -> Any:
    """What an object or an array holds under a name or an index."""
    if isinstance(holder, dict) and part in holder:
        return holder[part]
    if isinstance(holder, list) and INDEX.fullmatch(part) and int(part) < len(holder):
        return holder[int(part)]
    raise ImpossibleStep


def add(holder: Any, part: str, value: Any) -> None:
    """Set a name, or insert before an index; `-` is behind the last."""
    if isinstance(holder, dict):
        holder[part] = value
    elif isinstance(holder, list) and part == "-":
        holder.append(value)
    elif isinstance(holder, list) and INDEX.fullmatch(part) and int(part) <= len(holder):
        holder.insert(int(part), value)
    else:
        raise ImpossibleStep
