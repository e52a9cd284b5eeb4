"""Data Prep: mapping sets, which have no etags but versions, and the language of their expressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .documents import Mapping, MappingSet, Verdict, document
from .errors import ApiError
from .gateway import Gateway, segment
from .paging import after_offset, items
from .wire import Json, JsonObject, object_of, query

BASE = "/data/foundation/conversion"
PATH = f"{BASE}/mappingSets"


class MappingSets:
    """The mapping sets of a sandbox."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def create(self, body: JsonObject, *, validate: bool | None = None) -> MappingSet:
        """Create one; the answer has id, version and dates, not the mappings.

        With `validate` the mappings are checked first, and ApiError tells of one that cannot be used.

        Source: Data Prep spec, POST /mappingSets; tutorial, "create a mapping"; aepp (`validate`).
        """
        params = query(validate=validate)
        return document(MappingSet, self._gateway.ask("POST", PATH, params=params, json=body))

    def retrieve(self, id: str, *, version: int | None = None, expand_schema: bool | None = None) -> MappingSet:
        """One set with its mappings, the latest version unless another is named; NotFound.

        Source: Data Prep spec, GET /mappingSets/{id}; that no version means the latest is inferred.
        """
        params = query(version=version, expandSchema=expand_schema)
        return document(MappingSet, self._gateway.ask("GET", _at(id), params=params))

    def list(
        self,
        *,
        name: str | None = None,
        property: str | None = None,
        orderby: str | None = None,
        limit: int = 100,
        expand_schema: bool | None = None,
    ) -> Iterator[MappingSet]:
        """All sets, each page of `limit` fetched when it is reached.

        `orderby` is such as `-createdDate`, `property` such as `status==PUBLISHED`.

        Source: Data Prep spec, GET /mappingSets; aepp (`property`).
        """
        first = query(name=name, property=property, orderBy=orderby, expandSchema=expand_schema, limit=limit, start=0)
        rows = self._gateway.rows(PATH, first, items("data"), after_offset("start", limit))
        return (document(MappingSet, row) for row in rows)

    def replace(self, id: str, body: JsonObject) -> MappingSet:
        """Put new content in place of the old, whole; the version goes up, and the mappings get new ids.

        A flow goes on using the version it names.

        Source: Data Prep spec, PUT /mappingSets/{id}; doc help/data-prep/api/mapping-set.md.
        """
        return document(MappingSet, self._gateway.ask("PUT", _at(id), json=body))

    def delete(self, id: str) -> None:
        """Delete one with all its versions, whoever names it; NotFound.

        Source: aepp, DELETE /mappingSets/{id}; Data Prep publishes no such operation.
        """
        self._gateway.ask("DELETE", _at(id))

    def suggest(
        self, *, dataset_id: str | None = None, batch_id: str | None = None, exclude_unmapped: bool | None = None
    ) -> JsonObject:
        """A set that may map a batch into a data set; it is not stored.

        Source: aepp, GET /mappingSets/suggestion; Data Prep publishes no such operation.
        """
        params = query(datasetId=dataset_id, batchId=batch_id, excludeUnmapped=exclude_unmapped)
        return object_of(self._gateway.ask("GET", f"{PATH}/suggestion", params=params))

    def validate(self, body: JsonObject) -> tuple[JsonObject, ...]:
        """A verdict (`status`, `errors`) for each mapping of a set, in their order; nothing is stored.

        Source: Data Prep spec, POST /mappingSets/validate.
        """
        return tuple(items("validationResponse")(self._gateway.ask("POST", f"{PATH}/validate", json=body)))

    def preview(self, records: Sequence[JsonObject], mapping_set: JsonObject) -> tuple[JsonObject, ...]:
        """What a set makes of each record: `data`, and `errors` of the mappings that failed; nothing is stored.

        Source: Data Prep spec, POST /mappingSets/preview (one object); doc help/data-prep/api/mapping-set.md
        (an array).
        """
        body = {"data": [*records], "mappingSet": mapping_set}
        return _rows(self._gateway.ask("POST", f"{PATH}/preview", json=body))

    def mappings(self, id: str) -> tuple[Mapping, ...]:
        """The mappings of the latest version.

        Source: doc help/data-prep/api/mapping-set.md (an array; the spec says one object).
        """
        return tuple(document(Mapping, row) for row in _rows(self._gateway.ask("GET", f"{_at(id)}/mappings")))

    def mapping(self, id: str, mapping_id: str) -> Mapping:
        """One mapping of the latest version.

        Source: Data Prep spec, GET /mappingSets/{id}/mappings/{mappingId}.
        """
        return document(Mapping, self._gateway.ask("GET", _mapping_at(id, mapping_id)))

    def add_mapping(self, id: str, body: JsonObject) -> Mapping:
        """Add one mapping behind the others; the set's version goes up.

        Source: aepp, POST /mappingSets/{id}/mappings; Data Prep publishes no such operation.
        """
        return document(Mapping, self._gateway.ask("POST", f"{_at(id)}/mappings", json=body))

    def replace_mapping(self, id: str, mapping_id: str, body: JsonObject) -> Mapping:
        """Put a mapping in place of another, under the same id; the set's version goes up.

        Source: aepp, PUT /mappingSets/{id}/mappings/{mappingId}; Data Prep publishes no such operation.
        """
        return document(Mapping, self._gateway.ask("PUT", _mapping_at(id, mapping_id), json=body))

    def delete_mapping(self, id: str, mapping_id: str) -> None:
        """Delete one mapping; the set's version goes up, and older versions keep it.

        Source: aepp, DELETE /mappingSets/{id}/mappings/{mappingId}; Data Prep publishes no such operation.
        """
        self._gateway.ask("DELETE", _mapping_at(id, mapping_id))


