"""Every error of Flow Service that this emulator answers with, a row each.

The codes of `_F` rows stand in Adobe's list of Flow Service errors, those of `_S` rows in its list of source errors;
the two lists use some numbers twice. What chose a row that neither shows is its `rule`. The wordings are ours, but for
those of the destinations spec.
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
SPEC_VERSION_MISSING = _F(422, "1413-422", "connectionSpec.version is missing.", source="inferred", rule="spec.version")

LIMIT_AND_COUNT = _F(400, "1401-400", "limit and count=true cannot be used together.")
IF_MATCH_MISSING = _F(400, "1403-400", "The header If-Match is missing.", title="Header is missing")
BODY_MISSING = _F(400, "1405-400", "The body is null or empty.")
STATE_IN_BODY = _F(400, "1410-400", "A new flow must not bring a state; {state!r} came.")
MAPPING_VERSION = _F(400, "1412-400", "Mapping set {id} has no version {version!r}; its latest is {latest}.")
FLOW_SPEC_UNKNOWN = _F(400, "1413-400", "There is no flow spec {id!r}.")
SPEC_NOT_FOR_USERS = _F(400, "1426-400", "A user's token may not create or change a connection spec.")
SPECS_DISAGREE = _F(400, "1413-400", "{what}", source="inferred", rule="reference.specs")
INITIALIZING_FIXED = _F(
    400,
    "1417-400",
    "Connection {id} is initializing and cannot be changed or deleted by a user.",
    rule="state.initializing",
)
ACTION_OF_PROVIDERS = _F(400, "1402-400", "The action {op} is for providers.")
ACTION_STATE = _F(400, "1422-400", "The action {op} is not possible in the state {state}.", rule="action.states")
DRAFT_DEPENDENCY = _F(
    400,
    "1422-400",
    "{field} names {id}, which is a draft; publish it first.",
    source="inferred",
    rule="draft.dependency",
)
SUB_OPERATION_UNKNOWN = _F(400, "1435-400", "The sub-operation {sub!r} is unknown.")
SUB_OPERATION = _F(400, "1436-400", "The sub-operation {sub!r} is not allowed with {op}.")
STATUS_UNKNOWN = _F(400, "1437-400", "The status {value!r} is unknown.")
SPEC_IMMUTABLE = _F(400, "1414-400", "The connectionSpec of a connection cannot be changed.")
AUTH_SPEC_UNKNOWN = _F(400, "1415-400", "auth.specName is {name!r}; connection spec {spec} knows {known}.")
CONNECTION_IN_USE = _F(
    400, "1418-400", "Connection {id} is used by {count} flows, {flow} among them; delete those first."
)
MAPPING_UNKNOWN = _F(400, "1419-400", "The mapping cannot be validated: there is no mapping set {id!r}.")
ORDER_ACROSS = _F(400, "1424-400", "A search over several sandboxes cannot be sorted by {field!r}.")
SCHEMAS_DISAGREE = _F(400, "1425-400", "The mapping set is for schema {mapping}, the target data set for {dataset}.")
RUN_BY_USER = _F(400, "1427-400", "A user's token may not change a run.")
PREDECESSOR_RUN = _F(400, "1428-400", "There is no run {id!r} that could be a predecessor.")
PREDECESSOR_FLOW = _F(400, "1429-400", "There is no flow {id!r} that a predecessor could be of.")
FLOW_UNKNOWN = _F(400, "1430-400", "There is no flow {id!r}.")
POLICY_FIELDS = _F(400, "1431-400", "The fields of the policy are empty.")
ORDER_PREFIX = _F(400, "1432-400", "orderby cannot start with {prefix!r}, only with + or -.")
ORDER_FIELD = _F(400, "1433-400", "orderby names {field!r}, which is no field.")
PATCH_OPERATION = _F(400, "1434-400", "The patch operation {op!r} is not supported, only add, replace and remove.")
REFERENCE_MISSING = _F(
    400,
    "1439-400",
    "{field} names {id}, which is none of the {collection}.",
    title="Resource not found",
    rule="reference.unknown",
)
OPERATOR_NOT_BUILT = _F(400, "1440-400", "The filter operator {operator!r} is not implemented.")
OPERATOR_WITH_LIST = _F(400, "1443-400", "The operator {operator!r} takes one value, not {values!r}.")
FLOW_ID_EMPTY = _F(400, "1446-400", "flowId is null or empty.")
IN_USE = _F(400, "1447-400", "Active flows use {id}: {flow}.", rule="reference.in_use")
OPERATOR_FOR_FIELD = _F(400, "1448-400", "The operator {operator!r} is not possible on {field!r}.")
FILTER_FIELD = _F(400, "1449-400", "There is no field {field!r} to filter by.")
OPERATOR_UNKNOWN = _F(400, "1450-400", "{operator!r} is no filter operator.")
PARAMETER_UNKNOWN = _F(400, "1451-400", "The query parameter {name!r} is unknown.")
FILTER_VALUE = _F(400, "1452-400", "{value!r} is no value for {field!r}.")
FILTER_VALUE_MISSING = _F(400, "1453-400", "The filter {text!r} has no value.")
FILTER_TYPE = _F(
    400,
    "1454-400",
    "{value!r} cannot be compared with {field!r}: it is no number.",
    rule="list.value_type",
)
PATCH_INVALID = _F(400, "1455-400", "The patch cannot be applied: {reason}.")
SANDBOX_UNKNOWN = _F(404, "2100-404", "There is no sandbox {name!r}.", title="Resource not found")
SANDBOX_MISSING = _F(400, "2105-400", "The header x-sandbox-name is missing.", title="Header is missing")
SANDBOX_ID_GIVEN = _F(400, "2110-400", "The header x-sandbox-id is not for user tokens.")
SANDBOX_WILDCARD = _F(403, "2111-403", "x-sandbox-name cannot be * with a user token.")

MEDIA_TYPE = _S(415, "1004-415", "The content type {type!r} is not supported, only application/json.")
FIELD_MISSING = _S(400, "1304-400", "A mandatory field is missing: {problems}.", rule="body.codes")
TARGET_SPEC = _S(400, "1307-400", "The spec of a target connection is {id!r}; only {allowed} is allowed.")
FIELD_INVALID = _S(400, "1312-400", "A value cannot be used: {problems}.", rule="body.codes")
SCHEDULE_EMPTY = _S(400, "1317-400", "scheduleParams is empty.")
IDS_EMPTY = _S(400, "1320-400", "{field} must name a connection.")
IDS_NOT_ONE = _S(400, "1321-400", "{field} must name exactly one connection, not {count}.")
DATASET_MISSING = _S(400, "1325-400", "params.dataSetId is missing or unknown: {reason}.", rule="target.dataset")
FORMAT_UNKNOWN = _S(400, "1327-400", "data.format is {format!r}; allowed are {allowed}.")
MAPPING_EMPTY = _S(400, "1329-400", "The transformation {name} lacks {param}.")
NO_COLUMNS = _S(400, "1330-400", "{object!r} has no columns.")
DELIMITER = _S(400, "1331-400", "columnDelimiter is {value!r}, which is not one character.")
BASE_NOT_ALLOWED = _S(400, "1332-400", "A source connection of spec {spec} has no base connection.")
RUN_ACTION_FOR_SPEC = _S(400, "1333-400", "Runs of flow spec {spec} cannot be tried again.", rule="run.batch")
QUERY_EMPTY = _S(400, "1334-400", "The query parameter {name!r} is empty.")
FILTER_TOO_DEEP = _S(400, "1335-400", "The filter is nested deeper than {most} levels.")
EXPLORE_NOT_SUPPORTED = _S(400, "1336-400", "Connection spec {spec} cannot be explored.")
PARAMETER_EMPTY = _S(400, "1337-400", "The query parameter {name!r} is empty.")
TIME_UNREADABLE = _S(400, "1340-400", "{problems}.")
ROW_FILTER_INVALID = _S(400, "1349-400", "The filter cannot be used: {problem}.")
ROW_OPERATOR_MISSING = _S(400, "1350-400", "A part of the filter has no fnName.")
ROW_OPERATOR_UNKNOWN = _S(400, "1351-400", "The filter operator {operator!r} is not supported, only {known}.")
ROW_OPERATOR_UNMAPPED = _S(400, "1352-400", "This source has nothing for the filter operator {operator!r}.")
ROW_FILTER_NOT_SUPPORTED = _S(400, "1353-400", "Connection spec {spec} cannot filter rows.")
ROW_FILTER_LANGUAGE = _S(400, "1354-400", "Rows are filtered with SQL, not with {language}.")
ROW_FILTER_TYPE = _S(400, "1355-400", "The type of the filter is {type}, not 'PQL'.")
ROW_FILTER_FORMAT = _S(400, "1356-400", "The format of the filter is {format}, not 'pql/json'.")
ROW_VALUE_MISSING = _S(400, "1357-400", "{what} has no value.")
OBJECT_TYPE = _S(400, "1358-400", "objectType is {value!r}; this source knows {allowed}.")
PARAM_MISSING = _S(400, "1359-400", "{problems}.")
START_PAST = _S(400, "1360-400", "{problems}.")
INTERVAL_WITH_ONCE = _S(400, "1361-400", "{problems}.")
INTERVAL_TOO_SMALL = _S(400, "1362-400", "{problems}.")
BACKFILL_WITH_ONCE = _S(400, "1364-400", "{problems}.")
PATCH_PATH = _S(400, "1365-400", "The patch path {path!r} cannot be changed{hint}.", rule="patch.paths")
START_PASSED = _S(400, "1366-400", "The start time has passed; it can no longer change.")
DRAFT_NOT_SUPPORTED = _S(400, "1368-400", "Spec {spec} does not support drafts; {others} do.", rule="draft.support")
MODE_UNKNOWN = _S(400, "1368-400", "The mode {mode!r} is not allowed, only draft.")
ACTION_UNKNOWN = _S(400, "1398-400", "The action {op!r} is not supported.", rule="action.spelling")
DELTA_COLUMN_MISSING = _S(400, "1367-400", "The Copy transformation lacks deltaColumn.")
DELTA_COLUMN_WITH_ONCE = _S(400, "1369-400", "A deltaColumn is not allowed with frequency once.")
DETECTION_NOT_SUPPORTED = _S(400, "1371-400", "determineProperties is for files, not for {type!r}.")
SPEC_NOT_EXPLORED = _S(400, "1372-400", "Connection spec {spec} is explored through a base connection.")
PROPERTIES_GIVEN = _S(400, "1374-400", "determineProperties does not go together with {given}.")
FILE_TYPE_UNCLEAR = _S(400, "1375-400", "It cannot be told what type of file {object!r} is: {reason}.")
PROPERTIES_UNCLEAR = _S(400, "1376-400", "It cannot be told how {object!r} is to be read: {reason}.")
NULL_COMPARED = _S(400, "1377-400", "{column!r} is compared with null; use isNull.")
COLUMN_UNKNOWN = _S(400, "1378-400", "There is no column {column!r} to filter by.")
COLUMN_TYPE = _S(400, "1379-400", "The value for {column!r} is {value}, which is no {kind}.")
RUN_IMPOSSIBLE = _S(
    400, "1380-400", "The run cannot be created: the flow is {state}, not enabled.", rule="run.flow_state"
)
WINDOW_REVERSED = _S(400, "1381-400", "{problems}.")
DELTA_COLUMN_CHANGED = _S(
    400,
    "1382-400",
    "The deltaColumn is {column}; the flow's Copy transformation has {held}.",
    rule="run.delta_column",
)
RUN_DELTA_COLUMN_MISSING = _S(400, "1383-400", "params.deltaColumn is missing; the first run of a table needs it.")
RUN_PARAMS = _S(400, "1384-400", "The params of the run cannot be used: {reason}.")
RUNS_NOT_ON_DEMAND = _S(400, "1385-400", "Flows of spec {spec} do not run on demand.", rule="run.batch")
RUN_FREQUENCY = _S(400, "1386-400", "The frequency of the flow is {frequency!r}; only once runs on demand.")
RUN_STATE = _S(400, "1387-400", "The run is {status}; only what is {expected} can be tried again.")
FLOW_NOT_ENABLED = _S(400, "1388-400", "Flow {id} is {state}; only runs of enabled flows can be tried again.")
BASE64 = _S(400, "1389-400", "{name} cannot be decoded: {reason}.")
NOT_OF_SEVERAL = _S(400, "1390-400", "not takes one comparison; {count} are in it.")
QUERY_NULL = _S(400, "1393-400", "The query parameter {name!r} is null or empty.")
NUMBER_TOO_SMALL = _S(400, "1394-400", "{name} is {value!r}; it must be a whole number from 1 up{most}.")
FREQUENCY_UNKNOWN = _S(400, "1397-400", "{problems}.")
RUN_ACTION = _S(400, "1401-400", "The action {op!r} is not supported on runs, only re-trigger.")
ONCE_AFTER_START = _S(400, "1403-400", "The start time has passed; the frequency can no longer become once.")
BACKFILL_AFTER_START = _S(400, "1404-400", "The start time has passed; backfill can no longer change.")

SPEC_INVALID = _S(
    400, "1312-400", "The schema at {at} cannot be used: {reason}.", source="inferred", rule="spec.schemas"
)
RUN_MOVE = _F(400, "1422-400", "Run {id} is {before} and cannot become {after}.", source="inferred", rule="run.status")
OBJECT_UNKNOWN = _S(
    400, "1312-400", "The source has no {type} {object!r}.", source="inferred", rule="explore.unknown_object"
)
FILE_UNREADABLE = _S(
    400, "1396-400", "{object!r} cannot be read: {reason}.", source="inferred", rule="explore.unreadable_file"
)
QUERY_INVALID = _S(400, "1312-400", "{name} is {value!r}, not {expected}.", source="inferred", rule="query.codes")
SOURCE_REFUSES = _S(
    400,
    "1308-400",
    "The source refuses the credentials of the connection.",
    source="inferred",
    rule="explore.upstream_refuses",
)
TOKEN_UNREADABLE = _F(
    400,
    "1452-400",
    "The continuationToken is not one that this service gave out.",
    source="inferred",
    rule="list.token",
)

REFUSALS = Refusals(
    confidential="/auth",
    sandbox_missing=SANDBOX_MISSING,
    sandbox_unknown=SANDBOX_UNKNOWN,
    sandbox_wildcard=SANDBOX_WILDCARD,
    sandbox_id_given=SANDBOX_ID_GIVEN,
    media_type=MEDIA_TYPE,
    body_missing=BODY_MISSING,
    field_missing=FIELD_MISSING,
    field_invalid=FIELD_INVALID,
)
