"""A mapping set is validated without being stored, and by the same checks when it is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.caller import shared
from tests.data_prep.data_prep_client import DataPrep, calculated, copied, writing_to
from tests.schema_registry.registry_client import Registry

WRONG: list[tuple[JsonObject, list[str]]] = [
    ({"source": "a"}, ["no destination"]),
    ({"source": "a", "destination": "b", "sourceType": "ATRIBUTE"}, ["'ATRIBUTE'"]),
    (copied("", "b"), ["source is empty"]),
    (copied("a", ""), ["destination is empty"]),
    (copied("a[", "b"), ["line 1, column 2"]),
    (copied("a", "b..c"), ["column 3"]),
    (calculated("shout(a)", "b"), ["'shout'", "line 1, column 1"]),
    (calculated("lower(a, b, c)", "b"), ["lower takes 1 argument"]),
    (calculated("'" + "a" * 4096 + "'", "b"), ["4,098 characters"]),
]
SCHEMA = writing_to(
    name={"type": "string"}, items={"type": "array", "items": {"type": "object", "properties": {"id": {}}}}
)
OUTSIDE = ["nam", "name.first", "name[0]", "items.id", "items[0].other"]
INSIDE = ["name", "items", "items[0].id", "items[*].id"]

good = st.sampled_from([copied("a"), calculated("lower(a)"), {"source": "", "sourceType": "STATIC"}])
bad = st.sampled_from([mapping for mapping, _ in WRONG if mapping.get("destination") == "b"])
drawn = st.lists(st.one_of(good.map(lambda each: (each, True)), bad.map(lambda each: (each, False))), max_size=6)


def statuses(client: DataPrep, mapping_set: JsonObject) -> list[str]:
    return [each["status"] for each in client.validate(mapping_set).body["validationResponse"]]


@given(meant=drawn)
def test_there_is_one_verdict_for_each_mapping_in_their_order(meant: list[tuple[JsonObject, bool]]) -> None:
    mappings = [each | {"destination": f"to.{position}"} for position, (each, _) in enumerate(meant)]
    assert statuses(DataPrep(), {"mappings": mappings}) == ["SUCCESS" if works else "FAILED" for _, works in meant]


@pytest.mark.parametrize(("mapping", "words"), WRONG)
def test_a_verdict_says_what_is_wrong_with_which_mapping(mapping: JsonObject, words: list[str]) -> None:
    good, failed = DataPrep().validate({"mappings": [copied("a"), mapping]}).body["validationResponse"]
    assert good == {"status": "SUCCESS", "errors": None}
    [error] = failed["errors"]
    assert [word for word in words if word not in error["exception"]] == []
    assert (error["source"], error["destination"]) == (mapping.get("source"), mapping.get("destination"))


def test_the_kind_of_a_failed_mapping_is_spelled_as_reads_spell_it() -> None:
    spelled = {"tutorial": "text/x.aep-xl", "published": "EXPRESSION"}
    for profile, kind in spelled.items():
        answer = DataPrep(shared(mapping__source_type=profile)).validate({"mappings": [calculated("1 +")]})
        assert answer.body["validationResponse"][0]["errors"][0]["sourceType"] == kind


@given(destinations=st.lists(st.sampled_from(["a", "b", "c"]), max_size=6))
def test_of_mappings_with_one_destination_all_but_the_first_fail(destinations: list[str]) -> None:
    mappings = [copied("x", each) for each in destinations]
    expected = ["FAILED" if each in destinations[:at] else "SUCCESS" for at, each in enumerate(destinations)]
    assert statuses(DataPrep(), {"mappings": mappings}) == expected


@pytest.mark.parametrize("destination", [*INSIDE, *OUTSIDE])
def test_a_destination_must_be_in_the_schema(destination: str) -> None:
    client = DataPrep()
    mappings = [copied("a", destination)]
    assert statuses(client, {"mappings": mappings}) == ["SUCCESS"]
    assert statuses(client, {"mappings": mappings} | SCHEMA) == ["SUCCESS" if destination in INSIDE else "FAILED"]


def test_a_schema_of_the_registry_goes_before_the_one_that_was_sent_along() -> None:
    client = DataPrep()
    registry = Registry(client.app, **client.headers)
    schema = registry.schema(registry.field_group(item={"type": "string"})["$id"])["$id"]
    mappings = [copied("a", "_extconndev.item"), copied("b", "name")]
    assert statuses(client, {"mappings": mappings, "xdmSchema": schema} | SCHEMA) == ["SUCCESS", "FAILED"]
    assert statuses(client, {"mappings": mappings, "xdmSchema": "unknown"} | SCHEMA) == ["FAILED", "SUCCESS"]


@given(meant=drawn, schema=st.sampled_from([{}, SCHEMA]))
def test_a_set_is_created_with_validation_exactly_when_all_verdicts_are_good(
    meant: list[tuple[JsonObject, bool]], schema: JsonObject
) -> None:
    client, strict = DataPrep(), DataPrep(shared(mapping_set__check="published"))
    body = {"mappings": [{"destination": f"to.{at}"} | each for at, (each, _) in enumerate(meant)]} | schema
    works = {*statuses(client, body)} <= {"SUCCESS"}
    assert (client.create(body, validate="true").status == 200) == works
    assert (strict.create(body).status == 200) == works


def test_a_mapping_that_is_added_is_checked_against_the_schema_of_its_set() -> None:
    strict = DataPrep(shared(mapping_set__check="published"))
    registry = Registry(strict.app, **strict.headers)
    schema = registry.schema(registry.field_group(item={"type": "string"})["$id"])["$id"]
    id = strict.given(xdmSchema=schema)
    assert strict.add(id, copied("a", "_extconndev.other")).status == 400
    assert strict.add(id, calculated("1 +", "_extconndev.item")).status == 400
    assert strict.add(id, copied("a", "_extconndev.item")).status == 200


@pytest.mark.parametrize("body", [{}, [], {"mappings": {}}, {"mappings": [5]}, {"mappings": None}])
def test_what_is_no_mapping_set_is_refused(body: Any) -> None:
    assert DataPrep().validate(body).status == 400


def test_validation_stores_nothing() -> None:
    client = DataPrep()
    client.given()
    before = client.list().body
    client.validate({"mappings": [copied("a"), calculated("1 +")]})
    assert client.list().body == before
