"""Connection specs and flow specs: the whole lists, single look-ups, filters."""

import pytest
from jsonschema import Draft7Validator

from mock_flowservice.data_files import read_json
from mock_flowservice.wire import JsonObject
from tests.bodies import DATA_LAKE, MIXPANEL, UNKNOWN
from tests.flow_service.in_process import Platform

FILES = {"connectionSpecs": "specs/connection_specs.json", "flowSpecs": "specs/flow_specs.json"}
SPECS: dict[str, JsonObject] = {kind: {spec["id"]: spec for spec in read_json(file)} for kind, file in FILES.items()}
every_registry = pytest.mark.parametrize(("kind", "specs"), SPECS.items())
every_spec = pytest.mark.parametrize(("kind", "id"), [(kind, id) for kind, specs in SPECS.items() for id in specs])


@every_registry
def test_a_list_of_specs_is_whole_and_in_one_page(platform: Platform, kind: str, specs: JsonObject) -> None:
    answer = platform.page(kind)
    assert (answer.status, answer.body) == (200, {"items": list(specs.values()), "_links": {}})
    assert len({spec["name"] for spec in answer.body["items"]}) == len(specs), "clients look specs up by name"


@every_spec
def test_every_spec_is_found_by_its_id_and_by_its_name(platform: Platform, kind: str, id: str) -> None:
    spec = SPECS[kind][id]
    assert platform.ask("GET", f"/{kind}/{id}").body == {"items": [spec]}
    for query in (f"id=={id}", f'name=="{spec["name"]}"', f"name=={spec['name']}"):
        assert platform.page(kind, property=query).body["items"] == [spec]


@pytest.mark.parametrize("kind", SPECS)
def test_an_unknown_spec_is_named_with_its_collection(platform: Platform, kind: str) -> None:
    answer = platform.ask("GET", f"/{kind}/{UNKNOWN}")
    assert answer.refusal == (404, "1101-404")
    assert answer.body["errorMessage"] == f"{kind} not found with id = [{UNKNOWN}]"


@every_registry
def test_specs_are_projected_and_filters_are_checked(platform: Platform, kind: str, specs: JsonObject) -> None:
    rows = platform.page(kind, property="id,name").body["items"]
    assert rows == [{"id": id, "name": spec["name"]} for id, spec in specs.items()]
    assert platform.page(kind, property="nothing==1").refusal == (400, "1449-400")
    assert platform.page(kind, property=["name==x", "id==y"]).body["items"] == []


@every_spec
def test_the_schemas_in_a_spec_are_schemas(kind: str, id: str) -> None:
    spec = SPECS[kind][id]
    parts = [*spec.get("authSpec", ()), spec.get("sourceSpec", {}), spec.get("scheduleSpec", {})]
    for part in parts:
        Draft7Validator.check_schema(part.get("spec", {}))


def test_the_fixed_ids_of_the_tutorial_are_there(platform: Platform) -> None:
    [mixpanel] = platform.ask("GET", f"/connectionSpecs/{MIXPANEL}").body["items"]
    assert [each["name"] for each in mixpanel["authSpec"]] == ["Basic Authentication"]
    [flow_spec] = platform.page("flowSpecs", property=f"sourceConnectionSpecIds[]=={MIXPANEL}").body["items"]
    assert flow_spec["name"] == "RestStorageToAEP"
    assert flow_spec["targetConnectionSpecIds"] == [DATA_LAKE]


def test_every_tenant_sees_the_same_specs(platform: Platform) -> None:
    other = platform.beside(x_sandbox_name="dev")
    assert platform.page("connectionSpecs").body == other.page("connectionSpecs").body
