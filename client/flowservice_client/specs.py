"""Connection specs and flow specs: what sources and flows there are, and one's own beside Adobe's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .documents import ConnectionSpec, FlowSpec, document
from .exploration import Explorable
from .gateway import Gateway
from .paging import after_link, items
from .resources import Collection, D
from .search import Searchable, listed
from .wire import JsonObject, query


class Specs(Collection[D]):
    """A collection of specs. They have no etag, no state, and are not deleted."""

    def list(self, *, property: str | Sequence[str] | None = None) -> Iterator[D]:
        """All specs, or those that pass the filter, such as `name==CloudStorageToAEP`.

        A filter that only names fields (`name,providerId`) asks for these alone: without `id`, `.id` is a KeyError.

        Source: spec, GET /{collection}.
        """
        rows = self._gateway.rows(self._path, query(property=property), items("items"), after_link)
        return map(self._kind, rows)

    def create(self, body: JsonObject) -> D:
        """Create one: `name` and `providerId`, and what it describes. The answer is the whole spec.

        Source: spec, POST /{collection} (201, the bare spec).
        """
        return document(self._kind, self._gateway.ask("POST", self._path, json=body))

    def replace(self, id: str, body: JsonObject) -> D:
        """Put a new content in place of the old, whole; NotFound. The answer is the whole spec.

        Source: spec, PUT /{collection}/{id} (200, the bare spec).
        """
        return document(self._kind, self._gateway.ask("PUT", self._at(id), json=body))


class ConnectionSpecs(Specs[ConnectionSpec], Explorable[ConnectionSpec]):
    """What a source or a target needs. Exploring takes sources without a base connection, such as a landing zone."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway, "connectionSpecs", ConnectionSpec)


class FlowSpecs(Specs[FlowSpec], Searchable[FlowSpec]):
    """Which connections a kind of flow joins, and with what schedule and transformations."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway, "flowSpecs", FlowSpec)

    def search(
        self,
        query: str | None = None,
        *,
        orderby: str | None = None,
        limit: int | None = None,
        fields: Sequence[str] | None = None,
        group_by: str | None = None,
    ) -> Iterator[FlowSpec]:
        """As for flows; `group_by` is a property.

        Source: spec, POST /flowSpecs/search. The syntax of the query is inferred.
        """
        return self._found(
            queryString=query,
            orderby=orderby,
            limit=limit,
            projectionFields=listed(fields),
            groupByProperty=group_by,
        )
