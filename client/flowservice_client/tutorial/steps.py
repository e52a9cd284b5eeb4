"""The steps of the tutorial in their order; each asks the service one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from ..documents import Document, Exploration
from ..errors import ApiError, NotFound, StaleEtag
from ..patches import replace
from ..wire import JsonObject
from . import bodies
from .journey import Answer, Journey, Table, Unmet

Act: TypeAlias = Callable[[Journey], Answer]
EVENT_FIELDS = ("time", "distinct_id", "item_name", "item_price")
SHOWN_EVENTS = 3
SHOWN_RUNS = 5


@dataclass(frozen=True)
class Step:
    """One step: `id` names its texts, `announced` is the status of the error that it sets out to see."""

    id: str
    act: Act
    announced: int | None = None


def token(journey: Journey) -> Answer:
    """Fetch an access token; a ready-made one is used as it is."""
    journey.client.tokens.current()
    if not journey.exchanges:
        return Answer(remark="token-given")
    return Answer(some(journey.reply(), "token_type", "expires_in"), remark="token-masked")


def tenant(journey: Journey) -> Answer:
    """Ask the Schema Registry for the tenant id."""
    id = journey.client.registry.tenant_id()
    journey.namespace = f"_{id}"
    return Answer({"tenantId": id}, remark="namespace", values={"namespace": journey.namespace})


def field_group(journey: Journey) -> Answer:
    """Create the field group."""
    body = bodies.field_group(journey.name("Mixpanel fields"), journey.namespace)
    return shown(journey.belongings.create("fieldgroups", body), "$id", "version")


def schema(journey: Journey) -> Answer:
    """Create the schema."""
    body = bodies.schema(journey.name("Mixpanel events"), journey.belongings.id("fieldgroups"))
    return shown(journey.belongings.create("schemas", body), "$id", "version")


def dataset(journey: Journey) -> Answer:
    """Create the data set."""
    body = bodies.dataset(journey.name("Mixpanel data set"), journey.belongings.id("schemas"))
    return shown(journey.belongings.create("dataSets", body))


def base_connection(journey: Journey) -> Answer:
    """Create the base connection."""
    body = bodies.base_connection(journey.name("Mixpanel base connection"), journey.account)
    return shown(journey.belongings.create("connections", body))


def connection_test(journey: Journey) -> Answer:
    """Have the service log in to Mixpanel."""
    if not journey.client.connections.test(journey.belongings.id("connections")):
        raise Unmet("connection-test", Answer({"result": False}))
    return Answer({"result": True})


def explore(journey: Journey) -> Answer:
    """See what the source holds."""
    id = journey.belongings.id("connections")
    found = journey.client.connections.explore(
        id, object="json", file_type="json", source_params=journey.account.params
    )
    return Answer({"format": found.format, "data": len(found.rows)}, (schema_table(found), event_table(found)))


def source_connection(journey: Journey) -> Answer:
    """Create the source connection."""
    name = journey.name("Mixpanel source connection")
    body = bodies.source_connection(name, journey.belongings.id("connections"), journey.account)
    return shown(journey.belongings.create("sourceConnections", body))


def target_connection(journey: Journey) -> Answer:
    """Create the target connection."""
    name = journey.name("Mixpanel target connection")
    body = bodies.target_connection(name, journey.belongings.id("dataSets"))
    return shown(journey.belongings.create("targetConnections", body))


def mapping_set(journey: Journey) -> Answer:
    """Create the mapping set."""
    body = bodies.mapping_set(journey.belongings.id("schemas"), journey.namespace)
    created = journey.client.mapping_sets.create(body)
    journey.mapping_set_id = created.id
    return shown(created, "id", "version")


def flow(journey: Journey) -> Answer:
    """Create the dataflow."""
    held = journey.belongings
    body = bodies.flow(
        journey.name("Mixpanel dataflow"),
        held.id("sourceConnections"),
        held.id("targetConnections"),
        journey.mapping_set_id,
        journey.start,
    )
    created = held.create("flows", body)
    journey.flow_id = created.id
    return shown(created)


def runs(journey: Journey) -> Answer:
    """List the runs of the dataflow."""
    found = [*islice(journey.client.runs.list(property=f"flowId=={journey.flow_id}"), SHOWN_RUNS)]
    table = Table(("id", "status"), [(run.id, run.status or "–") for run in found])
    return Answer({"items": len(found)}, (table,) if found else (), remark="" if found else "no-runs")


def read_flow(journey: Journey) -> Answer:
    """Read the dataflow and its current etag."""
    found = journey.client.flows.retrieve(journey.flow_id)
    journey.etag = found.etag
    return shown(found, "name", "state", "etag")


def update_flow(journey: Journey) -> Answer:
    """Rename the dataflow, if nobody was quicker."""
    change = [replace("/name", journey.name("Mixpanel dataflow, renamed"))]
    return shown(journey.client.flows.update(journey.flow_id, change, etag=journey.etag))


def stale_etag(journey: Journey) -> Answer:
    """Try the same etag once more."""
    change = [replace("/name", journey.name("Mixpanel dataflow, too late"))]
    try:
        journey.client.flows.update(journey.flow_id, change, etag=journey.etag)
    except StaleEtag as error:
        return refusal(error)
    raise Unmet("stale-etag")


def update_base_connection(journey: Journey) -> Answer:
    """Rename the base connection."""
    id = journey.belongings.id("connections")
    etag = journey.client.connections.retrieve(id).etag
    change = [replace("/name", journey.name("Mixpanel base connection, renamed"))]
    return shown(journey.client.connections.update(id, change, etag=etag))


def deletion(kind: str) -> Act:
    """Delete the resource of a kind."""

    def delete(journey: Journey) -> Answer:
        journey.belongings.delete(kind)
        return Answer()

    return delete


def gone(journey: Journey) -> Answer:
    """Look for the dataflow once more."""
    try:
        journey.client.flows.retrieve(journey.flow_id)
    except NotFound as error:
        return refusal(error)
    raise Unmet("gone")


def shown(document: Document, *names: str) -> Answer:
    """These fields of a document, `id` and `etag` if none is named."""
    return Answer(some(document.json, *(names or ("id", "etag"))))


def some(body: JsonObject, *names: str) -> Mapping[str, object]:
    """The fields of these names that are there."""
    return {name: body[name] for name in names if name in body}


def refusal(error: ApiError) -> Answer:
    """What an announced error says."""
    return Answer({"code": error.code, "message": error.detail})


def schema_table(found: Exploration) -> Table:
    """The fields of a source and their types."""
    return Table(("field", "type"), [*typed_fields(found.schema)])


def typed_fields(schema: JsonObject, path: str = "") -> Iterator[tuple[str, str]]:
    """The fields of a JSON Schema with their whole path, those of an object in its place."""
    for name, field in (schema.get("properties") or {}).items():
        if field.get("properties"):
            yield from typed_fields(field, f"{path}{name}.")
        else:
            yield f"{path}{name}", str(field.get("type", "–"))


def event_table(found: Exploration) -> Table:
    """The first events of a preview."""
    rows = [
        (str(row.get("event", "–")), *(str(row.get("properties", {}).get(name, "–")) for name in EVENT_FIELDS))
        for row in found.rows[:SHOWN_EVENTS]
    ]
    return Table(("event", *EVENT_FIELDS), rows, len(found.rows) - len(rows))


STEPS = (
    Step("token", token),
    Step("tenant", tenant),
    Step("field-group", field_group),
    Step("schema", schema),
    Step("dataset", dataset),
    Step("base-connection", base_connection),
    Step("connection-test", connection_test),
    Step("explore", explore),
    Step("source-connection", source_connection),
    Step("target-connection", target_connection),
    Step("mapping-set", mapping_set),
    Step("flow", flow),
    Step("runs", runs),
    Step("read-flow", read_flow),
    Step("update-flow", update_flow),
    Step("stale-etag", stale_etag, announced=412),
    Step("update-base-connection", update_base_connection),
    Step("delete-flow", deletion("flows")),
    Step("delete-target-connection", deletion("targetConnections")),
    Step("delete-source-connection", deletion("sourceConnections")),
    Step("delete-base-connection", deletion("connections")),
    Step("delete-dataset", deletion("dataSets")),
    Step("delete-schema", deletion("schemas")),
    Step("delete-field-group", deletion("fieldgroups")),
    Step("gone", gone, announced=404),
)
"""All steps, in order."""
