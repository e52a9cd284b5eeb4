"""Searches: a question in a body, answered page by page as a list is."""

from __future__ import annotations

from collections.abc import Iterator

from .paging import after_link, items, rows_of_pages
from .resources import Collection, D, counted
from .wire import JsonObject


class Searchable(Collection[D]):
    """A collection that answers searches; each kind says which fields a search may have."""

    def search_count(self, query: str | None = None) -> int:
        """How many entities a search finds; `query` as in `search`.

        Source: spec, POST /{collection}/search, `count`.
        """
        return counted(self._gateway.ask("POST", f"{self._path}/search", json=_asked(queryString=query, count=True)))

    def _found(self, **fields: object) -> Iterator[D]:
        """Entities as they come: a projection may have left out the id."""
        path, body = f"{self._path}/search", _asked(**fields)
        rows = rows_of_pages(
            lambda params: self._gateway.ask("POST", path, params=params, json=body), {}, items("items"), after_link
        )
        return (self._kind(row) for row in rows)


def _asked(**fields: object) -> JsonObject:
    return {name: value for name, value in fields.items() if value is not None}
