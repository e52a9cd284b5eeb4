"""What the tests speak through: the client, with a way to have things made and removed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from flowservice_client import ApiError, Client, Document, Flow, NotFound, StaleEtag
from flowservice_client.resources import Editable

from . import tutorial
from .recording.scenes import SHARED
from .target import Target
from .tutorial import DATA_PREP, FLOW_SERVICE, JsonObject, filled

CATALOG = "/data/foundation/catalog"
REGISTRY = "/data/foundation/schemaregistry/tenant"
SCHEMA_CLASS = "https://ns.adobe.com/xdm/context/profile"
A_DAY = 24 * 60 * 60
NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id that nothing has."""

D = TypeVar("D", bound=Document)
T = TypeVar("T")


class Api:
    """A client with a way to have things made; the ledger of the run knows them, and they are deleted in the end.

    `given_…` makes one more of a kind, with all that it needs, and gives it as a look-up shows it. `alone` says that
    nobody else changes anything in the sandbox meanwhile, `now` is the time in epoch seconds.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        client = self.client = target.client
        self.alone = target.alone
        self.now = target.now
        self.connections = client.connections
        self.source_connections = client.source_connections
        self.target_connections = client.target_connections
        self.flows = client.flows
        self.runs = client.runs
        self.connection_specs = client.connection_specs
        self.flow_specs = client.flow_specs
        self.mapping_sets = client.mapping_sets
        self.schemas = client.schemas
        self.field_groups = client.field_groups
        self.datasets = client.datasets
        self.run = target.run
        self._scenes = target.scenes
        self._shared: dict[str, Any] = {}

    def name(self, text: str = "") -> str:
        """A name that nothing else has."""
        return f"{self.run}-{self._scenes.current.number()} {text}".rstrip()

    def keep(self, collection: Any, id: str) -> str:
        """The id: the ledger remembers what was made."""
        return id

    def remove(self, id: str) -> None:
        """Delete what this run made; what is gone already is fine."""
        self.target.cleaner.remove(id)

    def shared(self, given: Callable[[], D]) -> D:
        """One of a kind that many tests may use and none changes: `api.shared(api.given_dataset)`."""
        return self.once(given.__name__, given)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made for whoever asks first, and used by many; its name says what it is.

        Whatever tests share has to be made here or in a fixture: its calls belong to none of them.
        """
        if name not in self._shared:
            with self._scenes.within(f"{SHARED}{name}"):
                self._shared[name] = make()
        found: T = self._shared[name]
        return found

    def given_connection(self, **fields: Any) -> Document:
        """A base connection to Mixpanel."""
        return self._given(self.connections, filled(tutorial.CREATE_CONNECTION, {}), fields)

    def given_source_connection(self, **fields: Any) -> Document:
        """A source connection on a base connection of its own, or on the one in `baseConnectionId`."""
        base = fields.get("baseConnectionId") or self.given_connection().id
        body = filled(tutorial.CREATE_SOURCE_CONNECTION, {tutorial.BASE_CONNECTION: base})
        return self._given(self.source_connections, body, fields)

    def given_target_connection(self, **fields: Any) -> Document:
        """A target connection into a data set that many share."""
        ids = {tutorial.DATASET: self.shared(self.given_dataset).id}
        return self._given(self.target_connections, filled(tutorial.CREATE_TARGET_CONNECTION, ids), fields)

    def given_flow(self, **fields: Any) -> Flow:
        """A flow with connections and a mapping set of its own, which starts in a day."""
        return self._given(self.flows, self.flow_body(), fields)

    def flow_body(self, shared: bool = False) -> JsonObject:
        """What makes a flow, with connections and a mapping set of its own, or with those that many share."""
        source, target, mapping_set = (
            (self.shared(given) if shared else given()).id
            for given in (self.given_source_connection, self.given_target_connection, self.given_mapping_set)
        )
        ids = {
            tutorial.SOURCE_CONNECTION: source,
            tutorial.TARGET_CONNECTION: target,
            tutorial.MAPPING_SET: mapping_set,
        }
        schedule = {"startTime": int(self.now()) + A_DAY, "frequency": "minute", "interval": 15}
        body: JsonObject = filled(tutorial.CREATE_FLOW, ids)
        return body | {"name": self.name(), "scheduleParams": schedule}

    def given_mapping_set(self) -> Document:
        """The tutorial's mapping set, for the schema of the shared data set. No way to delete one is published."""
        ids = {tutorial.SCHEMA: self.shared(self.given_schema).id, "_extconndev": self.namespace()}
        return self.mapping_sets.create(filled(tutorial.CREATE_MAPPING_SET, ids))

    def given_schema(self) -> Document:
        """A schema with the fields of the shared field group."""
        parts = (SCHEMA_CLASS, self.shared(self.given_field_group).id)
        body = {"type": "object", "title": self.name(), "allOf": [{"$ref": part} for part in parts]}
        return self.schemas.create(body)

    def given_field_group(self) -> Document:
        """A field group with the fields that the tutorial maps into."""
        names = ("distinct_id", *tutorial.FIELDS)
        fields = {"type": "object", "properties": {name: {"title": name, "type": "string"} for name in names}}
        body = {
            "type": "object",
            "title": self.name(),
            "meta:intendedToExtend": [SCHEMA_CLASS],
            "definitions": {"customFields": {"type": "object", "properties": {self.namespace(): fields}}},
            "allOf": [{"$ref": "#/definitions/customFields"}],
        }
        return self.field_groups.create(body)

    def namespace(self) -> str:
        """Where the organisation's own fields stand in a record."""
        return f"_{self.client.registry.tenant_id()}"

    def given_dataset(self) -> Document:
        """A data set of the shared schema."""
        schema = {
            "id": self.shared(self.given_schema).id,
            "contentType": "application/vnd.adobe.xed+json;version=1",
        }
        made = self.datasets.create({"name": self.name(), "schemaRef": schema})
        return self.datasets.retrieve(made.id)

    def takes_schedule(self, schedule: Any) -> bool:
        """Whether a flow with this schedule is taken; it is deleted at once. A refusal other than 400 is raised."""
        try:
            made = self.flows.create(self.flow_body(shared=True) | {"scheduleParams": schedule})
        except ApiError as error:
            if error.status != 400:
                raise
            return False
        self.flows.delete(made.id)
        return True

    def everything(self) -> list[JsonObject]:
        """All that lies in the sandbox; where we are not alone, all that has a name of ours."""
        return [each.json for each in self._everything() if self.alone or self._is_ours(each)]

    @contextmanager
    def nothing_changes(self) -> Iterator[None]:
        """What happens in this context leaves everything as it was."""
        before = self.everything()
        yield
        assert self.everything() == before

    def _everything(self) -> Iterator[Document]:
        for kind in KINDS.values():
            yield from kind.collection(self).list(limit=100)

    def _is_ours(self, entity: Document) -> bool:
        return str(entity.json.get("name") or entity.json.get("title")).startswith(self.run)

    def _given(self, collection: Editable[D], body: JsonObject, fields: JsonObject) -> D:
        made = collection.create(body | {"name": self.name()} | fields)
        return collection.retrieve(made.id)


