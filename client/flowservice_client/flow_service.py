"""The resources of Flow Service: connections, source and target connections, flows, runs, specs."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from .documents import (
    Connection,
    ConnectionSpec,
    Document,
    Exploration,
    Flow,
    FlowSpec,
    Ref,
    Run,
    SourceConnection,
    TargetConnection,
    document,
)
from .errors import ApiError, StaleEtag
from .gateway import Gateway, if_match, segment
from .paging import after_link, items
from .patches import Patch, operations_of
from .wire import JsonObject, object_of, query

BASE = "/data/foundation/flowservice"
D = TypeVar("D", bound=Document)


class Resource(Generic[D]):
    """A collection of Flow Service: what all of them can do."""

    def __init__(self, gateway: Gateway, name: str, kind: type[D]) -> None:
        self._gateway = gateway
        self._path = f"{BASE}/{name}"
        self._kind = kind

    def retrieve(self, id: str) -> D:
        """One entity; NotFound when this sandbox has none with the id.

        Source: spec, GET /{collection}/{id}: the entity comes in `items`.
        """
        return document(self._kind, self._gateway.ask("GET", self._at(id)))

    def list(
        self,
        *,
        property: str | Sequence[str] | None = None,
        orderby: str | None = None,
        limit: int | None = None,
    ) -> Iterator[D]:
        """All entities, each page fetched when it is reached; `limit` is the size of a page.

        `property` is a filter such as `state==enabled`, or several that must all hold; `orderby` a field,
        with `-` before it for descending order.

        Source: spec, GET /{collection}; doc help/dataflows/api/sort-and-filter.md.
        """
        asked = query(property=property, orderby=orderby, limit=limit)
        rows = self._gateway.rows(self._path, asked, items("items"), after_link)
        return (document(self._kind, row) for row in rows)

    def create(self, body: JsonObject, *, draft: bool = False) -> Ref:
        """Create one; a draft may be incomplete and is published later by `action(id, "publish")`.

        Source: spec, POST /{collection}; doc help/sources/tutorials/api/draft.md.
        """
        mode = query(mode="draft" if draft else None)
        return document(Ref, self._gateway.ask("POST", self._path, params=mode, json=body))

    def action(self, id: str, op: str) -> Ref:
        """Have the service do something: `enable`, `disable`, `publish`; `re-trigger` a run gives a new run.

        Source: spec, POST /{collection}/{id}/action; doc help/sources/tutorials/api/retry-flows.
        """
        return document(Ref, self._gateway.ask("POST", f"{self._at(id)}/action", params=query(op=op)))

    def count(self, *, property: str | Sequence[str] | None = None) -> int:
        """How many there are, or how many pass the filter.

        Source: doc help/dataflows/api/sort-and-filter.md.
        """
        answer = self._gateway.ask("GET", self._path, params=query(property=property, count=True))
        found = object_of(answer).get("count")
        if not isinstance(found, int):
            raise ApiError(200, None, "the answer to a count holds no number")
        return found

    def _at(self, id: str) -> str:
        return f"{self._path}/{segment(id)}"


class Editable(Resource[D]):
    """A collection whose entities can be changed and deleted."""

    def update(self, id: str, operations: Patch, *, etag: str | None) -> Ref:
        """Apply patch operations, all or none; StaleEtag, and nothing changed, when the etag is not current.

        The answer carries the new etag. With None no If-Match is sent, which the service refuses with 400.

        Source: spec, PATCH /{collection}/{id}; doc help/sources/tutorials/api/update-dataflows.md.
        """
        body = operations_of(operations)
        return document(Ref, self._gateway.ask("PATCH", self._at(id), json=body, headers=if_match(etag)))

    def change(self, id: str, decide: Callable[[D], Patch], *, attempts: int = 5) -> Ref:
        """Read, let `decide` say what to change, write; from the start again when someone else was quicker.

        `decide` is called once for each attempt with what stands now; when it gives no operations nothing is
        sent. After the last attempt StaleEtag is raised.

        Source: inferred (the loop); spec, PATCH /{collection}/{id}.
        """
        for left in range(attempts - 1, -1, -1):
            now = self.retrieve(id)
            operations = decide(now)
            if not operations:
                return Ref(now.json)
            try:
                return self.update(id, operations, etag=now.etag)
            except StaleEtag:
                if not left:
                    raise
        raise ValueError(f"attempts is {attempts!r}, and must be at least 1")

    def delete(self, id: str) -> None:
        """Delete one; ApiError when something still uses it. Takes no etag.

        Source: spec, DELETE /{collection}/{id} (204); destinations spec (202).
        """
        self._gateway.send("DELETE", self._at(id))


class Connections(Editable[Connection]):
    """Base connections."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway, "connections", Connection)

    def test(self, id: str) -> bool:
        """Whether the stored credentials work; a failed test is False, not an error.

        Source: spec, GET /connections/{id}/test.
        """
        return object_of(self._gateway.ask("GET", f"{self._at(id)}/test")).get("result") is True

    def explore(
        self,
        id: str,
        *,
        object: str | None = None,
        object_type: str = "rest",
        file_type: str | None = "json",
        preview: bool = True,
        source_params: JsonObject | None = None,
    ) -> Exploration:
        """What the source holds: schema and, with `preview`, some rows; or the entries of a root or folder.

        `object` is a path or table name, for Mixpanel the word `json`; `source_params` what the source asks
        for, such as `projectId` and `timezone`, sent as base64 of its JSON.

        Source: spec, GET /connections/{id}/explore; tutorial, "explore".
        """
        params = query(
            objectType=object_type,
            object=object,
            fileType=file_type,
            preview=preview,
            sourceParams=None if source_params is None else encoded(source_params),
        )
        return Exploration(self._gateway.ask("GET", f"{self._at(id)}/explore", params=params))


class FlowService:
    """All collections of Flow Service."""

    def __init__(self, gateway: Gateway) -> None:
        self.connections = Connections(gateway)
        self.source_connections = Editable(gateway, "sourceConnections", SourceConnection)
        self.target_connections = Editable(gateway, "targetConnections", TargetConnection)
        self.flows = Editable(gateway, "flows", Flow)
        self.runs = Resource(gateway, "runs", Run)
        self.connection_specs = Resource(gateway, "connectionSpecs", ConnectionSpec)
        self.flow_specs = Resource(gateway, "flowSpecs", FlowSpec)


def encoded(params: JsonObject) -> str:
    """Base64 of the JSON without blanks, as the tutorial has it."""
    return base64.b64encode(json.dumps(params, separators=(",", ":")).encode()).decode()
