"""What the services answer, as small frozen objects: attributes for the common fields, `json` for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar, overload

from .errors import ApiError
from .wire import Json, JsonObject

T = TypeVar("T")
D = TypeVar("D", bound="Document")


class Field(Generic[T]):
    """An attribute read from `json` under its name on the wire; None when it is not there."""

    def __init__(self, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, document: None, kind: type[Document]) -> Field[T]: ...
    @overload
    def __get__(self, document: Document, kind: type[Document]) -> T | None: ...
    def __get__(self, document: Document | None, kind: type[Document]) -> Field[T] | T | None:
        return self if document is None else document.json.get(self._name)


@dataclass(frozen=True, repr=False)
class Document:
    """One entity as the service gave it. `json` is all of it and may hold secrets; the repr holds none."""

    id_name: ClassVar[str] = "id"

    json: JsonObject

    name = Field[str]("name")
    state = Field[str]("state")

    @property
    def id(self) -> str:
        """The id, under whatever name this kind of entity has it; KeyError where a list or a search left it out."""
        return str(self.json[self.id_name])

    @property
    def etag(self) -> str | None:
        """The etag with the quotes that belong to it, to be handed back untouched; None where there is none.

        A run's is spelt `eTag` in the spec's schema and `etag` in every example.
        """
        found = self.json.get("etag", self.json.get("eTag"))
        return found if isinstance(found, str) else None

    def __repr__(self) -> str:
        shown = {"id": self.json.get(self.id_name), "name": self.name, "state": self.state}
        parts = ", ".join(f"{name}={value!r}" for name, value in shown.items() if value is not None)
        return f"{type(self).__name__}({parts})"


class Ref(Document):
    """What a create, an update or an action answers: the id, and the etag where the service gives one.

    The service may finish a create a moment later and change the etag by itself: retrieve before the first
    update.
    """


class Connection(Document):
    """A base connection: an account at a source. Times in milliseconds since 1970."""

    spec = Field[JsonObject]("connectionSpec")
    created_at = Field[int]("createdAt")
    updated_at = Field[int]("updatedAt")


class SourceConnection(Connection):
    """What is read from a base connection."""

    base_connection_id = Field[str]("baseConnectionId")
    params = Field[JsonObject]("params")


class TargetConnection(Connection):
    """Where rows go: a data set of the data lake."""

    params = Field[JsonObject]("params")


class Flow(Document):
    """A dataflow. `schedule["startTime"]` is in seconds, `created_at` and `updated_at` in milliseconds."""

    spec = Field[JsonObject]("flowSpec")
    source_connection_ids = Field[list[str]]("sourceConnectionIds")
    target_connection_ids = Field[list[str]]("targetConnectionIds")
    transformations = Field[list[JsonObject]]("transformations")
    schedule = Field[JsonObject]("scheduleParams")
    last_run = Field[JsonObject]("lastRunDetails")
    created_at = Field[int]("createdAt")
    updated_at = Field[int]("updatedAt")


class Run(Document):
    """One run of a flow. Counts may be -1 (unknown); times are in milliseconds, sizes in bytes."""

    flow_id = Field[str]("flowId")
    metrics = Field[JsonObject]("metrics")
    activities = Field[list[JsonObject]]("activities")

    @property
    def status(self) -> str | None:
        """`scheduled`, `inProgress`, `success`, `partialSuccess` or `failed`; None before the service says anything."""
        summary = (self.metrics or {}).get("statusSummary") or {}
        return summary.get("status")


class ConnectionSpec(Document):
    """What a source or target needs: how to log in, what to give, what it can do."""

    provider_id = Field[str]("providerId")
    auth = Field[list[JsonObject]]("authSpec")


class FlowSpec(Document):
    """Which connections a kind of flow joins, and with what schedule and transformations."""

    source_spec_ids = Field[list[str]]("sourceConnectionSpecIds")
    target_spec_ids = Field[list[str]]("targetConnectionSpecIds")


class MappingSet(Document):
    """A mapping set of Data Prep; `version` starts at 0 and grows with every replacement."""

    version = Field[int]("version")


class Mapping(Document):
    """One mapping of a set. Its id changes whenever the set is replaced."""

    source = Field[str]("source")
    source_type = Field[str]("sourceType")
    destination = Field[str]("destination")


class Schema(Document):
    """An XDM schema; its id is a URL."""

    id_name = "$id"
    alt_id = Field[str]("meta:altId")
    title = Field[str]("title")
    version = Field[str]("version")


class XdmClass(Schema):
    """An XDM class; its id is a URL."""


class FieldGroup(Schema):
    """A group of XDM fields; its id is a URL with `mixins` in it."""


class Dataset(Document):
    """A data set of Catalog. Catalog keys data sets by their id; here it is put into the body as `id`."""

    schema_ref = Field[JsonObject]("schemaRef")


class Sandbox(Document):
    """A sandbox; users know it by its name, so that is its id here."""

    id_name = "name"
    title = Field[str]("title")
    type = Field[str]("type")


@dataclass(frozen=True, repr=False)
class Exploration:
    """What a source holds. `json` is an object for rows, an array for the entries of a root or folder."""

    json: Json

    @property
    def format(self) -> str | None:
        """`flat` for tables and files, `hierarchical` for REST sources; None for a list of entries."""
        return self.json.get("format") if isinstance(self.json, dict) else None

    @property
    def schema(self) -> JsonObject:
        """JSON Schema of a hierarchical answer, `{"columns": [...]}` of a flat one; empty for entries."""
        return self.json.get("schema") or {} if isinstance(self.json, dict) else {}

    @property
    def rows(self) -> list[JsonObject]:
        """The previewed rows; empty without a preview."""
        return self.json.get("data") or [] if isinstance(self.json, dict) else []

    @property
    def entries(self) -> list[JsonObject]:
        """Files, folders or tables; one source wraps them in `items`, and file columns come this way too."""
        return self.json.get("items") or [] if isinstance(self.json, dict) else self.json or []

    def __repr__(self) -> str:
        return f"Exploration(format={self.format!r}, rows={len(self.rows)}, entries={len(self.entries)})"


@dataclass(frozen=True)
class Verdict:
    """What Data Prep thinks of an expression; `error` says what is wrong with it, where the service says so."""

    valid: bool
    error: str | None = None


def document(kind: type[D], body: Json) -> D:
    """The one entity of an answer, whether it came bare, in `items` or in an array; ApiError if none.

    Source: spec (bare, items, array, by operation); doc help/sources/tutorials/api/on-demand-ingestion.md.
    """
    found = next(_candidates(body), None)
    if not isinstance(found, dict) or found.get(kind.id_name) is None:
        raise ApiError(200, None, f"the answer holds no {kind.__name__} with {kind.id_name!r}")
    return kind(found)


def _candidates(body: Any) -> Iterator[Any]:
    items = body.get("items", [body]) if isinstance(body, dict) else body
    yield from items if isinstance(items, list) else []
