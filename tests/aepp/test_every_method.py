"""Each public method of aepp's classes is driven by a test, or there is a reason why not."""

from __future__ import annotations

import pytest
from aepp.dataprep import DataPrep
from aepp.flowservice import FlowManager, FlowService

from tests.aepp import test_entities, test_flow_manager, test_landing_zone, test_mapping_sets
from tests.aepp.driving import driven_in, methods_of

CONNECTORS = "asks /data/foundation/connectors/landingzone, which is no part of Flow Service"
CONVERSIONS = "asks /xdmBatchConversions, which is no part of Data Prep's contract"

NOT_DRIVEN: dict[type, dict[str, str]] = {
    FlowService: {
        "getLandingZoneContainer": CONNECTORS,
        "getLandingZoneContainerName": CONNECTORS,
        "getLandingZoneStorageName": CONNECTORS,
        "getLandingZoneContainerTTL": CONNECTORS,
        "getLandingZoneStorageTTL": CONNECTORS,
        "getLandingZoneCredential": CONNECTORS,
        "getLandingZoneSASUri": CONNECTORS,
        "getLandingZoneSASToken": CONNECTORS,
        "getLandingZoneStorageAccountName": CONNECTORS,
        "getLandingZoneNamespace": CONNECTORS,
        "updatePolicy": "calls updateFlow without the etag that this asks for, and raises before anything is sent",
    },
    FlowManager: {},
    DataPrep: {
        "getXDMBatchConversions": CONVERSIONS,
        "getXDMBatchConversion": CONVERSIONS,
        "getXDMBatchConversionActivities": CONVERSIONS,
        "getXDMBatchConversionRequestActivities": CONVERSIONS,
        "createXDMConversion": CONVERSIONS,
    },
}


@pytest.mark.parametrize("kind", NOT_DRIVEN, ids=lambda kind: kind.__name__)
def test_every_method_is_driven_or_has_a_reason_why_not(kind: type) -> None:
    said = driven_in(test_entities, test_flow_manager, test_landing_zone, test_mapping_sets)
    driven = {name.partition(".")[2] for name in said if name.startswith(f"{kind.__name__}.")}
    assert sorted([*driven, *NOT_DRIVEN[kind]]) == sorted(methods_of(kind))
