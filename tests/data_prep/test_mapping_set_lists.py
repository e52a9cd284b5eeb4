"""Lists of mapping sets: pages, orders and filters."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.caller import shared
from tests.data_prep.data_prep_client import DataPrep

ORDERS = ["", "createdDate", "+createdDate", "-createdDate", "-updatedDate", "modifiedDate", "+lastUpdateDate"]
steps = st.tuples(st.sampled_from("ab"), st.sampled_from(["DRAFT", "PUBLISHED"]), st.booleans())
plans = st.lists(steps, max_size=8)
Plan = list[tuple[str, str, bool]]


def filled(plan: Plan) -> DataPrep:
    """A service with a set for each step of a plan: its name and schema, its status, and whether it was replaced."""
    client = DataPrep()
    for name, status, _ in plan:
        client.given(name=name, status=status, xdmSchema=f"https://{name}")
    for body, (name, status, replaced) in zip(everything(client), plan, strict=True):
        if replaced:
            again = {"name": name, "status": status, "xdmSchema": f"https://{name}", "mappings": []}
            client.put(body["id"], again)
    return client


def everything(client: DataPrep, **query: Any) -> list[JsonObject]:
    data: list[JsonObject] = client.list({"limit": 100, "orderBy": "createdDate"} | query).body["data"]
    return data


@given(plan=plans, limit=st.integers(1, 10), start=st.integers(0, 10), order=st.sampled_from(ORDERS))
def test_pages_of_any_size_make_up_the_whole_list(plan: Plan, limit: int, start: int, order: str) -> None:
    client = filled(plan)
    whole = everything(client, orderBy=order)
    assert len(whole) == len(plan)
    pages = []
    for first in range(start, len(plan) + 1, limit):
        page = client.list({"limit": limit, "start": first, "orderBy": order}).body
        assert page["_page"] == {"count": len(page["data"]), "limit": limit}
        pages += page["data"]
    assert pages == whole[start:]


@given(plan=plans, limit=st.integers(1, 10), order=st.sampled_from(ORDERS), name=st.sampled_from("ab"))
def test_the_links_to_the_next_page_lead_through_the_whole_list(plan: Plan, limit: int, order: str, name: str) -> None:
    client = filled(plan)
    query = {"limit": str(limit), "orderBy": order, "name": name}
    page = client.list(query).body
    found = page["data"]
    while "_links" in page:
        address = page["_links"]["next"]["href"]
        assert address.startswith("http://localhost/data/foundation/conversion/mappingSets?")
        page = client.list(address.partition("?")[2]).body
        assert page["data"]
        found = found + page["data"]
    assert found == everything(client, orderBy=order, name=name)


@given(plan=plans)
def test_the_orders_are_those_of_creation_and_of_change(plan: Plan) -> None:
    client = filled(plan)
    created = [body["id"] for body in everything(client)]
    changed = [id for id, step in zip(created, plan, strict=True) if not step[2]]
    changed += [id for id in created if id not in changed]
    for order, ids in {"createdDate": created, "updatedDate": changed, "lastUpdateDate": changed}.items():
        for prefix, wanted in {"": ids, "+": ids, "-": ids[::-1]}.items():
            assert [body["id"] for body in everything(client, orderBy=prefix + order)] == wanted
    assert [body["id"] for body in client.list({"limit": 100}).body["data"]] == changed
    assert client.list("limit=100&orderBy=+createdDate").body["data"] == everything(client)


@given(plan=plans, name=st.sampled_from("abc"), status=st.sampled_from(["DRAFT", "PUBLISHED", ""]))
def test_filters_keep_exactly_what_they_name(plan: Plan, name: str, status: str) -> None:
    client = filled(plan)
    whole = everything(client)
    of_status = [body for body in whole if body["status"] == status]
    of_schema = [body for body in whole if body["xdmSchema"] == f"https://{name}"]
    assert everything(client, property=f"status=={status}") == of_status
    assert everything(client, property=f"xdmSchema==https://{name}") == of_schema
    assert everything(client, name=name) == of_schema
    both = [f"status=={status}", f"xdmSchema==https://{name}"]
    assert everything(client, property=both) == [body for body in of_status if body in of_schema]


def test_a_page_has_ten_sets_unless_another_size_is_asked_for() -> None:
    client = DataPrep()
    for _ in range(12):
        client.given()
    page = client.list().body
    assert (len(page["data"]), page["_page"]) == (10, {"count": 10, "limit": 10})
    assert client.list("limit=0").body == {"data": [], "_page": {"count": 0, "limit": 0}}


def test_the_published_profile_wants_limit_and_start() -> None:
    client = DataPrep(shared(mapping_set__paging="published"))
    assert client.list("limit=1&start=0").status == 200
    for query, name in {"limit=1": "start", "start=0": "limit"}.items():
        reply = client.list(query)
        assert (reply.status, name in reply.body["detail"]) == (400, True)
        assert "mapping_set.paging" in reply.rules


GOOD = ["0", "7", "9" * 18, "True", "false", "status==x", "xdmSchema==", *ORDERS, " createdDate"]
BAD = [
    "-1",
    "9" * 40,
    "1e9",
    "\N{ARABIC-INDIC DIGIT THREE}",
    "1_0",
    "=",
    "==",
    "+",
    "NaN",
    "\0",
    "name==x",
    "+-updatedDate",
]
READABLE = {
    "limit": "[0-9]{1,18}",
    "start": "[0-9]{1,18}",
    "expandSchema": "(?i:true|false)",
    "property": "(status|xdmSchema)==(?s:.*)",
    "orderBy": "|[-+ ]?(createdDate|updatedDate|modifiedDate|lastUpdateDate)",
}


@pytest.mark.parametrize("name", READABLE)
@given(value=st.text(max_size=30) | st.sampled_from(GOOD + BAD))
def test_a_query_is_refused_by_name_exactly_when_it_cannot_be_read(name: str, value: str) -> None:
    reply = DataPrep().list({name: value})
    if re.fullmatch(READABLE[name], value):
        assert reply.status == 200
    else:
        assert (reply.status, f"parameter {name} " in reply.body["detail"]) == (400, True)
