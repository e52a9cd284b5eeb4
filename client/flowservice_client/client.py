"""The client: one object with an attribute for each resource."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import TracebackType
from typing import Self, Unpack

from requests.adapters import BaseAdapter

from .catalog import Datasets
from .config import Options, settings_from
from .data_prep import Expressions, MappingSets
from .exchange import Observer
from .flow_service import FlowService
from .gateway import Gateway
from .sandboxes import Sandboxes
from .schema_registry import Registry, classes, field_groups, schemas
from .tokens import Tokens
from .transport import Transport


class Client:
    """Speaks to Experience Platform's ingestion side, or to a server that answers like it.

    Settings come from the arguments, the environment, or the developer console's file (see config.py).
    Usable from several threads. Close it, or use it in a `with` statement.

        with Client(base_url="http://127.0.0.1:8080", credentials="console.json") as client:
            flow = client.flows.retrieve(flow_id)
            client.flows.update(flow_id, [replace("/name", "Nightly")], etag=flow.etag)

    `on_exchange` is called after every HTTP exchange, in the thread that asked; what it raises reaches the
    caller. `adapter` is what `requests` sends through instead of its own; it then decides on repeats, proxies and
    certificates, and neither the setting `retries` nor the environment has a say. `gateway` sends any other request
    with the same headers, tokens and errors. Raises NotConfigured.
    """

    def __init__(
        self,
        *,
        on_exchange: Observer | None = None,
        adapter: BaseAdapter | None = None,
        environ: Mapping[str, str] | None = None,
        **options: Unpack[Options],
    ) -> None:
        self.settings = settings_from(options, os.environ if environ is None else environ)
        self._transport = Transport(self.settings, on_exchange, adapter)
        self.tokens = Tokens(self.settings, self._transport)
        self.gateway = Gateway(self.settings, self._transport, self.tokens)
        flow_service = FlowService(self.gateway)
        self.connections = flow_service.connections
        self.source_connections = flow_service.source_connections
        self.target_connections = flow_service.target_connections
        self.flows = flow_service.flows
        self.runs = flow_service.runs
        self.connection_specs = flow_service.connection_specs
        self.flow_specs = flow_service.flow_specs
        self.mapping_sets = MappingSets(self.gateway)
        self.expressions = Expressions(self.gateway)
        self.registry = Registry(self.gateway)
        self.schemas = schemas(self.gateway)
        self.field_groups = field_groups(self.gateway)
        self.classes = classes(self.gateway)
        self.datasets = Datasets(self.gateway)
        self.sandboxes = Sandboxes(self.gateway)

    def close(self) -> None:
        """Let go of the connections; the client is not used afterwards."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        settings = self.settings
        return f"Client(base_url={settings.base_url!r}, org={settings.org!r}, sandbox={settings.sandbox!r})"
