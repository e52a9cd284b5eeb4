"""Changing a data set: merged or patched, wholly or not at all, and only what is a client's to change."""

from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.catalog.catalog_client import TEXTS, Catalog

PLACES = ["", "/", "/name", "/tags", "/tags/x", "/tags/x/-", "/tags/x/0", "/observableSchema", "/observableSchema/a/b"]
POINTERS = st.sampled_from(PLACES) | TEXTS
OPERATIONS: st.SearchStrategy[JsonObject] = st.fixed_dictionaries(
    {"op": st.sampled_from(["add", "ADD", "remove", "replace", "copy", "move", "test", "twist"]), "path": POINTERS},
    optional={"from": POINTERS, "value": st.none() | st.integers() | TEXTS | st.lists(TEXTS) | st.just({"a": {}})},
)


def version(catalog: Catalog, id: str) -> str:
    """The version in the header of a look-up, which is that in the body."""
    reply = catalog.retrieve(id)
    assert reply.headers["E-Tag"] == reply.body[id]["version"]
    return str(reply.headers["E-Tag"])


def test_an_object_is_merged_field_by_field() -> None:
    catalog = Catalog()
    id = catalog.given(description="old")
    before = catalog.dataset(id)
    reply = catalog.patch(id, {"description": "new"})
    assert (reply.status, reply.body) == (200, [f"@/dataSets/{id}"])
    after = catalog.dataset(id)
    assert after["description"] == "new"
    assert after["version"] == "1.0.1"
    same = before.keys() - {"description", "version", "updated"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


def test_null_takes_a_field_away() -> None:
    catalog = Catalog()
    id = catalog.given(description="old")
    catalog.patch(id, {"description": None})
    assert "description" not in catalog.dataset(id)


def test_what_every_data_set_has_comes_back_when_it_is_taken_away() -> None:
    catalog = Catalog()
    id = catalog.given(fileDescription={"format": "json"}, tags={"team": ["blue"]})
    catalog.patch(id, [{"op": "remove", "path": "/fileDescription"}, {"op": "remove", "path": "/tags"}])
    dataset = catalog.dataset(id)
    assert dataset["fileDescription"]["format"] == "parquet"
    assert dataset["tags"].keys() == {"adobe/pqs/table", "adobe/siphon/table/format"}


@pytest.mark.parametrize("media_type", ["application/json", "application/json-patch+json"])
def test_an_array_is_a_json_patch_whatever_its_media_type(media_type: str) -> None:
    catalog = Catalog()
    id = catalog.given()
    enable = {"op": "ADD", "path": "/tags/unifiedProfile", "value": ["enabled:true"]}
    assert catalog.patch(id, [enable], Content_Type=media_type).status == 200
    assert catalog.dataset(id)["tags"]["unifiedProfile"] == ["enabled:true"]
    assert version(catalog, id) == "1.0.1"


def test_the_table_keeps_its_name_when_the_data_set_gets_another() -> None:
    catalog = Catalog()
    id = catalog.given(name="First")
    catalog.patch(id, {"name": "Second"})
    assert catalog.dataset(id)["tags"]["adobe/pqs/table"] == ["first"]


@given(changes=st.integers(1, 12))
def test_the_version_counts_the_changes(changes: int) -> None:
    catalog = Catalog()
    id = catalog.given()
    for number in range(changes):
        catalog.patch(id, {"description": str(number)}, If_Match=version(catalog, id))
    assert version(catalog, id) == f"1.0.{changes}"


@pytest.mark.parametrize("form", ["{}", '"{}"', 'W/"{}"', '"0.0.0", "{}"'])
def test_if_match_takes_the_version_in_every_form_of_the_header(form: str) -> None:
    catalog = Catalog()
    id = catalog.given()
    assert catalog.patch(id, {"name": "x"}, If_Match=form.format("1.0.0")).status == 200
    assert catalog.patch(id, {"name": "y"}, If_Match=form.format("1.0.0")).status == 412
    assert catalog.patch(id, {"name": "z"}, If_Match="*").status == 200


def test_a_stale_version_is_refused_and_changes_nothing() -> None:
    catalog = Catalog()
    id = catalog.given()
    catalog.patch(id, {"name": "first"})
    before = catalog.dataset(id)
    assert catalog.patch(id, {"name": "second"}, If_Match="1.0.0").status == 412
    assert catalog.dataset(id) == before


def test_of_simultaneous_changes_of_one_version_exactly_one_wins() -> None:
    catalog = Catalog()
    id = catalog.given()
    statuses: list[int] = []

    def change(name: str) -> None:
        statuses.append(catalog.patch(id, {"name": name}, If_Match="1.0.0").status)

    threads = [Thread(target=change, args=(f"{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + 7 * [412]
    assert version(catalog, id) == "1.0.1"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("version", "7.0.0"), ("created", 1), ("sandboxId", "x"), ("lastBatchStatus", "success"), ("state", "x")),
        *(("classification", {"dataBehavior": "adhoc", "managedBy": "CUSTOMER"}), ("viewId", 5), ("files", "@/x")),
    ],
)
def test_what_catalog_alone_sets_no_change_touches(field: str, value: Any) -> None:
    catalog = Catalog()
    id = catalog.given()
    before = catalog.dataset(id)
    for body in ({field: value, "name": "x"}, [{"op": "add", "path": f"/{field}", "value": value}]):
        reply = catalog.patch(id, body)
        assert reply.status == 400
        assert field in reply.body["detail"]
    assert catalog.dataset(id) == before


def test_a_data_set_may_be_sent_back_whole() -> None:
    catalog = Catalog()
    id = catalog.given()
    assert catalog.patch(id, catalog.dataset(id) | {"description": "new"}).status == 200
    assert catalog.dataset(id)["description"] == "new"


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "/name", "value": 5},
        {"op": "remove", "path": "/name"},
        {"op": "add", "path": "/tags/x", "value": "no array"},
        {"op": "add", "path": "", "value": []},
        {"op": "remove", "path": ""},
        {"op": "test", "path": "/name", "value": "another"},
        {"op": "add", "path": "/nowhere/x", "value": 1},
        {"op": "add", "path": "name", "value": "x"},
        {"op": "add", "path": "/description"},
        {"op": "copy", "path": "/description"},
        {"op": "twist", "path": "/name"},
    ],
)
def test_a_patch_that_is_not_possible_changes_nothing_at_all(operation: dict[str, Any]) -> None:
    catalog = Catalog()
    id = catalog.given()
    before = catalog.dataset(id)
    first = {"op": "add", "path": "/description", "value": "half done"}
    assert catalog.patch(id, [first, operation]).status == 400
    assert catalog.dataset(id) == before


