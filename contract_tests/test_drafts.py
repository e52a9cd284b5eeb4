"""Drafts: unfinished entities, published from the ground up."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowservice_client import NotFound, add, remove

from .api import KINDS, Api, in_vain
from .drafts import BELOW, STAGES, given_chain, given_draft, given_least, least, missing
from .profiles import examples
from .tutorial import CREATE_CONNECTION, filled

pytestmark = pytest.mark.rests_on("draft.checks", "draft.state", "connection.test")
each_stage = pytest.mark.parametrize("stage", STAGES)


def collection_of(api: Api, stage: str) -> Any:
    return KINDS[stage].collection(api)


@each_stage
def test_a_draft_says_no_more_than_it_must_and_reads_so(api: Api, stage: str) -> None:
    draft = given_least(api, stage)
    assert draft.state == "draft"
    assert draft.json.items() >= least(stage).items()
    assert "name" not in draft.json
    assert draft.etag == draft.json["version"]


@pytest.mark.rests_on("create.fields")
@each_stage
def test_what_is_no_draft_must_be_complete(api: Api, stage: str) -> None:
    with api.nothing_changes():
        in_vain(lambda: collection_of(api, stage).create(least(stage)))


@each_stage
def test_an_incomplete_draft_is_not_published(api: Api, stage: str) -> None:
    draft = given_least(api, stage)
    with api.nothing_changes():
        in_vain(lambda: collection_of(api, stage).publish(draft.id))
    assert collection_of(api, stage).retrieve(draft.id).json == draft.json


@pytest.mark.rests_on("action.states", "action.answer")
@settings(max_examples=examples(0.4))
@given(order=st.lists(st.sampled_from(STAGES), min_size=2, max_size=8))
def test_a_draft_is_published_once_and_after_what_it_stands_on(api: Api, order: list[str]) -> None:
    chain = given_chain(api)
    published: set[str] = set()
    for stage in order:
        collection, draft = collection_of(api, stage), chain[stage]
        if stage in published or not published.issuperset(BELOW[stage]):
            in_vain(lambda collection=collection, draft=draft: collection.publish(draft.id))
        else:
            published.add(stage)
            answered = collection.publish(draft.id)
            assert answered.json == {"id": draft.id, "etag": collection.retrieve(draft.id).etag}
            assert answered.etag != draft.etag
    states = {stage: collection_of(api, stage).retrieve(draft.id).state for stage, draft in chain.items()}
    assert states == {stage: "enabled" if stage in published else "draft" for stage in STAGES}
    for draft in reversed([*chain.values()]):
        api.remove(draft.id)


@pytest.mark.rests_on("create.fields")
@each_stage
def test_each_thing_that_a_draft_lacks_is_needed_to_publish_it(api: Api, stage: str) -> None:
    chain = given_chain(api)
    for below in STAGES[: STAGES.index(stage)]:
        collection_of(api, below).publish(chain[below].id)
    needless = {"name"} if stage == "targetConnections" else set()
    collection = collection_of(api, stage)
    for field in sorted(missing(api, stage, {name: each.id for name, each in chain.items()}).keys() - needless):
        draft = given_draft(api, stage, {name: each.id for name, each in chain.items()})
        collection.update(draft.id, [remove(f"/{field}")], etag=draft.etag)
        in_vain(lambda draft=draft: collection.publish(draft.id))
    assert collection.publish(chain[stage].id).id == chain[stage].id


@each_stage
def test_a_draft_is_deleted_like_anything_else(api: Api, stage: str) -> None:
    draft = given_least(api, stage)
    collection_of(api, stage).delete(draft.id)
    with pytest.raises(NotFound):
        collection_of(api, stage).retrieve(draft.id)


@pytest.mark.rests_on("draft.dependency")
def test_a_draft_is_named_by_drafts_alone(api: Api) -> None:
    base = given_draft(api, "connections", {})
    body = least("sourceConnections") | missing(api, "sourceConnections", {"connections": base.id})
    with api.nothing_changes():
        in_vain(lambda: api.source_connections.create(body))
    made = api.source_connections.create(body, draft=True)
    assert api.source_connections.retrieve(made.id).base_connection_id == base.id


@pytest.mark.rests_on("draft.support")
def test_a_source_that_knows_no_drafts_has_none(api: Api) -> None:
    with api.nothing_changes():
        in_vain(lambda: api.connections.create(filled(CREATE_CONNECTION, {}), draft=True))


@pytest.mark.rests_on("flow.mapping")
def test_transformations_are_added_to_a_draft_and_published_with_it(api: Api) -> None:
    chain = given_chain(api)
    mapping = {"name": "Mapping", "params": {"mappingId": api.given_mapping_set().id, "mappingVersion": 0}}
    unknown = {"name": "Mapping", "params": {"mappingId": "0" * 32, "mappingVersion": 0}}
    flow = chain["flows"]
    for stage in STAGES[:-1]:
        collection_of(api, stage).publish(chain[stage].id)
    ref = api.flows.update(flow.id, [add("/transformations", [unknown])], etag=flow.etag)
    in_vain(lambda: api.flows.publish(flow.id))
    api.flows.update(flow.id, [add("/transformations", [mapping])], etag=ref.etag)
    api.flows.publish(flow.id)
    assert api.flows.retrieve(flow.id).transformations == [mapping]
