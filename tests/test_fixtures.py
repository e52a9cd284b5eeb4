"""The shipped fixtures agree with each other and with the facts they were made from."""

import csv
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from jsonschema import Draft6Validator, Draft7Validator
from referencing import Registry, Resource

from mock_flowservice.wire import JsonObject

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "fixtures"
REFERENCE = ROOT / ".." / "shared" / "reference"
SOURCES, TUTORIAL = REFERENCE / "connection-specs.csv", REFERENCE / "tutorial-mixpanel.pt.md"

CONNECTION_SPECS: list[JsonObject] = json.loads((FIXTURES / "specs/connection_specs.json").read_text("utf-8"))
FLOW_SPECS: list[JsonObject] = json.loads((FIXTURES / "specs/flow_specs.json").read_text("utf-8"))
XDM: list[JsonObject] = json.loads((FIXTURES / "xdm/global.json").read_text("utf-8"))
EVENTS: list[JsonObject] = [
    json.loads(line) for line in (FIXTURES / "mixpanel/events.jsonl").read_text("utf-8").splitlines()
]
SPELLINGS = {"oAuth2RefreshCode", "OAuth2 Refresh Code"}
SECRET = re.compile(r"password|passphrase|secret|token|key|credential|connectionstring|sasuri", re.IGNORECASE)
NAMED_AFTER_A_SECRET = {"sasKeyName", "accessTokenUrl", "tokenEndpoint"}

needs_sources = pytest.mark.skipif(not SOURCES.exists(), reason=f"NOT CHECKED: no table of sources at {SOURCES}")
needs_tutorial = pytest.mark.skipif(not TUTORIAL.exists(), reason=f"NOT CHECKED: no tutorial at {TUTORIAL}")


def mixpanel(name: str) -> Any:
    return json.loads((FIXTURES / "mixpanel" / name).read_text("utf-8"))


def sources() -> list[dict[str, str]]:
    """The table of published sources, or one empty row that the skip mark catches."""
    if not SOURCES.exists():
        return [{"source name": "absent"}]
    with SOURCES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def spec_of(row: dict[str, str]) -> JsonObject:
    """The source's spec, found by its label alone: two sources of one id share a label."""
    label = re.compile(rf"(.* and )?{re.escape(row['source name'])}( and .*)?")
    published = [spec for spec in CONNECTION_SPECS if spec["attributes"]["isSource"]]
    (spec,) = [spec for spec in published if label.fullmatch(spec["attributes"]["connectorName"])]
    return spec


def auth_of(row: dict[str, str]) -> dict[str, set[str]]:
    """What a row of the table says: parameters by auth spec name, `?` kept."""
    names, params = row["auth specName(s)"], row["auth params"]
    if names == "none":
        return {}
    if "; " not in names:
        return {names: set(params.split())}
    return {name: set(each.split()) for name, each in (part.split(": ") for part in params.split("; "))}


def auth_specs() -> list[JsonObject]:
    return [auth for spec in CONNECTION_SPECS for auth in spec["authSpec"]]


def sample(schema: JsonObject) -> JsonObject:
    """Parameters that fill everything required, of the first choice where there is one."""
    chosen = schema.get("anyOf", [{}])[0].get("required", [])
    return {name: schema["properties"][name].get("enum", ["x"])[0] for name in [*schema.get("required", []), *chosen]}


def schemas(spec: JsonObject) -> Iterator[JsonObject]:
    """Every JSON Schema inside a connection or flow spec."""
    parts = ("sourceSpec", "targetSpec", "optionSpec", "scheduleSpec", "runSpec")
    yield from (spec[part]["spec"] for part in parts if part in spec)
    yield from (part["spec"] for part in [*spec.get("authSpec", []), *spec.get("transformationSpecs", [])])
    if explore := spec.get("exploreSpec"):
        yield explore["requestSpec"]
        answers = dict(explore["responseSpec"])
        yield from answers.pop("file", {}).values()
        yield from answers.values()


