"""The sandboxes of the organisation."""

from __future__ import annotations

from collections.abc import Iterator

from .documents import Sandbox, document
from .gateway import Gateway, segment
from .paging import after_offset, items
from .wire import JsonObject, object_of, query

PATH = "/data/foundation/sandbox-management/sandboxes"


class Sandboxes:
    """Sandboxes by name. Creating and deleting takes the service a while: watch `state`."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def create(self, body: JsonObject) -> Sandbox:
        """Create one: `name`, `title` and `type` (`development` or `production`).

        Source: sandbox spec, POST /sandboxes.
        """
        return document(Sandbox, self._gateway.ask("POST", PATH, json=body))

    def retrieve(self, name: str) -> Sandbox:
        """One sandbox; NotFound.

        Source: sandbox spec, GET /sandboxes/{name}.
        """
        return document(Sandbox, self._gateway.ask("GET", f"{PATH}/{segment(name)}"))

    def list(self, *, limit: int = 50) -> Iterator[Sandbox]:
        """All sandboxes, each page of `limit` fetched when it is reached.

        Source: doc help/sandboxes/api/sandboxes.md.
        """
        first = query(limit=limit, offset=0)
        rows = self._gateway.rows(PATH, first, items("sandboxes"), after_offset("offset", limit))
        return (document(Sandbox, row) for row in rows)

    def rename(self, name: str, title: str) -> Sandbox:
        """Give a sandbox another title, the only thing that can change.

        Source: sandbox spec, PATCH /sandboxes/{name}.
        """
        answer = self._gateway.ask("PATCH", f"{PATH}/{segment(name)}", json={"title": title})
        return document(Sandbox, {"name": name, **object_of(answer)})

    def delete(self, name: str) -> None:
        """Delete one; the default production sandbox refuses.

        Source: sandbox spec, DELETE /sandboxes/{name}.
        """
        self._gateway.send("DELETE", f"{PATH}/{segment(name)}")
