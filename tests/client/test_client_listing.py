"""Lists: whatever the pages are cut into, the rows come out whole and in order."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import ApiError, Client
from tests.client.client_under_test import BASE, FLOWS, client_of, entity, scripted

PAGES = st.lists(st.lists(st.uuids().map(str), max_size=4), min_size=1, max_size=6)
TOKENS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=20)
HREFS: dict[str, Callable[[str], str]] = {
    "relative to the service": lambda query: f"/flows?{query}",
    "relative to the host": lambda query: f"/data/foundation/flowservice/flows?{query}",
    "absolute": lambda query: f"{FLOWS}?{query}",
    "absolute on another host": lambda query: f"https://inside.example/flows?{query}",
    "a query alone": lambda query: f"?{query}",
}


def serve_by_token(answers: Any, pages: list[list[str]], tokens: list[str], href: Callable[[str], str]) -> None:
    """Flow Service's way: a token leads from each page to the next."""

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        asked = parse_qs(urlsplit(request.url).query, keep_blank_values=True)
        assert asked["property"] == ["state==enabled", "name!=x"], "the filters hold on every page"
        at = tokens.index(asked["continuationToken"][0]) + 1 if "continuationToken" in asked else 0
        body: dict[str, Any] = {"items": [{"id": id} for id in pages[at]], "_links": {}}
        if at + 1 < len(pages):
            body["_links"] = {"next": {"href": href(f"continuationToken={quote(tokens[at], safe='')}")}}
        return 200, {}, json.dumps(body)

    answers.add_callback("GET", FLOWS, callback=answer)


@given(
    pages=PAGES,
    tokens=st.lists(TOKENS, min_size=6, max_size=6, unique=True),
    form=st.sampled_from(sorted(HREFS)),
)
def test_a_list_is_the_concatenation_of_its_pages(pages: list[list[str]], tokens: list[str], form: str) -> None:
    with scripted() as answers, client_of() as client:
        serve_by_token(answers, pages, tokens, HREFS[form])
        found = [flow.id for flow in client.flows.list(property=["state==enabled", "name!=x"])]
    assert found == list(itertools.chain.from_iterable(pages))


def by_offset(name: str, envelope: Callable[[list[str], int], Any]) -> Callable[[list[str], dict[str, str]], Any]:
    """A service that counts rows."""

    def page(ids: list[str], asked: dict[str, str]) -> Any:
        start, limit = int(asked[name]), int(asked["limit"])
        return envelope(ids[start : start + limit], limit)

    return page


def by_cursor(ids: list[str], asked: dict[str, str]) -> Any:
    """The registry's way: the last title given is where the next page starts."""
    start = ids.index(asked["start"]) + 1 if "start" in asked else 0
    rows = ids[start : start + int(asked["limit"])]
    more = start + len(rows) < len(ids)
    return {
        "results": [{"$id": id, "title": id} for id in rows],
        "_page": {"next": rows[-1] if more else None},
    }


OTHER_LISTS: dict[str, tuple[str, Callable[[list[str], dict[str, str]], Any]]] = {
    "schemas": ("schemaregistry/tenant/schemas", by_cursor),
    "field_groups": ("schemaregistry/tenant/fieldgroups", by_cursor),
    "datasets": (
        "catalog/dataSets",
        by_offset("start", lambda rows, limit: {id: {"name": id} for id in rows}),
    ),
    "mapping_sets": (
        "conversion/mappingSets",
        by_offset("start", lambda rows, limit: {"data": [{"id": id} for id in rows], "_page": {"limit": limit}}),
    ),
    "sandboxes": (
        "sandbox-management/sandboxes",
        by_offset("offset", lambda rows, limit: {"sandboxes": [{"name": id} for id in rows]}),
    ),
}


@pytest.mark.parametrize("resource", sorted(OTHER_LISTS))
@given(ids=st.lists(st.uuids().map(str), max_size=12, unique=True), limit=st.integers(1, 14))
def test_the_other_services_lists_come_out_whole_too(resource: str, ids: list[str], limit: int) -> None:
    path, page = OTHER_LISTS[resource]

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        return 200, {}, json.dumps(page(ids, dict(request.params)))

    with scripted() as answers, client_of() as client:
        answers.add_callback("GET", f"{BASE}/data/foundation/{path}", callback=answer)
        assert [row.id for row in getattr(client, resource).list(limit=limit)] == ids


