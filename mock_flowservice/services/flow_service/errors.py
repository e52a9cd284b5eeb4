"""Every error of Flow Service that this emulator answers with, a row each.

The codes of `_F` rows stand in Adobe's list of Flow Service errors, those of `_S` rows in its list of source errors;
the two lists use some numbers twice. Where `source` is inferred, the status or the choice of the code is. The wordings
are ours, but for those of the destinations spec.
"""

from functools import partial

from ...call import Call
from ...errors import ErrorKind, ServiceError, tenant_report
from ...wire import JsonObject
from ..refusals import Refusals

FLOW_SERVICE = "doc help/sources/errors/flow-service-errors.md"
SOURCES = "doc help/sources/errors/sources-errors.md"
DESTINATIONS = "destinations spec"


def envelope(error: ServiceError, call: Call) -> JsonObject:
    """The body of a Flow Service error. Source: destinations spec; rule error.envelope."""
    kind = error.kind
    if not call.published("error.envelope"):
        return {"errorMessage": error.detail, "errorDetails": error.detail, "code": kind.code}
    code = f"FLOW-{kind.code}"
    link = {
        "serviceId": "FLOW",
        "errorCode": code,
        "invokingServiceId": "FLOW",
        "unixTimeStampMs": call.now,
    }
    return {
        "type": f"https://ns.adobe.com/aep/errors/{code}",
        "title": kind.title,
        "status": kind.status,
        "detail": error.detail,
        "report": tenant_report(call),
        "error-chain": [link],
    }


def spec_envelope(error: ServiceError, call: Call) -> JsonObject:
    """The body for an unknown spec id alone: `message`. Source: destinations spec, POST /connections."""
    if call.published("error.envelope"):
        return envelope(error, call)
    return {"message": error.detail, "code": error.kind.code}


_F = partial(ErrorKind, envelope=envelope, source=FLOW_SERVICE)
_S = partial(ErrorKind, envelope=envelope, source=SOURCES)

NOT_FOUND = _F(
    404,
    "1101-404",
    "{collection} not found with id = [{id}]",
    title="Resource not found",
    source=DESTINATIONS,
)
STALE = _F(
    412,
    "1404-412",
    "Supplied version=[{supplied}] does not match the current version on entity=[{current}]",
    title="Version not matching",
    source=DESTINATIONS,
)
SPEC_UNKNOWN = _F(400, "1413-400", "Please provide a valid spec id", envelope=spec_envelope, source=DESTINATIONS)
SPEC_VERSION_MISSING = _F(422, "1413-422", "connectionSpec.version is missing.", source="inferred")

LIMIT_AND_COUNT = _F(400, "1401-400", "limit and count=true cannot be used together.")
IF_MATCH_MISSING = _F(400, "1403-400", "The header If-Match is missing.", title="Header is missing")
BODY_MISSING = _F(400, "1405-400", "The body is null or empty.")
STATE_IN_BODY = _F(400, "1410-400", "A new flow must not bring a state; {state!r} came.")
MAPPING_VERSION = _F(400, "1412-400", "Mapping set {id} has no version {version!r}; its latest is {latest}.")
FLOW_SPEC_UNKNOWN = _F(400, "1413-400", "There is no flow spec {id!r}.")
SPECS_DISAGREE = _F(400, "1413-400", "{what}", source="inferred")
SPEC_IMMUTABLE = _F(400, "1414-400", "The connectionSpec of a connection cannot be changed.")
AUTH_SPEC_UNKNOWN = _F(400, "1415-400", "auth.specName is {name!r}; connection spec {spec} knows {known}.")
CONNECTION_IN_USE = _F(
    400, "1418-400", "Connection {id} is used by {count} flows, {flow} among them; delete those first."
)
MAPPING_UNKNOWN = _F(400, "1419-400", "The mapping cannot be validated: there is no mapping set {id!r}.")
SCHEMAS_DISAGREE = _F(400, "1425-400", "The mapping set is for schema {mapping}, the target data set for {dataset}.")
ORDER_PREFIX = _F(400, "1432-400", "orderby cannot start with {prefix!r}, only with + or -.")
ORDER_FIELD = _F(400, "1433-400", "orderby names {field!r}, which is no field.")
PATCH_OPERATION = _F(400, "1434-400", "The patch operation {op!r} is not supported, only add, replace and remove.")
REFERENCE_MISSING = _F(
    400, "1439-400", "{field} names {id}, which is none of the {collection}.", title="Resource not found"
)
OPERATOR_NOT_BUILT = _F(400, "1440-400", "The filter operator {operator!r} is not implemented.")
OPERATOR_WITH_LIST = _F(400, "1443-400", "The operator {operator!r} takes one value, not {values!r}.")
IN_USE = _F(400, "1447-400", "Active flows use {id}: {flow}.")
OPERATOR_FOR_FIELD = _F(400, "1448-400", "The operator {operator!r} is not possible on {field!r}.")
FILTER_FIELD = _F(400, "1449-400", "There is no field {field!r} to filter by.")
OPERATOR_UNKNOWN = _F(400, "1450-400", "{operator!r} is no filter operator.")
PARAMETER_UNKNOWN = _F(400, "1451-400", "The query parameter {name!r} is unknown.")
FILTER_VALUE = _F(400, "1452-400", "{value!r} is no value for {field!r}.")
FILTER_VALUE_MISSING = _F(400, "1453-400", "The filter {text!r} has no value.")
PATCH_INVALID = _F(400, "1455-400", "The patch cannot be applied: {reason}.")
SANDBOX_UNKNOWN = _F(404, "2100-404", "There is no sandbox {name!r}.", title="Resource not found")
SANDBOX_MISSING = _F(400, "2105-400", "The header x-sandbox-name is missing.", title="Header is missing")
SANDBOX_ID_GIVEN = _F(400, "2110-400", "The header x-sandbox-id is not for user tokens.")
SANDBOX_WILDCARD = _F(403, "2111-403", "x-sandbox-name cannot be * with a user token.")

