"""What is in a data set: what its client says, and what Catalog adds to it."""

import re

from ...call import Call
from ...errors import Explanation
from ...wire import JsonObject
from ..schema_registry import find_schema
from .errors import SCHEMA_UNKNOWN

CATALOG_FIELDS = frozenset(
    (
        *("id", "version", "imsOrg", "sandboxId", "classification", "state", "dule", "statsCache", "extensions"),
        *("created", "updated", "createdClient", "createdUser", "updatedUser"),
        *("viewId", "basePath", "files", "persistence"),
        *("lastBatchId", "lastBatchStatus", "lastSuccessfulBatch", "lastFailedBatch"),
    )
)
"""Fields no client sets. Source: catalog spec, dataSetRequest against dataSetResponse; rule dataset.protected."""
FILE_DESCRIPTION = {"persisted": True, "containerFormat": "parquet", "format": "parquet"}
"""Source: what aepp sends when it is not told otherwise."""
BEHAVIOURS = ("time-series", "adhoc")


def new_dataset(call: Call, id: str, given: JsonObject) -> JsonObject:
    """A data set as it comes into being; what the client says of Catalog's own fields is passed over.

    Source: catalog spec; rules dataset.additions and dataset.protected.
    """
    call.rests_on("dataset.additions")
    if not CATALOG_FIELDS.isdisjoint(given):
        call.rests_on("dataset.protected")
    own = {name: given[name] for name in given if given[name] is not None and name not in CATALOG_FIELDS}
    view = call.emulator.ids.hex(24)
    dataset = {
        "name": id,
        **own,
        "version": "1.0.0",
        "imsOrg": call.tenant.org,
        "sandboxId": call.sandbox_id,
        "created": call.now,
        "updated": call.now,
        "createdClient": call.client_id,
        "createdUser": call.user,
        "updatedUser": call.user,
        "viewId": view,
        "files": f"@/dataSets/{id}/views/{view}/files",
        "state": "DRAFT",
        "dule": {},
        "statsCache": {},
    }
    return completed({**dataset, "classification": classification(call, dataset)})


def next_version(call: Call, before: JsonObject, after: JsonObject) -> JsonObject:
    """A data set after a change: its last number rises, and it says when and by whom. Rule dataset.additions."""
    call.rests_on("dataset.additions")
    major, minor, patch = before["version"].split(".")
    stamps = {"version": f"{major}.{minor}.{int(patch) + 1}", "updated": call.now, "updatedUser": call.user}
    if schema_id(after) != schema_id(before):
        stamps["classification"] = classification(call, after)
    return completed({**after, **stamps})


def completed(dataset: JsonObject) -> JsonObject:
    """A data set with all that each one has, whatever its client left out or took away."""
    usual = {"fileDescription": FILE_DESCRIPTION, "observableSchema": {}}
    missing = {name: value for name, value in usual.items() if name not in dataset}
    return dataset | missing | {"tags": own_tags(dataset["name"]) | dataset.get("tags", {})}


def own_tags(name: str) -> dict[str, list[str]]:
    """The tags that Catalog gives: the table's name, and how it is kept.

    Source: doc help/catalog (Sample Dataset has the table sample_dataset); rule dataset.additions.
    """
    table = re.sub("[^0-9a-z]", "_", name.lower())
    return {"adobe/pqs/table": [table], "adobe/siphon/table/format": ["parquet"]}


def schema_id(dataset: JsonObject) -> str:
    """The `$id` of the schema that records must have, empty if none is named."""
    return str(dataset.get("schemaRef", {}).get("id", ""))


def classification(call: Call, dataset: JsonObject) -> dict[str, str]:
    """Whose data set it is and how its records behave, after the class of its schema; `record` while none is known.

    Source: aepp needs it; rules dataset.additions and dataset.schema.
    """
    call.rests_on("dataset.additions")
    id = schema_id(dataset)
    schema = find_schema(call, id) if id else None
    if schema is None and call.published("dataset.schema"):
        raise SCHEMA_UNKNOWN(Explanation("/schemaRef/id", id, "the $id of a schema of this sandbox"), id=id)
    extends = schema.get("meta:extends", ()) if schema else ()
    behaviour = next((name for name in BEHAVIOURS if f"https://ns.adobe.com/xdm/data/{name}" in extends), "record")
    return {"dataBehavior": behaviour, "managedBy": "CUSTOMER"}
