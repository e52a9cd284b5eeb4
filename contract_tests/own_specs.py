"""Specs of one's own, which can never be deleted: made on emulators only."""

from flowservice_client import Document

from .api import Api
from .tutorial import DATA_LAKE, JsonObject

PROVIDER = "0ed90a81-07f4-4586-8190-b40eccef1c5a"
"""Of the batch sources."""


def schema_of(*required: str, **properties: JsonObject) -> JsonObject:
    """The schema of an object with these properties."""
    draft = "http://json-schema.org/draft-07/schema#"
    return {"$schema": draft, "type": "object", "properties": properties, "required": [*required]}


def connection_spec_body(api: Api) -> JsonObject:
    """A source behind a key, whose source connections say which survey they read."""
    auth = schema_of("host", "authKey1", host={"type": "string"}, authKey1={"type": "string", "format": "password"})
    return {
        "name": api.name("surveys"),
        "providerId": PROVIDER,
        "version": "1.0",
        "type": "generic-rest",
        "authSpec": [{"name": "API Key Authentication", "type": "KeyBased", "spec": auth}],
        "sourceSpec": {
            "name": "Surveys",
            "type": "generic-rest",
            "spec": schema_of("surveyId", surveyId={"type": "string"}),
            "attributes": {"uiAttributes": {"isSource": True}},
        },
        "attributes": {"category": "analytics", "isSource": True},
    }


def flow_spec_body(api: Api, *source_spec_ids: str) -> JsonObject:
    """Flows from these sources into the data lake, on no schedule."""
    return {
        "name": api.name("SurveysToAEP"),
        "providerId": PROVIDER,
        "version": "1.0",
        "sourceConnectionSpecIds": [*source_spec_ids],
        "targetConnectionSpecIds": [DATA_LAKE],
        "attributes": {"isSourceFlow": True},
    }


def given_connection_spec(api: Api) -> Document:
    """A connection spec of one's own."""
    return api.connection_specs.create(connection_spec_body(api))


def given_flow_spec(api: Api, *source_spec_ids: str) -> Document:
    """A flow spec of one's own."""
    return api.flow_specs.create(flow_spec_body(api, *source_spec_ids))
