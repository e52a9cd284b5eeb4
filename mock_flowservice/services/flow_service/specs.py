"""Connection specs and flow specs: the registry that all else refers to, and the operations that show it.

Source: spec; reference of published sources; the specs themselves lie in `fixtures/specs`.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache

import jsonschema_rs

from ...call import Call, Reply, operation
from ...data_files import read_json
from ...errors import Explanation
from ...wire import JsonObject
from ..bodies import check_value
from .errors import AUTH_SPEC_UNKNOWN, NOT_FOUND, REFUSALS, SPEC_UNKNOWN, SPEC_VERSION_MISSING, SPECS_DISAGREE
from .filters import read_properties
from .listing import check_parameters, few, project

DATA_LAKE = "c604ff05-7f1a-43c0-8e18-33bf874cb11c"
MIXPANEL = "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb"


@cache
def connection_specs() -> dict[str, JsonObject]:
    """The published connection specs by id."""
    return {spec["id"]: spec for spec in read_json("specs/connection_specs.json")}


@cache
def flow_specs() -> dict[str, JsonObject]:
    """The published flow specs by id."""
    return {spec["id"]: spec for spec in read_json("specs/flow_specs.json")}


@operation("listConnectionSpecs")
def list_connection_specs(call: Call) -> Reply:
    """The connection specs, all in one page. Source: spec listConnectionSpecs."""
    return spec_list(call, connection_specs().values())


@operation("retrieveConnectionSpec")
def retrieve_connection_spec(call: Call) -> Reply:
    """One connection spec, as the only item of a list. Source: spec retrieveConnectionSpec."""
    return spec_item(connection_specs(), "connectionSpecs", call.params["CONNECTION_SPEC_ID"])


@operation("listFlowSpecs")
def list_flow_specs(call: Call) -> Reply:
    """The flow specs, all in one page. Source: spec listFlowSpecs."""
    return spec_list(call, flow_specs().values())


@operation("retrieveFlowSpec")
def retrieve_flow_spec(call: Call) -> Reply:
    """One flow spec, as the only item of a list. Source: spec retrieveFlowSpec."""
    return spec_item(flow_specs(), "flowSpecs", call.params["FLOW_SPEC_ID"])


def spec_list(call: Call, specs: Iterable[JsonObject]) -> Reply:
    """The specs that meet the `property` filters."""
    assert call.operation is not None
    check_parameters(call)
    filters, names = read_properties(few("property", call.query.getlist("property")), call.operation.item_fields)
    items = [project(spec, names) for spec in specs if all(condition(spec) for condition in filters)]
    return Reply({"items": items, "_links": {}})


def spec_item(specs: dict[str, JsonObject], collection: str, id: str) -> Reply:
    """The spec of the path, or 404."""
    if id not in specs:
        raise NOT_FOUND(Explanation("path", id, f"one of the {collection}"), collection=collection, id=id)
    return Reply({"items": [specs[id]]})


def required_spec(call: Call, body: JsonObject) -> JsonObject:
    """The connection spec that a body names, its version included; raises ServiceError.

    Source: destinations spec (unknown id, 422); rule spec.version. Refusing an unknown version is inferred.
    """
    named = body["connectionSpec"]
    spec = connection_specs().get(named["id"])
    if spec is None:
        nearest = "".join(get_close_matches(named["id"], connection_specs(), 1))
        raise SPEC_UNKNOWN(Explanation("/connectionSpec/id", named["id"], "the id of a connection spec", nearest))
    if named.get("version") is None:
        if call.published("spec.version"):
            raise SPEC_VERSION_MISSING(Explanation("/connectionSpec/version", expected=spec["version"]))
    elif named["version"] != spec["version"]:
        what = f"Connection spec {named['id']} has no version {named['version']!r}, only {spec['version']}."
        raise SPECS_DISAGREE(Explanation("/connectionSpec/version", named["version"], spec["version"]), what=what)
    return spec


def spec_ref(spec: JsonObject) -> JsonObject:
    """A spec as entities name it."""
    return {"id": spec["id"], "version": spec["version"]}


@cache
def ways_in(spec_id: str) -> dict[str, JsonObject]:
    """The ways to authenticate that a spec knows: by name, the JSON Schema of their parameters."""
    return {each["name"]: each["spec"] for each in connection_specs()[spec_id]["authSpec"]}


@cache
def auth_check(spec_id: str, name: str) -> jsonschema_rs.Draft7Validator:
    """The compiled schema of the parameters of a way to authenticate; asked for known names only, as all are kept."""
    return jsonschema_rs.Draft7Validator(ways_in(spec_id)[name])


@cache
def params_check(spec_id: str) -> jsonschema_rs.Draft7Validator:
    """The compiled schema of the `params` of a source connection; anything goes where a spec has none."""
    source_spec = connection_specs()[spec_id].get("sourceSpec", {})
    return jsonschema_rs.Draft7Validator(source_spec.get("spec", {}))


def auth_params(spec_id: str, name: str) -> Iterator[tuple[str, bool]]:
    """The parameters of one way to authenticate, each with whether it is a secret: whether its format is `password`."""
    for param, schema in ways_in(spec_id)[name].get("properties", {}).items():
        yield param, schema.get("format") == "password"


@cache
def open_params(spec_id: str, name: str) -> frozenset[str]:
    """The parameters of one way to authenticate that may be shown."""
    return frozenset(param for param, secret in auth_params(spec_id, name) if not secret)


def check_auth(spec: JsonObject, auth: JsonObject) -> None:
    """The way to authenticate exists and its parameters fit; raises ServiceError naming every problem.

    Source: doc flow-service-errors (1415-400); the codes for parameters are inferred.
    """
    name, known = auth.get("specName", ""), list(ways_in(spec["id"]))
    if name not in known:
        why = Explanation("/auth/specName", name, f"one of {known}", "".join(get_close_matches(name, known, 1)))
        raise AUTH_SPEC_UNKNOWN(why, name=name, spec=spec["id"], known=", ".join(known))
    check_value(REFUSALS, auth_check(spec["id"], name), auth.get("params") or {}, "/auth/params")
