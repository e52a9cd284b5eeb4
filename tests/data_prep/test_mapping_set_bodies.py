"""What can be sent as a mapping set, and what is refused."""

import re
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from mock_flowservice.contract import read_document
from mock_flowservice.wire import JsonObject
from tests.caller import shared
from tests.data_prep.data_prep_client import DataPrep

FIRST = {"source": "first", "destination": "to.first"}
BROKEN: list[tuple[JsonObject, list[str]]] = [
    ({"sourceType": "ATRIBUTE", "source": "a", "destination": "b"}, ["'ATRIBUTE'", "ATTRIBUTE meant"]),
    ({"sourceType": "", "source": "a", "destination": "b"}, ["sourceType is ''"]),
    ({"source": "a"}, ["no destination"]),
    ({"destination": "b", "source": None}, ["no source"]),
    ({"xdmPath": 5}, ["no source", "no destination"]),
]
DOUBTFUL: list[tuple[JsonObject, list[str]]] = [
    ({"source": "", "destination": "b"}, ["source is empty"]),
    ({"source": "a", "destination": " "}, ["destination is empty"]),
    ({"source": "other", "destination": "to.first"}, ["'to.first'", "mapping 0"]),
]

SCHEMAS = read_document("data-prep")["components"]["schemas"]
SENT = ("MappingSetContent", "MappingContent", "SchemaContent", "SchemaReference", "Tag")
NAMES = sorted({"xdmPath", *(name for schema in SENT for name in SCHEMAS[schema]["properties"])})
scalars = st.none() | st.booleans() | st.integers(-(2**64), 2**64) | st.floats() | st.text(max_size=5)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=12,
)
odd = st.dictionaries(st.sampled_from(NAMES), values, max_size=1)
texts = st.text(max_size=3)
usable = st.builds(lambda source, to, more: {"source": source, "destination": to} | more, texts, texts, odd)
bodies = st.builds(lambda mappings, more: {"mappings": mappings} | more, st.lists(usable, max_size=2), odd)


@pytest.mark.parametrize(("mapping", "words"), BROKEN)
def test_what_is_no_mapping_is_refused_and_changes_nothing(mapping: JsonObject, words: list[str]) -> None:
    client = DataPrep()
    id = client.given()
    before = client.list().body
    sent = {"mappings": [FIRST, mapping]}
    for reply in (client.create(sent), client.create(sent, validate="true"), client.put(id, sent)):
        assert reply.status == 400
        assert all(word in reply.body["detail"] for word in ["/mappings/1", *words])
    assert client.list().body == before


@pytest.mark.parametrize(("mapping", "words"), DOUBTFUL)
def test_what_cannot_work_is_refused_when_validation_is_asked_for(mapping: JsonObject, words: list[str]) -> None:
    client, strict = DataPrep(), DataPrep(shared(mapping_set__check="published"))
    sent = {"mappings": [FIRST, mapping]}
    assert client.create(sent).status == client.create(sent, validate="False").status == 200
    for reply in (client.create(sent, validate="True"), strict.create(sent)):
        assert reply.status == 400
        assert all(word in reply.body["detail"] for word in ["/mappings/1", *words])


def test_validation_lets_a_good_set_through() -> None:
    mappings = [{"sourceType": kind, "source": "a", "destination": f"to.{kind}"} for kind in ("ATTRIBUTE", "STATIC")]
    assert DataPrep().create({"mappings": [FIRST, *mappings]}, validate="true").status == 200


def test_all_that_is_wrong_is_named() -> None:
    wrong = [mapping for mapping, _ in BROKEN + DOUBTFUL]
    reply = DataPrep().create({"mappings": [FIRST, *wrong]}, validate="true")
    assert all(f"/mappings/{position}:" in reply.body["detail"] for position in range(1, len(wrong) + 1))


def test_what_is_wrong_is_told_in_the_order_of_the_mappings() -> None:
    unreadable = {"sourceType": "EXPRESSION", "source": "1 +", "destination": "other"}
    sent = [unreadable, FIRST, FIRST, unreadable | {"destination": "last"}]
    detail = DataPrep().create({"mappings": sent}, validate="true").body["detail"]
    assert re.findall("/mappings/([0-9])", detail) == ["0", "2", "3"]


@given(body=values | bodies)
def test_no_body_is_our_own_mistake(body: Any) -> None:
    client = DataPrep()
    reply = client.create(body)
    event(str(reply.status))
    assert reply.status in (200, 400)
    if reply.status == 200:
        assert client.retrieve(reply.body["id"], expandSchema="true").status == 200
        assert client.put(reply.body["id"], body).status == 200
