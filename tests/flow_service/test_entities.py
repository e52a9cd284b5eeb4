"""What connections, source and target connections and flows have in common, from their creation to their end."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bodies import KINDS, UNKNOWN, connection_body, step, target_body
from tests.caller import shared, signed_in
from tests.flow_service.in_process import BASE, Platform
from tests.replies import Ref

UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
every_kind = pytest.mark.parametrize("kind", KINDS)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@every_kind
def test_an_id_is_a_uuid_and_an_etag_holds_its_own_quotes(platform: Platform, kind: str) -> None:
    made = platform.given(kind)
    assert UUID.fullmatch(made.id)
    assert made.etag[0] == made.etag[-1] == '"'
    assert UUID.fullmatch(made.etag.strip('"'))


@every_kind
def test_a_new_entity_is_the_only_item_of_its_look_up(platform: Platform, kind: str) -> None:
    made = platform.given(kind)
    entity = platform.get(kind, made.id)
    assert entity["id"] == made.id
    assert entity["etag"] == entity["version"] == made.etag
    assert entity["state"] == "enabled"
    assert entity["createdAt"] == entity["updatedAt"]


@every_kind
def test_an_entity_says_who_made_it_and_where(platform: Platform, kind: str) -> None:
    entity = platform.get(kind, platform.given(kind).id)
    assert entity["sandboxName"] == "prod"
    assert entity["imsOrgId"] == platform.headers["x-gw-ims-org-id"]
    assert {entity[name] for name in ("createdBy", "updatedBy", "createdClient", "updatedClient")} == {"a-client"}


@every_kind
def test_a_change_says_who_made_it_and_leaves_the_maker(platform: Platform, kind: str) -> None:
    made = platform.given(kind)
    before = platform.get(kind, made.id)
    token = signed_in(platform.app, "another")
    other = platform.beside(x_api_key="another", Authorization=token)
    changed = other.patch(kind, made, step("replace", "/name", "changed")).ref
    entity = platform.get(kind, made.id)
    assert entity["updatedBy"] == entity["updatedClient"] == "another"
    assert entity["updatedAt"] > before["updatedAt"]
    kept = ("id", "createdAt", "createdBy", "createdClient", "sandboxId", "sandboxName", "imsOrgId", "state")
    assert {name: entity[name] for name in kept} == {name: before[name] for name in kept}
    assert changed == Ref(made.id, entity["etag"])


@every_kind
def test_the_location_of_a_new_entity_leads_to_it(platform: Platform, kind: str) -> None:
    first = platform.get(kind, platform.given(kind).id)
    wanted = {
        *("name", "connectionSpec", "baseConnectionId", "data", "params"),
        *("flowSpec", "sourceConnectionIds", "targetConnectionIds", "scheduleParams"),
    }
    body = {name: first[name] for name in wanted if name in first}
    if kind == "connections":
        body = connection_body()
    made = platform.create(kind, body)
    assert made.status == 201
    location = made.headers["Location"]
    assert location.endswith(f"{BASE}/{kind}/{made.ref.id}")
    found = platform.ask("GET", location.removeprefix("http://localhost"), base="")
    assert found.body["items"][0]["id"] == made.ref.id
    assert made.ref.id != first["id"], "two equal bodies make two entities"


@every_kind
def test_a_deleted_entity_is_gone_for_good(platform: Platform, kind: str) -> None:
    gone, stays = platform.given(kind), platform.given(kind)
    deleted = platform.delete(kind, gone.id)
    assert (deleted.status, deleted.body) == (204, None)
    for method in ("GET", "DELETE", "PATCH"):
        again = platform.ask(method, f"/{kind}/{gone.id}", headers={"If-Match": gone.etag})
        assert again.refusal == (404, "1101-404"), method
    assert [each["id"] for each in platform.all(kind)] == [stays.id]


@every_kind
@pytest.mark.parametrize("method", ["GET", "DELETE", "PATCH"])
def test_an_unknown_id_is_named_with_its_collection(platform: Platform, kind: str, method: str) -> None:
    answer = platform.ask(method, f"/{kind}/{UNKNOWN}", headers={"If-Match": '"x"'})
    assert answer.refusal == (404, "1101-404")
    assert answer.body["errorMessage"] == answer.body["errorDetails"]
    assert answer.body["errorMessage"] == f"{kind} not found with id = [{UNKNOWN}]"


@every_kind
def test_a_slash_at_the_end_of_a_path_changes_nothing(platform: Platform, kind: str) -> None:
    made = platform.given(kind)
    assert platform.ask("GET", f"/{kind}/{made.id}/").body == platform.ask("GET", f"/{kind}/{made.id}").body
    assert platform.ask("GET", f"/{kind}/").body == platform.page(kind).body
    steps = [step("replace", "/name", "changed")]
    assert platform.ask("PATCH", f"/{kind}/{made.id}/", steps, headers={"If-Match": made.etag}).status == 200
    assert platform.ask("DELETE", f"/{kind}/{made.id}/").status == 204


@given(name=texts, description=texts)
def test_names_and_descriptions_come_back_as_they_were_sent(name: str, description: str) -> None:
    platform = Platform()
    for kind, body in (
        ("connections", connection_body(name=name, description=description)),
        ("targetConnections", target_body(name=name, description=description)),
    ):
        entity = platform.get(kind, platform.create(kind, body).ref.id)
        assert (entity["name"], entity["description"]) == (name, description)


def test_a_description_that_was_never_given_is_absent(platform: Platform) -> None:
    fields: tuple[dict[str, Any], ...] = ({}, {"description": None})
    for description in fields:
        assert "description" not in platform.get("connections", platform.given_connection(**description).id)


def test_the_published_form_of_an_etag_ends_in_the_second_of_its_making() -> None:
    platform = Platform(shared("published"))
    for kind in KINDS:
        made = platform.given(kind)
        second = platform.get(kind, made.id)["updatedAt"] // 1000
        assert re.fullmatch(f'"[0-9a-f]{{8}}-0000-0200-0000-{second:08x}0000"', made.etag)
