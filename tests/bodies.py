"""The bodies that tests send: small, valid, and each new with every call."""

from typing import Any

from mock_flowservice.services.flow_service.specs import CONNECTION_SPECS, published_specs
from mock_flowservice.wire import JsonObject

MIXPANEL = "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb"
MYSQL = "26d738e0-8963-47ea-aadf-c60de735468a"
AZURE_BLOB = "4c10e202-c428-4796-9208-5f1f5732b1cf"
FILE_STORAGE = "be5ec48c-5b78-49d5-b8fa-7c89ec4569b8"
PENDO = "6ff5654f-19d5-427d-bd3e-c0ebc802389a"
SNOWFLAKE_STREAMING = "51ae16c2-bdad-42fd-9fce-8d5dfddaf140"
DATA_LAKE = "c604ff05-7f1a-43c0-8e18-33bf874cb11c"
BIG_QUERY = "3c9b37f8-13a6-43d8-bad3-b863b941fedd"
LANDING_ZONE = "26f526f2-58f4-4712-961d-e41bf1ccc0e8"
STRIPE = "cc2c31d6-7b8c-4581-b49f-5c8698aa3ab3"
S3_DESTINATION = "4fce964d-3f37-408f-9778-e597338a21ee"
PROFILE_STORE = "8a9c3494-9708-43d7-ae3f-cda01e5030e1"

FILE_FLOW = "9753525b-82c7-4dce-8a9b-5ccfce2b9876"
REST_FLOW = "6499120c-0b15-42dc-936e-847ea3c24d72"
CRM_FLOW = "14518937-270c-4525-bdec-c2ba7cce3860"
STREAMING_FLOW = "e77fde5a-22a8-11ed-861d-0242ac120002"
SEGMENTS_FLOW = "71471eba-b620-49e4-90fd-23f1fa0174d8"

PROVIDER = "0ed90a81-07f4-4586-8190-b40eccef1c5a"
"""Of the batch sources."""

KINDS = ("connections", "sourceConnections", "targetConnections", "flows")
"""The kinds of entities, in an order in which they can be published."""
ONCE = {"startTime": 4102444800, "frequency": "once"}
"""A schedule of flows that run on demand."""

PROFILE = "https://ns.adobe.com/xdm/context/profile"
EXPERIENCE_EVENT = "https://ns.adobe.com/xdm/context/experienceevent"

UNKNOWN = "00000000-0000-4000-8000-000000000000"
DATASET = "5ef4551c52e054191a61a99f"


def connection_specs() -> dict[str, JsonObject]:
    """The published connection specs by id."""
    return published_specs(CONNECTION_SPECS)


def spec_ref(id: str) -> JsonObject:
    """A spec, as bodies name it."""
    return {"id": id, "version": "1.0"}


def params_of(schema: JsonObject) -> JsonObject:
    """The least that meets the schema of auth parameters, or of the params of a source connection."""
    required = list(schema.get("required", ())) + list(schema.get("anyOf", [{}])[0].get("required", ()))
    return {name: value_of(schema["properties"][name]) for name in required}


def value_of(schema: JsonObject) -> Any:
    """A value of a schema's type."""
    kind = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
    plain: JsonObject = {"string": "text", "boolean": True, "array": [], "object": {}, "number": 5, "integer": 5}
    return schema["enum"][0] if "enum" in schema else plain[kind]


def auth_of(spec: JsonObject, way: int = 0) -> JsonObject:
    """Credentials for one of the ways to authenticate."""
    auth_spec = spec["authSpec"][way]
    return {"specName": auth_spec["name"], "params": params_of(auth_spec["spec"])}


def connection_body(spec_id: str = MIXPANEL, **fields: Any) -> JsonObject:
    """A base connection."""
    spec = connection_specs()[spec_id]
    auth = {"auth": auth_of(spec)} if spec["authSpec"] else {}
    return {"name": "an account", "connectionSpec": spec_ref(spec_id), **auth, **fields}


def source_body(spec_id: str = MIXPANEL, **fields: Any) -> JsonObject:
    """A source connection, without its base connection."""
    params = params_of(connection_specs()[spec_id].get("sourceSpec", {}).get("spec", {}))
    body = {"name": "some data", "connectionSpec": spec_ref(spec_id), "data": {"format": "json"}, "params": params}
    return body | fields


def target_body(spec_id: str = DATA_LAKE, **fields: Any) -> JsonObject:
    """A target connection into the data lake."""
    body = {"name": "a target", "connectionSpec": spec_ref(spec_id), "data": {"format": "json"}}
    return body | {"params": {"dataSetId": DATASET}} | fields


def flow_body(source: str, target: str, **fields: Any) -> JsonObject:
    """A flow between two connections, every quarter of an hour."""
    return {
        "name": "a flow",
        "flowSpec": spec_ref(REST_FLOW),
        "sourceConnectionIds": [source],
        "targetConnectionIds": [target],
        "scheduleParams": {"startTime": "4102444800", "frequency": "minute", "interval": 15},
    } | fields


def mapping(id: str, version: Any = "0") -> JsonObject:
    """The transformation that names a mapping set."""
    return {"name": "Mapping", "params": {"mappingId": id, "mappingVersion": version}}


def copy(**params: Any) -> JsonObject:
    """The transformation that names a delta column, or what else is given."""
    return {"name": "Copy", "params": params or {"deltaColumn": {"name": "changed_at"}}}


def step(op: str, path: str, *value: Any) -> JsonObject:
    """One operation of a PATCH body, with a value if one is given."""
    return {"op": op, "path": path, **({"value": value[0]} if value else {})}


def field_group_body(title: str, fields: JsonObject, namespace: str = "_extconndev") -> JsonObject:
    """A field group with these fields under the tenant's namespace."""
    own = {namespace: {"type": "object", "properties": fields}}
    return {
        "type": "object",
        "title": title,
        "description": "",
        "meta:intendedToExtend": [PROFILE],
        "definitions": {"customFields": {"type": "object", "properties": own}},
        "allOf": [{"$ref": "#/definitions/customFields", "type": "object"}],
    }


def schema_body(title: str, *refs: str) -> JsonObject:
    """A schema: no more than it has to say."""
    return {"title": title, "allOf": [{"$ref": ref} for ref in refs]}
