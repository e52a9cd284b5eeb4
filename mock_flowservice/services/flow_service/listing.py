"""Lists: filters, order, pages, count and projection over the documents of a collection.

Source: doc help/dataflows/api/sort-and-filter.md; spec; what existing clients take apart (aepp). The default page and
order are inferred.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cmp_to_key
from heapq import nsmallest
from itertools import islice
from typing import Any

from itsdangerous import BadSignature

from ...call import Call, Reply
from ...errors import Explanation
from ...store.base import Document
from ...wire import JsonObject
from ..queries import rank, refuse, switch
from .errors import (
    LIMIT_AND_COUNT,
    NUMBER_TOO_SMALL,
    ORDER_FIELD,
    ORDER_PREFIX,
    PARAMETER_UNKNOWN,
    QUERY_INVALID,
    TOKEN_UNREADABLE,
)
from .filters import Filter, read_properties, split_path, values_at

DEFAULT_LIMIT = 20
LARGEST_LIMIT = 100
MOST_CONDITIONS = 50
ORDER = re.compile(r"(?P<prefix>[^\w#]?)(?P<field>.*)")

SortKey = list[list[Any]]
View = Callable[[Document], JsonObject]


@dataclass(frozen=True)
class Ordering:
    """One field to sort by."""

    path: tuple[str, ...]
    descending: bool

    def key(self, entity: JsonObject) -> list[Any]:
        """Where an entity stands."""
        return rank(next(values_at(entity, self.path), None))


@dataclass(frozen=True)
class Page:
    """What a list call asks for."""

    filters: tuple[str, ...]
    orderby: str
    limit: int
    after: tuple[SortKey, int] | None
    """The sort key and the sequence number of the last entity of the page before."""


def list_reply(call: Call, collection: str, documents: Iterable[Document], view: View) -> Reply:
    """The answer to a list call over these documents; `view` is how a document looks from outside."""
    assert call.operation is not None
    check_parameters(call)
    fields = call.operation.item_fields
    page = read_page(call, collection)
    filters, names = read_properties(page.filters, fields)
    orderings = read_orderby(page.orderby, fields)
    entities = matching(documents, view, filters)
    if switch(call, QUERY_INVALID, "count"):
        return Reply({"count": sum(1 for _ in entities)})
    found = take(entities, orderings, page)
    return Reply(
        {
            "items": [project(entity, names) for _, entity in found[: page.limit]],
            "_links": links(call, collection, page, orderings, found),
        }
    )


def check_parameters(call: Call) -> None:
    """Parameters are known and go together. Source: doc flow-service-errors; rule list.unknown_parameter."""
    assert call.operation is not None
    if switch(call, QUERY_INVALID, "count") and call.query.get("limit") is not None:
        raise LIMIT_AND_COUNT(Explanation("limit", call.query.get("limit"), "no limit beside count=true"))
    known = call.operation.query_names
    for name in call.query:
        if name not in known and call.published("list.unknown_parameter"):
            raise PARAMETER_UNKNOWN(Explanation(name, name, f"one of {', '.join(sorted(known))}"), name=name)


def read_page(call: Call, collection: str) -> Page:
    """The page that is asked for; a continuation token brings its filters, order and limit along."""
    token = call.query.get("continuationToken")
    limit = read_limit(call)
    if token is None:
        return Page(
            few("property", call.query.getlist("property")),
            call.query.get("orderby") or "",
            limit or DEFAULT_LIMIT,
            None,
        )
    try:
        held = call.emulator.page_tokens.loads(token)
        if held["of"] != [collection, *call.tenant]:
            raise BadSignature("of another list")
    except BadSignature:
        raise TOKEN_UNREADABLE(Explanation("continuationToken", token, "the token of a _links.next")) from None
    return Page(tuple(held["filters"]), held["orderby"], limit or held["limit"], (held["key"], held["sequence"]))


def read_limit(call: Call) -> int | None:
    """The page size, None if none is given. Source: destinations spec (1 to 100); rule list.limit."""
    text = call.query.get("limit")
    if text is None:
        return None
    value = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
    if value < 1:
        raise NUMBER_TOO_SMALL(
            Explanation("limit", text, "a whole number from 1 up"), name="limit", value=text, most=""
        )
    if value > LARGEST_LIMIT and call.published("list.limit"):
        why = Explanation("limit", text, f"at most {LARGEST_LIMIT}", str(LARGEST_LIMIT))
        raise NUMBER_TOO_SMALL(why, name="limit", value=text, most=f" to {LARGEST_LIMIT}")
    return value


def few(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """The different ones of some values, if they are few enough to look at; raises ServiceError. Source: inferred."""
    found = tuple(dict.fromkeys(values))
    if len(found) > MOST_CONDITIONS:
        refuse(QUERY_INVALID, name, str(len(found)), f"{MOST_CONDITIONS} at most")
    return found


def read_orderby(text: str, fields: frozenset[str]) -> list[Ordering]:
    """The fields to sort by: `name,-createdAt`; a plus that arrived as a blank is a plus."""
    orderings = []
    for part in few("orderby", text.split(",") if text else ()):
        match = ORDER.fullmatch(part)
        prefix, field = (match["prefix"], match["field"]) if match else ("", part)
        if prefix not in ("", "+", "-", " "):
            raise ORDER_PREFIX(Explanation("orderby", part, "+ or -"), prefix=prefix)
        path = split_path(field, fields)
        if path is None:
            raise ORDER_FIELD(Explanation("orderby", field, f"one of {', '.join(sorted(fields))}"), field=field)
        orderings.append(Ordering(path, prefix == "-"))
    return orderings


def matching(documents: Iterable[Document], view: View, filters: list[Filter]) -> Iterator[tuple[int, JsonObject]]:
    """The entities that meet all filters, each behind its sequence number."""
    for document in documents:
        entity = view(document)
        if all(condition(entity) for condition in filters):
            yield document.sequence, entity


def take(
    entities: Iterator[tuple[int, JsonObject]], orderings: list[Ordering], page: Page
) -> list[tuple[int, JsonObject]]:
    """The entities of a page and, if there is one, the first of the next."""
    if not orderings:
        last = page.after[1] if page.after else 0
        return list(islice((each for each in entities if each[0] > last), page.limit + 1))
    compare = comparison(orderings)
    keyed = ((sort_key(orderings, entity), sequence, entity) for sequence, entity in entities)
    if page.after:
        keyed = (each for each in keyed if compare(each, page.after) > 0)
    return [(sequence, entity) for _, sequence, entity in nsmallest(page.limit + 1, keyed, key=cmp_to_key(compare))]


def sort_key(orderings: list[Ordering], entity: JsonObject) -> SortKey:
    """Where an entity stands in the order, before its sequence number decides."""
    return [ordering.key(entity) for ordering in orderings]


def comparison(orderings: list[Ordering]) -> Callable[[Any, Any], int]:
    """A total order on (sort key, sequence number, …): negative, zero or positive."""

    def compare(left: Any, right: Any) -> int:
        for ordering, a, b in zip(orderings, left[0], right[0], strict=True):
            if a != b:
                return -1 if (a < b) != ordering.descending else 1
        return int(left[1]) - int(right[1])

    return compare


def links(
    call: Call, collection: str, page: Page, orderings: list[Ordering], found: list[tuple[int, JsonObject]]
) -> JsonObject:
    """`_links`: where the next page is, in the form that clients take apart (one `=`, before the token)."""
    if len(found) <= page.limit:
        return {}
    sequence, entity = found[page.limit - 1]
    token = call.emulator.page_tokens.dumps(
        {
            "of": [collection, *call.tenant],
            "filters": page.filters,
            "orderby": page.orderby,
            "limit": page.limit,
            "key": sort_key(orderings, entity),
            "sequence": sequence,
        }
    )
    return {"next": {"href": f"/{collection}?continuationToken={token}"}}


def project(entity: JsonObject, names: set[str]) -> JsonObject:
    """An entity, or only some of its fields."""
    return {name: entity[name] for name in entity if name in names} if names else entity
