"""The requests of the Mixpanel tutorial, as they stand there, and how the ids of a reader get into them."""

import json
from collections.abc import Mapping
from typing import Any

JsonObject = dict[str, Any]

FLOW_SERVICE = "/data/foundation/flowservice"
DATA_PREP = "/data/foundation/conversion"

BASE_CONNECTION = "70383d02-2777-4be7-a309-9dd6eea1b46d"
SOURCE_CONNECTION = "246d052c-da4a-494a-937f-a0d17b1c6cf5"
TARGET_CONNECTION = "7c96c827-3ffd-460c-a573-e9558f72f263"
MAPPING_SET = "bf5286a9c1ad4266baca76ba3adc9366"
FLOW = "993f908f-3342-4d9c-9f3c-5aa9a189ca1a"
DATASET = "5ef4551c52e054191a61a99f"
SCHEMA = "https://ns.adobe.com/{TENANT_ID}/schemas/995dabbea86d58e346ff91bd8aa741a9f36f29b1019138d4"

MIXPANEL = "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb"
DATA_LAKE = "c604ff05-7f1a-43c0-8e18-33bf874cb11c"
REST_FLOW = "6499120c-0b15-42dc-936e-847ea3c24d72"

READER = {
    "{USERNAME}": "Test8.6d4ee7.mp-service-account",
    "{PASSWORD}": "dLlidiKHpCZtJhQDyN2RECKudMeTItX1",
    "{PROJECT_ID}": "2384945",
    "{TIMEZONE}": "Pacific Standard Time",
}
"""The examples that the tutorial gives for what the reader fills in."""

CREATE_CONNECTION: JsonObject = {
    "name": "Mixpanel base connection",
    "description": "Mixpanel base connection to authenticate to Platform",
    "connectionSpec": {"id": MIXPANEL, "version": "1.0"},
    "auth": {
        "specName": "Basic Authentication",
        "params": {"username": "{USERNAME}", "password": "{PASSWORD}"},
    },
}

EXPLORE = (
    f"{FLOW_SERVICE}/connections/{BASE_CONNECTION}/explore"
    "?objectType=rest&object=json&fileType=json&preview=true&sourceParams="
)
SOURCE_PARAMS = "eyJwcm9qZWN0SWQiOiIyNjcxMTI3IiwidGltZXpvbmUiOiJQYWNpZmljIFN0YW5kYXJkIFRpbWUifQ=="
"""As the tutorial's table has it: a project id and a time zone."""
SLIPPED_SOURCE_PARAMS = "eyJsaXN0SWQiOiIxMGMwOTdjYTcxIn0="
"""As the tutorial's curl has it: a listId, which Mixpanel knows nothing of."""

EVENT_PROPERTIES = {
    "$mp_api_endpoint": "string",
    "$insert_id": "string",
    "item_id": "string",
    "distinct_id": "string",
    "$mp_api_timestamp_ms": "integer",
    "item_price": "string",
    "$import": "boolean",
    "item_name": "string",
    "time": "integer",
    "mp_processing_time_ms": "integer",
}
"""The types that the answer to the explore call documents."""

CREATE_SOURCE_CONNECTION: JsonObject = {
    "name": "Mixpanel source connection",
    "description": "Mixpanel source connection",
    "baseConnectionId": BASE_CONNECTION,
    "connectionSpec": {"id": MIXPANEL, "version": "1.0"},
    "data": {"format": "json"},
    "params": {"projectId": "{PROJECT_ID}", "timezone": "{TIMEZONE}"},
}

SLIPPED_TARGET_CONNECTION: JsonObject = {
    "name": "{Mixpanel} Target Connection",
    "description": "{Mixpanel} Target Connection",
    "connectionSpec": {"id": MIXPANEL, "version": "1.0"},
    "data": {"format": "json"},
    "params": {"dataSetId": DATASET},
}
"""As the tutorial's curl has it: with Mixpanel's spec, where its text asks for the data lake's."""

CREATE_TARGET_CONNECTION = SLIPPED_TARGET_CONNECTION | {"connectionSpec": {"id": DATA_LAKE, "version": "1.0"}}

FIELDS = (
    "event_name",
    "import",
    "insert_id",
    "item_id",
    "item_name",
    "item_price",
    "mp_api_endpoint",
    "mp_api_timestamp_ms",
    "mp_processing_time_ms",
    "time",
)

CREATE_MAPPING_SET: JsonObject = {
    "version": 0,
    "xdmSchema": SCHEMA,
    "xdmVersion": "1.0",
    "id": None,
    "mappings": [
        {
            "sourceType": "ATTRIBUTE",
            "source": "data.distinct_id",
            "destination": "_extconndev.distinct_id",
            "name": "distinct_id",
            "description": "Mixpanel",
        },
        *(
            {"sourceType": "ATTRIBUTE", "source": f"data.{field}", "destination": f"_extconndev.{field}"}
            for field in FIELDS
        ),
    ],
}

CREATE_FLOW: JsonObject = {
    "name": "{Mixpanel} dataflow",
    "description": "{Mixpanel} dataflow",
    "flowSpec": {"id": REST_FLOW, "version": "1.0"},
    "sourceConnectionIds": [SOURCE_CONNECTION],
    "targetConnectionIds": [TARGET_CONNECTION],
    "transformations": [{"name": "Mapping", "params": {"mappingId": MAPPING_SET, "mappingVersion": "0"}}],
    "scheduleParams": {"startTime": "1625040887", "frequency": "minute", "interval": 15},
}


def filled(request: Any, ids: Mapping[str, str]) -> Any:
    """A request with the tutorial's ids replaced by real ones, wherever they stand in it."""
    text = json.dumps(request)
    for example, real in {**READER, **ids}.items():
        text = text.replace(example, real)
    return json.loads(text)
