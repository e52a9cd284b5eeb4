"""The laws of lists, on every store: filters select, orders are total, pages add up, counts and searches agree."""

from collections.abc import Iterator
from itertools import cycle
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.flow_service.list_laws import (
    Condition,
    Lists,
    Order,
    Plan,
    Served,
    conditions,
    flows,
    id_of,
    in_order,
    meets,
    orders,
    plans,
    query_of,
    served,
)

LIMITS = st.integers(1, 12)
some_conditions = st.lists(conditions, max_size=3)


@pytest.fixture(scope="module", params=["memory", "sqlite"])
def serving(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("lists") / "store.db"
    found = served("memory://" if request.param == "memory" else f"sqlite:///{path}")
    yield found
    found.emulator.store.close()


def searched(tenant: Lists, body: JsonObject, again: JsonObject) -> list[JsonObject]:
    """All that a search finds, page by page; `again` is the body of the pages after the first."""
    found, href = [], "/flows/search"
    while href:
        answer = tenant.platform.ask("POST", href, body if href.endswith("search") else again).body
        found += answer["items"]
        href = answer["_links"].get("next", {}).get("href", "")
    return found


@given(plan=plans, limit=LIMITS, asked=some_conditions, order=orders)
def test_a_list_is_what_meets_all_filters_in_order_whatever_its_pages(
    serving: Served, plan: Plan, limit: int, asked: list[Condition], order: Order
) -> None:
    tenant = serving.tenant()
    expected = in_order([each for each in tenant.filled(plan) if all(meets(each, one) for one in asked)], order)
    query = query_of(asked, order)
    pages = list(tenant.platform.pages("flows", limit=limit, **query))
    assert all(len(page) == limit for page in pages[:-1])
    assert [entity for page in pages for entity in page] == expected
    assert tenant.platform.page("flows", **query, count="true").body == {"count": len(expected)}


@given(plan=plans, limit=LIMITS, asked=some_conditions, order=orders, repeats=st.booleans())
def test_a_search_answers_as_the_list_does(
    serving: Served, plan: Plan, limit: int, asked: list[Condition], order: Order, repeats: bool
) -> None:
    tenant = serving.tenant()
    tenant.filled(plan)
    query = query_of(asked, order)
    expected = tenant.platform.all("flows", limit=limit, **query)
    texts = [text.replace("%", "%25").replace("&", "%26") for text in query.pop("property")]
    body = query | {"queryString": "&".join(texts)}
    assert searched(tenant, body | {"limit": limit}, body if repeats else {}) == expected
    counted = tenant.platform.ask("POST", "/flows/search", body | {"count": True}).body
    assert counted == {"count": len(expected)}


@given(plan=plans, late=st.lists(flows, max_size=4), limit=st.integers(1, 3), asked=some_conditions, order=orders)
def test_what_nobody_touches_comes_once_and_in_order_while_others_write(
    serving: Served, plan: Plan, late: Plan, limit: int, asked: list[Condition], order: Order
) -> None:
    tenant = serving.tenant()
    before = tenant.filled(plan)
    pages = tenant.platform.pages("flows", limit=limit, **query_of(asked, order))
    found = next(pages)
    touched = range(0, len(plan), 3)
    for number in touched:
        if number % 2:
            tenant.remove(number)
        else:
            tenant.put(plan[-1], number, before=f'"{number}-"')
    for number, flow in enumerate(late, len(plan)):
        tenant.put(flow, number)
    for page in pages:
        found += page
    stayed = [each for number, each in enumerate(before) if number not in touched]
    ids = {each["id"] for each in stayed}
    expected = in_order([each for each in stayed if all(meets(each, one) for one in asked)], order)
    assert [each for each in found if each["id"] in ids] == expected


@pytest.mark.parametrize("query", [{}, {"orderby": "-name"}, {"property": "state==enabled,disabled"}], ids=str)
def test_pages_hold_while_another_thread_writes(serving: Served, query: Any) -> None:
    tenant = serving.tenant()
    for number in range(60):
        tenant.put({"name": str(number % 7), "state": "enabled"}, number)
    stop, restless = Event(), range(1, 60, 2)

    def write() -> None:
        etags = {number: f'"{number}-"' for number in restless}
        for turn, number in enumerate(cycle(restless)):
            if stop.is_set():
                return
            etags[number] = tenant.put({"name": str(turn % 11), "state": "disabled"}, number, before=etags[number])

    writer = Thread(target=write)
    writer.start()
    try:
        lists = [[each["id"] for each in tenant.platform.all("flows", limit=7, **query)] for _ in range(3)]
    finally:
        stop.set()
        writer.join()
    quiet = [id_of(number) for number in range(0, 60, 2)]
    assert [sorted(id for id in found if id in quiet) for found in lists] == [sorted(quiet)] * 3
