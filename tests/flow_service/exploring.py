"""Asking what a source holds, and the filters that are sent along."""

import json
from base64 import b64encode
from functools import cache
from typing import Any
from urllib.parse import urlencode

from mock_flowservice.wire import JsonObject
from tests.bodies import BIG_QUERY, PROVIDER, connection_specs
from tests.flow_service.in_process import Platform
from tests.replies import Answer

EXPLORABLE = [id for id, spec in connection_specs().items() if "exploreSpec" in spec]


@cache
def account(platform: Platform, spec_id: str) -> str:
    """A base connection of a platform; many tests ask through one."""
    return platform.given_connection(spec_id).id


def explored(platform: Platform, spec_id: str, query: str = "", **parameters: Any) -> Answer:
    """What a source answers, through a base connection if it has one."""
    signs_in = connection_specs().get(spec_id, {}).get("authSpec")
    where = f"/connections/{account(platform, spec_id)}" if signs_in else f"/connectionSpecs/{spec_id}"
    return platform.ask("GET", f"{where}/explore?{query or urlencode(parameters)}")


def given_spec(platform: Platform, **fields: Any) -> str:
    """A connection spec of the tenant's own, without a way to sign in."""
    made = platform.create("connectionSpecs", {"name": "acme", "providerId": PROVIDER} | fields)
    assert made.status == 201, made.text
    return str(made.body["id"])


def field(name: Any) -> JsonObject:
    return {"nodeType": "fieldLookup", "fieldName": name}


def literal(value: Any) -> JsonObject:
    return {"nodeType": "literal", "value": value}


def apply(operator: Any, *params: Any) -> JsonObject:
    return {"nodeType": "fnApply", "fnName": operator, "params": list(params)}


def compare(operator: str, name: str, value: Any) -> JsonObject:
    return apply(operator, field(name), literal(value))


def pql(value: Any, **other: Any) -> JsonObject:
    """A whole filter."""
    return {"type": "PQL", "format": "pql/json", "value": value} | other


def encoded(value: Any) -> str:
    return b64encode(json.dumps(value).encode()).decode()


def filtered(platform: Platform, row_filter: Any, table: str = "orders", spec_id: str = BIG_QUERY) -> Answer:
    """The rows of a table that meet a filter."""
    return explored(platform, spec_id, objectType="table", object=table, preview="true", filters=encoded(row_filter))
