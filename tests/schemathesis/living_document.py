"""A contract document whose examples are true: each operation's name entities of its own in a running emulator."""

import re
from copy import deepcopy
from typing import Any

from contract_tests.api import Api
from contract_tests.contract import METHODS, Case, cases, document, resolved
from contract_tests.raw import Raw
from contract_tests.requests_of_contract import etag_at, real
from contract_tests.tutorial import JsonObject

ONCE = {"startTime": "4102444800", "frequency": "once"}
"""The schedule of a flow that can be run on demand, as scenarios do."""


def living_document(name: str, api: Api, raw: Raw) -> JsonObject:
    """A document with true examples of what can be asked; what they name is made for it."""
    living = deepcopy(document(name))
    for path, operation in operations(living):
        operation["parameters"] = [deepcopy(resolved(name, each)) for each in operation.get("parameters", ())]
        for media in operation.get("requestBody", {}).get("content", {}).values():
            media.pop("example", None)
            media["examples"] = {}
        for case in cases():
            if case.operation_id == operation["operationId"]:
                fill_in(operation, living["servers"][0]["url"] + path, case, api, raw)
    return living


def operations(living: JsonObject) -> list[tuple[str, JsonObject]]:
    """Every operation of a document, with its path."""
    return [(path, item[method]) for path, item in living["paths"].items() for method in METHODS if method in item]


def fill_in(operation: JsonObject, template: str, case: Case, api: Api, raw: Raw) -> None:
    """Let an operation have the examples of a case, with real ids."""
    path, body = real(api, case)
    if case.operation_id == "createFlow":
        body["scheduleParams"] = ONCE
    if case.content_type:
        operation["requestBody"]["content"][case.content_type]["examples"][case.label] = {"value": body}
    values = values_in(path, template)
    if "If-Match" in case.headers:
        values["If-Match"] = etag_at(raw, path)
    for parameter in operation["parameters"]:
        if parameter["name"] in values:
            parameter["example"] = values[parameter["name"]]
        elif not (parameter.get("required") or parameter["name"] == "Accept"):  # they do not all go together
            parameter.pop("example", None)


def values_in(path: str, template: str) -> dict[str, Any]:
    """The values that a path has for the variables of its template."""
    pattern = re.sub(r"{(\w+)}", r"(?P<\1>.+)", template)
    found = re.fullmatch(pattern, path)
    assert found, f"{path} is not {template}"
    return found.groupdict()