def test_a_page_is_asked_for_only_when_it_is_reached() -> None:
    with scripted() as answers, client_of() as client:
        links = {"next": {"href": "/flows?continuationToken=t1"}}
        answers.get(FLOWS, json={"items": [{"id": "a"}, {"id": "b"}], "_links": links})
        flows = client.flows.list()
        assert len(answers.calls) == 0
        assert [flow.id for flow in itertools.islice(flows, 2)] == ["a", "b"]
        assert len(answers.calls) == 1


@pytest.mark.parametrize("hrefs", [["t1", "t1"], ["t1", "t2", "t1"], ["", ""]])
def test_a_list_that_leads_in_a_circle_ends_in_an_error(hrefs: list[str]) -> None:
    with scripted() as answers, client_of() as client:
        for number, token in enumerate([*hrefs, *hrefs]):
            link = {"next": {"href": f"/flows?continuationToken={token}" if token else "/flows"}}
            answers.get(FLOWS, json={"items": [{"id": f"f{number}"}], "_links": link})
        with pytest.raises(ApiError, match="circle"):
            list(client.flows.list())
        assert len(answers.calls) <= len(hrefs)


def test_a_server_that_ignores_the_offset_does_not_hold_the_client_for_ever() -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{BASE}/data/foundation/catalog/dataSets", json={"a": {}, "b": {}})
        with pytest.raises(ApiError, match="stands still"):
            list(client.datasets.list(limit=2))


def test_a_page_the_server_cut_shorter_than_asked_is_not_the_last_one() -> None:
    with scripted() as answers, client_of() as client:
        for rows in (["a", "b"], ["c"]):
            body = {"data": [{"id": id} for id in rows], "_page": {"limit": 2}}
            answers.get(f"{BASE}/data/foundation/conversion/mappingSets", json=body)
        assert [found.id for found in client.mapping_sets.list(limit=100)] == ["a", "b", "c"]


def sent_by(ask: Callable[[Client], object], answer: Any) -> dict[str, Any]:
    with scripted() as answers, client_of() as client:
        answers.get(FLOWS, json=answer)
        ask(client)
        return parse_qs(urlsplit(str(answers.calls[0].request.url)).query)


def test_filters_order_and_page_size_travel_as_they_were_given() -> None:
    query = sent_by(
        lambda client: list(client.flows.list(property="state==enabled", orderby="+name,-createdAt", limit=7)),
        entity(),
    )
    assert query == {"property": ["state==enabled"], "orderby": ["+name,-createdAt"], "limit": ["7"]}


def test_a_count_asks_for_a_number_and_sends_no_limit() -> None:
    counts: list[int] = []
    query = sent_by(lambda client: counts.append(client.flows.count(property=["a==1", "b==2"])), {"count": 95})
    assert counts == [95]
    assert query == {"property": ["a==1", "b==2"], "count": ["true"]}


@pytest.mark.parametrize("kind", ["flows", "flow_specs"])
def test_a_list_of_some_fields_gives_entities_without_an_id(kind: str) -> None:
    path = {"flows": FLOWS, "flow_specs": f"{BASE}/data/foundation/flowservice/flowSpecs"}[kind]
    with scripted() as answers, client_of() as client:
        answers.get(path, json={"items": [{"name": "Hourly"}]})
        [found] = getattr(client, kind).list(property="name")
    assert found.name == "Hourly"
    assert "(name='Hourly')" in repr(found)
    with pytest.raises(KeyError, match="id"):
        _ = found.id


def test_a_list_of_what_are_no_objects_is_an_error() -> None:
    with scripted() as answers, client_of() as client:
        answers.get(FLOWS, json={"items": ["f1"]})
        with pytest.raises(ApiError, match="items"):
            list(client.flows.list())


def test_a_list_without_its_array_is_an_error_and_not_an_empty_list() -> None:
    with scripted() as answers, client_of() as client:
        answers.get(FLOWS, json={"unexpected": True})
        with pytest.raises(ApiError, match="items"):
            list(client.flows.list())