def in_vain(attempt: Callable[..., Any], *words: str, status: int = 400) -> None:
    """The attempt is refused with this status, by a code and a sentence that have these words in them."""
    with pytest.raises({404: NotFound, 412: StaleEtag}.get(status, ApiError)) as refusal:
        attempt()
    assert refusal.value.status == status
    told = f"{refusal.value.code} {refusal.value.detail}"
    assert [word for word in words if word not in told] == []


@dataclass(frozen=True)
class Kind:
    """A kind of entity: where it lies, who reaches it, and who makes one."""

    path: str
    """Of its collection."""
    collection: Callable[[Api | Client], Any]
    given: Callable[..., Document]
    """One more of it, for an Api."""
    has_etag: bool = False
    can_be_deleted: bool = True
    query: Mapping[str, str] = field(default_factory=lambda: {"limit": "100"})
    """What lists many of it."""

    def __str__(self) -> str:
        return self.path.rpartition("/")[2]


KINDS: Mapping[str, Kind] = {
    str(kind): kind
    for kind in (
        Kind(
            path=f"{FLOW_SERVICE}/connections",
            collection=lambda api: api.connections,
            given=Api.given_connection,
            has_etag=True,
        ),
        Kind(
            path=f"{FLOW_SERVICE}/sourceConnections",
            collection=lambda api: api.source_connections,
            given=Api.given_source_connection,
            has_etag=True,
        ),
        Kind(
            path=f"{FLOW_SERVICE}/targetConnections",
            collection=lambda api: api.target_connections,
            given=Api.given_target_connection,
            has_etag=True,
        ),
        Kind(
            path=f"{FLOW_SERVICE}/flows",
            collection=lambda api: api.flows,
            given=Api.given_flow,
            has_etag=True,
        ),
        Kind(
            path=f"{DATA_PREP}/mappingSets",
            collection=lambda api: api.mapping_sets,
            given=Api.given_mapping_set,
            can_be_deleted=False,
            query={"limit": "100", "start": "0"},
        ),
        Kind(f"{REGISTRY}/schemas", lambda api: api.schemas, Api.given_schema),
        Kind(f"{REGISTRY}/fieldgroups", lambda api: api.field_groups, Api.given_field_group),
        Kind(f"{CATALOG}/dataSets", lambda api: api.datasets, Api.given_dataset),
    )
}
"""Every kind that tests make, by the last word of its path."""
WITH_ETAG = [kind for kind in KINDS.values() if kind.has_etag]