class Expressions:
    """The language that calculated fields are written in."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def validate(
        self,
        expression: str,
        *,
        mapping_set_id: str | None = None,
        sample: str | None = None,
        sample_type: str | None = None,
    ) -> Verdict:
        """Whether an expression can be used; one that cannot is a verdict, not an error.

        `sample` is a record as JSON text, `sample_type` says what kind of text it is.

        Source: Data Prep spec, POST /languages/el/validate (a bare truth); doc help/data-prep/api/functions.md
        (an object).
        """
        asked = {
            "expression": expression,
            "mappingSetId": mapping_set_id,
            "sampleData": sample,
            "sampleDataType": sample_type,
        }
        body = {name: value for name, value in asked.items() if value is not None}
        return _verdict(self._gateway.ask("POST", f"{BASE}/languages/el/validate", json=body))

    def functions(self) -> tuple[JsonObject, ...]:
        """All functions: `category`, `function` (its name), `syntax`, `description` and more.

        Source: Data Prep spec, GET /languages/el/functions.
        """
        return _rows(self._gateway.ask("GET", f"{BASE}/languages/el/functions"))

    def operators(self) -> tuple[JsonObject, ...]:
        """All operators: `operatorSymbol`, `methodName`, `numberOfOperands` and more; symbols repeat.

        Source: Data Prep spec, GET /languages/el/operators.
        """
        return _rows(self._gateway.ask("GET", f"{BASE}/languages/el/operators"))


def _at(id: str) -> str:
    return f"{PATH}/{segment(id)}"


def _mapping_at(id: str, mapping_id: str) -> str:
    return f"{_at(id)}/mappings/{segment(mapping_id)}"


def _rows(answer: Json) -> tuple[JsonObject, ...]:
    return tuple(answer) if isinstance(answer, list) else (object_of(answer),)


def _verdict(answer: Json) -> Verdict:
    if isinstance(answer, bool):
        return Verdict(answer)
    status, error = object_of(answer).get("validationStatus"), object_of(answer).get("error")
    if not isinstance(status, str):
        raise ApiError(200, None, "the answer to a validation holds no verdict")
    valid = status.lower() == "succeeded"
    return Verdict(valid, None if valid or not isinstance(error, str) else error)
