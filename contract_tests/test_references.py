"""What stands on what: made from the base up, taken down from the flow on."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowservice_client import ApiError, NotFound

from . import tutorial
from .api import NOBODY, Api, in_vain
from .profiles import examples
from .sources import FILE_FLOW
from .tutorial import filled


class Chain:
    """A flow with all that it stands on, each of it for this flow alone."""

    def __init__(self, api: Api) -> None:
        base = api.given_connection()
        source = api.given_source_connection(baseConnectionId=base.id)
        target = api.given_target_connection()
        flow = api.given_flow(sourceConnectionIds=[source.id], targetConnectionIds=[target.id])
        self.base, self.source, self.target, self.flow = base, source, target, flow
        self.links = {
            "base": (api.connections, base.id),
            "source": (api.source_connections, source.id),
            "target": (api.target_connections, target.id),
            "flow": (api.flows, flow.id),
        }

    def is_there(self, name: str) -> bool:
        collection: Any
        collection, id = self.links[name]
        try:
            return bool(collection.retrieve(id).id == id)
        except NotFound:
            return False

    def delete(self, name: str) -> int:
        """Try to delete; 204, or the status of the refusal."""
        collection: Any
        collection, id = self.links[name]
        try:
            collection.delete(id)
        except ApiError as error:
            return error.status
        return 204


@pytest.mark.rests_on("flow.inherited")
def test_each_knows_what_it_stands_on(api: Api) -> None:
    chain = Chain(api)
    base = {"id": chain.base.id, "connectionSpec": chain.base.json["connectionSpec"]}
    assert chain.source.json["inheritedAttributes"]["baseConnection"] == base
    inherited = chain.flow.json["inheritedAttributes"]
    [source], [target] = inherited["sourceConnections"], inherited["targetConnections"]
    assert source["id"] == chain.source.id
    assert source["connectionSpec"] == chain.source.json["connectionSpec"]
    assert source["baseConnection"] == base
    assert target["id"] == chain.target.id
    assert target["connectionSpec"] == chain.target.json["connectionSpec"]
    assert [*api.source_connections.list(property=f"baseConnectionId=={chain.base.id}")] == [chain.source]
    assert [*api.flows.list(property=f"sourceConnectionIds[]=={chain.source.id}")] == [chain.flow]


def test_a_base_connection_can_go_once_its_flow_has_gone(api: Api) -> None:
    chain = Chain(api)
    with api.nothing_changes():
        assert chain.delete("base") == 400
    assert chain.delete("flow") == 204
    assert not chain.is_there("flow")
    assert chain.delete("flow") == 404
    assert chain.delete("base") == 204
    assert not chain.is_there("base")


@pytest.mark.rests_on("reference.in_use", "flow.deletion")
@settings(max_examples=examples(0.4))
@given(order=st.sampled_from([*permutations(["base", "source", "target", "flow"])]))
def test_nothing_goes_before_the_flow_that_needs_it(api: Api, order: tuple[str, ...]) -> None:
    chain, gone = Chain(api), set[str]()
    for name in (*order, *order):
        allowed = name == "flow" or "flow" in gone
        expected = 404 if name in gone else 204 if allowed else 400
        assert chain.delete(name) == expected
        gone |= {name} if expected == 204 else set()
        assert {each for each in chain.links if not chain.is_there(each)} == gone


@pytest.mark.rests_on("reference.unknown", "create.fields")
def test_nothing_stands_on_what_is_not_there(api: Api) -> None:
    body = api.flow_body(shared=True)
    source = filled(tutorial.CREATE_SOURCE_CONNECTION, {tutorial.BASE_CONNECTION: NOBODY})
    mapping = [{"name": "Mapping", "params": {"mappingId": "0" * 32, "mappingVersion": 0}}]
    with api.nothing_changes():
        in_vain(lambda: api.source_connections.create(source), NOBODY)
        for field in ("sourceConnectionIds", "targetConnectionIds"):
            in_vain(lambda field=field: api.flows.create(body | {field: [NOBODY]}), NOBODY)
            in_vain(lambda field=field: api.flows.create(body | {field: []}), field)
            twice = body[field] * 2
            in_vain(lambda field=field, twice=twice: api.flows.create(body | {field: twice}), field)
        for collection in (api.connections, api.source_connections, api.target_connections):
            in_vain(
                lambda collection=collection: collection.create(
                    source | {"connectionSpec": {"id": NOBODY, "version": "1.0"}}
                )
            )
        in_vain(lambda: api.flows.create(body | {"flowSpec": {"id": NOBODY, "version": "1.0"}}), NOBODY)
        in_vain(lambda: api.flows.create(body | {"transformations": mapping}), "0" * 32)


@pytest.mark.rests_on("reference.specs")
def test_a_flow_reads_and_writes_what_its_spec_names(api: Api) -> None:
    body = api.flow_body(shared=True)
    into_files = {"id": FILE_FLOW, "version": "1.0"}
    with api.nothing_changes():
        in_vain(lambda: api.flows.create(body | {"flowSpec": into_files}))
        swapped = {
            "sourceConnectionIds": body["targetConnectionIds"],
            "targetConnectionIds": body["sourceConnectionIds"],
        }
        in_vain(lambda: api.flows.create(body | swapped))
        in_vain(lambda: api.flows.create(body | {"state": "enabled"}), "state")
