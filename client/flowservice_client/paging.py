"""Walks through lists page by page, asking for the next page only when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias
from urllib.parse import parse_qs, urlencode

from .errors import ApiError
from .wire import Json, JsonObject, Params, object_of

Fetch: TypeAlias = Callable[[Params], Json]
Rows: TypeAlias = Callable[[Json], Sequence[JsonObject]]
After: TypeAlias = Callable[[Params, Json, int], Params | None]


def rows_of_pages(fetch: Fetch, first: Params, rows: Rows, after: After) -> Iterator[JsonObject]:
    """The rows of all pages. `after` tells what to ask next from what was asked, the page and its row count.

    A list that leads in a circle ends in ApiError, not in a loop: a question is never asked twice, and the
    same rows in answer to two questions running are refused.
    """
    asked: set[str] = set()
    before: Sequence[JsonObject] = ()
    params: Params | None = first
    while params is not None:
        question = urlencode(params, doseq=True)
        if question in asked:
            raise ApiError(200, None, "the list leads in a circle: its next page is one that came before")
        asked.add(question)
        page = fetch(params)
        found = rows(page)
        if found and found == before:
            raise ApiError(200, None, "the list stands still: it gives the same page again")
        yield from found
        before, params = found, after(params, page, len(found))


def after_link(params: Params, page: Json, count: int) -> Params | None:
    """Follow `_links.next`, whose href may be absolute, relative, or only a query.

    Just its query is used, on top of the query asked before: so the filters hold on every page, and the token
    never travels to a host that a body names.

    Source: spec, `_links` of the lists; doc help/sources/tutorials/api/monitor.md.
    """
    link = object_of(object_of(page).get("_links")).get("next")
    href = link.get("href") if isinstance(link, dict) else link
    if not isinstance(href, str) or not href:
        return None
    text = href.partition("?")[2].partition("#")[0]
    return {**params, **parse_qs(text, keep_blank_values=True)}


def after_cursor(params: Params, page: Json, count: int) -> Params | None:
    """Follow the Schema Registry's `_page.next`, the last value of the sort key.

    Source: doc help/xdm/api/appendix.md.
    """
    cursor = object_of(object_of(page).get("_page")).get("next")
    return None if cursor in (None, "") else {**params, "start": str(cursor)}


def after_more(params: Params, page: Json, count: int) -> Params | None:
    """Count on by the rows received while `pageInfo.hasNext` says that there are more.

    Source: destinations spec, GET /connectionSpecs/{id}/configs.
    """
    if not count or object_of(object_of(page).get("pageInfo")).get("hasNext") is not True:
        return None
    return {**params, "start": str(int(str(params.get("start", 0))) + count)}


def after_offset(name: str, size: int) -> After:
    """Count on by the rows received while pages come full; where the server names a page size, that holds.

    Source: Catalog spec (`start`); Data Prep spec (`start`); doc help/sandboxes/api/sandboxes.md (`offset`).
    """

    def after(params: Params, page: Json, count: int) -> Params | None:
        said = object_of(object_of(page).get("_page")).get("limit")
        full = min(size, said) if isinstance(said, int) and said > 0 else size
        if count < full:
            return None
        return {**params, name: str(int(str(params.get(name, 0))) + count)}

    return after


def items(name: str) -> Rows:
    """The rows of a page under a key; ApiError when the answer has no such array of objects."""

    def rows(page: Json) -> Sequence[JsonObject]:
        found = object_of(page).get(name)
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise ApiError(200, None, f"the answer to a list has no array {name!r} of objects")
        return found

    return rows
