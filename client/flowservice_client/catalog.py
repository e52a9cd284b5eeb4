"""Data sets of Catalog, which answers with objects keyed by id and with `@/dataSets/{id}` references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .documents import Dataset, Ref, document
from .errors import ApiError
from .gateway import Gateway, segment
from .paging import after_offset
from .patches import Patch, operations_of
from .wire import Json, JsonObject, query

PATH = "/data/foundation/catalog/dataSets"


class Datasets:
    """The data sets of a sandbox."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def create(self, body: JsonObject) -> Ref:
        """Create one: a name and `schemaRef: {id, contentType}`.

        Source: Catalog spec, POST /dataSets.
        """
        return _ref(self._gateway.ask("POST", PATH, json=body))

    def retrieve(self, id: str) -> Dataset:
        """One data set; NotFound.

        Source: Catalog spec, GET /dataSets/{id}: an object keyed by the id.
        """
        return document(Dataset, {"items": [*_keyed(self._gateway.ask("GET", _at(id)))]})

    def list(
        self,
        *,
        name: str | None = None,
        property: str | None = None,
        orderby: str | None = None,
        limit: int = 100,
    ) -> Iterator[Dataset]:
        """All data sets, each page of `limit` (1 to 100) fetched when it is reached.

        `orderby` is such as `desc:created`, `property` such as `schemaRef.id==...`.

        Source: Catalog spec, GET /dataSets; doc help/catalog/api/filter-data.md.
        """
        first = query(name=name, property=property, orderBy=orderby, limit=limit, start=0)
        rows = self._gateway.rows(PATH, first, _keyed, after_offset("start", limit))
        return (document(Dataset, row) for row in rows)

    def update(self, id: str, operations: Patch) -> Ref:
        """Apply patch operations; there is no etag.

        Source: Catalog spec, PATCH /dataSets/{id}.
        """
        headers = {"Content-Type": "application/json-patch+json"}
        return _ref(self._gateway.ask("PATCH", _at(id), json=operations_of(operations), headers=headers))

    def delete(self, id: str) -> None:
        """Delete one; an id that Catalog does not know may pass without an error.

        Source: doc help/catalog/api/delete-object.md.
        """
        self._gateway.send("DELETE", _at(id))


def _at(id: str) -> str:
    return f"{PATH}/{segment(id)}"


def _keyed(page: Json) -> Sequence[JsonObject]:
    if not isinstance(page, dict):
        raise ApiError(200, None, "Catalog's answer is not an object keyed by id")
    return [{"id": id, **body} for id, body in page.items() if isinstance(body, dict)]


def _ref(answer: Json) -> Ref:
    reference = answer[0] if isinstance(answer, list) and answer else None
    if not isinstance(reference, str):
        raise ApiError(200, None, "Catalog's answer holds no reference to a data set")
    return Ref({"id": reference.rpartition("/")[2]})
