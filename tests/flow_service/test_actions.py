"""Actions: what each does in which state, and how it may be asked for."""

from itertools import product
from typing import Any

import pytest

from tests.bodies import KINDS
from tests.caller import shared
from tests.flow_service.drafting import chain, draft, publish
from tests.flow_service.in_process import Platform
from tests.flow_service.life_model import ACTIONS
from tests.replies import Answer, Ref


def act(platform: Platform, id: str, query: str, kind: str = "flows", **what: Any) -> Answer:
    return platform.ask("POST", f"/{kind}/{id}/action?{query}", **what)


def flow_in(platform: Platform, state: str) -> Ref:
    """A flow in a state, complete if it is a draft."""
    if state == "draft":
        refs = chain(platform)
        for kind in KINDS[:-1]:
            publish(platform, kind, refs[kind].id)
        return refs["flows"]
    made = platform.given_flow()
    return act(platform, made.id, "op=disable").ref if state == "disabled" else made


@pytest.mark.parametrize(
    ("state", "op"), list(product(("draft", "enabled", "disabled"), ("publish", "enable", "disable")))
)
def test_an_action_leads_where_the_table_says_or_changes_nothing(platform: Platform, state: str, op: str) -> None:
    made = flow_in(platform, state)
    before = platform.get("flows", made.id)
    answer = act(platform, made.id, f"op={op}")
    after = platform.get("flows", made.id)
    if expected := ACTIONS.get((state, op)):
        assert (answer.status, after["state"]) == (200, expected)
        assert answer.body == {"id": made.id, "etag": after["etag"]}
        assert (after["etag"] == before["etag"]) == (state == expected)
    else:
        assert answer.refusal == (400, "1422-400")
        assert after == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_published_is_not_published_again(platform: Platform, kind: str) -> None:
    made = platform.given(kind)
    assert act(platform, made.id, "op=publish", kind).refusal == (400, "1422-400")


@pytest.mark.parametrize("op", ["disable", "DISABLE", "Disable"])
def test_the_case_of_an_action_does_not_matter(platform: Platform, op: str) -> None:
    made = platform.given_flow()
    assert act(platform, made.id, f"op={op}").status == 200
    assert platform.get("flows", made.id)["lastOperation"] == {"started": 0, "updated": 0, "operation": "disable"}


@pytest.mark.parametrize("kind", KINDS[:-1])
@pytest.mark.parametrize("op", ["enable", "disable", "re-trigger", "explode"])
def test_connections_can_only_be_published(platform: Platform, kind: str, op: str) -> None:
    assert act(platform, platform.given(kind).id, f"op={op}", kind).refusal == (400, "1398-400")


@pytest.mark.parametrize("kind", ["connections", "flows"])
@pytest.mark.parametrize("query", ["op=FINALIZE", "op=finalize-update&subOp=progress", "op=finalize&subOp=APPLY"])
def test_what_belongs_to_providers_is_refused(platform: Platform, kind: str, query: str) -> None:
    assert act(platform, platform.given(kind).id, query, kind).refusal == (400, "1402-400")


def test_an_action_needs_an_entity_and_an_operation(platform: Platform) -> None:
    made = platform.given_flow()
    assert act(platform, made.id, "").refusal == (400, "1359-400")
    assert act(platform, "nobody", "op=enable").refusal == (404, "1101-404")


def test_an_etag_is_compared_where_one_is_given(platform: Platform) -> None:
    made = platform.given_flow()
    assert act(platform, made.id, "op=disable", headers={"If-Match": '"old"'}).refusal == (412, "1404-412")
    assert platform.get("flows", made.id)["state"] == "enabled"
    assert act(platform, made.id, "op=disable", headers={"If-Match": made.etag}).status == 200


def test_a_body_is_not_needed_and_is_checked_where_it_comes(platform: Platform) -> None:
    made = platform.given_flow()
    answer = act(platform, made.id, "op=disable", data=b"", headers={"Content-Type": "text/plain"})
    assert answer.status == 200
    path = f"/flows/{made.id}/action?op=enable"
    assert platform.ask("POST", path, {"status": {"value": "GREAT"}}).refusal == (400, "1437-400")
    assert platform.ask("POST", path, {"status": "SUCCESS"}).refusal == (400, "1312-400")
    assert platform.ask("POST", path, {"status": {"value": "SUCCESS"}, "percentCompleted": 100}).status == 200


def test_publishing_checks_the_start_time_as_creation_does() -> None:
    platform = Platform(shared(schedule__start="published"))
    refs = chain(platform)
    for kind in KINDS[:-1]:
        publish(platform, kind, refs[kind].id)
    past = {"startTime": 1, "frequency": "once"}
    changed = platform.patch("flows", refs["flows"], {"op": "replace", "path": "/scheduleParams", "value": past})
    assert changed.status == 200
    assert publish(platform, "flows", refs["flows"].id).refusal == (400, "1360-400")


def test_an_unfinished_flow_is_not_enabled(platform: Platform) -> None:
    made = draft(platform, "flows").ref
    assert act(platform, made.id, "op=enable").refusal == (400, "1422-400")
