"""The bodies of the tutorial's requests; what travels in them is in the JSON files beside this one.

Source: tutorial; where it slips (the data lake's id) the published id is used.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..wire import JsonObject
from .account import Account
from .json_files import read_json

MIXPANEL = {"id": "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb", "version": "1.0"}
DATA_LAKE = {"id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c", "version": "1.0"}
FLOW_SPEC = {"id": "6499120c-0b15-42dc-936e-847ea3c24d72", "version": "1.0"}
PROFILE_CLASS = "https://ns.adobe.com/xdm/context/profile"
SCHEMA_VERSION = "application/vnd.adobe.xed+json;version=1"


def field_group(title: str, namespace: str) -> JsonObject:
    """The eleven fields, under the tenant's namespace."""
    fields = {namespace: {"type": "object", "properties": read_json("fields.json")}}
    return {
        "type": "object",
        "title": title,
        "description": "What Mixpanel says of an event",
        "meta:intendedToExtend": [PROFILE_CLASS],
        "definitions": {"mixpanel": {"type": "object", "properties": fields}},
        "allOf": [{"$ref": "#/definitions/mixpanel"}],
    }


def schema(title: str, field_group_id: str) -> JsonObject:
    """A schema of the class XDM Individual Profile, which requires no field that Mixpanel has not got."""
    return {
        "type": "object",
        "title": title,
        "description": "Events of Mixpanel",
        "allOf": [{"$ref": PROFILE_CLASS}, {"$ref": field_group_id}],
    }


def dataset(name: str, schema_id: str) -> JsonObject:
    """A data set that keeps to the schema."""
    return {"name": name, "schemaRef": {"id": schema_id, "contentType": SCHEMA_VERSION}}


def base_connection(name: str, account: Account) -> JsonObject:
    """An account at Mixpanel, with its credentials."""
    params = {"username": account.username, "password": account.password}
    return {
        "name": name,
        "description": "The account that reads from Mixpanel",
        "connectionSpec": MIXPANEL,
        "auth": {"specName": "Basic Authentication", "params": params},
    }


def source_connection(name: str, base_connection_id: str, account: Account) -> JsonObject:
    """What is read: one project."""
    return {
        "name": name,
        "description": "Events of one Mixpanel project",
        "baseConnectionId": base_connection_id,
        "connectionSpec": MIXPANEL,
        "data": {"format": "json"},
        "params": account.params,
    }


def target_connection(name: str, dataset_id: str) -> JsonObject:
    """Where it goes: a data set of the data lake."""
    return {
        "name": name,
        "description": "The data set for events of Mixpanel",
        "connectionSpec": DATA_LAKE,
        "data": {"format": "json"},
        "params": {"dataSetId": dataset_id},
    }


def mapping_set(schema_id: str, namespace: str) -> JsonObject:
    """The eleven mappings, into the tenant's namespace."""
    rows: Sequence[JsonObject] = read_json("mappings.json")
    return {
        "version": 0,
        "xdmSchema": schema_id,
        "xdmVersion": "1.0",
        "id": None,
        "mappings": [{**row, "destination": f"{namespace}.{row['destination']}"} for row in rows],
    }


def flow(name: str, source_id: str, target_id: str, mapping_set_id: str, start: int) -> JsonObject:
    """A dataflow that runs every fifteen minutes from `start` (seconds since 1970) on."""
    mapping = {"mappingId": mapping_set_id, "mappingVersion": "0"}
    return {
        "name": name,
        "description": "Events of Mixpanel into the data lake",
        "flowSpec": FLOW_SPEC,
        "sourceConnectionIds": [source_id],
        "targetConnectionIds": [target_id],
        "transformations": [{"name": "Mapping", "params": mapping}],
        "scheduleParams": {"startTime": str(start), "frequency": "minute", "interval": 15},
    }