@needs_sources
@pytest.mark.parametrize("row", sources(), ids=lambda row: row["source name"])
def test_a_published_source_is_in_the_registry_as_published(row: dict[str, str]) -> None:
    spec, auths = spec_of(row), auth_of(row)
    found = {auth["name"]: auth["spec"] for auth in spec["authSpec"]}
    assert set(found) == set(auths) | (SPELLINGS if "oAuth2RefreshCode" in auths else set())
    for name, params in auths.items():
        assert {param.rstrip("?") for param in params} <= set(found[name]["properties"])
        either = {name for choice in found[name].get("anyOf", []) for name in choice["required"]}
        assert {param for param in params if not param.endswith("?")} - either == set(found[name]["required"]) - either
    assert spec["attributes"]["category"].lower().replace(" ", "-") == row["category"]
    assert spec["sourceSpec"]["attributes"]["uiAttributes"]["category"]["key"] == row["category"]
    (flow_spec,) = [flow_spec for flow_spec in FLOW_SPECS if flow_spec["id"] == row["flowSpec id"]]
    assert spec["id"] in flow_spec["sourceConnectionSpecIds"]


@needs_sources
@pytest.mark.parametrize("row", sources(), ids=lambda row: row["source name"])
def test_a_spec_has_the_published_id_or_says_that_its_id_is_inferred(row: dict[str, str]) -> None:
    spec = spec_of(row)
    derived = str(uuid5(NAMESPACE_URL, f"https://github.com/mock-flowservice/{spec['name']}"))
    assert spec["id"] == (row["connectionSpec id"] or derived)
    assert (spec["attributes"].get("x-inferred") == "id") == (not row["connectionSpec id"])


@pytest.mark.parametrize("specs", [CONNECTION_SPECS, FLOW_SPECS], ids=["connection", "flow"])
def test_ids_and_names_are_unique(specs: list[JsonObject]) -> None:
    assert len({spec["id"] for spec in specs}) == len({spec["name"].lower() for spec in specs}) == len(specs)
    assert all(str(UUID(spec["id"])) == spec["id"] for spec in specs)


@pytest.mark.parametrize("spec", CONNECTION_SPECS + FLOW_SPECS, ids=lambda spec: spec["name"])
def test_every_schema_of_a_spec_is_valid_draft_07(spec: JsonObject) -> None:
    found = list(schemas(spec))
    assert found or spec["name"] == "Stream data without transformation"
    for schema in found:
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        Draft7Validator.check_schema(schema)


def test_exactly_the_secret_parameters_are_passwords() -> None:
    params = [pair for auth in auth_specs() for pair in auth["spec"]["properties"].items()]
    secret = {name for name, _ in params if SECRET.search(name)} - NAMED_AFTER_A_SECRET
    assert {name for name, schema in params if schema.get("format") == "password"} == secret
    assert all(schema.get("format") == "password" for name, schema in params if name in secret)


def test_credentials_are_taken_when_whole_and_refused_when_one_is_missing() -> None:
    for auth in auth_specs():
        accepts, whole = Draft7Validator(auth["spec"]).is_valid, sample(auth["spec"])
        assert accepts(whole) and accepts(whole | {"unheard of": 1}), auth
        assert not any(accepts({key: whole[key] for key in whole if key != gone}) for gone in whole), auth


