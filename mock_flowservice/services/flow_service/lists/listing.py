"""Lists: the entities of a collection that are asked for, a page of them, counted or reduced to some fields.

Source: doc help/dataflows/api/sort-and-filter.md; spec.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from ....call import Call, Reply
from ....store.base import Document, Position
from ....store.index import Index, OrderBy
from ....wire import JsonObject
from .filters import Filter, read_properties
from .orders import read_orderby
from .pages import DEFAULT_LIMIT, Asked, continued, next_link
from .walks import REMADE, Found, ordered_walk

View = Callable[[Call, JsonObject], JsonObject]
"""How an entity looks from outside."""
Entity = tuple[Position, JsonObject]
"""An entity behind its place in the order."""


def page_reply(call: Call, kind: str, asked: Asked, view: View) -> Reply:
    """A page of the entities of a kind that meet all filters, or how many there are."""
    asked = continued(call, asked)
    filters, names = read_properties(call, asked.properties)
    order = read_orderby(call, asked.orderby)
    entities = matching(call, kind, filters, order, asked.after, view)
    if asked.count:
        return Reply({"count": sum(1 for _ in entities)})
    if asked.limit is None:
        call.rests_on("list.page")
    limit = asked.limit or DEFAULT_LIMIT
    found = list(islice(entities, limit + 1))
    if not found and any(len(each.path) > 1 for each in filters):
        call.rests_on("list.nested_path")
    links = next_link(call, asked, found[limit - 1][0]) if len(found) > limit else {}
    return Reply({"items": [project(entity, names) for _, entity in found[:limit]], "_links": links})


def matching(
    call: Call, kind: str, filters: list[Filter], order: tuple[OrderBy, ...], after: Position, view: View
) -> Iterator[Entity]:
    """The entities behind a place in the order that meet all filters, as they look from outside."""
    if any(by.path[0] in REMADE for by in order):
        places: Iterable[Found] = as_seen(call, kind, order, after, view)
    else:
        places = ordered_walk(call, kind, filters, order, after)
    for place, document in places:
        entity = view(call, document.body)
        if all(meets(entity) for meets in filters):
            yield place, entity


def as_seen(call: Call, kind: str, order: tuple[OrderBy, ...], after: Position, view: View) -> list[Found]:
    """The documents behind a place in an order of what is seen from outside: all of them have to be looked at."""
    place = Index(order=order).place

    def placed(document: Document) -> Found:
        return Found(Position(place(view(call, document.body)), document.sequence), document)

    found = map(placed, call.emulator.store.scan(call.shelf(kind)))
    return sorted(each for each in found if each.place > after)


def project(entity: JsonObject, names: set[str]) -> JsonObject:
    """An entity, or only some of its fields."""
    return {name: entity[name] for name in entity if name in names} if names else entity
