"""Whichever way a mapping set is spelled, it is the same set."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.data_files import read_json
from mock_flowservice.rules import PROFILES, Profile
from mock_flowservice.wire import JsonObject
from tests.caller import shared
from tests.data_prep.data_prep_client import DataPrep

KINDS = {"ATTRIBUTE": "text/x.schema-path", "EXPRESSION": "text/x.aep-xl", "STATIC": "text/plain"}
SCHEMA, VERSION = "https://ns.adobe.com/example/schemas/abc", "application/vnd.adobe.xed-full+json;version=1"
OWN = {"id", "version", "createdDate", "modifiedDate", "createdBy", "modifiedBy"}

SET_SPELLINGS: list[Callable[[str, str], JsonObject]] = [
    lambda id, version: {"outputSchema": {"schemaRef": {"id": id, "contentType": version}}},
    lambda id, version: {"schemaRef": {"id": id, "contentType": version}},
    lambda id, version: {"xdmSchema": id, "xdmVersion": version, "version": 0, "id": None},
    lambda id, version: {"xdmSchema": "other", "schemaRef": {"id": id, "contentType": version}},
    lambda id, version: {"xdmSchema": "other", "outputSchema": {"schemaRef": {"id": id}}, "xdmVersion": version},
]
LEGACY = {"identity": False, "identityGroup": None, "namespaceCode": None, "version": 0}
MAPPING_SPELLINGS: list[Callable[[str, str, str], JsonObject]] = [
    lambda kind, source, to: {"sourceType": kind, "source": source, "destination": to},
    lambda kind, source, to: {"sourceType": KINDS[kind], "source": source, "destination": to},
    lambda kind, source, to: {"sourceType": kind, "sourceAttribute": source, "destinationXdmPath": to} | LEGACY,
    lambda kind, source, to: {"sourceType": KINDS[kind], "source": source, "sourceAttribute": "x", "xdmPath": to},
    lambda kind, source, to: {"sourceType": kind, "source": source, "destination": to, "destinationXdmPath": "x"},
]

texts = st.text(st.characters(codec="utf-8"), max_size=20)
mappings = st.lists(st.tuples(st.sampled_from(sorted(KINDS)), texts, texts), max_size=4)


def without_own(body: Any) -> Any:
    """A reply without what differs between any two resources."""
    if isinstance(body, list):
        return [without_own(each) for each in body]
    if not isinstance(body, dict):
        return body
    own = OWN - ({"id"} if "contentType" in body else set())
    return {name: without_own(value) for name, value in body.items() if name not in own}


@given(meant=mappings, id=texts, version=texts, data=st.data())
def test_any_spelling_gives_the_same_set_in_both_spellings(
    meant: list[tuple[str, str, str]], id: str, version: str, data: st.DataObject
) -> None:
    sent = data.draw(st.sampled_from(SET_SPELLINGS))(id, version)
    sent["mappings"] = [data.draw(st.sampled_from(MAPPING_SPELLINGS))(*each) for each in meant]
    client = DataPrep()
    read = client.retrieve(client.given(sent)).body
    reference = {"id": id, "contentType": version}
    assert read["outputSchema"]["schemaRef"] == read["schemaRef"] == reference
    assert (read["xdmSchema"], read["xdmVersion"]) == (id, version)
    assert [(each["sourceType"], each["source"], each["destination"]) for each in read["mappings"]] == [
        (KINDS[kind], source, to) for kind, source, to in meant
    ]
    for each in read["mappings"]:
        assert (each["sourceAttribute"], each["destinationXdmPath"]) == (each["source"], each["destination"])


@given(meant=mappings, profile=st.sampled_from(PROFILES))
def test_what_was_read_can_be_sent_back_and_reads_the_same(meant: list[tuple[str, str, str]], profile: Profile) -> None:
    client = DataPrep(shared(profile, mapping_set__check="tutorial"))
    sent = SET_SPELLINGS[0](SCHEMA, VERSION) | {"mappings": [MAPPING_SPELLINGS[0](*each) for each in meant]}
    id = client.given(sent, name="n", tags=[{"name": "t", "values": ["v"]}], inputSchema={"sampleId": "s"})
    read = client.retrieve(id).body
    again = client.put(id, read).body
    assert without_own(again) == without_own(read) == without_own(client.retrieve(client.given(read)).body)


def test_a_mapping_without_a_kind_maps_an_attribute() -> None:
    client = DataPrep()
    id = client.given(mappings=[{"sourceAttribute": "a", "destinationXdmPath": "b"} | LEGACY])
    assert client.mappings(id).body[0]["sourceType"] == "text/x.schema-path"


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_profile_shows_the_words_that_were_sent(kind: str) -> None:
    client = DataPrep(shared(mapping__source_type="published"))
    sent = {"sourceType": kind, "source": "a", "destination": "b"}
    id = client.given(mappings=[sent, sent | {"sourceType": KINDS[kind]}])
    listed = client.mappings(id)
    assert [each["sourceType"] for each in listed.body] == [kind, kind]
    assert client.mapping(id, listed.body[0]["id"]).body == listed.body[0]
    assert "mapping.source_type" in listed.rules


def test_the_mappings_of_the_tutorial_are_kept_word_for_word() -> None:
    client, sent = DataPrep(), read_json("mixpanel/mappings.json")
    whole = {"version": 0, "xdmSchema": SCHEMA, "xdmVersion": "1.0", "id": None, "mappings": sent}
    made = client.create(whole)
    assert made.status == 200
    assert made.body.keys() == OWN
    assert made.body["version"] == 0
    assert made.body["createdDate"] == made.body["modifiedDate"]
    for asked, got in zip(sent, client.mappings(made.body["id"]).body, strict=True):
        assert got | asked | {"sourceType": "text/x.schema-path"} == got


def test_what_is_not_set_has_its_default() -> None:
    client = DataPrep()
    read = client.retrieve(client.given(mappings=[{"source": "a", "destination": "b"}])).body
    assert without_own(read) == {
        "status": "DRAFT",
        "strictMapping": False,
        "allowNullValues": False,
        "supportVersion": "1.1",
        "mappings": [
            {
                "sourceType": "text/x.schema-path",
                "source": "a",
                "sourceAttribute": "a",
                "destination": "b",
                "destinationXdmPath": "b",
                "identity": False,
                "primaryIdentity": False,
                "matchScore": 0.0,
                "functionVersion": 1,
            }
        ],
    }
