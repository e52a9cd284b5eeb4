"""The Accept header: which views there are, and that they agree with each other."""

import pytest

from tests.bodies import EXPERIENCE_EVENT
from tests.caller import shared
from tests.schema_registry.registry_client import FULL, RAW, Registry

MEDIA = "application/vnd.adobe"


@pytest.fixture
def mixed(registry: Registry) -> Registry:
    """A registry with one schema of two field groups, one of whose fields is called title."""
    title = {"type": "string", "title": "Title", "description": "What it is called."}
    groups = [registry.field_group(title=title)["$id"], registry.field_group(price={"type": "number"})["$id"]]
    registry.schema(*groups, title="Mixed", of=EXPERIENCE_EVENT)
    return registry


def test_the_full_view_holds_the_fields_of_class_behaviour_and_field_groups(mixed: Registry) -> None:
    schema = mixed.get("/tenant/schemas", RAW).body["results"][0]
    full = mixed.look_up(schema).body
    assert {"_id", "timestamp", "eventType", "identityMap", "_extconndev"} <= full["properties"].keys()
    assert full["properties"]["_extconndev"]["properties"].keys() == {"title", "price"}
    assert full["required"] == ["_id", "timestamp"]
    assert "allOf" not in full
    kept = {key: value for key, value in schema.items() if key != "allOf"}
    assert {key: full[key] for key in kept} == kept


def test_the_view_without_texts_keeps_fields_that_are_called_title(mixed: Registry) -> None:
    schema = mixed.get("/tenant/schemas", RAW).body["results"][0]
    bare = mixed.look_up(schema, f"{MEDIA}.xdm-full-notext+json; version=1").body
    assert bare["properties"]["_extconndev"]["properties"]["title"] == {"type": "string"}
    assert "title" not in bare


def test_the_flat_view_has_the_paths_of_the_full_one(mixed: Registry) -> None:
    schema = mixed.get("/tenant/schemas", RAW).body["results"][0]
    flat = mixed.look_up(schema, f"{MEDIA}.xdm-full-flat+json; version=1").body["properties"]
    full = mixed.look_up(schema).body["properties"]
    assert {"timestamp", "_extconndev/title", "_extconndev/price"} <= flat.keys()
    for path, field in flat.items():
        node = {"properties": full}
        for name in path.split("/"):
            node = node["properties"][name]
        assert node == field


def test_xed_and_xdm_say_the_same(mixed: Registry) -> None:
    schema = mixed.get("/tenant/schemas", RAW).body["results"][0]
    for options in ("", "-full", "-full-desc", "-notext", "-flat"):
        xed, xdm = (mixed.look_up(schema, f"{MEDIA}.{form}{options}+json;version=1") for form in ("xed", "xdm"))
        assert xed.status == 200
        assert xed.body == xdm.body


def test_a_list_shows_whole_resources_or_summaries(mixed: Registry) -> None:
    whole = mixed.get("/tenant/schemas", RAW).body["results"]
    short = mixed.get("/tenant/schemas", f"{MEDIA}.xdm-id+json").body["results"]
    assert short == [{key: each[key] for key in ("title", "$id", "meta:altId", "version")} for each in whole]


@pytest.mark.parametrize(
    "accept",
    [
        None,
        "",
        "*/*",
        "application/json",
        f"{RAW};version=1",
        f"{RAW}; version=x",
        f"{MEDIA}.xed-full+json",
        f"{MEDIA}.xed-v2+json",
        f"{MEDIA}.xed-wrong+json",
        f"{RAW}, {RAW}",
        f"{MEDIA}.xed",
        "\u00e9",
    ],
)
def test_a_list_with_another_accept_is_refused(registry: Registry, accept: str | None) -> None:
    reply = registry.get("/tenant/schemas", accept)
    assert reply.refusal == (400, "XDM-1006-400")
    assert reply.body["detail"] == reply.body["report"]["detailed-message"]
    assert not accept or accept in reply.body["detail"]


@pytest.mark.parametrize(
    "accept",
    [
        None,
        "*/*",
        "application/json",
        f"{RAW};version=",
        f"{RAW};version=1.x",
        f"{RAW};version=-1",
        f"{MEDIA}.xed-v2+json",
    ],
)
def test_a_look_up_with_another_accept_is_refused(registry: Registry, accept: str | None) -> None:
    reply = registry.look_up(registry.schema(), accept)
    assert reply.refusal == (400, "XDM-1007-400")


@pytest.mark.parametrize(("profile", "status"), [("tutorial", 200), ("published", 400)])
def test_a_look_up_without_a_version_rests_on_a_rule(profile: str, status: int) -> None:
    registry = Registry(shared(schema__accept=profile))
    schema = registry.schema()
    reply = registry.look_up(schema, RAW)
    assert reply.status == status
    assert "schema.accept" in reply.rules
    assert "schema.accept" not in registry.look_up(schema).rules


@pytest.mark.parametrize(
    ("version", "status"),
    [("1", 200), ("1.0", 200), ("1.1", 200), ("1.2", 406), ("2", 406), ("0", 406), ("999999999", 406)],
)
def test_only_versions_that_were_are_shown(registry: Registry, version: str, status: int) -> None:
    schema = registry.schema()
    registry.patch(schema, {"op": "add", "path": "/description", "value": "Changed."})
    assert registry.look_up(schema, f"{RAW}; version={version}").status == status


def test_what_is_written_does_not_look_at_accept(registry: Registry) -> None:
    body = {"title": "Any", "allOf": [{"$ref": EXPERIENCE_EVENT}]}
    assert registry.ask("POST", "/tenant/schemas/", body, headers={"Accept": f"{MEDIA}.xdm-id+json"}).status == 201
    assert registry.get("/stats", FULL).status == 200
