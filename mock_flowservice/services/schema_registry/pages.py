"""Pages of a list: order, cursor and limit.

Source: doc help/xdm/api/appendix.md; spec, orderby, start and limit. The cursor is the last value of the first sort
field, so resources that share that value are never parted: `limit` is a hint.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ...wire import JsonObject
from .filters import as_text

CAP = 300
"""Most resources of a page. Source: doc help/xdm/api/appendix.md."""
LARGEST_LIMIT = 500
"""Source: spec, limit."""
DEFAULT_ORDER = "title"
"""Source: aepp, which sends `start` without `orderby`; rule schema.lists."""


@dataclass(frozen=True)
class Key:
    """A field to sort by."""

    field: str
    descending: bool

    def value(self, resource: JsonObject) -> str | None:
        """What is compared; None sorts last."""
        return as_text(resource.get(self.field))

    def is_after(self, resource: JsonObject, start: str) -> bool:
        """Whether a resource comes after a cursor."""
        value = self.value(resource)
        return value is None or (value < start if self.descending else value > start)


def page(
    resources: Sequence[JsonObject], keys: Sequence[Key], start: str | None, limit: int
) -> tuple[list[JsonObject], str | None]:
    """The resources of one page, and what `start` has to be for the next one."""
    first = keys[0]
    rest = [each for each in ordered(resources, keys) if start is None or first.is_after(each, start)]
    end = min(limit, CAP, len(rest))
    while 0 < end < len(rest) and first.value(rest[end]) == first.value(rest[end - 1]):
        end += 1
    return rest[:end], first.value(rest[end - 1]) if 0 < end < len(rest) else None


def ordered(resources: Sequence[JsonObject], keys: Sequence[Key]) -> list[JsonObject]:
    """Resources in order; those that lack a field come last, whichever way it is sorted."""
    result = list(resources)
    for key in reversed(keys):
        there = [each for each in result if key.value(each) is not None]
        absent = [each for each in result if key.value(each) is None]
        result = sorted(there, key=lambda each: key.value(each) or "", reverse=key.descending) + absent
    return result


def order(text: str | None) -> list[Key]:
    """The fields of `orderby`, at least one."""
    names = [name.strip() for name in (text or "").split(",")]
    keys = [Key(name.lstrip("-+"), name.startswith("-")) for name in names if name.lstrip("-+")]
    return keys or [Key(DEFAULT_ORDER, False)]
