"""Tenants: what one does is invisible to every other."""

from collections.abc import Callable

import pytest

from tests.bodies import KINDS, flow_body, mapping, source_body, step
from tests.flow_service.in_process import Platform

OTHERS: dict[str, Callable[[Platform], Platform]] = {
    "another sandbox": lambda tenant: tenant.beside(x_sandbox_name="dev"),
    "another organisation": lambda tenant: tenant.beside(x_gw_ims_org_id="E" * 24 + "@AdobeOrg"),
}
every_other = pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_other
@every_kind
def test_an_entity_of_another_tenant_is_unknown(
    platform: Platform, kind: str, other: Callable[[Platform], Platform]
) -> None:
    mine, stranger = platform.given(kind), other(platform)
    before = platform.get(kind, mine.id)
    for method in ("GET", "DELETE", "PATCH"):
        answer = stranger.ask(method, f"/{kind}/{mine.id}", headers={"If-Match": mine.etag})
        assert answer.refusal == (404, "1101-404"), method
    assert platform.get(kind, mine.id) == before


@every_other
@every_kind
def test_lists_and_counts_show_only_ones_own(
    platform: Platform, kind: str, other: Callable[[Platform], Platform]
) -> None:
    stranger = other(platform)
    theirs_before = stranger.page(kind, count="true").body["count"]
    mine = [platform.given(kind).id for _ in range(3)]
    theirs = stranger.given(kind).id
    assert [each["id"] for each in platform.all(kind, limit=1)] == mine
    assert stranger.page(kind, count="true").body == {"count": theirs_before + 1}
    assert [each["id"] for each in stranger.page(kind, property=f"id=={mine[0]},{theirs}").body["items"]] == [theirs]


@every_other
def test_nothing_can_be_built_on_what_another_tenant_has(
    platform: Platform, other: Callable[[Platform], Platform]
) -> None:
    stranger = other(platform)
    source, target = stranger.given_source().id, stranger.given_target().id
    theirs = (source_body(baseConnectionId=platform.given_connection().id),)
    assert stranger.create("sourceConnections", *theirs).refusal == (400, "1439-400")
    for ends in ((platform.given_source().id, target), (source, platform.given_target().id)):
        assert stranger.create("flows", flow_body(*ends)).refusal == (400, "1439-400")
    body = flow_body(source, target, transformations=[mapping(platform.given_mapping_set())])
    assert stranger.create("flows", body).refusal == (400, "1419-400")


@every_other
def test_a_page_token_of_another_tenant_opens_nothing_of_theirs(
    platform: Platform, other: Callable[[Platform], Platform]
) -> None:
    for _ in range(2):
        platform.given_connection()
    link = platform.page("connections", limit=1).body["_links"]["next"]["href"]
    answer = other(platform).ask("GET", link)
    mine = {each["id"] for each in platform.all("connections")}
    assert answer.status == 400 or not mine & {each["id"] for each in answer.body["items"]}


def test_ids_of_sandboxes_differ_by_name_and_organisation(platform: Platform) -> None:
    tenants = [platform, *(other(platform) for other in OTHERS.values())]
    ids = {each.get("connections", each.given_connection().id)["sandboxId"] for each in tenants}
    assert len(ids) == len(tenants)


@every_other
def test_what_a_flow_uses_in_one_tenant_does_not_hold_another(
    platform: Platform, other: Callable[[Platform], Platform]
) -> None:
    platform.given_flow()
    stranger = other(platform)
    base = stranger.given_connection()
    assert stranger.patch("connections", base, step("replace", "/name", "x")).status == 200
    assert stranger.delete("connections", base.id).status == 204
