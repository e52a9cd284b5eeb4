"""A contract document whose examples are true: their ids are those of entities that a running emulator holds."""

import json
from collections.abc import Iterator
from typing import Any

from contract_tests import tutorial
from contract_tests.api import Api
from contract_tests.contract import FOLDER, METHODS
from contract_tests.given_runs import given_run
from contract_tests.requests_of_contract import MAPPING, REAL, RUN
from contract_tests.tutorial import JsonObject
from mock_flowservice.contract import resolve

ONCE = {"startTime": "4102444800", "frequency": "once"}
"""The schedule of a flow that can be run on demand."""


def living_document(name: str, api: Api) -> JsonObject:
    """A document with true examples of what it takes; what they name is made for it."""
    document: JsonObject = json.loads(with_real_ids((FOLDER / f"{name}.json").read_text("utf-8"), api))
    for parameter in document["components"].get("parameters", {}).values():
        if parameter["in"] == "query" and not parameter.get("required"):  # they do not all go together
            parameter.pop("example", None)
    for media in request_media(document):
        for label, example in media.get("examples", {}).items():
            media["examples"][label] = resolve(document, example)
    if name == "flow-service":
        keep_connections(document["paths"]["/flows"]["post"]["requestBody"]["content"]["application/json"], api)
    return document


def with_real_ids(text: str, api: Api) -> str:
    """The text of a document with the ids of its examples replaced by real ones."""
    if RUN in text:
        run = given_run(api)
        text = text.replace(RUN, run.id).replace(tutorial.FLOW, str(run.flow_id))
    if tutorial.MAPPING_SET in text:
        mapping_set = api.given_mapping_set().id
        mapping = api.mapping_sets.mappings(mapping_set)[0].id
        text = text.replace(tutorial.MAPPING_SET, mapping_set).replace(MAPPING, mapping)
    for example, given in REAL.items():
        if example in text:
            text = text.replace(example, given(api))
    return text


def request_media(document: JsonObject) -> Iterator[JsonObject]:
    """Every kind of body that a document takes."""
    for item in document["paths"].values():
        for method in item.keys() & set(METHODS):
            body: Any = resolve(document, item[method].get("requestBody", {}))
            yield from body.get("content", {}).values()


def keep_connections(media: JsonObject, api: Api) -> None:
    """Let the example be a flow that can be run on demand; one of it keeps its connections from being deleted."""
    media["example"]["scheduleParams"] = ONCE
    api.flows.create(media["example"])