def test_a_flow_spec_names_only_connection_specs_that_exist_or_are_listed_as_unnamed() -> None:
    unnamed = (FIXTURES / "specs/README.md").read_text("utf-8").split("## Ids without a name")[1]
    known = {spec["id"] for spec in CONNECTION_SPECS}
    named = {id for spec in FLOW_SPECS for id in spec["sourceConnectionSpecIds"] + spec["targetConnectionSpecIds"]}
    assert named - known == set(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", unnamed))


@pytest.mark.parametrize("name", ["CloudStorageToAEP", "CRMToAEP", "RestStorageToAEP"])
def test_the_schedule_schema_keeps_the_written_rules(name: str) -> None:
    (spec,) = [spec for spec in FLOW_SPECS if spec["name"] == name]
    accepts = Draft7Validator(spec["scheduleSpec"]["spec"]).is_valid
    smallest = {"minute": 15, "hour": 1, "day": 1, "week": 1}
    for frequency, interval, backfill in product(
        ["once", *smallest, "month", None], [None, 0, 1, 14, 15], [None, True]
    ):
        given = {"startTime": 1, "frequency": frequency, "interval": interval, "backfill": backfill}
        once = frequency == "once" and interval is None and backfill is None
        often = frequency in smallest and interval is not None and interval >= smallest[frequency]
        assert accepts({key: value for key, value in given.items() if value is not None}) == (once or often), given


def test_the_mixpanel_events_use_only_what_their_schema_declares() -> None:
    declared = mixpanel("schema.json")["properties"]
    assert len(EVENTS) == 10
    for event in EVENTS:
        assert set(event) == set(declared)
        assert set(event["properties"]) <= set(declared["properties"]["properties"])
    assert all(Draft7Validator(mixpanel("schema.json")).is_valid(event) for event in EVENTS)


def test_the_mixpanel_mappings_lead_from_the_events_to_the_target_fields() -> None:
    lifted = {name.removeprefix("$") for event in EVENTS for name in event["properties"]} | {"event_name"}
    pairs = [(mapping["source"], mapping["destination"]) for mapping in mixpanel("mappings.json")]
    assert pairs == [(f"data.{name}", f"_extconndev.{name}") for name in sorted(lifted)]
    assert set(mixpanel("target_schema_fields.json")) == lifted


@needs_tutorial
def test_the_mixpanel_fixtures_equal_the_tutorial() -> None:
    text = TUTORIAL.read_text("utf-8")
    answers = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]
    requests = [json.loads(body) for body in re.findall(r"-d '(\{.*?)'\n```", text, re.DOTALL)]
    (explored,) = [answer for answer in answers if "data" in answer]
    (mapped,) = [request for request in requests if "mappings" in request]
    assert explored == {"format": "hierarchical", "schema": mixpanel("schema.json"), "data": EVENTS}
    assert mapped["mappings"] == mixpanel("mappings.json")


@needs_tutorial
def test_the_tutorial_s_account_and_source_satisfy_the_mixpanel_spec() -> None:
    text = TUTORIAL.read_text("utf-8")
    account, source, *_ = [json.loads(body) for body in re.findall(r"-d '(\{.*?)'\n```", text, re.DOTALL)]
    (spec,) = [spec for spec in CONNECTION_SPECS if spec["id"] == account["connectionSpec"]["id"]]
    (auth,) = [auth for auth in spec["authSpec"] if auth["name"] == account["auth"]["specName"]]
    Draft7Validator(auth["spec"]).validate(account["auth"]["params"])
    Draft7Validator(spec["sourceSpec"]["spec"]).validate(source["params"])


def test_an_xdm_id_and_its_alt_id_tell_each_other() -> None:
    assert len({resource["$id"] for resource in XDM}) == len({resource["title"] for resource in XDM}) == len(XDM)
    for resource in XDM:
        path = resource["meta:altId"].removeprefix("_").replace(".", "/")
        assert resource["$id"] == f"https://ns.adobe.com/{path}"
        assert resource["meta:containerId"] == "global"


def xdm(name: str) -> Draft6Validator:
    registry = Registry().with_resources((each["$id"], Resource.from_contents(each)) for each in XDM)
    return Draft6Validator({"$ref": f"https://ns.adobe.com/xdm/context/{name}"}, registry=registry)


def test_a_profile_needs_nothing_and_an_experience_event_its_id_and_timestamp() -> None:
    event = {"_id": "1", "timestamp": "2022-05-17T22:05:48Z"}
    assert xdm("profile").is_valid({}) and xdm("experienceevent").is_valid(event)
    assert not any(xdm("experienceevent").is_valid({key: event[key]}) for key in event)
    assert not xdm("profile").is_valid({"_repo": "not an object"})
    assert not xdm("experienceevent").is_valid(event | {"identityMap": {"ECID": {"id": "x"}}})
    assert not xdm("profile-person-details").is_valid({"person": {"birthDay": 32}})
