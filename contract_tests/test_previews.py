"""What a mapping set makes of records, before it is stored."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .api import Api
from .raw import Raw, refused
from .readings import Readings
from .tutorial import DATA_PREP, JsonObject

PREVIEW = f"{DATA_PREP}/mappingSets/preview"
FULL = "application/vnd.adobe.xed-full+json;version=1"
ID: JsonObject = {"sourceType": "ATTRIBUTE", "source": "id", "destination": "_id"}
FAILING: JsonObject = {"sourceType": "EXPRESSION", "source": "to_integer(name)", "destination": "_repo.number"}

names = st.sampled_from(["a", "b", "c"])
scalars = st.booleans() | st.integers(-1000, 1000) | st.sampled_from(["", "x", "Tokyo 東京"])
records = st.dictionaries(names, scalars | st.dictionaries(names, scalars, max_size=2), max_size=3)
copies = st.dictionaries(st.sampled_from(["x", "y", "z"]), st.sampled_from(["a", "b", "a.b", "c.a"]), max_size=3)


def set_for(api: Api, *mappings: JsonObject) -> JsonObject:
    """A mapping set for the shared schema."""
    reference = {"id": api.shared(api.given_schema).id, "contentType": FULL}
    return {"outputSchema": {"schemaRef": reference}, "mappings": [*mappings]}


def attribute(source: str, destination: str) -> JsonObject:
    return {"sourceType": "ATTRIBUTE", "source": source, "destination": destination}


def copied(record: JsonObject, copy: dict[str, str]) -> JsonObject:
    """What plain copies of attributes make of a record, by the documentation."""
    made = {}
    for destination, source in copy.items():
        value: Any = record
        for name in source.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None:
            made[destination] = value
    return made


@pytest.mark.rests_on("mapping.coercion")
def test_a_value_is_made_to_fit_its_field_as_the_documented_preview_shows(api: Api) -> None:
    with api.nothing_changes():
        [row] = api.mapping_sets.preview([{"id": 1234}], set_for(api, ID))
    assert row["data"] == {"_id": "1234"}
    assert not row["errors"]


@pytest.mark.rests_on("mapping_set.previewed")
def test_an_array_gives_an_array_in_its_order_and_one_record_gives_one_object(api: Api, raw: Raw) -> None:
    data, mapping_set = [{"id": str(number)} for number in range(5)], set_for(api, ID)
    rows = raw("POST", PREVIEW, json={"data": data, "mappingSet": mapping_set}).json()
    assert [row["data"]["_id"] for row in rows] == ["0", "1", "2", "3", "4"]
    row = raw("POST", PREVIEW, json={"data": data[3], "mappingSet": mapping_set}).json()
    assert row in (rows[3], [rows[3]])


@pytest.mark.rests_on("mapping_set.previewed", "mapping_set.schema")
@pytest.mark.parametrize("data", [[], [{}], {}], ids=str)
def test_the_answer_mirrors_what_was_sent(raw: Raw, data: Any) -> None:
    answer = raw("POST", PREVIEW, json={"data": data, "mappingSet": {"mappings": []}}).json()
    assert answer == (
        [{"data": {}, "errors": None} for _ in data] if isinstance(data, list) else {"data": {}, "errors": None}
    )


@pytest.mark.rests_on("mapping.unschemed", "mapping.paths", "mapping_set.schema")
@given(record=records, copy=copies)
def test_without_a_schema_attributes_are_copied_as_they_are(api: Api, record: JsonObject, copy: dict[str, str]) -> None:
    mappings = [attribute(source, destination) for destination, source in copy.items()]
    [row] = api.mapping_sets.preview([record], {"mappings": mappings})
    assert row == {"data": copied(record, copy), "errors": None}


@pytest.mark.rests_on("mapping_set.previewed", "mapping.unschemed")
def test_a_mapping_that_fails_names_itself_and_leaves_the_rest_of_its_row(api: Api) -> None:
    mappings = {"mappings": [ID, FAILING]}
    good, bad = api.mapping_sets.preview([{"id": 1, "name": "7"}, {"id": 2, "name": "seven"}], mappings)
    assert good == {"data": {"_id": 1, "_repo": {"number": 7}}, "errors": None}
    assert bad["data"] == {"_id": 2}
    [error] = bad["errors"]
    assert (error["source"], error["destination"]) == (FAILING["source"], FAILING["destination"])
    assert "seven" in error["exception"]


@pytest.mark.rests_on("mapping_set.previewed")
def test_a_row_that_is_no_record_has_one_error(api: Api, raw: Raw) -> None:
    answer = raw("POST", PREVIEW, json={"data": [5, None, [], "x"], "mappingSet": {"mappings": [ID]}}).json()
    assert [(row["data"], len(row["errors"])) for row in answer] == [({}, 1)] * 4


@pytest.mark.rests_on("mapping.every")
def test_pairs_of_members_are_plain_or_wrapped_as_the_rule_says(api: Api, rules: Readings) -> None:
    record = {"items": [{"name": "a"}, {"name": "b"}]}
    [row] = api.mapping_sets.preview([record], {"mappings": [attribute("items[*].name", "products[*].title")]})
    plain, wrapped = (
        {"products": [{"title": each(name)} for name in "ab"]} for each in (str, lambda name: {"name": name})
    )
    assert row["data"] in rules.allowed("mapping.every", tutorial=plain, published=wrapped)


@pytest.mark.rests_on("mapping_set.previewed", "request.refusals")
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": {}},
        {"mappingSet": {"mappings": []}},
        {"data": 5, "mappingSet": {"mappings": []}},
        {"data": {}, "mappingSet": {}},
    ],
    ids=str,
)
def test_a_preview_needs_records_and_mappings(raw: Raw, body: Any) -> None:
    refused(raw("POST", PREVIEW, json=body))
