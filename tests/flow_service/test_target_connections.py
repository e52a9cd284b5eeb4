"""Target connections: their spec, their data set, what they say of the data."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bodies import DATA_LAKE, DATASET, MIXPANEL, MYSQL, S3_DESTINATION, UNKNOWN, spec_ref, target_body
from tests.flow_service.in_process import Platform

KIND = "targetConnections"
SCHEMA = {"id": "https://ns.adobe.com/acme/schemas/s", "version": "application/vnd.adobe.xed-full+json;version=1"}

NEAR = [DATASET, DATASET[1:], DATASET + "0", DATASET.upper(), "g" + DATASET[1:], DATASET + "\n"]


@pytest.mark.parametrize("data", [{"format": "json"}, {"schema": SCHEMA}, {"format": "parquet_xdm", "schema": SCHEMA}])
def test_data_is_described_by_a_format_or_a_schema(platform: Platform, data: Any) -> None:
    assert platform.get(KIND, platform.given_target(data=data).id)["data"] == data


@pytest.mark.parametrize("data", [{}, {"format": ""}, {"schema": None}, {"columnDelimiter": ","}])
def test_data_that_is_not_described_is_refused(platform: Platform, data: Any) -> None:
    assert platform.create(KIND, target_body(data=data)).refusal == (400, "1304-400")


def test_a_target_needs_no_name(platform: Platform) -> None:
    body = target_body()
    del body["name"]
    assert "name" not in platform.get(KIND, platform.create(KIND, body).ref.id)


@given(id=st.text(st.sampled_from("0123456789abcdefABCDEFg-"), max_size=26) | st.sampled_from(NEAR))
def test_a_data_set_id_is_24_hexadecimal_digits(id: str) -> None:
    answer = Platform().create(KIND, target_body(params={"dataSetId": id}))
    well_formed = len(id) == 24 and set(id) <= set("0123456789abcdef")
    assert (answer.status == 201) == well_formed
    assert well_formed or answer.refusal == (400, "1325-400")


@pytest.mark.parametrize("params", [{}, {"datasetId": DATASET}, {"dataSetId": ""}])
def test_a_target_in_the_lake_names_its_data_set(platform: Platform, params: Any) -> None:
    assert platform.create(KIND, target_body(params=params)).refusal == (400, "1325-400")


def test_a_data_set_is_taken_on_trust_unless_published(platform: Platform, published: Platform) -> None:
    assert platform.create(KIND, target_body()).status == 201
    assert published.create(KIND, target_body()).refusal == (400, "1325-400")
    assert published.create(KIND, target_body(params={"dataSetId": published.given_dataset()})).status == 201


def test_the_data_set_of_another_tenant_is_unknown(published: Platform) -> None:
    theirs = published.beside(x_gw_ims_org_id="F" * 24 + "@AdobeOrg").given_dataset()
    assert published.create(KIND, target_body(params={"dataSetId": theirs})).refusal == (400, "1325-400")


def test_mixpanels_spec_is_taken_for_the_lakes_unless_published(platform: Platform, published: Platform) -> None:
    made = platform.given_target(MIXPANEL)
    assert platform.get(KIND, made.id)["connectionSpec"] == spec_ref(MIXPANEL)
    body = target_body(MIXPANEL, params={})
    assert platform.create(KIND, body).refusal == (400, "1325-400"), "it needs what the lake needs"
    refused = published.create(KIND, target_body(MIXPANEL, params={"dataSetId": published.given_dataset()}))
    assert refused.refusal == (400, "1307-400")
    assert DATA_LAKE in refused.body["detail"]


def test_the_spec_of_a_mere_source_is_no_target(platform: Platform) -> None:
    assert platform.create(KIND, target_body(MYSQL)).refusal == (400, "1307-400")


def test_a_destination_needs_no_data_set_and_may_have_an_account(platform: Platform) -> None:
    base = platform.given_connection(S3_DESTINATION).id
    body = {"name": "a bucket", "connectionSpec": spec_ref(S3_DESTINATION), "params": {"path": "out"}}
    assert platform.create(KIND, body).status == 201
    entity = platform.get(KIND, platform.create(KIND, body | {"baseConnectionId": base}).ref.id)
    assert entity["baseConnectionId"] == base
    assert entity["inheritedAttributes"]["baseConnection"] == {"id": base, "connectionSpec": spec_ref(S3_DESTINATION)}
    assert platform.create(KIND, body | {"baseConnectionId": UNKNOWN}).refusal == (400, "1439-400")
