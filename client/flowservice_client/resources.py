"""What the collections of Flow Service can do: read, list, create, change, act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from .documents import Document, Ref, document
from .errors import ApiError, FlowServiceError, StaleEtag
from .gateway import Gateway, if_match, segment
from .paging import after_link, items
from .patches import Patch, operations_of
from .wire import Json, JsonObject, object_of, query

BASE = "/data/foundation/flowservice"
D = TypeVar("D", bound=Document)


class Collection(Generic[D]):
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

    def _at(self, id: str) -> str:
        return f"{self._path}/{segment(id)}"

    def _act(
        self, id: str, op: str, *, sub_op: str | None = None, body: JsonObject | None = None, etag: str | None = None
    ) -> Ref:
        params = query(op=op, subOp=sub_op)
        answer = self._gateway.ask("POST", f"{self._at(id)}/action", params=params, json=body, headers=if_match(etag))
        return document(Ref, answer)


class Resource(Collection[D]):
    """A collection that is listed page by page."""

    def list(
        self,
        *,
        property: str | Sequence[str] | None = None,
        orderby: str | None = None,
        limit: int | None = None,
    ) -> Iterator[D]:
        """All entities, each page fetched when it is reached; `limit` is the size of a page.

        `property` is a filter such as `state==enabled`, or several that must all hold; `orderby` a field,
        with `-` before it for descending order. A `property` that only names fields (`name,state`) asks for
        these alone: where `id` is not among them, `.id` is a KeyError.

        Source: spec, GET /{collection}; doc help/dataflows/api/sort-and-filter.md.
        """
        asked = query(property=property, orderby=orderby, limit=limit)
        rows = self._gateway.rows(self._path, asked, items("items"), after_link)
        return map(self._kind, rows)

    def count(self, *, property: str | Sequence[str] | None = None) -> int:
        """How many there are, or how many pass the filter.

        Source: doc help/dataflows/api/sort-and-filter.md.
        """
        return counted(self._gateway.ask("GET", self._path, params=query(property=property, count=True)))


class Editable(Resource[D]):
    """A collection whose entities are created, changed, published and deleted."""

    def create(self, body: JsonObject, *, draft: bool = False) -> Ref:
        """Create one; a draft may be incomplete, and does nothing until it is published.

        Source: spec, POST /{collection}; doc help/sources/tutorials/api/draft.md.
        """
        mode = query(mode="draft" if draft else None)
        return document(Ref, self._gateway.ask("POST", self._path, params=mode, json=body))

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
        sent. After the last attempt StaleEtag is raised; FlowServiceError when it has no etag yet to change it by.

        Source: inferred (the loop); spec, PATCH /{collection}/{id}.
        """
        for left in range(attempts - 1, -1, -1):
            now = self.retrieve(id)
            operations = decide(now)
            if not operations:
                return Ref(now.json)
            if now.etag is None:
                raise FlowServiceError(f"{id} has no etag yet, its state is {now.state}: change it when it is enabled")
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

    def publish(self, id: str, *, etag: str | None = None) -> Ref:
        """Make an entity of a draft; ApiError when it lacks something, or rests on what is still a draft.

        The answer carries the new etag. With an etag, StaleEtag when it is not current.

        Source: spec, POST /{collection}/{id}/action; doc help/sources/tutorials/api/draft.md.
        """
        return self._act(id, "publish", etag=etag)

    def action(
        self, id: str, op: str, *, sub_op: str | None = None, body: JsonObject | None = None, etag: str | None = None
    ) -> Ref:
        """Have the service do something by its name on the wire.

        `sub_op` (`APPLY`, `ROLLBACK`, `PROGRESS`) and `body` belong to the providers' own operations,
        `finalize` and `finalize_update`, which the service refuses to everybody else. With an etag,
        StaleEtag when it is not current.

        Source: spec, POST /{collection}/{id}/action.
        """
        return self._act(id, op, sub_op=sub_op, body=body, etag=etag)


def counted(answer: Json) -> int:
    """The number in the answer to a count; ApiError when there is none."""
    found = object_of(answer).get("count")
    if not isinstance(found, int):
        raise ApiError(200, None, "the answer to a count holds no number")
    return found
