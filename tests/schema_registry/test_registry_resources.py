"""Schemas and field groups: what comes back is what was sent, and what the registry adds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.services.schema_registry.identifiers import ADOBE, alt_id, full_id
from tests.bodies import EXPERIENCE_EVENT, PROFILE, field_group_body, schema_body
from tests.caller import shared
from tests.schema_registry.registry_client import FULL, IDENTITY_MAP, JSON, RAW, Registry, path_of

SEGMENTS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1), min_size=1)


@given(SEGMENTS)
def test_an_id_and_its_alt_id_lead_to_each_other(segments: list[str]) -> None:
    id = ADOBE + "/".join(segments)
    assert full_id(alt_id(id)) == id == full_id(id)


def test_what_is_created_can_be_looked_up_by_both_ids(registry: Registry) -> None:
    schema = registry.schema(registry.field_group(item={"type": "string"})["$id"])
    for id in (schema["$id"], schema["meta:altId"]):
        assert registry.get(f"/tenant/schemas/{id}", f"{RAW}; version=1").body == schema
    assert registry.look_up(schema, f"{RAW};version=1").body == schema


def test_ids_and_places_say_what_a_resource_is(registry: Registry) -> None:
    group = registry.field_group()
    schema = registry.schema(group["$id"])
    assert group["$id"].startswith("https://ns.adobe.com/extconndev/mixins/")
    assert schema["meta:altId"].startswith("_extconndev.schemas.")
    assert (schema["meta:extensible"], schema["meta:abstract"]) == (False, False)
    assert (group["meta:extensible"], group["meta:abstract"]) == (True, True)
    assert "meta:class" not in group


def test_a_schema_knows_its_class_and_all_it_extends(registry: Registry) -> None:
    group = registry.field_group()["$id"]
    schema = registry.schema(group)
    assert schema["meta:class"] == PROFILE
    assert schema["refs"] == [group, PROFILE]
    common = "https://ns.adobe.com/xdm/common/auditable"
    assert schema["meta:extends"] == [group, common, "https://ns.adobe.com/xdm/data/record", PROFILE]
    assert all(part["type"] == part["meta:xdmType"] == "object" for part in schema["allOf"])


def test_keys_that_are_the_registrys_own_are_passed_over(registry: Registry) -> None:
    told = {
        "$id": "https://ns.adobe.com/other/mixins/1",
        "meta:altId": "_other.mixins.1",
        "version": "9.9",
        "meta:resourceType": "classes",
        "meta:containerId": "global",
        "meta:extensible": False,
        "meta:tenantNamespace": "_other",
        "meta:registryMetadata": {"eTag": 5},
        "imsOrg": "nobody",
    }
    group = registry.create("fieldgroups", field_group_body("Told", {}) | told)
    assert all(group[key] != value for key, value in told.items())


def test_a_body_without_type_and_with_an_empty_description_is_taken(registry: Registry) -> None:
    body = schema_body("Bare", EXPERIENCE_EVENT) | {"description": "", "meta:intendedToExtend": None}
    schema = registry.create("schemas", body)
    assert (schema["type"], schema["description"]) == ("object", "")


@pytest.mark.parametrize("kind", ["schemas", "fieldgroups"])
def test_a_title_is_unique_over_all_kinds(registry: Registry, kind: str) -> None:
    held = registry.schema(title="Taken")
    body = schema_body("Taken", PROFILE) if kind == "schemas" else field_group_body("Taken", {})
    reply = registry.ask("POST", f"/tenant/{kind}", json=body)
    assert reply.refusal == (400, "XDM-1521-400")
    assert held["$id"] in reply.body["detail"]
    assert registry.titles() == ["Taken"]
    assert registry.titles("fieldgroups") == []


def test_a_field_outside_the_namespace_is_refused(registry: Registry) -> None:
    reply = registry.ask("POST", "/tenant/fieldgroups", json=field_group_body("Other", {}, "_acme"))
    assert reply.refusal == (400, "XDM-1021-400")
    assert "_extconndev" in reply.body["detail"]
    assert registry.titles("fieldgroups") == []


@pytest.mark.parametrize(
    "part",
    [
        {"properties": {"_acme": {"type": "string"}}},
        {"allOf": [{"properties": {"_acme": {"type": "string"}}}]},
        {"allOf": [{"allOf": [{"$ref": "#/definitions/deep"}]}], "definitions": {"deep": {"properties": {"x": {}}}}},
    ],
)
def test_the_namespace_holds_however_the_fields_are_written(registry: Registry, part: Any) -> None:
    reply = registry.ask("POST", "/tenant/fieldgroups", json={"title": "Other", **part})
    assert reply.refusal == (400, "XDM-1021-400")


@pytest.mark.parametrize(
    "refs",
    [[], [IDENTITY_MAP], [PROFILE, EXPERIENCE_EVENT], ["https://ns.adobe.com/xdm/data/record"]],
)
def test_a_schema_has_exactly_one_class(registry: Registry, refs: list[str]) -> None:
    reply = registry.ask("POST", "/tenant/schemas", json=schema_body("Classless", *refs))
    assert reply.status == 400
    assert "class" in reply.body["detail"]


def test_a_reference_to_what_the_tenant_has_not_got_is_refused(registry: Registry) -> None:
    ref = "https://ns.adobe.com/extconndev/mixins/0123"
    reply = registry.ask("POST", "/tenant/schemas", json=schema_body("Dangling", PROFILE, ref))
    assert reply.status == 400
    assert ref in reply.body["detail"]


@pytest.mark.parametrize(("profile", "status"), [("tutorial", 201), ("published", 400)])
def test_a_part_of_adobes_that_is_not_here_rests_on_a_rule(profile: str, status: int) -> None:
    registry = Registry(shared(schema__reference=profile))
    ref = "https://ns.adobe.com/xdm/context/profile-personal-details"
    reply = registry.ask("POST", "/tenant/schemas", json=schema_body("Personal", PROFILE, ref))
    assert reply.status == status
    assert "schema.reference" in reply.rules


@pytest.mark.parametrize("kind", ["schemas", "fieldgroups"])
def test_what_is_deleted_is_gone(registry: Registry, kind: str) -> None:
    resource = registry.schema() if kind == "schemas" else registry.field_group()
    assert registry.ask("DELETE", path_of(resource)).status == 204
    reply = registry.look_up(resource)
    assert reply.status == 404
    type, id = resource["meta:resourceType"], resource["$id"]
    assert reply.body["detail"] == f"The requested {type} resource {id} with version 1 is not found."
    assert registry.ask("DELETE", path_of(resource)).status == 404
    assert registry.titles(kind) == []


@pytest.mark.parametrize(("profile", "status"), [("tutorial", 204), ("published", 400)])
def test_deleting_a_field_group_in_use_rests_on_a_rule(profile: str, status: int) -> None:
    registry = Registry(shared(fieldgroup__in_use=profile))
    group = registry.field_group(item={"type": "string"})
    schema = registry.schema(group["$id"])
    assert registry.ask("DELETE", path_of(group)).status == status
    fields = registry.look_up(schema).body["properties"]
    assert ("_extconndev" in fields) == (status == 400)


def test_sandboxes_share_nothing_but_what_is_adobes() -> None:
    here = Registry()
    there = here.beside(x_sandbox_name="dev")
    schema = here.schema(title="Mine")
    assert there.look_up(schema).status == 404
    assert there.patch(schema, {"op": "remove", "path": "/title"}).status == 404
    assert there.titles() == []
    assert there.schema(title="Mine")["meta:sandboxType"] == "development"
    assert here.look_up(schema, RAW).body == schema


@pytest.mark.parametrize("container", ["tenant", "global"])
def test_standard_resources_are_found_through_both_containers(registry: Registry, container: str) -> None:
    for path in ("classes/_xdm.context.profile", f"classes/{PROFILE}", "fieldgroups/_xdm.context.identitymap"):
        reply = registry.get(f"/{container}/{path}", FULL)
        assert reply.body["meta:containerId"] == "global"
        assert reply.body["properties"]


def test_a_standard_resource_is_found_only_as_what_it_is(registry: Registry) -> None:
    assert registry.get(f"/tenant/fieldgroups/{PROFILE}", FULL).status == 404
    assert registry.get(f"/tenant/schemas/{PROFILE}", FULL).status == 404
    assert registry.get(f"/global/classes/{IDENTITY_MAP}", FULL).status == 404


def test_standard_resources_cannot_be_changed(registry: Registry) -> None:
    group = {"$id": IDENTITY_MAP, "meta:resourceType": "mixins"}
    assert registry.patch(group, {"op": "add", "path": "/title", "value": "Mine"}).status == 404
    assert registry.ask("DELETE", path_of(group)).status == 404


def test_the_global_lists_hold_what_the_tenant_lists_do_not(registry: Registry) -> None:
    classes = registry.get("/global/classes/", "application/vnd.adobe.xdm-id+json").body
    assert {each["$id"] for each in classes["results"]} == {PROFILE, EXPERIENCE_EVENT}
    assert registry.titles("classes") == []
    groups = registry.get("/global/fieldgroups", RAW).body["results"]
    assert IDENTITY_MAP in {each["$id"] for each in groups}


@given(
    body=st.dictionaries(
        st.sampled_from(
            [
                "title",
                "allOf",
                "definitions",
                "properties",
                "required",
                "type",
                "items",
                "meta:immutableTags",
                "meta:intendedToExtend",
                "$ref",
                "description",
                "additionalProperties",
                "meta:xdmType",
            ]
        ),
        JSON | st.lists(st.dictionaries(st.sampled_from(["$ref", "properties", "allOf"]), JSON), max_size=3),
    )
    | JSON
)
@pytest.mark.parametrize("kind", ["schemas", "fieldgroups"])
def test_no_body_is_more_than_the_registry_can_answer(kind: str, body: Any) -> None:
    registry = Registry()
    reply = registry.ask("POST", f"/tenant/{kind}", json=body)
    assert reply.status in (201, 400)
    if reply.status == 201:
        assert registry.look_up(reply.body).status == 200
        assert registry.ask("DELETE", path_of(reply.body)).status in (204, 400)


def test_stats_tell_the_tenant_and_what_it_made(registry: Registry) -> None:
    group = registry.field_group()
    first, second = registry.schema(IDENTITY_MAP), registry.schema(of=EXPERIENCE_EVENT)
    registry.patch(first, {"op": "add", "path": "/meta:immutableTags", "value": ["union"]})
    stats = registry.get("/stats/").body
    assert stats["tenantId"] == "extconndev"
    assert stats["counts"] == {"schemas": 2, "mixins": 1, "datatypes": 0, "classes": 0, "unions": 1}
    made = {each["$id"] for each in (group, first, second)}
    assert {each["$id"] for each in stats["recentlyCreatedResources"]} == made
    usage = {each["$id"]: [schema["$id"] for schema in each["schemas"]] for each in stats["classUsage"]}
    assert usage == {PROFILE: [first["$id"]], EXPERIENCE_EVENT: [second["$id"]]}