FIELD_MISSING = _S(400, "1304-400", "A mandatory field is missing: {problems}.")
TARGET_SPEC = _S(400, "1307-400", "The spec of a target connection is {id!r}; only {allowed} is allowed.")
FIELD_INVALID = _S(400, "1312-400", "A value cannot be used: {problems}.")
SCHEDULE_EMPTY = _S(400, "1317-400", "scheduleParams is empty.")
IDS_EMPTY = _S(400, "1320-400", "{field} must name a connection.")
IDS_NOT_ONE = _S(400, "1321-400", "{field} must name exactly one connection, not {count}.")
DATASET_MISSING = _S(400, "1325-400", "params.dataSetId is missing or unknown: {reason}.")
FORMAT_UNKNOWN = _S(400, "1327-400", "data.format is {format!r}; allowed are {allowed}.")
MAPPING_EMPTY = _S(400, "1329-400", "The transformation {name} lacks {param}.")
DELIMITER = _S(400, "1331-400", "data.columnDelimiter is {value!r}, which is not one character.")
BASE_NOT_ALLOWED = _S(400, "1332-400", "A source connection of spec {spec} has no base connection.")
EXPLORE_NOT_SUPPORTED = _S(400, "1336-400", "Connection spec {spec} cannot be explored.")
PARAMETER_EMPTY = _S(400, "1337-400", "The query parameter {name!r} is empty.")
TIME_UNREADABLE = _S(400, "1340-400", "{problems}.")
OBJECT_TYPE = _S(400, "1358-400", "objectType is {value!r}; this source knows {allowed}.")
PARAM_MISSING = _S(400, "1359-400", "{problems}.")
START_PAST = _S(400, "1360-400", "{problems}.")
INTERVAL_WITH_ONCE = _S(400, "1361-400", "{problems}.")
INTERVAL_TOO_SMALL = _S(400, "1362-400", "{problems}.")
BACKFILL_WITH_ONCE = _S(400, "1364-400", "{problems}.")
PATCH_PATH = _S(400, "1365-400", "The patch path {path!r} cannot be changed{hint}.")
START_PASSED = _S(400, "1366-400", "The start time has passed; it can no longer change.")
DELTA_COLUMN_MISSING = _S(400, "1367-400", "The Copy transformation lacks deltaColumn.")
DELTA_COLUMN_WITH_ONCE = _S(400, "1369-400", "A deltaColumn is not allowed with frequency once.")
BASE64 = _S(400, "1389-400", "{name} cannot be decoded: {reason}.")
FREQUENCY_UNKNOWN = _S(400, "1397-400", "{problems}.")
NUMBER_TOO_SMALL = _S(400, "1394-400", "{name} is {value!r}; it must be a whole number from 1 up{most}.")
ONCE_AFTER_START = _S(400, "1403-400", "The start time has passed; the frequency can no longer become once.")
BACKFILL_AFTER_START = _S(400, "1404-400", "The start time has passed; backfill can no longer change.")

QUERY_INVALID = _S(400, "1312-400", "{name} is {value!r}, not {expected}.", source="inferred")
SOURCE_REFUSES = _S(400, "1308-400", "The source refuses the credentials of the connection.", source="inferred")
TOKEN_UNREADABLE = _F(
    400, "1452-400", "The continuationToken is not one that this service gave out.", source="inferred"
)

REFUSALS = Refusals(
    confidential="/auth",
    sandbox_missing=SANDBOX_MISSING,
    sandbox_unknown=SANDBOX_UNKNOWN,
    sandbox_wildcard=SANDBOX_WILDCARD,
    sandbox_id_given=SANDBOX_ID_GIVEN,
    body_missing=BODY_MISSING,
    field_missing=FIELD_MISSING,
    field_invalid=FIELD_INVALID,
)
