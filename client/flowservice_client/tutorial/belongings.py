"""What the tutorial has made and not yet deleted, so that nothing of it is left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ..client import Client
from ..documents import Document
from ..errors import ApiError, FlowServiceError, NoAnswer, NotFound
from ..wire import JsonObject


class Collection(Protocol):
    """The resources of one kind."""

    def create(self, body: JsonObject) -> Document:
        """Create one."""

    def delete(self, id: str) -> None:
        """Delete one."""

    @property
    def list(self) -> Callable[..., Iterator[Document]]:
        """List those that pass a filter."""


@dataclass
class Belonging:
    """A resource of ours. Without an id it is not known whether it came to be; `reason` is why it is still there."""

    kind: str
    name: str
    id: str | None = None
    reason: str = ""


class Belongings:
    """Creates and deletes resources, one of each kind, and holds what is there in between."""

    def __init__(self, client: Client) -> None:
        self.held: list[Belonging] = []
        self._collections: dict[str, Collection] = {
            "fieldgroups": client.field_groups,
            "schemas": client.schemas,
            "dataSets": client.datasets,
            "connections": client.connections,
            "sourceConnections": client.source_connections,
            "targetConnections": client.target_connections,
            "flows": client.flows,
        }

    def create(self, kind: str, body: JsonObject) -> Document:
        """Create one; it is held also when it stays unknown whether the service made it."""
        belonging = Belonging(kind, body[name_field(kind)])
        self.held.append(belonging)
        try:
            document = self._collections[kind].create(body)
        except ApiError as error:
            if 400 <= error.status < 500:
                self.held.remove(belonging)
            raise
        belonging.id = document.id
        return document

    def id(self, kind: str) -> str:
        """The id of the one of this kind."""
        return next(each.id for each in self.held if each.kind == kind and each.id)

    def delete(self, kind: str) -> None:
        """Delete the one of this kind."""
        self._collections[kind].delete(self.id(kind))
        self.held = [each for each in self.held if each.kind != kind]

    def clear(self) -> Iterator[Belonging]:
        """Delete what is held, the youngest first; what cannot be deleted stays, with its reason.

        Once the service gives no answer, nothing more is tried.
        """
        for belonging in reversed([*self.held]):
            try:
                yield from self._removed(belonging)
                self.held.remove(belonging)
            except FlowServiceError as error:
                belonging.reason = str(error)
                if isinstance(error, NoAnswer):
                    return

    def _removed(self, belonging: Belonging) -> Iterator[Belonging]:
        belonging.id = belonging.id or self._found(belonging)
        if belonging.id is None:
            return
        try:
            self._collections[belonging.kind].delete(belonging.id)
        except NotFound:
            return
        yield belonging

    def _found(self, belonging: Belonging) -> str | None:
        field = name_field(belonging.kind)
        by_name = {"name": belonging.name}
        by_property = {"property": f"{field}=={belonging.name}"}
        rows = self._collections[belonging.kind].list(**(by_name if belonging.kind == "dataSets" else by_property))
        return next((row.id for row in rows if row.json.get(field) == belonging.name), None)


def name_field(kind: str) -> str:
    """What a resource of a kind is called by: XDM resources have a title."""
    return "title" if kind in ("schemas", "fieldgroups") else "name"
