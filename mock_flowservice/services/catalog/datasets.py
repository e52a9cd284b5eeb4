"""The operations on data sets."""

from collections.abc import Iterator

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...store.base import Document
from ...wire import JsonObject
from ..documents import held
from ..queries import ordered, read_order, whole_number
from .changes import change
from .content import new_dataset, next_version
from .errors import BAD_QUERY, NOT_FOUND, STALE
from .filters import read_conditions, value_at

KIND = "dataSets"
DEFAULT_LIMIT, LARGEST_LIMIT = 20, 100
LARGEST_WITH_SCHEMAS = 20
"""Data sets on a page that shows `observableSchema`. Source: doc .../api/list-objects.md; rule dataset.page."""


@operation("createDataset")
def create_dataset(call: Call) -> Reply:
    """Create a data set, or only say whether it could be, after `Pragma: validate-only`.

    Source: catalog spec createDataset; doc help/catalog/api/create-dataset.md, appendix.md; rule
    dataset.validation.
    """
    id = call.emulator.ids.hex(24)
    dataset = new_dataset(call, id, call.body)
    if (call.headers.get("Pragma") or "").strip().lower() == "validate-only":
        call.rests_on("dataset.validation")
        return Reply([])
    call.emulator.store.put(call.key(KIND, id), dataset, etag=dataset["version"], expected=None)
    return Reply(reference(id), 201, {"Location": reference(id)[0]})


@operation("listDatasets")
def list_datasets(call: Call) -> Reply:
    """The data sets that meet all filters, by id, in the order asked for or that of their creation.

    Source: catalog spec listDatasets; doc help/catalog/api/list-objects.md, filter-data.md; rule
    dataset.page.
    """
    start = whole_number(call, BAD_QUERY, "start", 0)
    limit = whole_number(call, BAD_QUERY, "limit", DEFAULT_LIMIT, 1, LARGEST_LIMIT)
    order = read_order(call, call.query.get("orderBy") or call.query.get("sort") or "", BAD_QUERY)
    conditions = read_conditions(call)
    names = wanted_fields(call)
    documents = call.emulator.store.scan(call.shelf(KIND))
    datasets = ((each.id, each.body) for each in documents)
    found = (each for each in datasets if all(holds(each[1]) for holds in conditions))
    if "observableSchema" in names and limit > LARGEST_WITH_SCHEMAS:
        call.rests_on("dataset.page")
        limit = LARGEST_WITH_SCHEMAS
    page = ordered(found, order, lambda each, path: value_at(each[1], path))[start : start + limit]
    return Reply({id: project(dataset, names) for id, dataset in page})


@operation("retrieveDataset")
def retrieve_dataset(call: Call) -> Reply:
    """One data set under its id; its version is in the header E-Tag.

    Source: catalog spec retrieveDataset; doc help/catalog/api/look-up-object.md, appendix.md.
    """
    document = required(call)
    return Reply({document.id: project(document.body, wanted_fields(call))}, headers={"E-Tag": document.etag})


@operation("patchDataset")
def patch_dataset(call: Call) -> Reply:
    """Change fields of a data set, if it is still in the version of `If-Match`.

    Source: catalog spec patchDataset; doc help/catalog/api/update-object.md, appendix.md; the spec compares the time of
    the last change, two of which may be the same: rule dataset.version.
    """
    document = required(call)
    check_version(call, document, call.headers.get("If-Match"))
    dataset = next_version(call, document.body, change(call, document.body, call.body))
    call.emulator.store.put(call.key(KIND, document.id), dataset, etag=dataset["version"], expected=document.etag)
    return Reply(reference(document.id))


@operation("deleteDataset")
def delete_dataset(call: Call) -> Reply:
    """Delete a data set; where there is none, nothing was deleted and nothing is listed.

    Source: catalog spec deleteDataset; doc help/catalog/api/delete-object.md.
    """
    key = call.key(KIND, call.params["DATASET_ID"])
    document = held(call, key)
    if document is None:
        return Reply([])
    call.emulator.store.delete(key, expected=document.etag)
    return Reply(reference(document.id))


def find_dataset(call: Call, id: str) -> JsonObject | None:
    """The data set of this tenant with this id, None if Catalog has not got it; for other services."""
    document = held(call, call.key(KIND, id))
    return document.body if document else None


def all_datasets(call: Call) -> Iterator[JsonObject]:
    """The data sets of this tenant, each with its id, in the order of their creation; for other services."""
    return ({"id": each.id, **each.body} for each in call.emulator.store.scan(call.shelf(KIND)))


def required(call: Call) -> Document:
    """The data set that the path names; raises ServiceError."""
    id = call.params["DATASET_ID"]
    document = held(call, call.key(KIND, id))
    if document is None:
        raise NOT_FOUND(Explanation("DATASET_ID", id, "the id of a data set in this sandbox"), id=id)
    return document


def check_version(call: Call, document: Document, given: str | None) -> None:
    """The data set is in one of the versions of an `If-Match` header, if there is one; raises ServiceError.

    Source: rule dataset.version.
    """
    if given is None:
        return
    call.rests_on("dataset.version")
    versions = {tag.strip().removeprefix("W/").strip('"') for tag in given.split(",")}
    if versions.isdisjoint((document.etag, "*")):
        raise STALE(Explanation("If-Match", given, document.etag), current=document.etag, given=given)


def wanted_fields(call: Call) -> frozenset[str]:
    """The top-level fields that `properties` asks for; empty means all."""
    text = ",".join(call.query.getlist("properties"))
    return frozenset(name.strip() for name in text.split(",") if name.strip())


def project(dataset: JsonObject, names: frozenset[str]) -> JsonObject:
    """A data set, or only these fields of it."""
    return {name: dataset[name] for name in dataset if name in names} if names else dataset


def reference(id: str) -> list[str]:
    """How Catalog names a data set in its answers. Source: doc help/catalog/api/create-dataset.md."""
    return [f"@/dataSets/{id}"]
