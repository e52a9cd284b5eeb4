"""Mapping sets of Data Prep: no etags here, and every replacement makes a new version."""

from __future__ import annotations

from collections.abc import Iterator

from .documents import Mapping, MappingSet, document
from .gateway import Gateway, segment
from .paging import after_offset, items
from .wire import Json, JsonObject, query

PATH = "/data/foundation/conversion/mappingSets"


class MappingSets:
    """The mapping sets of a sandbox."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def create(self, body: JsonObject) -> MappingSet:
        """Create one; the answer has id, version and dates, not the mappings.

        Source: Data Prep spec, POST /mappingSets; tutorial, "create a mapping".
        """
        return document(MappingSet, self._gateway.ask("POST", PATH, json=body))

    def retrieve(self, id: str, *, version: int | None = None, expand_schema: bool | None = None) -> MappingSet:
        """One set with its mappings, the latest version unless another is named; NotFound.

        Source: Data Prep spec, GET /mappingSets/{id}; that no version means the latest is inferred.
        """
        params = query(version=version, expandSchema=expand_schema)
        return document(MappingSet, self._gateway.ask("GET", _at(id), params=params))

    def list(self, *, name: str | None = None, order_by: str | None = None, limit: int = 100) -> Iterator[MappingSet]:
        """All sets, each page of `limit` fetched when it is reached; `order_by` such as `-createdDate`.

        Source: Data Prep spec, GET /mappingSets.
        """
        first = query(name=name, orderBy=order_by, limit=limit, start=0)
        rows = self._gateway.rows(PATH, first, items("data"), after_offset("start", limit))
        return (document(MappingSet, row) for row in rows)

    def replace(self, id: str, body: JsonObject) -> MappingSet:
        """Put new content in place of the old, whole; the version goes up, and the mappings get new ids.

        A flow goes on using the version it names.

        Source: Data Prep spec, PUT /mappingSets/{id}; doc help/data-prep/api/mapping-set.md.
        """
        return document(MappingSet, self._gateway.ask("PUT", _at(id), json=body))

    def mappings(self, id: str) -> tuple[Mapping, ...]:
        """The mappings of the latest version.

        Source: doc help/data-prep/api/mapping-set.md (an array; the spec says one object).
        """
        answer: Json = self._gateway.ask("GET", f"{_at(id)}/mappings")
        rows = answer if isinstance(answer, list) else [answer]
        return tuple(document(Mapping, row) for row in rows)

    def mapping(self, id: str, mapping_id: str) -> Mapping:
        """One mapping of the latest version.

        Source: Data Prep spec, GET /mappingSets/{id}/mappings/{mappingId}.
        """
        return document(Mapping, self._gateway.ask("GET", f"{_at(id)}/mappings/{segment(mapping_id)}"))


def _at(id: str) -> str:
    return f"{PATH}/{segment(id)}"
