"""Searches: lists whose filters come in a body, and flow specs in groups.

Source: spec; how filters are written in `queryString` is rule search.query.
"""

from collections.abc import Iterable
from urllib.parse import unquote, unquote_plus

import orjson

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...store.index import Index, rank_key, values_at
from ...wire import JsonObject
from ..queries import refuse
from .entities import CONNECTIONS, FLOWS
from .errors import FILTER_FIELD, ORDER_ACROSS, QUERY_INVALID
from .lists.filters import read_names, read_properties, split_path
from .lists.listing import project
from .lists.orders import read_orderby
from .lists.pages import Asked, check_parameters, checked
from .specs import FLOW_SPECS, all_specs

PROPERTY = "property="
LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes of grouped specs: one spec stands in as many groups as it has values. Rule search.groups."""


@operation("getConnectionsByFilters")
def get_connections_by_filters(call: Call) -> Reply:
    """Search base connections. Source: spec getConnectionsByFilters."""
    return CONNECTIONS.page(call, asked_in_body(call, "connections/search"))


@operation("getFlowsByFilters")
def get_flows_by_filters(call: Call) -> Reply:
    """Search flows. Source: spec getFlowsByFilters; doc flow-service-errors (1424-400); rule search.sandboxes."""
    asked = asked_in_body(call, "flows/search")
    sandboxes = call.headers.get("x-active-sandbox-ids") or ""
    if "," in sandboxes and asked.orderby and call.published("search.sandboxes"):
        raise ORDER_ACROSS(Explanation("x-active-sandbox-ids", sandboxes, "one sandbox"), field=asked.orderby)
    return FLOWS.page(call, asked)


@operation("searchFlowSpecs")
def search_flow_specs(call: Call) -> Reply:
    """Search flow specs, without pages as in their list. Source: spec searchFlowSpecs; rule search.groups."""
    asked = asked_in_body(call, "flowSpecs/search")
    filters, names = read_properties(call, asked.properties)
    place = Index(order=read_orderby(call, asked.orderby)).place
    group_by = call.body.get("groupByProperty")
    specs = [spec for spec in all_specs(call, FLOW_SPECS) if all(meets(spec) for meets in filters)]
    if asked.count:
        return Reply({"count": len(specs)})
    found = sorted(specs, key=place)[: asked.limit]
    items = [project(spec, names) for spec in found] if group_by is None else grouped(call, found, group_by, names)
    return Reply({"items": items, "_links": {}})


def asked_in_body(call: Call, of: str) -> Asked:
    """What the body of a search asks for; raises ServiceError. Source: rules search.page and search.query."""
    check_parameters(call)
    assert call.operation is not None
    body = call.body
    properties = list(read_query(call, body.get("queryString") or ""))
    if projection := body.get("projectionFields"):
        read_names(projection, call.operation.item_fields)
        properties.append(projection)
    limit = int(body["limit"]) if "limit" in body else None  # 5.0 is a whole number, too
    call.rests_on("search.page")
    return checked(Asked(of, tuple(properties), body.get("orderby") or "", limit, body.get("count") is True))


def read_query(call: Call, text: str) -> Iterable[str]:
    """The filters in the query string of a search, as a list would get them."""
    for part in text.removeprefix("?").split("&"):
        if part:
            call.rests_on("search.query")
            yield unquote_plus(part.removeprefix(PROPERTY)) if part.startswith(PROPERTY) else unquote(part)


def grouped(call: Call, specs: Iterable[JsonObject], group_by: str, names: set[str]) -> list[JsonObject]:
    """Specs by the values at a path, each group where its first spec stands; raises ServiceError."""
    assert call.operation is not None
    call.rests_on("search.groups")
    path = split_path(group_by, call.operation.item_fields)
    if path is None:
        raise FILTER_FIELD(Explanation("/groupByProperty", group_by, "a field of flow specs"), field=group_by)
    groups: dict[bytes, JsonObject] = {}
    size = 0
    for spec in specs:
        values = {rank_key(value): value for value in values_at(spec, path)} or {rank_key(None): None}
        item = project(spec, names)
        size += len(values) * len(orjson.dumps(item))
        if size > LARGEST_ANSWER:
            refuse(QUERY_INVALID, "groupByProperty", group_by, f"what makes no more than {LARGEST_ANSWER} bytes")
        for key, value in values.items():
            groups.setdefault(key, {group_by: value, "items": []})["items"].append(item)
    return list(groups.values())
