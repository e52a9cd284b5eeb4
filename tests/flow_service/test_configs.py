"""Configurations: the columns of a source, and pages of data sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.bodies import LANDING_ZONE, MIXPANEL, MYSQL, PENDO, S3_DESTINATION, STRIPE, UNKNOWN, connection_specs
from tests.caller import shared
from tests.flow_service.exploring import EXPLORABLE, account, explored
from tests.flow_service.in_process import Platform
from tests.replies import Answer

ACTIVATION = "23598e46-f560-407b-88d5-ea6207e49db0"
DATASETS = {"outputType": "activationDatasets", "outputField": "datasets"}


def configured(platform: Platform, spec_id: str = ACTIVATION, **query: object) -> Answer:
    return platform.ask("GET", f"/connectionSpecs/{spec_id}/configs", query_string=query)


@pytest.mark.parametrize("spec_id", EXPLORABLE, ids=lambda id: connection_specs()[id]["name"])
def test_the_columns_are_those_that_exploring_shows_first(common: Platform, spec_id: str) -> None:
    type = connection_specs()[spec_id]["exploreSpec"]["type"]
    asked = {
        "Tabular": {"objectType": "table", "object": "customers"},
        "FileSystem": {"objectType": "file", "object": "/customers.csv", "fileType": "delimited"},
        "Resource": {"objectType": "rest"},
    }[type]
    schema = explored(common, spec_id, **asked).body["schema"]
    names = [column["name"] for column in schema["columns"]] if "columns" in schema else list(schema["properties"])
    items = configured(common, spec_id).body["items"]
    assert [item["columnName"] for item in items] == names
    if connection_specs()[spec_id]["authSpec"]:
        answer = common.ask("GET", f"/connections/{account(common, spec_id)}/configs")
        assert answer.body == {"items": items}


def test_a_column_has_the_type_that_the_documents_give_it(common: Platform) -> None:
    types = {item["columnName"]: item["columnType"] for item in configured(common, MYSQL).body["items"]}
    assert types["name"] == types["phone"] == "string"
    assert (types["dob"], types["updated_at"]) == ("date", "date-time")
    assert (types["customer_id"], types["balance"], types["subscribed"]) == ("integer", "double", "boolean")
    types = {item["columnName"]: item["columnType"] for item in configured(common, STRIPE).body["items"]}
    assert (types["total"], types["items"], types["links"], types["next"]) == ("integer", "object", "array", "string")


@pytest.mark.parametrize("spec_id", [PENDO, S3_DESTINATION, ACTIVATION])
def test_what_cannot_be_explored_has_no_columns(common: Platform, spec_id: str) -> None:
    assert configured(common, spec_id).body == {"items": []}


def given_datasets(platform: Platform, count: int) -> list[str]:
    return [platform.given_dataset(name=f"data set {number}") for number in range(count)]


@given(count=st.integers(0, 8), limit=st.integers(1, 5))
def test_the_pages_together_are_all_data_sets_of_the_sandbox_in_order(count: int, limit: int) -> None:
    platform = Platform(shared())
    made = given_datasets(platform, count)
    found: list[JsonObject] = []
    more = True
    while more:
        page = configured(platform, **DATASETS, start=len(found), limit=limit).body
        more = page["pageInfo"]["hasNext"]
        assert len(page["items"]) == limit or not more
        found += page["items"]
    assert [each["id"] for each in found] == made
    assert [each["name"] for each in found] == [f"data set {number}" for number in range(count)]
    assert configured(platform, **DATASETS, start=count + 5).body == {"items": [], "pageInfo": {"hasNext": False}}


def test_a_page_has_twenty_data_sets_and_at_most_a_hundred() -> None:
    platform = Platform()
    given_datasets(platform, 21)
    first = configured(platform, **DATASETS).body
    assert (len(first["items"]), first["pageInfo"]) == (20, {"hasNext": True})
    assert len(configured(platform, **DATASETS, limit=100).body["items"]) == 21


def test_a_data_set_is_shown_as_catalog_shows_it_and_to_its_own_sandbox_alone() -> None:
    platform = Platform()
    id = platform.given_dataset()
    [item] = configured(platform, LANDING_ZONE, **DATASETS).body["items"]
    held = platform.ask("GET", f"/data/foundation/catalog/dataSets/{id}", base="").body
    assert item == {"id": id, **held[id]}
    assert configured(platform.beside(x_sandbox_name="dev"), **DATASETS).body["items"] == []
    made = platform.given_connection(S3_DESTINATION).id
    answer = platform.ask("GET", f"/connections/{made}/configs", query_string=DATASETS)
    assert [each["id"] for each in answer.body["items"]] == [id]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": "0"}, "1394-400"),
        ({"limit": "-1"}, "1394-400"),
        ({"limit": "101"}, "1394-400"),
        ({"limit": "many"}, "1394-400"),
        ({"limit": "9" * 5000}, "1394-400"),
        ({"limit": ""}, "1393-400"),
        ({"start": ""}, "1393-400"),
        ({"start": "-1"}, "1312-400"),
        ({"start": "x"}, "1312-400"),
        ({"outputType": ""}, "1393-400"),
        ({"outputField": ""}, "1393-400"),
        ({"outputType": "others"}, "1312-400"),
        ({"outputField": "others"}, "1312-400"),
    ],
)
def test_what_cannot_be_listed_is_refused(common: Platform, query: dict[str, str], code: str) -> None:
    assert configured(common, **DATASETS | query).refusal == (400, code)


def test_what_is_unknown_has_no_configurations(common: Platform) -> None:
    for path in (f"/connections/{UNKNOWN}", f"/connectionSpecs/{UNKNOWN}"):
        for query in ({}, DATASETS):
            assert common.ask("GET", f"{path}/configs", query_string=query).refusal == (404, "1101-404")


def test_columns_are_not_shown_through_credentials_that_do_not_work(common: Platform) -> None:
    auth = {"specName": "Basic Authentication", "params": {"username": "u", "password": "invalid"}}
    made = common.given_connection(MIXPANEL, auth=auth).id
    assert common.ask("GET", f"/connections/{made}/configs").refusal == (400, "1308-400")
