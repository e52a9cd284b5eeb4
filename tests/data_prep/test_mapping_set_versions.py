"""Versions of mapping sets, and who sees them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from mock_flowservice.app import create_app
from mock_flowservice.call import Call
from mock_flowservice.emulator import Emulator
from mock_flowservice.scope import Tenant
from mock_flowservice.services.data_prep import find_mapping_set
from tests.data_prep.data_prep_client import SHARED, UNSTRESSED, Client, JsonObject

contents = st.lists(st.sampled_from("abcdef"), max_size=4)


def set_of(names: list[str], **more: Any) -> JsonObject:
    return {"mappings": [{"source": name, "destination": f"to.{name}"} for name in names], **more}


def sources(body: JsonObject) -> list[str]:
    return [each["source"] for each in body["mappings"]]


@UNSTRESSED
@given(history=st.lists(contents, min_size=1, max_size=5))
def test_every_version_stays_as_it_was(history: list[list[str]]) -> None:
    client = Client()
    id = client.given(set_of(history[0]))
    puts = [client.put(id, set_of(names)) for names in history[1:]]
    assert [put.status_code for put in puts] == [200] * len(puts)
    versions = [client.retrieve(id, version=number).json for number in range(len(history))]
    assert [body["version"] for body in versions] == list(range(len(history)))
    assert [sources(body) for body in versions] == history
    assert versions[1:] == [put.json for put in puts]
    assert versions[-1] == client.retrieve(id).json
    assert len({(body["id"], body["createdDate"], body["createdBy"]) for body in versions}) == 1
    ids = [mapping["id"] for body in versions for mapping in body["mappings"]]
    assert len(set(ids)) == len(ids)
    assert client.retrieve(id, version=len(history)).status_code == 404


@UNSTRESSED
@given(history=st.lists(contents, min_size=1, max_size=4))
def test_the_mappings_are_those_of_the_latest_version(history: list[list[str]]) -> None:
    client = Client()
    id = client.given(set_of(history[0]))
    before = client.mappings(id).json
    for names in history[1:]:
        client.put(id, set_of(names))
    listed = client.mappings(id).json
    assert listed == client.retrieve(id).json["mappings"]
    assert [client.mapping(id, each["id"]).json for each in listed] == listed
    if history[1:]:
        assert {client.mapping(id, each["id"]).status_code for each in before} <= {404}


@UNSTRESSED
@given(history=st.lists(contents, min_size=1, max_size=4))
def test_flow_service_finds_what_reads_show(history: list[list[str]]) -> None:
    client = Client()
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
    return Call(SHARED, EnvironBuilder().get_request(), tenant=tenant)


def test_without_a_version_the_published_profile_shows_the_first() -> None:
    client = Client(create_app(rules={"mapping_set.version": "published"}))
    id = client.given(set_of(["a"]))
    client.put(id, set_of(["b"]))
    read = client.retrieve(id)
    assert sources(read.json) == ["a"]
    assert "mapping_set.version" in read.headers["x-mock-rule"]
    assert sources(client.retrieve(id, version=1).json) == ["b"]


def test_a_put_replaces_and_merges_nothing() -> None:
    client = Client()
    id = client.given(set_of(["a"], name="before", xdmSchema="https://example"))
    assert client.put(id, set_of(["b"])).json.keys().isdisjoint({"name", "xdmSchema", "outputSchema"})


def test_reads_round_dates_to_the_nearest_second() -> None:
    for start, shown in ((1_597_784_254_724, 1_597_784_255_000), (1_597_784_614_227, 1_597_784_614_000)):
        client = Client(create_app(Emulator(clock=Stopped(start))))
        made = client.create(set_of(["a"])).json
        read = client.retrieve(made["id"]).json
        assert made["createdDate"] == start
        assert {read["createdDate"], read["modifiedDate"], read["mappings"][0]["createdDate"]} == {shown}


class Stopped:
    """A clock that stands still."""

    def __init__(self, moment: int) -> None:
        self.moment = moment

    def now(self) -> int:
        return self.moment


@pytest.mark.parametrize("header", [{"x-sandbox-name": "dev"}, {"x-gw-ims-org-id": "B" * 24 + "@AdobeOrg"}])
def test_another_tenant_sees_nothing_of_it(header: dict[str, str]) -> None:
    app = create_app()
    client, stranger = Client(app), Client(app, **header)
    id = client.given(set_of(["a"]))
    before = client.retrieve(id).json
    asked = [stranger.retrieve(id), stranger.retrieve(id, version=0), stranger.put(id, set_of(["b"]))]
    asked += [stranger.mappings(id), stranger.mapping(id, before["mappings"][0]["id"])]
    assert [reply.status_code for reply in asked] == [404] * len(asked)
    assert stranger.list().json["data"] == []
    assert client.retrieve(id).json == before
