"""Data sets: what becomes of what is sent, who sees it, and what is refused."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.caller import shared
from tests.catalog.catalog_client import TEXTS, Catalog

ID = re.compile("[0-9a-f]{24}")
OWN_TAGS = {"adobe/pqs/table", "adobe/siphon/table/format"}
CONTENTS = st.fixed_dictionaries(
    {"name": TEXTS.filter(bool)},
    optional={
        "description": TEXTS,
        "enableErrorDiagnostics": st.booleans(),
        "tags": st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2), max_size=2),
        "schemaRef": st.fixed_dictionaries({"id": TEXTS, "contentType": TEXTS}),
        "fileDescription": st.fixed_dictionaries({"format": st.sampled_from(["json", "parquet"])}),
        "observableSchema": st.fixed_dictionaries({"type": st.just("object")}),
    },
)
JSON = st.recursive(st.none() | st.booleans() | st.integers(-9, 9) | TEXTS, lambda each: st.lists(each, max_size=3))


@given(content=CONTENTS)
def test_what_is_sent_is_what_is_read(content: dict[str, Any]) -> None:
    catalog = Catalog()
    dataset = catalog.dataset(catalog.given(content))
    tags = content.pop("tags", {})
    assert {name: dataset[name] for name in content} == content
    assert {name: dataset["tags"][name] for name in tags} == tags
    assert dataset["tags"].keys() >= OWN_TAGS


def test_a_new_data_set_is_named_by_reference_and_found_under_its_id() -> None:
    catalog = Catalog()
    reply = catalog.create({"name": "Mixpanel dataset"})
    (reference,) = reply.body
    id = reference.removeprefix("@/dataSets/")
    assert (reply.status, reply.headers["Location"]) == (201, reference)
    assert ID.fullmatch(id)
    assert list(catalog.retrieve(id).body) == [id]
    assert catalog.dataset(id)["files"] == f"{reference}/views/{catalog.dataset(id)['viewId']}/files"


def test_catalog_adds_what_clients_rely_on() -> None:
    catalog = Catalog()
    dataset = catalog.dataset(catalog.given({"name": "Sample Dataset-2"}))
    assert dataset["tags"] == {"adobe/pqs/table": ["sample_dataset_2"], "adobe/siphon/table/format": ["parquet"]}
    assert dataset["classification"] == {"dataBehavior": "record", "managedBy": "CUSTOMER"}
    assert dataset["fileDescription"] == {"persisted": True, "containerFormat": "parquet", "format": "parquet"}
    assert dataset["version"] == "1.0.0"
    assert dataset["createdClient"] == "a-client"
    assert dataset["created"] == dataset["updated"]


def test_what_a_client_says_of_catalogs_own_fields_is_passed_over() -> None:
    catalog = Catalog()
    dataset = catalog.dataset(catalog.given(version="9.9.9", created=1, imsOrg="me", lastBatchStatus=7))
    assert dataset["version"] == "1.0.0"
    assert dataset["created"] > 1
    assert dataset["imsOrg"] == catalog.headers["x-gw-ims-org-id"]
    assert "lastBatchStatus" not in dataset


@given(content=CONTENTS)
def test_every_data_set_has_what_existing_clients_index_and_nothing_they_take_for_a_failure(
    content: dict[str, Any],
) -> None:
    catalog = Catalog()
    catalog.given(content)
    reply = catalog.ask("GET", "/", query_string="limit=100&requestDataSource=False")
    for dataset in reply.body.values():
        assert {"dataBehavior", "managedBy"} <= dataset["classification"].keys()
        assert dataset["tags"]["adobe/pqs/table"]
        assert not {"status", "error", "error_code", "message"} & dataset.keys()


@pytest.mark.parametrize(("kind", "behaviour"), [("profile", "record"), ("experienceevent", "time-series")])
def test_records_behave_as_the_class_of_their_schema_says(kind: str, behaviour: str) -> None:
    catalog = Catalog(shared("published", dataset__schema="published"))
    id = catalog.given(schemaRef={"id": catalog.schema(kind)})
    assert catalog.dataset(id)["classification"]["dataBehavior"] == behaviour


def test_a_change_of_schema_changes_how_records_behave() -> None:
    catalog = Catalog()
    id = catalog.given(schemaRef={"id": catalog.schema("profile")})
    catalog.patch(id, {"schemaRef": {"id": catalog.schema("experienceevent")}})
    assert catalog.dataset(id)["classification"]["dataBehavior"] == "time-series"


@pytest.mark.parametrize(("profile", "status"), [("tutorial", 201), ("published", 400)])
@pytest.mark.parametrize("content", [{}, {"schemaRef": {}}, {"schemaRef": {"id": "https://ns.adobe.com/x/schemas/0"}}])
def test_a_schema_that_is_not_there_is_a_matter_of_the_rule(content: dict[str, Any], profile: str, status: int) -> None:
    catalog = Catalog(shared(dataset__schema=profile))
    reply = catalog.create({"name": "x"} | content)
    assert reply.status == status
    assert "dataset.schema" in reply.rules
    assert len(catalog.names()) == (status == 201)


def test_a_deleted_schema_does_not_stand_in_the_way_of_other_changes() -> None:
    catalog = Catalog(shared(dataset__schema="published"))
    schema = catalog.schema("experienceevent")
    id = catalog.given(schemaRef={"id": schema})
    assert catalog.patch(id, {"description": "d"}).status == 200
    assert catalog.patch(id, {"schemaRef": {"id": "gone"}}).status == 400
    assert catalog.dataset(id)["schemaRef"] == {"id": schema}


def test_validate_only_checks_and_keeps_nothing() -> None:
    catalog = Catalog()
    good = catalog.create({"name": "x"}, Pragma="Validate-Only")
    assert (good.status, good.body) == (200, [])
    assert catalog.create({"name": 5}, Pragma="validate-only").status == 400
    assert catalog.names() == []


def test_another_sandbox_and_another_organisation_do_not_see_it() -> None:
    mine = Catalog()
    id = mine.given()
    for other in (mine.beside(x_sandbox_name="dev"), mine.beside(x_gw_ims_org_id="B" * 24 + "@AdobeOrg")):
        assert other.retrieve(id).status == 404
        assert other.patch(id, {"name": "stolen"}).status == 404
        assert other.delete(id).body == []
        assert other.names() == []
    assert mine.dataset(id)["name"] == "Given"


def test_a_deleted_data_set_is_gone_and_deleting_it_again_lists_nothing() -> None:
    catalog = Catalog()
    id, other = catalog.given(), catalog.given()
    assert catalog.delete(id).body == [f"@/dataSets/{id}"]
    assert catalog.retrieve(id).status == 404
    again = catalog.delete(id)
    assert (again.status, again.body) == (200, [])
    assert list(catalog.page().body) == [other]


@given(body=JSON | st.dictionaries(st.sampled_from(["name", "tags", "schemaRef", "fileDescription"]), JSON))
def test_no_body_is_a_failure_of_the_server(body: Any) -> None:
    catalog = Catalog()
    created = catalog.create(body)
    assert created.status in (201, 400)
    assert len(catalog.names()) == (created.status == 201)
    assert catalog.patch(catalog.given(), body).status in (200, 400)
