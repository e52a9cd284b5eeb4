"""PATCH: what changes, what cannot, and that a refused patch changes nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.bodies import EXPERIENCE_EVENT
from tests.schema_registry.registry_client import FULL, IDENTITY_MAP, JSON, RAW, Registry, path_of

UNION = {"op": "add", "path": "/meta:immutableTags", "value": ["union"]}


def step(op: str, path: str, **more: Any) -> JsonObject:
    """One operation."""
    return {"op": op, "path": path, **more}


def test_a_patch_makes_a_minor_version(registry: Registry) -> None:
    schema = registry.schema()
    for minor in range(1, 12):
        reply = registry.patch(schema, step("replace", "/title", value=f"Name {minor}"))
        assert (reply.status, reply.body["version"]) == (200, f"1.{minor}")
    changed = reply.body
    assert registry.look_up(schema, RAW).body == changed
    before, after = schema["meta:registryMetadata"], changed["meta:registryMetadata"]
    assert before["repo:createdDate"] == after["repo:createdDate"]
    assert before["repo:lastModifiedDate"] <= after["repo:lastModifiedDate"]
    assert before["eTag"] != after["eTag"]


def test_adding_a_part_extends_the_schema_once(registry: Registry) -> None:
    group = registry.field_group(price={"type": "number"})["$id"]
    schema = registry.schema()
    part = step("add", "/allOf/-", value={"$ref": group})
    reply = registry.patch(schema, part, step("add", "/meta:extends/-", value=group))
    assert reply.body["meta:extends"] == [group, *schema["meta:extends"]]
    assert "price" in registry.look_up(schema, FULL).body["properties"]["_extconndev"]["properties"]


def test_a_single_operation_and_verbs_in_capitals_are_taken(registry: Registry) -> None:
    schema = registry.schema()
    reply = registry.ask("PATCH", path_of(schema) + "/", json=step("REPLACE", "/title", value="New"))
    assert reply.body["title"] == "New"


def test_a_patch_may_come_under_its_own_content_type(registry: Registry) -> None:
    schema = registry.schema()
    body = b'[{"op": "replace", "path": "/title", "value": "Renamed"}]'
    reply = registry.ask("PATCH", path_of(schema), data=body, content_type="application/json-patch+json")
    assert reply.body["title"] == "Renamed"


def test_keys_that_are_the_registrys_own_stay(registry: Registry) -> None:
    schema = registry.schema()
    changed = registry.patch(
        schema,
        step("replace", "/$id", value="https://ns.adobe.com/x"),
        step("replace", "/version", value="7.0"),
        step("remove", "/meta:class"),
        step("remove", "/meta:extends"),
    ).body
    assert [changed[key] for key in ("$id", "meta:class", "meta:extends")] == [
        schema[key] for key in ("$id", "meta:class", "meta:extends")
    ]
    assert changed["version"] == "1.1"


def test_fields_can_be_added_to_a_field_group(registry: Registry) -> None:
    group = registry.field_group(item={"type": "string"})
    path = "/definitions/customFields/properties/_extconndev/properties/price"
    registry.patch(group, step("add", path, value={"type": "number"}))
    fields = registry.look_up(group).body["properties"]["_extconndev"]["properties"]
    assert fields == {"item": {"type": "string"}, "price": {"type": "number"}}


def test_the_union_tag_needs_an_identity_and_stays(registry: Registry) -> None:
    plain = registry.schema()
    refused = registry.patch(plain, UNION)
    assert refused.refusal == (400, "XDM-1528-400")
    identified = step("add", "/allOf/-", value={"$ref": IDENTITY_MAP})
    assert registry.patch(plain, identified, UNION).body["meta:immutableTags"] == ["union"]
    without_tag = step("remove", "/meta:immutableTags")
    without_identity = step("remove", "/allOf/1")
    assert registry.patch(plain, without_tag).status == 400
    assert registry.patch(plain, without_identity).status == 400
    assert registry.ask("DELETE", path_of(plain)).status == 400
    assert registry.look_up(plain, RAW).body["version"] == "1.1"


def test_an_event_has_an_identity_from_its_class(registry: Registry) -> None:
    assert registry.patch(registry.schema(of=EXPERIENCE_EVENT), UNION).status == 200


REFUSED = [
    step("remove", "/title"),
    step("replace", "/title", value=""),
    step("replace", "/allOf", value={"$ref": IDENTITY_MAP}),
    step("remove", "/allOf/0"),
    step("add", "/allOf/7", value={}),
    step("add", "/allOf/-", value={"$ref": "https://ns.adobe.com/extconndev/mixins/none"}),
    step("add", "/allOf/-", value={"$ref": "#/definitions/none"}),
    step("add", "/properties", value={"_acme": {"type": "string"}}),
    step("add", "/properties", value={"_extconndev": 5}),
    step("add", "/type", value="string"),
    step("add", "/meta:immutableTags", value="union"),
    step("replace", "/nothing", value=1),
    step("replace", "", value=[]),
    step("remove", ""),
    step("add", "/description"),
    step("add", "no pointer", value=1),
    step("fly", "/title", value="x"),
    step("copy", "/x", **{"from": "/nowhere"}),
    step("copy", "/x"),
    step("move", "/allOf/0/x", **{"from": "/allOf"}),
    step("test", "/title", value="Another"),
]


@pytest.mark.parametrize("bad", REFUSED, ids=str)
def test_a_refused_patch_changes_nothing(registry: Registry, bad: JsonObject) -> None:
    schema = registry.schema()
    good = step("add", "/description", value="Half of a patch.")
    assert registry.patch(schema, good, bad).status == 400
    assert registry.look_up(schema, RAW).body == schema


def test_a_patch_cannot_make_a_resource_grow_without_end(registry: Registry) -> None:
    group = registry.field_group()
    doubling = [step("add", "/x", value=["x" * 100])] + [step("copy", "/x/-", **{"from": "/x"})] * 60
    assert registry.patch(group, *doubling).status == 400
    deepening = [step("add", "/x" + "/y" * depth, value={}) for depth in range(300)]
    assert registry.patch(group, *deepening).status == 400
    assert registry.look_up(group, RAW).body == group


PATHS = st.sampled_from(
    [
        "",
        "/",
        "/title",
        "/allOf",
        "/allOf/0",
        "/allOf/-",
        "/allOf/0/$ref",
        "/definitions",
        "/definitions/customFields",
        "/properties",
        "/meta:immutableTags",
        "/meta:registryMetadata",
        "/version",
        "/meta:intendedToExtend",
        "/~",
        "/$id",
    ]
)
STEPS = st.fixed_dictionaries(
    {"op": st.sampled_from(["add", "remove", "replace", "move", "copy", "test", "ADD", ""]), "path": PATHS | st.text()},
    optional={"value": JSON, "from": PATHS},
)


@given(patch=st.lists(STEPS, max_size=4))
@pytest.mark.parametrize("kind", ["schemas", "fieldgroups"])
def test_no_patch_is_more_than_the_registry_can_answer(kind: str, patch: Any) -> None:
    registry = Registry()
    resource = registry.schema() if kind == "schemas" else registry.field_group(item={"type": "string"})
    reply = registry.ask("PATCH", path_of(resource), json=patch)
    assert reply.status in (200, 400)
    assert registry.look_up(resource, RAW).body == (reply.body if reply.status == 200 else resource)
    assert registry.look_up(resource, FULL).status == 200
    assert registry.ask("DELETE", path_of(resource)).status in (204, 400)
