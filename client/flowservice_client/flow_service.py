"""The resources of Flow Service: connections, source and target connections, flows, runs, specs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .documents import Connection, Flow, Ref, SourceConnection, TargetConnection
from .exploration import Explorable
from .gateway import Gateway
from .resources import Editable
from .runs import Runs
from .search import Searchable, listed
from .specs import ConnectionSpecs, FlowSpecs
from .wire import object_of


class Connections(Editable[Connection], Explorable[Connection], Searchable[Connection]):
    """Base connections."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway, "connections", Connection)

    def test(self, id: str) -> bool:
        """Whether the stored credentials work; a failed test is False, not an error.

        Source: spec, GET /connections/{id}/test.
        """
        return object_of(self._gateway.ask("GET", f"{self._at(id)}/test")).get("result") is True


class Flows(Editable[Flow], Searchable[Flow]):
    """Dataflows."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway, "flows", Flow)

    def enable(self, id: str, *, etag: str | None = None) -> Ref:
        """Let a flow run by its schedule; the answer carries the new etag.

        With an etag, StaleEtag when it is not current.

        Source: spec, POST /flows/{id}/action; doc help/destinations/api/update-destination-dataflows.md.
        """
        return self._act(id, "enable", etag=etag)

    def disable(self, id: str, *, etag: str | None = None) -> Ref:
        """Hold a flow's scheduled runs until it is enabled again; the answer carries the new etag.

        With an etag, StaleEtag when it is not current.

        Source: spec, POST /flows/{id}/action; doc help/destinations/api/update-destination-dataflows.md.
        """
        return self._act(id, "disable", etag=etag)

    def search(
        self,
        query: str | None = None,
        *,
        orderby: str | None = None,
        limit: int | None = None,
        fields: Sequence[str] | None = None,
    ) -> Iterator[Flow]:
        """As for connections; `fields` are the top-level fields wanted, of which `id` need not be one.

        Source: spec, POST /flows/search. The syntax of the query is inferred.
        """
        return self._found(queryString=query, orderby=orderby, limit=limit, projectionFields=listed(fields))


class FlowService:
    """All collections of Flow Service."""

    def __init__(self, gateway: Gateway) -> None:
        self.connections = Connections(gateway)
        self.source_connections = Editable(gateway, "sourceConnections", SourceConnection)
        self.target_connections = Editable(gateway, "targetConnections", TargetConnection)
        self.flows = Flows(gateway)
        self.runs = Runs(gateway)
        self.connection_specs = ConnectionSpecs(gateway)
        self.flow_specs = FlowSpecs(gateway)
