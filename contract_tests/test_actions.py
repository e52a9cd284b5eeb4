"""Actions: flows are disabled and enabled, and nothing else is done on request."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowservice_client import ApiError

from .api import WITH_ETAG, Api, Kind
from .profiles import examples
from .raw import Raw, refused
from .readings import Readings
from .tutorial import FLOW_SERVICE

each_kind = pytest.mark.parametrize("kind", WITH_ETAG, ids=str)


def act(raw: Raw, kind: str, id: str, op: str, **what: Any) -> Any:
    """The answer to an action without a body."""
    return raw("POST", f"{FLOW_SERVICE}/{kind}/{id}/action", params={"op": op}, **what)


def told(api: Api, id: str, op: str) -> tuple[int, str | None]:
    """What a flow answers when it is told something: the status, and its etag."""
    try:
        return 200, api.flows.action(id, op).etag
    except ApiError as refusal:
        return refusal.status, None


@pytest.mark.rests_on("action.answer")
def test_a_flow_is_disabled_and_enabled_again(api: Api) -> None:
    flow = api.given_flow()
    etags = {flow.etag}
    for act, state in (
        (api.flows.disable, "disabled"),
        (api.flows.enable, "enabled"),
        (api.flows.disable, "disabled"),
    ):
        answered, now = act(flow.id), api.flows.retrieve(flow.id)
        assert answered.json == {"id": flow.id, "etag": now.etag}
        assert now.etag not in etags
        assert (now.state, now.created_at) == (state, flow.created_at)
        etags.add(now.etag)
    changed = {name for name in now.json if now.json[name] != flow.json.get(name)}
    assert changed <= {"state", "etag", "version", "updatedAt", "updatedBy", "updatedClient", "lastOperation"}


@pytest.mark.rests_on("action.repeated", "action.answer")
@settings(max_examples=examples(0.4))
@given(ops=st.lists(st.sampled_from(["enable", "disable"]), max_size=6))
def test_a_flow_is_as_it_was_told_last(api: Api, rules: Readings, ops: list[str]) -> None:
    flow = api.shared(api.given_flow)
    before = api.flows.retrieve(flow.id)
    state, etag = before.state, before.etag
    for op in ops:
        again = state == f"{op}d"
        status, answered = told(api, flow.id, op)
        assert status in (rules.allowed("action.repeated", tutorial=200, published=400) if again else [200])
        if status == 200:
            assert (answered == etag) == again
            state, etag = f"{op}d", answered
        now = api.flows.retrieve(flow.id)
        assert (now.state, now.etag) == (state, etag)


@pytest.mark.rests_on("action.states", "action.order")
@each_kind
def test_what_is_published_is_not_published_again(api: Api, raw: Raw, kind: Kind) -> None:
    entity = kind.given(api)
    with api.nothing_changes():
        reply = act(raw, str(kind), entity.id, "publish")
    refused(reply)


@pytest.mark.rests_on("action.spelling")
@each_kind
@pytest.mark.parametrize("op", ["", "explode", "re-trigger", "finalize", "FINALIZE_UPDATE"])
def test_an_action_that_is_not_there_for_users_is_refused(api: Api, raw: Raw, kind: Kind, op: str) -> None:
    entity = api.shared(api.given_flow) if str(kind) == "flows" else kind.given(api)
    with api.nothing_changes():
        reply = act(raw, str(kind), entity.id, op)
    refused(reply)


@pytest.mark.rests_on("error.envelope")
def test_finalizing_is_for_providers(api: Api, raw: Raw) -> None:
    connection = api.given_connection()
    reply = act(raw, "connections", connection.id, "finalize")
    assert reply.status_code == 400
    assert "1402" in reply.text


@pytest.mark.rests_on("action.spelling")
@pytest.mark.parametrize("op", ["disable", "DISABLE", "Disable"])
def test_the_case_of_an_action_does_not_matter(api: Api, raw: Raw, op: str) -> None:
    flow = api.given_flow()
    assert act(raw, "flows", flow.id, op).status_code == 200
    assert api.flows.retrieve(flow.id).state == "disabled"


@pytest.mark.rests_on("action.order", "etag.match")
def test_an_etag_is_compared_where_one_comes_with_an_action(api: Api, raw: Raw) -> None:
    flow = api.given_flow()
    with api.nothing_changes():
        assert act(raw, "flows", flow.id, "disable", headers={"If-Match": '"old"'}).status_code == 412
    assert act(raw, "flows", flow.id, "disable", headers={"If-Match": flow.etag}).status_code == 200


@pytest.mark.rests_on("action.order")
@each_kind
def test_nothing_is_done_to_what_is_not_there(api: Api, raw: Raw, kind: Kind) -> None:
    entity = kind.given(api)
    api.remove(entity.id)
    reply = act(raw, str(kind), entity.id, "publish")
    assert reply.status_code == 404
    assert entity.id in reply.text
