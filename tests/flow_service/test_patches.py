"""PATCH bodies: the dialect of JSON Patch that clients send, all or nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.bodies import KINDS, mapping, step
from tests.flow_service.in_process import Platform
from tests.flow_service.patch_oracle import ImpossibleStep, patched

words = st.sampled_from(["a", "b", "~1", "~0", "-", "0", "1", "2", "01", "-1", ""])
paths = st.lists(words, min_size=1, max_size=3).map(lambda parts: "/options/" + "/".join(parts))
leaves = st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from("ab")
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab/~0"), inner, max_size=2),
    max_leaves=6,
)
names = st.sampled_from(["add", "Add", "ADD", "replace", "Replace", "REPLACE", "remove", "Remove", "REMOVE", "rEmOvE"])
steps = st.builds(lambda op, path, value: step(op, path, value), names, paths, values)
START = {"a": {"a": [1, 2, 3], "b": "text"}, "b": [[], {"a": 1}], "~": 0, "/": {}}


@given(plan=st.lists(steps, min_size=1, max_size=5))
def test_a_patch_does_what_rfc_6902_says_or_nothing_at_all(plan: list[JsonObject]) -> None:
    platform = Platform()
    made = platform.given_flow(options=START)
    before = platform.get("flows", made.id)
    answer = platform.patch("flows", made, *plan)
    try:
        expected = patched({"options": START}, plan)["options"]
    except ImpossibleStep:
        assert answer.refusal == (400, "1455-400")
        assert platform.get("flows", made.id) == before
        return
    flow = platform.get("flows", made.id)
    assert flow["options"] == expected
    assert flow["etag"] == flow["version"] == answer.ref.etag != made.etag
    assert flow["lastOperation"]["ops"] == plan, "what was asked for is told as it was asked for"
    own = ("options", "etag", "version", "updatedAt", "updatedBy", "updatedClient", "lastOperation")
    assert {n: v for n, v in flow.items() if n not in own} == {n: v for n, v in before.items() if n not in own}


@pytest.mark.parametrize("kind", KINDS)
def test_a_single_operation_needs_no_list_around_it(platform: Platform, kind: str) -> None:
    made = platform.given(kind)
    body = step("replace", "/name", "changed")
    assert platform.ask("PATCH", f"/{kind}/{made.id}", body, headers={"If-Match": made.etag}).status == 200
    entity = platform.get(kind, made.id)
    assert entity["name"] == "changed"
    assert entity.get("lastOperation", {"ops": [body]})["ops"] == [body]


def test_several_removes_are_done_one_after_the_other(platform: Platform) -> None:
    made = platform.given_flow(options={"list": ["a", "b", "c"]})
    platform.patch("flows", made, step("remove", "/options/list/0"), step("remove", "/options/list/1"))
    assert platform.get("flows", made.id)["options"] == {"list": ["b"]}


def test_a_whole_object_is_replaced_wholly(platform: Platform) -> None:
    params = {"username": "u", "password": "p", "host": "h"}
    made = platform.given_connection(auth={"specName": "Basic Authentication", "params": params})
    platform.patch("connections", made, step("replace", "/auth/params", {"username": "v", "password": "q"}))
    shown = platform.get("connections", made.id)["auth"]
    assert shown == {"specName": "Basic Authentication", "params": {"username": "v", "password": "******"}}


def test_a_list_that_fails_at_its_end_changes_nothing(platform: Platform) -> None:
    made = platform.given_connection()
    before = platform.get("connections", made.id)
    answer = platform.patch("connections", made, step("add", "/name", "x"), step("replace", "/description", "none yet"))
    assert answer.refusal == (400, "1455-400")
    assert platform.get("connections", made.id) == before


FORBIDDEN = ("/id", "/etag", "/version", "/createdAt", "/updatedBy", "/sandboxId", "/imsOrgId", "/state", "/nowhere")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", [*FORBIDDEN, "", "/"])
@pytest.mark.parametrize("op", ["add", "replace", "remove"])
def test_what_belongs_to_the_service_cannot_be_changed(platform: Platform, kind: str, path: str, op: str) -> None:
    made = platform.given(kind)
    before = platform.get(kind, made.id)
    assert platform.patch(kind, made, step(op, path, "x")).refusal == (400, "1365-400")
    assert platform.get(kind, made.id) == before


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("sourceConnections", "/baseConnectionId"),
        ("targetConnections", "/baseConnectionId"),
        ("sourceConnections", "/inheritedAttributes"),
        ("connections", "/providerId"),
        ("flows", "/flowSpec"),
        ("flows", "/inheritedAttributes"),
        ("flows", "/lastOperation"),
        ("flows", "/runs"),
    ],
)
def test_what_was_settled_at_creation_cannot_be_changed(platform: Platform, kind: str, path: str) -> None:
    made = platform.given(kind)
    assert platform.patch(kind, made, step("add", path, "x")).refusal == (400, "1365-400")


@pytest.mark.parametrize("kind", KINDS[:3])
@pytest.mark.parametrize("path", ["/connectionSpec", "/connectionSpec/id", "/connectionSpec/version"])
def test_the_spec_of_a_connection_is_for_ever(platform: Platform, kind: str, path: str) -> None:
    made = platform.given(kind)
    assert platform.patch(kind, made, step("replace", path, "x")).refusal == (400, "1414-400")


def test_the_refusal_of_a_new_state_names_the_way_to_change_it(platform: Platform) -> None:
    answer = platform.patch("flows", platform.given_flow(), step("replace", "/state", "disabled"))
    assert "action" in answer.body["errorMessage"]


@pytest.mark.parametrize("op", ["move", "copy", "test", "Move", "", "append"])
def test_other_operations_are_refused(platform: Platform, op: str) -> None:
    made = platform.given_flow()
    answer = platform.patch("flows", made, {"op": op, "from": "/name", "path": "/description", "value": "a flow"})
    assert answer.refusal == (400, "1434-400")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], "1455-400"),
        (None, "1405-400"),
        ([step("add", "/name")], "1455-400"),
        ([step("add", "name", "x")], "1455-400"),
        ([step("add", "/name~2", "x")], "1455-400"),
        ([{"op": "add"}], "1455-400"),
        ([{"op": 1, "path": "/name"}], "1455-400"),
        ("add", "1455-400"),
        ([["add", "/name", "x"]], "1455-400"),
    ],
)
def test_a_body_that_is_no_patch_is_refused(platform: Platform, body: Any, code: str) -> None:
    made = platform.given_flow()
    what = {"json": body, "headers": {"If-Match": made.etag}}
    assert platform.ask("PATCH", f"/flows/{made.id}", **what).refusal == (400, code)


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        ("connections", step("remove", "/name"), "1304-400"),
        ("connections", step("remove", "/auth"), "1304-400"),
        ("connections", step("remove", "/auth/params/password"), "1304-400"),
        ("connections", step("replace", "/auth/params/password", 5), "1312-400"),
        ("connections", step("replace", "/auth/specName", "no way"), "1415-400"),
        ("connections", step("replace", "/name", 5), "1312-400"),
        ("sourceConnections", step("replace", "/data/format", "xml"), "1327-400"),
        ("sourceConnections", step("remove", "/data"), "1304-400"),
        ("sourceConnections", step("remove", "/params/projectId"), "1304-400"),
        ("targetConnections", step("remove", "/params"), "1325-400"),
        ("targetConnections", step("remove", "/data/format"), "1304-400"),
        ("flows", step("remove", "/scheduleParams"), "1304-400"),
        ("flows", step("replace", "/scheduleParams", {}), "1317-400"),
        ("flows", step("replace", "/scheduleParams/interval", 1), "1362-400"),
        ("flows", step("replace", "/scheduleParams", {"startTime": 4102444800}), "1359-400"),
        ("flows", step("replace", "/sourceConnectionIds", []), "1320-400"),
        ("flows", step("add", "/sourceConnectionIds/-", "another"), "1321-400"),
        ("flows", step("replace", "/targetConnectionIds/0", "nobody"), "1439-400"),
        ("flows", step("add", "/transformations", [mapping("nothing")]), "1419-400"),
        ("flows", step("add", "/transformations", [{}]), "1304-400"),
    ],
)
def test_what_a_change_comes_to_keeps_the_rules_of_creation(
    platform: Platform, kind: str, change: JsonObject, code: str
) -> None:
    made = platform.given(kind)
    before = platform.get(kind, made.id)
    assert platform.patch(kind, made, change).refusal == (400, code)
    assert platform.get(kind, made.id) == before


def test_a_flow_follows_a_change_of_what_it_connects(platform: Platform) -> None:
    made, other = platform.given_flow(), platform.given_source()
    platform.patch("flows", made, step("replace", "/sourceConnectionIds", [other.id]))
    flow = platform.get("flows", made.id)
    assert [each["id"] for each in flow["inheritedAttributes"]["sourceConnections"]] == [other.id]


def test_an_index_among_transformations_is_followed_literally(platform: Platform) -> None:
    first, second = mapping(platform.given_mapping_set()), mapping(platform.given_mapping_set(), 0)
    made = platform.given_flow(transformations=[{"name": "Other"}, first])
    platform.patch("flows", made, step("replace", "/transformations/0", second))
    assert platform.get("flows", made.id)["transformations"] == [second, first]


def test_a_deep_change_does_not_lock_the_flow(platform: Platform) -> None:
    deep: JsonObject = {}
    for _ in range(58):
        deep = {"a": deep}
    changed = platform.patch("flows", platform.given_flow(), step("add", "/options", deep)).ref
    assert platform.patch("flows", changed, step("replace", "/name", "still")).status == 200


def test_a_change_that_nests_too_deeply_is_refused(platform: Platform) -> None:
    made, path = platform.given_flow(options={}), "/options"
    for _ in range(70):
        path += "/a"
        answer = platform.patch("flows", made, step("add", path, {}))
        if answer.status != 200:
            break
        made = answer.ref
    assert answer.refusal == (400, "1455-400")
