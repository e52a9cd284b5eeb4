"""Sending the requests of the contract: the ids of its examples give way to real ones."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import requests

from flowservice_client import ApiError, Document

from . import tutorial
from .api import A_DAY, Api
from .contract import NOT_BUILT, Case, cases
from .drafts import given_publishable
from .given_runs import given_failed_run, given_once, given_run
from .own_specs import given_connection_spec, given_flow_spec
from .raw import Raw
from .readings import Readings

SCHEMA = "995dabbea86d58e346ff91bd8aa741a9f36f29b1019138d4"
FIELD_GROUP = "0f3a5c7e9b1d2f4a6c8e0b2d4f6a8c0e1b3d5f7a9c1e3b5d"
URL = "https://ns.adobe.com/{}/{}/{}"

RUN = "c6b1e0d4-1c0e-4a5f-9a53-0f2f8f0d7b11"
MAPPING = "394bec970d54410b98e1d4c55a3843ca"

Given = Callable[[Api], str]

REAL: dict[str, Given] = {
    tutorial.BASE_CONNECTION: lambda api: api.given_connection().id,
    tutorial.SOURCE_CONNECTION: lambda api: api.given_source_connection().id,
    tutorial.TARGET_CONNECTION: lambda api: api.given_target_connection().id,
    tutorial.FLOW: lambda api: api.given_flow().id,
    RUN: lambda api: given_run(api).id,
    tutorial.DATASET: lambda api: api.given_dataset().id,
    "65f0c0ffee65f0c0ffee65f0": lambda api: api.given_dataset().id,
    f"_extconndev.schemas.{SCHEMA}": lambda api: api.given_schema().json["meta:altId"],
    URL.format("extconndev", "schemas", SCHEMA): lambda api: api.shared(api.given_schema).id,
    URL.format("acme", "schemas", SCHEMA): lambda api: api.shared(api.given_schema).id,
    URL.format("extconndev", "mixins", FIELD_GROUP): lambda api: api.shared(api.given_field_group).id,
    f"/global/fieldgroups/_extconndev.mixins.{FIELD_GROUP}": lambda api: global_field_group(api),
    f"_extconndev.mixins.{FIELD_GROUP}": lambda api: api.given_field_group().json["meta:altId"],
    "_extconndev": lambda api: api.namespace(),
    "reference-client": lambda api: api.client.settings.client_id,
    "demo-secret": lambda api: api.client.settings.client_secret,
}
"""The ids that stand in examples, and what makes a real one to put in their place; the longer ones first."""

WRITE_SPECS = frozenset(("createConnectionSpec", "updateConnectionSpec", "createFlowSpec", "updateFlowSpec"))
NEED_RUNS = frozenset(("createFlowRun", "retrieveFlowRun", "updateRun", "postAction"))
LASTING = WRITE_SPECS | NEED_RUNS
"""What these make or need can never be deleted: nobody but an emulator is asked for it."""
REFUSED_ELSEWHERE: dict[str, tuple[str, int]] = {
    "listMappingSets": ("mapping_set.paging", 400),
    "createMapping": ("mapping_set.check", 400),
    "getByConnectionId": ("explore.object", 400),
    "createConnectionSpec": ("spec.writer", 400),
    "updateConnectionSpec": ("spec.writer", 400),
    "updateRun": ("run.update", 400),
    "postAction": ("run.update", 400),
    **dict.fromkeys(
        ("deleteConnection", "deleteSourceConnection", "deleteTargetConnection", "deleteByFlow"),
        ("delete.status", 202),
    ),
}
"""The rule by which an example's answer is another one under its published reading, and the status it has then."""
RULES_OF_CHANGES = {
    "deleteMappingSet": "mapping_set.deleted",
    "createMapping": "mapping.changed",
    "putMapping": "mapping.changed",
    "deleteMapping": "mapping.changed",
}
"""The rule that says how an operation works that Adobe's documents do not have: all of them change mapping sets."""
ENABLE_FOR_PROFILE = [{"op": "add", "path": "/meta:immutableTags", "value": ["union"]}]
"""What can never be undone: such a schema cannot be deleted any more, so it is renamed instead."""
PATHS_OF_NAMES = ("/name", "/title")


def marked(case: Case) -> Any:
    """A case as a parameter, with what it needs and the rules that it rests on."""
    id = case.operation_id
    rules = {RULES_OF_CHANGES.get(id), REFUSED_ELSEWHERE.get(id, (None,))[0]} - {None}
    marks = [pytest.mark.needs("lasting")] if id in LASTING else []
    return pytest.param(case, id=str(case), marks=[*marks, *map(pytest.mark.rests_on, sorted(map(str, rules)))])


