"""Every collection that can be listed, with some entities in it that a filter finds and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pytest

from flowservice_client import Document

from .api import KINDS, SCHEMA_CLASS, Api
from .filters import values_at
from .given_runs import given_once, given_run
from .spelled import CONTENT_TYPE
from .tutorial import JsonObject

NAMES = ("b", "a", "c", "a", "B")
AFTER_ALL = "~"
"""Behind all that names are made of."""


@dataclass(frozen=True)
class Listing:
    """A list of a few entities, the oldest first, that nobody else is in."""

    collection: Any
    own: Any
    """The filter or filters that find them."""
    orders: Mapping[str, str]
    """How the list is sorted by a field, and in which direction: `name` or `-name`, by how that is asked for."""
    entities: list[JsonObject]
    ids: list[str]
    named: Callable[[str], Any]
    """The filters that find those of them that have this name."""
    name: str = "name"
    """The field that names them."""
    paths: tuple[str, ...] = field(default=())
    """Of texts by which it can be filtered."""
    numbers: tuple[str, ...] = field(default=())
    """Of numbers by which it can be filtered."""

    def listed(self, *filters: str, limit: int = 100, orderby: str | None = None) -> list[str]:
        """The ids in all pages, and one more if there are too many."""
        own = [*self.own, *filters] if filters else self.own
        return self.ids_of(self.collection.list(property=own, limit=limit, orderby=orderby))

    def ids_of(self, found: Iterator[Document]) -> list[str]:
        """The ids of some, which never are more than all and one."""
        return [each.id for each in islice(found, len(self.ids) + 1)]

    def keys(self, ids: list[str], orderby: str) -> list[Any]:
        """What a list is sorted by."""
        shown = {
            id: values_at(entity, self.orders[orderby].lstrip("-"))
            for id, entity in zip(self.ids, self.entities, strict=True)
        }
        return [shown[id] for id in ids]


def of_flow_service(kind: str, *paths: str) -> Callable[[Api], Listing]:
    """A collection of Flow Service whose entities share a description with nothing else."""

    def made(api: Api) -> Listing:
        collection, description = KINDS[kind].collection(api), api.name("listed")
        given = KINDS[kind].given
        ids = [given(api, name=f"{api.run} {name}", description=description).id for name in NAMES]
        own = [f"description=={description}"]
        return Listing(
            collection=collection,
            own=own,
            orders={each: each for each in ("name", "-name", "createdAt", "-createdAt", "updatedAt")},
            entities=[collection.retrieve(id).json for id in ids],
            ids=ids,
            named=lambda name: [*own, f"name=={name}"],
            paths=("id", "name", "state", "createdBy", *paths),
            numbers=("createdAt", "updatedAt"),
        )

    return made


def of_runs(api: Api) -> Listing:
    """The runs of a flow."""
    flow = given_once(api).id
    runs = [given_run(api, flow) for _ in NAMES]
    return Listing(
        collection=api.runs,
        own=[f"flowId=={flow}"],
        orders={"createdAt": "createdAt", "-createdAt": "-createdAt"},
        entities=[each.json for each in runs],
        ids=[each.id for each in runs],
        named=lambda id: [f"id=={id}"],
        name="id",
        paths=("id", "flowId", "flowSpec.id", "metrics.statusSummary.status"),
        numbers=("createdAt",),
    )


def of_mapping_sets(api: Api) -> Listing:
    """The mapping sets for a schema."""
    schema = api.given_schema().id
    reference = {"schemaRef": {"id": schema, "contentType": CONTENT_TYPE}}
    body = {"outputSchema": reference, "mappings": []}
    ids = [api.mapping_sets.create(body | {"name": api.name(name)}).id for name in NAMES]
    return Listing(
        collection=api.mapping_sets,
        own=f"xdmSchema=={schema}",
        orders={"createdDate": "createdDate", "-createdDate": "-createdDate"},
        entities=[api.mapping_sets.retrieve(id).json for id in ids],
        ids=ids,
        named=lambda name: f"xdmSchema=={schema}",
        name="xdmSchema",
    )


def of_registry(kind: str, body: Callable[[Api], JsonObject]) -> Callable[[Api], Listing]:
    """Resources of the Schema Registry whose titles begin alike."""

    def made(api: Api) -> Listing:
        collection, start = KINDS[kind].collection(api), api.name("listed")
        bodies = [body(api) | {"title": f"{start} {number} {name}"} for number, name in enumerate(NAMES)]
        created = [collection.create(each) for each in bodies]
        return Listing(
            collection=collection,
            own=[f"title>={start}", f"title<{start}{AFTER_ALL}"],
            orders={"title": "title", "-title": "-title"},
            entities=[each.json for each in created],
            ids=[each.id for each in created],
            named=lambda title: [f"title=={title}"],
            name="title",
        )

    return made


def of_data_sets(api: Api) -> Listing:
    """Data sets whose names begin alike."""
    start = api.name("listed")
    schema = {"id": api.shared(api.given_schema).id, "contentType": "application/vnd.adobe.xed+json;version=1"}
    bodies = [{"name": f"{start} {number} {name}", "schemaRef": schema} for number, name in enumerate(NAMES)]
    ids = [api.datasets.create(each).id for each in bodies]
    orders = {"asc:name": "name", "desc:name": "-name", "name": "name", "desc:created": "-created"}
    return Listing(
        collection=api.datasets,
        own=f"name~^{start} ",
        orders=orders,
        entities=[api.datasets.retrieve(id).json for id in ids],
        ids=ids,
        named=lambda name: f"name=={name}",
    )


def a_schema(api: Api) -> JsonObject:
    """What makes a schema, but for its title."""
    return {"type": "object", "allOf": [{"$ref": SCHEMA_CLASS}]}


def a_field_group(api: Api) -> JsonObject:
    """What makes a field group, but for its title."""
    return {
        "type": "object",
        "meta:intendedToExtend": [SCHEMA_CLASS],
        "definitions": {"customFields": {"type": "object", "properties": {api.namespace(): {"type": "object"}}}},
        "allOf": [{"$ref": "#/definitions/customFields"}],
    }


OF_FLOW_SERVICE = {
    "connections": of_flow_service("connections", "connectionSpec.id", "connectionSpec.nobody"),
    "sourceConnections": of_flow_service(
        "sourceConnections", "baseConnectionId", "connectionSpec.id", "inheritedAttributes.baseConnection.id"
    ),
    "targetConnections": of_flow_service("targetConnections", "connectionSpec.id", "params.dataSetId"),
    "flows": of_flow_service(
        "flows",
        "flowSpec.id",
        "flowSpec.nobody",
        "sourceConnectionIds[]",
        "transformations[].params.mappingId",
        "scheduleParams.frequency",
    ),
}
LISTINGS: Mapping[str, Callable[[Api], Listing]] = {
    **OF_FLOW_SERVICE,
    "runs": of_runs,
    "mappingSets": of_mapping_sets,
    "schemas": of_registry("schemas", a_schema),
    "fieldgroups": of_registry("fieldgroups", a_field_group),
    "dataSets": of_data_sets,
}
"""What makes a listing of each kind, by the last word of its path."""


def parameter(kind: str) -> Any:
    """A kind of listing as a parameter, with what it needs and rests on."""
    lasting = [pytest.mark.needs("lasting")] if kind == "runs" else []
    orders = {"mappingSets": "mapping_set.order", "schemas": "schema.lists", "fieldgroups": "schema.lists"}
    return pytest.param(kind, marks=[*lasting, pytest.mark.rests_on(orders.get(kind, "list.sorting"))], id=kind)
