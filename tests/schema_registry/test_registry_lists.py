"""Lists: filters, order, pages."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.services.schema_registry.filters import conditions
from mock_flowservice.services.schema_registry.pages import CAP, order, page
from tests.bodies import EXPERIENCE_EVENT, PROFILE
from tests.schema_registry.registry_client import ID, IDENTITY_MAP, Registry

FIELDS = ("title", "description", "version")
RESOURCES = st.lists(st.dictionaries(st.sampled_from(FIELDS), st.text("abC é1.", max_size=3)), max_size=30)
ORDERS = st.sampled_from(["title", "-title", "description,title", "-version,-title", "nothing", "", None, "-"])
ADHOC = "https://ns.adobe.com/xdm/data/adhoc"


@given(resources=RESOURCES, orderby=ORDERS, limit=st.integers(1, 8))
def test_the_pages_of_a_list_are_the_list(resources: list[Any], orderby: str | None, limit: int) -> None:
    keys = order(orderby)
    whole, _ = page(resources, keys, None, CAP)
    found, after = page(resources, keys, None, limit)
    while after is not None:
        more, after = page(resources, keys, after, limit)
        assert more
        found += more
    assert found == whole
    assert sorted(map(str, found)) == sorted(map(str, resources))


@given(resources=RESOURCES, descending=st.booleans())
def test_a_list_is_in_order_and_what_lacks_the_field_comes_last(resources: list[Any], descending: bool) -> None:
    whole, _ = page(resources, order("-title" if descending else "title"), None, CAP)
    titles = [each["title"] for each in whole if "title" in each]
    assert titles == sorted(titles, reverse=descending)
    assert all("title" not in each for each in whole[len(titles) :])


@given(resource=st.dictionaries(st.sampled_from(FIELDS), st.text("ab<=", max_size=2)), value=st.text("ab", max_size=2))
def test_a_comparison_and_its_opposite_never_agree(resource: Any, value: str) -> None:
    def holds(sign: str) -> bool:
        return conditions([f"title{sign}{value}"])[0].holds(resource)

    assert holds("==") != holds("!=")
    if "title" in resource:
        assert holds("<") != holds(">=")
        assert holds(">") != holds("<=")
    assert conditions(["title"])[0].holds(resource) == ("title" in resource)


def test_filters_find_what_they_name(registry: Registry) -> None:
    group = registry.field_group()["$id"]
    registry.schema(group, title="One")
    two = registry.schema(IDENTITY_MAP, title="Two")
    registry.schema(title="Three", of=EXPERIENCE_EVENT)
    registry.patch(two, {"op": "add", "path": "/meta:immutableTags", "value": ["union"]})
    assert registry.titles(property=f"meta:extends!={ADHOC}") == ["One", "Three", "Two"]
    assert registry.titles(property=f"meta:extends=={group}") == ["One"]
    assert registry.titles(property=["meta:immutableTags==union", f"meta:class=={PROFILE}"]) == ["Two"]
    assert registry.titles(property=f"meta:class=={PROFILE},title!=One") == ["Two"]
    assert registry.titles(property=["meta:immutableTags==union", "title==One"]) == []
    assert registry.titles(property="meta:immutableTags") == ["Two"]
    assert registry.titles(property="title>One,title<=Two") == ["Three", "Two"]
    assert registry.titles(property="meta:abstract==False") == ["One", "Three", "Two"]
    assert registry.titles("fieldgroups", property=f"meta:intendedToExtend=={PROFILE}") != []


def test_pages_are_linked_to_each_other(registry: Registry) -> None:
    for number in range(5):
        registry.schema(title=f"Schema {number}")
    query = {"limit": 2, "orderby": "-title", "property": "title"}
    reply, seen = registry.get("/tenant/schemas", ID, **query).body, []
    while reply["_links"]["next"]:
        seen += [each["title"] for each in reply["results"]]
        assert reply["_page"] == {"orderby": "-title", "next": seen[-1], "count": 2}
        again = parse_qs(urlsplit(reply["_links"]["next"]).query)
        reply = registry.get("/tenant/schemas", ID, **again).body
    assert [*seen, *(each["title"] for each in reply["results"])] == [f"Schema {number}" for number in (4, 3, 2, 1, 0)]


def test_the_start_is_left_out_and_needs_no_order(registry: Registry) -> None:
    for title in ("A", "B", "C"):
        registry.schema(title=title)
    assert registry.titles(start="A", limit=300) == ["B", "C"]
    assert registry.titles(start="", limit=0) == []


def test_an_empty_list_still_says_all_that_a_list_says(registry: Registry) -> None:
    reply = registry.get("/tenant/fieldgroups/", ID).body
    href = "http://localhost/data/foundation/schemaregistry/global/schemas"
    assert reply == {
        "results": [],
        "_page": {"orderby": "title", "next": None, "count": 0},
        "_links": {"next": None, "global_schemas": {"href": href}},
    }


@given(count=st.integers(0, 700), limit=st.integers(0, 500))
def test_a_page_has_no_more_than_the_limit_and_the_cap(count: int, limit: int) -> None:
    found, after = page([{"title": f"{number:03}"} for number in range(count)], order(None), None, limit)
    assert len(found) == min(count, limit, 300)
    assert (after is not None) == (0 < len(found) < count)


@pytest.mark.parametrize("limit", ["501", "-1", "x", "", "1e2", "9" * 5000, "\u0663", "2.5"])
def test_a_limit_that_is_none_is_refused(registry: Registry, limit: str) -> None:
    assert registry.get("/tenant/schemas", ID, limit=limit).status == 400


@pytest.mark.parametrize("text", ["title=x", "=x", "==", "title~^x", "!title", "<"])
def test_a_filter_that_is_none_is_refused(registry: Registry, text: str) -> None:
    reply = registry.get("/tenant/schemas", ID, property=text)
    assert reply.status == 400
    assert repr(text) in reply.body["detail"]


@given(query=st.dictionaries(st.sampled_from(["property", "orderby", "start", "limit"]), st.text()))
def test_no_query_is_more_than_a_list_can_answer(query: dict[str, str]) -> None:
    registry = Registry()
    registry.schema()
    assert registry.get("/tenant/schemas", ID, **query).status in (200, 400)