def expected(rules: Readings, case: Case) -> list[int]:
    """The statuses that may come where the request of a case is sent with real ids."""
    rule, otherwise = REFUSED_ELSEWHERE.get(case.operation_id, ("", case.success))
    return rules.allowed(rule, tutorial=case.success, published=otherwise)


def disabled_flow(api: Api) -> str:
    """A flow that can be enabled."""
    return api.flows.disable(api.given_flow().id).id


def run_of_flow(api: Api) -> dict[str, str]:
    """A run, and the flow that it is of."""
    run = given_run(api)
    return {RUN: run.id, tutorial.FLOW: str(run.flow_id)}


def own_spec(collection: str, published: str, given: Callable[[Api], Document], api: Api) -> dict[str, str]:
    """A spec of one's own in the place of a published one; nothing where users may not make any."""
    try:
        return {f"{collection}/{published}": f"{collection}/{given(api).id}"}
    except ApiError:
        return {}


FITTING: dict[str, Callable[[Api], dict[str, str]]] = {
    "performAction": lambda api: {tutorial.BASE_CONNECTION: given_publishable(api, "connections").id},
    "performAction_1": lambda api: {tutorial.SOURCE_CONNECTION: given_publishable(api, "sourceConnections").id},
    "performAction_2": lambda api: {tutorial.TARGET_CONNECTION: given_publishable(api, "targetConnections").id},
    "postStateTransition": lambda api: {tutorial.FLOW: disabled_flow(api)},
    "createFlowRun": lambda api: {tutorial.FLOW: given_once(api).id},
    "updateRun": run_of_flow,
    "postAction": lambda api: {RUN: given_failed_run(api).id},
    "updateConnectionSpec": partial(own_spec, "connectionSpecs", tutorial.MIXPANEL, given_connection_spec),
    "updateFlowSpec": partial(own_spec, "flowSpecs", tutorial.REST_FLOW, given_flow_spec),
}
"""What an operation needs in the place of an example, where not any of its kind will do."""


def real(api: Api, case: Case) -> tuple[str, Any]:
    """Path and body of a case with real ids, made for it, and names of our own."""
    text = json.dumps([case.path, case.body])
    if case.operation_id in FITTING:
        for example, fitting in FITTING[case.operation_id](api).items():
            text = text.replace(example, fitting)
    for example, given in REAL.items():
        if example in text:
            text = text.replace(example, given(api))
    if tutorial.MAPPING_SET in text:
        mapping_set = api.given_mapping_set().id
        text = text.replace(tutorial.MAPPING_SET, mapping_set)
        text = text.replace(MAPPING, api.mapping_sets.mappings(mapping_set)[0].id)
    path, body = json.loads(text)
    if case.operation_id == "createFlow":  # what starts at once leaves runs behind
        body["scheduleParams"]["startTime"] = int(api.now()) + A_DAY
    return path, named(api, body)


def named(api: Api, body: Any) -> Any:
    """A body whose name or title, or a patch whose new one, is one of ours."""
    if body == ENABLE_FOR_PROFILE:
        return [{"op": "replace", "path": "/title", "value": api.name()}]
    if isinstance(body, list):
        return [{**step, "value": api.name()} if step["path"] in PATHS_OF_NAMES else step for step in body]
    if not isinstance(body, dict):
        return body
    return {key: api.name(value) if f"/{key}" in PATHS_OF_NAMES else value for key, value in body.items()}


def send(api: Api, raw: Raw, case: Case, path: str, body: Any) -> requests.Response:
    """Send a case, with the etag of what is there."""
    is_form = case.content_type is not None and not case.content_type.endswith("json")
    content = {"data": body} if is_form else {"json": body}
    headers = case.headers
    if "If-Match" in headers:
        headers["If-Match"] = etag_at(raw, path) or headers["If-Match"]
    return raw(case.method, path, params=case.required_query, headers=headers, **content)


def etag_at(raw: Raw, path: str) -> str | None:
    """The etag of what lies at a path, if that can be told."""
    reply = raw("GET", path)
    return str(reply.json()["items"][0]["etag"]) if reply.ok else None


def global_field_group(api: Api) -> str:
    """The path of a field group that the platform itself brings."""
    return f"/global/fieldgroups/{next(api.field_groups.list(container='global')).json['meta:altId']}"


def not_built(raw: Raw) -> frozenset[str]:
    """The operations that the target says it has not built.

    Each is asked for in a way that can change nothing: without a body, and to delete what is not there.
    """
    return frozenset(case.operation_id for case in cases() if attempt(raw, case).status_code == NOT_BUILT)


def attempt(raw: Raw, case: Case) -> requests.Response:
    """A request that reaches the operation of a case and is refused there at the latest, if it writes."""
    return raw(case.method, f"{case.path}-is-not-there" if case.method == "DELETE" else case.path)
