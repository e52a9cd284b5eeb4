"""Versions of mapping sets, and who sees them."""

from functools import cache
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from mock_flowservice.app import create_app
from mock_flowservice.call import Call
from mock_flowservice.emulator import Emulator
from mock_flowservice.scope import Tenant
from mock_flowservice.services.data_prep import find_mapping_set
from mock_flowservice.settings import Settings
from mock_flowservice.wire import JsonObject
from tests.caller import emulated, shared
from tests.clocks import HandClock
from tests.data_prep.data_prep_client import DataPrep

contents = st.lists(st.sampled_from("abcdef"), max_size=4)


@cache
def emulator() -> Emulator:
    """One that can be looked into."""
    return Emulator(Settings(seed=1))


@cache
def looked_into() -> Flask:
    """How that is called."""
    return create_app(emulator())


def set_of(names: list[str], **more: Any) -> JsonObject:
    return {"mappings": [{"source": name, "destination": f"to.{name}"} for name in names], **more}


def sources(body: JsonObject) -> list[str]:
    return [each["source"] for each in body["mappings"]]


@given(history=st.lists(contents, min_size=1, max_size=5))
def test_every_version_stays_as_it_was(history: list[list[str]]) -> None:
    client = DataPrep()
    id = client.given(set_of(history[0]))
    puts = [client.put(id, set_of(names)) for names in history[1:]]
    assert [put.status for put in puts] == [200] * len(puts)
    versions = [client.retrieve(id, version=number).body for number in range(len(history))]
    assert [body["version"] for body in versions] == list(range(len(history)))
    assert [sources(body) for body in versions] == history
    assert versions[1:] == [put.body for put in puts]
    assert versions[-1] == client.retrieve(id).body
    assert len({(body["id"], body["createdDate"], body["createdBy"]) for body in versions}) == 1
    ids = [mapping["id"] for body in versions for mapping in body["mappings"]]
    assert len(set(ids)) == len(ids)
    assert client.retrieve(id, version=len(history)).status == 404


@given(history=st.lists(contents, min_size=1, max_size=4))
def test_the_mappings_are_those_of_the_latest_version(history: list[list[str]]) -> None:
    client = DataPrep()
    id = client.given(set_of(history[0]))
    before = client.mappings(id).body
    for names in history[1:]:
        client.put(id, set_of(names))
    listed = client.mappings(id).body
    assert listed == client.retrieve(id).body["mappings"]
    assert [client.mapping(id, each["id"]).body for each in listed] == listed
    if history[1:]:
        assert {client.mapping(id, each["id"]).status for each in before} <= {404}


@given(history=st.lists(contents, min_size=1, max_size=4))
def test_flow_service_finds_what_reads_show(history: list[list[str]]) -> None:
    client = DataPrep(looked_into())
    id = client.given(set_of(history[0]))
    for names in history[1:]:
        client.put(id, set_of(names))
    org, latest = client.headers["x-gw-ims-org-id"], len(history) - 1
    call = calling(Tenant(org, client.headers["x-sandbox-name"]))
    for number, names in enumerate(history):
        found = find_mapping_set(call, id, number)
        assert found is not None
        assert found.body is not None
        assert (sources(found.body), found.body["version"], found.latest) == (names, number, latest)
    assert find_mapping_set(call, id) == find_mapping_set(call, id, latest)
    for number in (-1, latest + 1):
        assert find_mapping_set(call, id, number) == (None, latest)
    assert find_mapping_set(calling(Tenant(org, "dev")), id) is None


def calling(tenant: Tenant) -> Call:
    """A call of a tenant, as another service makes it."""
    return Call(emulator(), EnvironBuilder().get_request(), tenant=tenant)


def test_without_a_version_the_published_profile_shows_the_first() -> None:
    client = DataPrep(shared(mapping_set__version="published"))
    id = client.given(set_of(["a"]))
    client.put(id, set_of(["b"]))
    read = client.retrieve(id)
    assert sources(read.body) == ["a"]
    assert "mapping_set.version" in read.rules
    assert sources(client.retrieve(id, version=1).body) == ["b"]


def test_a_put_replaces_and_merges_nothing() -> None:
    client = DataPrep()
    id = client.given(set_of(["a"], name="before", xdmSchema="https://example"))
    assert client.put(id, set_of(["b"])).body.keys().isdisjoint({"name", "xdmSchema", "outputSchema"})


def test_reads_round_dates_to_the_nearest_second() -> None:
    for start, shown in ((1_597_784_254_724, 1_597_784_255_000), (1_597_784_614_227, 1_597_784_614_000)):
        client = DataPrep(emulated(clock=HandClock(start)))
        made = client.create(set_of(["a"])).body
        read = client.retrieve(made["id"]).body
        assert made["createdDate"] == start
        assert {read["createdDate"], read["modifiedDate"], read["mappings"][0]["createdDate"]} == {shown}


@pytest.mark.parametrize("header", [{"x_sandbox_name": "dev"}, {"x_gw_ims_org_id": "B" * 24 + "@AdobeOrg"}])
def test_another_tenant_sees_nothing_of_it(header: dict[str, str]) -> None:
    client = DataPrep()
    stranger = client.beside(**header)
    id = client.given(set_of(["a"]))
    before = client.retrieve(id).body
    asked = [stranger.retrieve(id), stranger.retrieve(id, version=0), stranger.put(id, set_of(["b"]))]
    asked += [stranger.mappings(id), stranger.mapping(id, before["mappings"][0]["id"])]
    assert [reply.status for reply in asked] == [404] * len(asked)
    assert stranger.list().body["data"] == []
    assert client.retrieve(id).body == before
