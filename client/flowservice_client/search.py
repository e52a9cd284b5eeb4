"""Searches: a question in a body, answered page by page as a list is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .paging import after_link, items, rows_of_pages
from .resources import Collection, D, counted
from .wire import JsonObject


class Searchable(Collection[D]):
    """A collection that answers searches."""

    def search(self, query: str | None = None, *, orderby: str | None = None, limit: int | None = None) -> Iterator[D]:
        """What a search finds, each page of `limit` (at most 1000) fetched when it is reached.

        `query` is one or more filters as a list's query string has them (`property=state==enabled`), joined
        by `&`.

        Source: spec, POST /{collection}/search. The syntax of the query is inferred.
        """
        return self._found(queryString=query, orderby=orderby, limit=limit)

    def search_count(self, query: str | None = None) -> int:
        """How many entities a search finds; `query` as in `search`.

        Source: spec, POST /{collection}/search, `count`.
        """
        return counted(self._gateway.ask("POST", f"{self._path}/search", json=_asked(queryString=query, count=True)))

    def _found(self, **fields: object) -> Iterator[D]:
        path, body = f"{self._path}/search", _asked(**fields)
        rows = rows_of_pages(
            lambda params: self._gateway.ask("POST", path, params=params, json=body), {}, items("items"), after_link
        )
        return map(self._kind, rows)


def listed(fields: Sequence[str] | None) -> str | None:
    """Names joined by commas; None for None."""
    return None if fields is None else ",".join(fields)


def _asked(**fields: object) -> JsonObject:
    return {name: value for name, value in fields.items() if value is not None}
