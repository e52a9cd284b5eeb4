"""Configurations: the columns that a source offers, and the data sets that a destination can take.

Source: spec exploreConfigByConnectionId, configByConnectionSpecId; destinations spec; aepp.
"""

from itertools import islice

from ...call import Call, Reply, operation
from ...connectors import Column, sample_files, sample_tables
from ...connectors.formats import detected, read_file
from ...errors import Explanation
from ...wire import JsonObject
from ..catalog import all_datasets
from ..queries import WHOLE, whole_number
from .auth import check_credentials
from .entities import CONNECTIONS
from .errors import NUMBER_TOO_SMALL, QUERY_INVALID, QUERY_NULL
from .exploring.explorable import find_explorable
from .exploring.views import hierarchy
from .spec_collection import existing_spec
from .specs import CONNECTION_SPECS, connection_spec_of

DATASETS = {"outputType": "activationDatasets", "outputField": "datasets"}
DEFAULT_LIMIT, LARGEST_LIMIT = 20, 100
"""Source: destinations spec."""


@operation("exploreConfigByConnectionId")
def explore_config_by_connection_id(call: Call) -> Reply:
    """What can be chosen from through a base connection. Source: spec exploreConfigByConnectionId."""
    connection = CONNECTIONS.find(call, call.params["BASE_CONNECTION_ID"]).body
    if datasets_wanted(call):
        return datasets_reply(call)
    check_credentials(call, connection)
    return columns_reply(call, connection_spec_of(call, connection))


@operation("configByConnectionSpecId")
def config_by_connection_spec_id(call: Call) -> Reply:
    """What can be chosen from through a connection spec. Source: spec configByConnectionSpecId; aepp."""
    spec = existing_spec(call, CONNECTION_SPECS, call.params["CONNECTION_SPEC_ID"])
    return datasets_reply(call) if datasets_wanted(call) else columns_reply(call, spec)


def datasets_wanted(call: Call) -> bool:
    """Whether data sets are asked for, and not columns; raises ServiceError. Source: aepp; rule configs.output."""
    for name, only in DATASETS.items():
        value = call.query.get(name)
        if value == "":
            raise QUERY_NULL(Explanation(name, "", only), name=name)
        if value is not None and value != only:
            call.rests_on("configs.output")
            raise QUERY_INVALID(Explanation(name, value, only), name=name, value=value, expected=only)
    return call.query.get("outputType") is not None


def datasets_reply(call: Call) -> Reply:
    """A page of the data sets of the sandbox. Source: destinations spec; aepp; rule configs.datasets."""
    start, limit = read_page(call)
    call.rests_on("configs.datasets")
    found = list(islice(all_datasets(call), start, start + limit + 1))
    return Reply({"items": found[:limit], "pageInfo": {"hasNext": len(found) > limit}})


def read_page(call: Call) -> tuple[int, int]:
    """Where a page starts, and how much is on it; raises ServiceError. Source: doc sources-errors (1393, 1394 -400)."""
    for name in ("start", "limit"):
        if call.query.get(name) == "":
            raise QUERY_NULL(Explanation(name, "", "a whole number"), name=name)
    text = call.query.get("limit") or str(DEFAULT_LIMIT)
    limit = int(text) if WHOLE.fullmatch(text) else 0
    if not 1 <= limit <= LARGEST_LIMIT:
        why = Explanation("limit", text, f"1 to {LARGEST_LIMIT}")
        raise NUMBER_TOO_SMALL(why, name="limit", value=text, most=f" to {LARGEST_LIMIT}")
    return whole_number(call, QUERY_INVALID, "start", 0), limit


def columns_reply(call: Call, spec: JsonObject) -> Reply:
    """The columns of the first object of a source that has any. Source: spec (its example); rule configs.columns."""
    call.rests_on("configs.columns")
    columns = columns_of(call, spec)
    return Reply({"items": [{"columnName": each.name, "columnType": each.kind} for each in columns]})


def columns_of(call: Call, spec: JsonObject) -> tuple[Column, ...]:
    """The columns that a source of this spec offers: none where it cannot be explored."""
    source = find_explorable(call, spec)
    if source is None:
        return ()
    if source.type == "Tabular":
        return next(table.columns for table in sample_tables().values() if table.columns)
    if source.type == "FileSystem":
        return columns_of_files()
    schema, _ = hierarchy(call, spec)
    return tuple(Column(name, inner) for name, inner in schema["properties"].items())


def columns_of_files() -> tuple[Column, ...]:
    """The columns of the first file at the top that can be read."""
    for entry in sample_files().entries(""):
        if entry.readable:
            file = sample_files().file(entry.path)
            return read_file(file, detected(file)).columns
    return ()
