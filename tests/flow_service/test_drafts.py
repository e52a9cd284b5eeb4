"""Drafts: made unfinished, completed by PATCH, checked when they are published."""

import pytest

from tests.bodies import (
    FILE_FLOW,
    FILE_STORAGE,
    KINDS,
    MYSQL,
    REST_FLOW,
    UNKNOWN,
    connection_body,
    source_body,
    spec_ref,
    step,
)
from tests.flow_service.drafting import chain, completed, draft, publish, what_is_missing
from tests.flow_service.in_process import Platform

every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_a_draft_says_no_more_than_its_spec(platform: Platform, kind: str) -> None:
    made = draft(platform, kind).ref
    entity = platform.get(kind, made.id)
    assert (entity["state"], entity["etag"], entity["version"]) == ("draft", made.etag, made.etag)
    assert "name" not in entity
    assert [each["id"] for each in platform.all(kind, property="state==draft")] == [made.id]


@every_kind
def test_a_draft_of_no_spec_is_refused(platform: Platform, kind: str) -> None:
    assert platform.ask("POST", f"/{kind}?mode=draft", {"name": "x"}).refusal == (400, "1304-400")


@every_kind
def test_a_chain_of_drafts_is_published_from_its_base_on_and_in_no_other_order(platform: Platform, kind: str) -> None:
    refs = chain(platform)
    for earlier in KINDS[: KINDS.index(kind)]:
        assert publish(platform, earlier, refs[earlier].id).status == 200
    for later in KINDS[KINDS.index(kind) + 1 :]:
        if (kind, later) != ("sourceConnections", "targetConnections") and kind != "targetConnections":
            before = platform.get(later, refs[later].id)
            free = later == "targetConnections"
            answer = publish(platform, later, refs[later].id)
            assert (answer.status == 200) if free else (answer.refusal == (400, "1422-400"))
            assert free or platform.get(later, refs[later].id) == before
    published = publish(platform, kind, refs[kind].id)
    assert published.status == 200
    entity = platform.get(kind, refs[kind].id)
    assert (entity["state"], entity["etag"]) == ("enabled", published.ref.etag)
    assert published.ref.etag != refs[kind].etag


@every_kind
def test_what_a_draft_lacks_is_found_when_it_is_published_and_changes_nothing(platform: Platform, kind: str) -> None:
    made = draft(platform, kind).ref
    before = platform.get(kind, made.id)
    assert publish(platform, kind, made.id).status == 400
    assert platform.get(kind, made.id) == before


@every_kind
def test_each_field_that_a_draft_lacks_can_be_added_and_is_needed(platform: Platform, kind: str) -> None:
    refs = chain(platform)
    for each in KINDS[: KINDS.index(kind)]:
        publish(platform, each, refs[each].id)
    fields = what_is_missing(platform, kind, refs)
    optional = {("targetConnections", "name")}
    for left_out in fields:
        rest = {name: value for name, value in fields.items() if name != left_out}
        made = draft(platform, kind, **rest).ref
        if (kind, left_out) not in optional:
            assert publish(platform, kind, made.id).status == 400, left_out
            changed = platform.patch(kind, made, step("add", f"/{left_out}", fields[left_out]))
            assert changed.status == 200
        assert publish(platform, kind, made.id).status == 200


@every_kind
def test_a_draft_can_be_deleted_with_nothing_holding_it(platform: Platform, kind: str) -> None:
    refs = chain(platform)
    assert platform.delete(kind, refs[kind].id).status == 204
    assert platform.ask("GET", f"/{kind}/{refs[kind].id}").status == 404


def test_a_flow_whose_source_is_gone_is_not_published(platform: Platform) -> None:
    refs = chain(platform)
    for kind in KINDS[:-1]:
        publish(platform, kind, refs[kind].id)
    platform.delete("sourceConnections", refs["sourceConnections"].id)
    assert publish(platform, "flows", refs["flows"].id).refusal == (400, "1439-400")


def test_a_draft_can_only_be_named_by_drafts(platform: Platform) -> None:
    base = {"baseConnectionId": draft(platform, "connections").ref.id}
    body = source_body(FILE_STORAGE, **base)
    assert platform.create("sourceConnections", body).refusal == (400, "1422-400")
    assert platform.ask("POST", "/sourceConnections?mode=draft", body).status == 201


@pytest.mark.parametrize(
    ("kind", "spec"), [("connections", MYSQL), ("sourceConnections", MYSQL), ("targetConnections", MYSQL)]
)
def test_a_spec_that_knows_no_drafts_has_none(platform: Platform, kind: str, spec: str) -> None:
    assert draft(platform, kind, connectionSpec=spec_ref(spec)).refusal == (400, "1368-400")
    assert platform.all(kind) == []


def test_a_flow_spec_that_knows_no_drafts_has_none(platform: Platform) -> None:
    assert draft(platform, "flows", flowSpec=spec_ref(REST_FLOW)).refusal == (400, "1368-400")


def test_a_draft_of_an_unknown_spec_is_refused_as_any_other(platform: Platform) -> None:
    assert draft(platform, "connections", connectionSpec=spec_ref(UNKNOWN)).refusal == (400, "1413-400")
    assert draft(platform, "flows", flowSpec=spec_ref(UNKNOWN)).refusal == (400, "1413-400")


@pytest.mark.parametrize("mode", ["drafts", "", "published"])
def test_no_other_mode_is_known(platform: Platform, mode: str) -> None:
    assert platform.ask("POST", f"/connections?mode={mode}", connection_body()).refusal == (400, "1368-400")


def test_the_mode_may_be_in_capitals(platform: Platform) -> None:
    made = platform.ask("POST", "/flows?mode=DRAFT", {"flowSpec": spec_ref(FILE_FLOW)}).ref
    assert platform.get("flows", made.id)["state"] == "draft"


@every_kind
def test_the_types_of_a_drafts_fields_are_checked(platform: Platform, kind: str) -> None:
    assert draft(platform, kind, name=5).refusal == (400, "1312-400")
    made = draft(platform, kind).ref
    assert platform.patch(kind, made, step("add", "/name", 5)).refusal == (400, "1312-400")


@every_kind
def test_the_spec_of_a_draft_stays(platform: Platform, kind: str) -> None:
    made = draft(platform, kind).ref
    field = "flowSpec" if kind == "flows" else "connectionSpec"
    assert platform.patch(kind, made, step("replace", f"/{field}/version", "2.0")).status == 400
    assert platform.patch(kind, made, step("replace", "/state", "enabled")).refusal == (400, "1365-400")


def test_the_secrets_of_a_draft_are_masked(platform: Platform) -> None:
    made = completed(platform, "connections", {})
    assert platform.get("connections", made.id)["auth"]["params"]["password"] == "******"
    halfway = draft(platform, "connections", auth={"specName": "nothing known", "params": {"password": "p"}}).ref
    assert platform.get("connections", halfway.id)["auth"]["params"] == {"password": "******"}