@pytest.mark.parametrize("copies", [90, 5000])
def test_a_patch_that_copies_a_data_set_into_itself_is_refused(copies: int) -> None:
    catalog = Catalog()
    id = catalog.given(observableSchema={"a": ["x" * 1000]})
    for operation in (
        {"op": "copy", "from": "/observableSchema/a", "path": "/observableSchema/a/-"},
        {"op": "copy", "from": "/observableSchema", "path": "/observableSchema/b"},
    ):
        assert catalog.patch(id, [operation] * copies).status == 400
    assert version(catalog, id) == "1.0.0"


@given(operations=st.lists(OPERATIONS, max_size=4))
def test_no_patch_is_a_failure_of_the_server_and_what_is_taken_keeps_the_contract(operations: list[Any]) -> None:
    catalog = Catalog()
    id = catalog.given(tags={"x": ["a"]})
    before = catalog.dataset(id)
    status = catalog.patch(id, operations).status
    assert status in (200, 400)
    after = catalog.dataset(id)
    assert after["version"] == "1.0.1" if status == 200 else after == before


def test_a_body_that_is_not_json_is_refused() -> None:
    catalog = Catalog()
    id = catalog.given()
    reply = catalog.ask("PATCH", f"/{id}", data=b"{", content_type="application/json")
    assert (reply.status, reply.body["title"]) == (400, "BadRequestError")
