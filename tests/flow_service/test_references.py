"""What may be deleted while something refers to it, and what a flow must agree with."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.services.flow_service.specs import FLOW_SPECS, published_specs
from tests.bodies import (
    CRM_FLOW,
    DATA_LAKE,
    MIXPANEL,
    MYSQL,
    ONCE,
    PENDO,
    S3_DESTINATION,
    UNKNOWN,
    copy,
    flow_body,
    mapping,
    spec_ref,
    step,
)
from tests.flow_service.in_process import Platform
from tests.flow_service.list_laws import served

SCHEMA = "https://ns.adobe.com/acme/schemas/"
FULL = "application/vnd.adobe.xed-full+json;version="


@given(flows=st.integers(0, 3), order=st.randoms(use_true_random=False))
def test_what_a_flow_uses_stays_until_the_last_flow_is_gone(flows: int, order: Any) -> None:
    platform = Platform()
    base = platform.given_connection().id
    source, target = platform.given_source(baseConnectionId=base).id, platform.given_target().id
    left = [platform.given_flow(source, target).id for _ in range(flows)]
    order.shuffle(left)
    used = {"connections": (base, "1418-400"), "sourceConnections": (source, "1447-400")}
    used["targetConnections"] = (target, "1447-400")
    while left:
        for kind, (id, code) in used.items():
            answer = platform.delete(kind, id)
            assert answer.refusal == (400, code)
            assert any(flow in answer.body["errorMessage"] for flow in left)
        assert platform.delete("flows", left.pop()).status == 204
    assert {platform.delete(kind, id).status for kind, (id, _) in used.items()} == {204}


def test_a_base_connection_without_flows_may_go_though_source_connections_use_it(platform: Platform) -> None:
    base = platform.given_connection().id
    source = platform.given_source(baseConnectionId=base)
    assert platform.delete("connections", base).status == 204
    assert platform.get("sourceConnections", source.id)["baseConnectionId"] == base


def test_a_flow_lets_go_of_what_it_no_longer_names(platform: Platform) -> None:
    old, new = platform.given_target().id, platform.given_target().id
    made = platform.given_flow(target=old)
    platform.patch("flows", made, step("replace", "/targetConnectionIds/0", new))
    assert platform.delete("targetConnections", old).status == 204
    assert platform.delete("targetConnections", new).refusal == (400, "1447-400")


@pytest.mark.parametrize("field", ["sourceConnectionIds", "targetConnectionIds"])
@pytest.mark.parametrize(
    ("ids", "code"),
    [([], "1320-400"), ([UNKNOWN], "1439-400"), ([""], "1439-400"), ([UNKNOWN, UNKNOWN], "1321-400")],
)
def test_a_flow_names_one_known_connection_on_each_side(platform: Platform, field: str, ids: Any, code: str) -> None:
    body = flow_body(platform.given_source().id, platform.given_target().id)
    assert platform.create("flows", body | {field: ids}).refusal == (400, code)


def test_the_sides_of_a_flow_are_not_swapped(platform: Platform) -> None:
    body = flow_body(platform.given_target().id, platform.given_source().id)
    assert platform.create("flows", body).refusal == (400, "1439-400")


@pytest.mark.parametrize("spec", [{"id": UNKNOWN}, {"id": ""}, spec_ref(MIXPANEL), spec_ref(UNKNOWN)])
def test_the_flow_spec_is_known(platform: Platform, spec: Any) -> None:
    body = flow_body(platform.given_source().id, platform.given_target().id, flowSpec=spec)
    assert platform.create("flows", body).refusal == (400, "1413-400")


@pytest.mark.parametrize("version", ["2.0", "1", ""])
def test_the_version_of_the_flow_spec_is_known(platform: Platform, version: str) -> None:
    spec = {"id": "6499120c-0b15-42dc-936e-847ea3c24d72", "version": version}
    body = flow_body(platform.given_source().id, platform.given_target().id, flowSpec=spec)
    assert platform.create("flows", body).refusal == (400, "1413-400")


@pytest.mark.parametrize(
    "id", published_specs(FLOW_SPECS), ids=[spec["name"] for spec in published_specs(FLOW_SPECS).values()]
)
@pytest.mark.parametrize("source", [MIXPANEL, MYSQL, PENDO])
@pytest.mark.parametrize("target", [DATA_LAKE, MIXPANEL, S3_DESTINATION])
def test_a_flow_spec_joins_the_specs_it_says_it_joins(platform: Platform, id: str, source: str, target: str) -> None:
    spec = published_specs(FLOW_SPECS)[id]
    ends = platform.given_source(source).id, platform.given_target(target).id
    answer = platform.create("flows", flow_body(*ends, flowSpec=spec_ref(id), transformations=[copy()]))
    if source not in spec["sourceConnectionSpecIds"]:
        assert answer.refusal == (400, "1413-400")
    elif target == S3_DESTINATION:
        assert answer.refusal == (400, "1307-400")
    else:
        assert answer.status == 201, "Mixpanel's id stands for the lake's, as the tutorial writes it"


def test_a_flow_brings_no_state(platform: Platform) -> None:
    body = flow_body(platform.given_source().id, platform.given_target().id)
    assert platform.create("flows", body | {"state": "enabled"}).refusal == (400, "1410-400")
    assert platform.create("flows", body | {"state": None}).status == 201


def flow_with(platform: Platform, *transformations: Any, target: str = "") -> Any:
    """The answer to a flow with these transformations."""
    ends = platform.given_source().id, target or platform.given_target().id
    return platform.create("flows", flow_body(*ends, transformations=list(transformations)))


@pytest.mark.parametrize("params", [{}, {"mappingId": ""}, {"mappingVersion": 0}, None])
def test_a_mapping_names_its_set(platform: Platform, params: Any) -> None:
    step = {"name": "Mapping"} if params is None else {"name": "Mapping", "params": params}
    assert flow_with(platform, step).refusal == (400, "1329-400")


@pytest.mark.parametrize(
    ("version", "known"),
    [("0", True), (0, True), (1, True), ("1", True), (2, False), ("-1", False), ("1.0", False), ("latest", False)],
)
def test_a_mapping_set_is_there_in_the_version_asked_for(platform: Platform, version: Any, known: bool) -> None:
    assert flow_with(platform, mapping(UNKNOWN, version)).refusal == (400, "1419-400")
    id = platform.given_mapping_set()
    replaced = platform.ask("PUT", f"/data/foundation/conversion/mappingSets/{id}", {"mappings": []}, base="")
    assert replaced.status == 200
    answer = flow_with(platform, mapping(id, version))
    assert answer.status == 201 if known else answer.refusal == (400, "1412-400")


def test_the_version_of_a_mapping_set_is_optional(platform: Platform) -> None:
    step = {"name": "Mapping", "params": {"mappingId": platform.given_mapping_set()}}
    assert flow_with(platform, step).status == 201


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        (("a", "1"), ("a", "1"), True),
        (("a", "1"), ("a", "1.0"), True),
        (("a", "1"), ("b", "1"), False),
        (("a", "1"), ("a", "2"), False),
    ],
)
def test_mapping_set_and_data_set_are_of_one_schema(platform: Platform, ours: Any, theirs: Any, agree: bool) -> None:
    refs = [{"id": SCHEMA + name, "contentType": FULL + version} for name, version in (ours, theirs)]
    id = platform.given_mapping_set(outputSchema={"schemaRef": refs[0]})
    dataset = platform.given_dataset(schemaRef=refs[1])
    answer = flow_with(platform, mapping(id), target=platform.given_target(params={"dataSetId": dataset}).id)
    assert answer.status == 201 if agree else answer.refusal == (400, "1425-400")


@pytest.mark.parametrize(
    ("transformations", "schedule", "code"),
    [
        ([copy()], {}, ""),
        ([], {}, "1367-400"),
        ([copy(other=1)], {}, "1367-400"),
        ([{"name": "Copy"}], {}, "1367-400"),
        ([], ONCE, ""),
        ([copy(other=1)], ONCE, ""),
        ([copy()], ONCE, "1369-400"),
    ],
)
def test_a_delta_column_is_there_exactly_where_rows_are_copied_again(
    platform: Platform, transformations: Any, schedule: Any, code: str
) -> None:
    ends = platform.given_source(MYSQL).id, platform.given_target().id
    body = flow_body(*ends, flowSpec=spec_ref(CRM_FLOW), transformations=transformations)
    answer = platform.create("flows", body | ({"scheduleParams": schedule} if schedule else {}))
    assert answer.refusal == (400, code) if code else answer.status == 201


def test_an_id_that_differs_in_case_alone_is_another() -> None:
    tenant = served("memory://").tenant()
    source = tenant.platform.given_source().id
    tenant.put({"name": "a", "state": "enabled", "sourceConnectionIds": [source.upper()]}, 1)
    assert tenant.platform.delete("sourceConnections", source).status == 204
