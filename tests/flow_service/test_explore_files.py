"""Exploring files: properties given or determined, and what becomes of a file that is not what it is said to be."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.connectors import sample_files, sample_tables
from tests.bodies import LANDING_ZONE
from tests.flow_service.exploring import explored
from tests.flow_service.in_process import Platform
from tests.replies import Answer


def opened(common: Platform, path: str, **parameters: Any) -> Answer:
    return explored(common, LANDING_ZONE, objectType="file", object=path, **parameters)


def test_a_delimited_file_is_shown_as_texts(common: Platform) -> None:
    answer = opened(common, "/customers.csv", fileType="delimited", preview="true").body
    assert {column["type"] for column in answer["schema"]["columns"]} == {"string"}
    names = [column["name"] for column in answer["schema"]["columns"]]
    assert names == [column.name for column in sample_tables()["customers"].columns]
    first = sample_tables()["customers"].rows[0]
    assert answer["data"][0] == {name: str(value) for name, value in first.items()} | {"subscribed": "true"}
    assert answer["properties"] == {"fileType": "delimited", "columnDelimiter": ","}


def test_a_json_file_has_the_types_of_its_values_at_any_depth(common: Platform) -> None:
    answer = opened(common, "/exports/customers.json", fileType="json", preview="true").body
    columns = {column["name"]: column for column in answer["schema"]["columns"]}
    assert (columns["balance"]["type"], columns["subscribed"]["type"]) == ("double", "boolean")
    assert columns["contact"]["xdm"]["properties"]["channels"] == {"type": "array", "items": {"type": "string"}}
    assert answer["data"][0]["contact"] == {"phone": "+55 11 5550 0101", "channels": ["mail", "sms"]}
    assert answer["properties"] == {"fileType": "json"}


@pytest.mark.parametrize(
    ("path", "encoding", "properties"),
    [
        ("/customers.csv", "", {"fileType": "delimited", "columnDelimiter": ","}),
        ("/exports/products.csv", "utf-8", {"fileType": "delimited", "columnDelimiter": ";"}),
        ("/exports/orders.tsv", "", {"fileType": "delimited", "columnDelimiter": "\t"}),
        ("/exports/customers_latin1.csv", "iso-8859-1", {"fileType": "delimited", "columnDelimiter": ";"}),
        ("/exports/customers.json", "", {"fileType": "json"}),
        ("/exports/daily/orders-2024-02-01.jsonl", "", {"fileType": "json"}),
        ("/archive/loyalty.parquet", "", {"fileType": "parquet"}),
        ("/archive/orders.csv.gz", "", {"fileType": "delimited", "compressionType": "gzip", "columnDelimiter": ","}),
    ],
)
def test_properties_are_determined_by_content_and_lead_to_the_same_rows(
    common: Platform, path: str, encoding: str, properties: dict[str, str]
) -> None:
    same = {"preview": "true"} | ({"encoding": encoding} if encoding else {})
    determined = opened(common, path, determineProperties="true", **same)
    assert determined.body["properties"] == properties
    given = opened(common, path, **properties, **same)
    assert given.body == determined.body
    assert given.body["data"]


def test_the_same_rows_come_out_of_every_format(common: Platform) -> None:
    ids = [row["order_id"] for row in sample_tables()["orders"].rows]
    for path in ("/exports/orders.tsv", "/archive/orders.csv.gz"):
        rows = opened(common, path, determineProperties="true", preview="true").body["data"]
        assert [row["order_id"] for row in rows] == ids
    rows = opened(common, "/exports/daily/orders-2024-02-01.jsonl", fileType="json", preview="true").body["data"]
    assert [row["order_id"] for row in rows] == ["A-1001", "A-1002"]


def test_latin_letters_are_what_they_were(common: Platform) -> None:
    latin = opened(
        common,
        "/exports/customers_latin1.csv",
        fileType="delimited",
        columnDelimiter=";",
        encoding="ISO-8859-1",
        preview="true",
    )
    plain = opened(common, "/customers.csv", fileType="delimited", preview="true")
    assert latin.body["data"] == plain.body["data"]
    assert "São Paulo" in latin.body["data"][0]["address"]


@pytest.mark.parametrize(
    ("path", "parameters", "code"),
    [
        ("/customers.csv", {}, "1359-400"),
        ("/customers.csv", {"determineProperties": "false"}, "1359-400"),
        ("/customers.csv", {"fileType": ""}, "1337-400"),
        ("/customers.csv", {"fileType": "avro"}, "1312-400"),
        ("/customers.csv", {"fileType": "delimited", "columnDelimiter": ""}, "1334-400"),
        ("/customers.csv", {"fileType": "delimited", "columnDelimiter": ";;"}, "1331-400"),
        ("/customers.csv", {"fileType": "delimited", "columnDelimiter": "\\t"}, "1331-400"),
        ("/customers.csv", {"fileType": "delimited", "columnDelimiter": '"'}, "1312-400"),
        ("/customers.csv", {"fileType": "delimited", "columnDelimiter": "\n"}, "1312-400"),
        ("/customers.csv", {"fileType": "delimited", "compressionType": "rar"}, "1312-400"),
        ("/customers.csv", {"fileType": "delimited", "encoding": "UTF-16"}, "1312-400"),
        ("/customers.csv", {"fileType": "delimited", "compressionType": "gzip"}, "1396-400"),
        ("/customers.csv", {"fileType": "json"}, "1396-400"),
        ("/customers.csv", {"fileType": "parquet"}, "1396-400"),
        ("/archive/orders.csv.gz", {"fileType": "delimited"}, "1396-400"),
        ("/exports/customers_latin1.csv", {"fileType": "delimited"}, "1396-400"),
        ("/customers.csv", {"determineProperties": "perhaps"}, "1312-400"),
        ("/customers.csv", {"determineProperties": "true", "fileType": "delimited"}, "1374-400"),
        ("/customers.csv", {"determineProperties": "true", "columnDelimiter": ","}, "1374-400"),
        ("/archive/orders.csv.gz", {"determineProperties": "true", "compressionType": "gzip"}, "1374-400"),
        ("/incoming/logo.png", {"determineProperties": "true"}, "1375-400"),
        ("/incoming/_SUCCESS", {"determineProperties": "true"}, "1375-400"),
        ("/exports/customers_latin1.csv", {"determineProperties": "true"}, "1375-400"),
        ("/incoming/notes.txt", {"determineProperties": "true"}, "1376-400"),
        ("/incoming/_SUCCESS", {"fileType": "delimited"}, "1330-400"),
    ],
)
def test_a_file_that_cannot_be_shown_says_why(
    common: Platform, path: str, parameters: dict[str, str], code: str
) -> None:
    assert opened(common, path, **parameters).refusal == (400, code)


@pytest.mark.parametrize("path", ["/exports/daily/", "exports/daily", "/exports/daily", "exports/daily/"])
def test_slashes_around_a_path_may_be_left_out(common: Platform, path: str) -> None:
    answer = explored(common, LANDING_ZONE, objectType="folder", object=path)
    assert [entry["name"] for entry in answer.body] == ["orders-2024-02-01.jsonl", "orders-2024-02-05.jsonl"]
    assert ("explore.paths" in answer.rules) == (path != "/exports/daily/")


words = st.sampled_from(
    ["delimited", "json", "parquet", "gzip", "tar", "deflate", ",", "a", "\\", "é", "💥", " ", "true"]
)


@given(
    path=st.sampled_from([path for path, place in sample_files().places.items() if place.is_file()]),
    parameters=st.dictionaries(
        st.sampled_from(["fileType", "columnDelimiter", "compressionType", "encoding", "determineProperties"]),
        words | st.text(max_size=2),
    ),
)
def test_any_properties_are_followed_or_refused(common: Platform, path: str, parameters: dict[str, str]) -> None:
    assert opened(common, path, preview="true", **parameters).status in (200, 400)
