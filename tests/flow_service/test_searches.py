"""Searches: filters in a body, how they are written there, and flow specs in groups."""

import json
from itertools import groupby
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bodies import PROVIDER
from tests.flow_service.in_process import Platform
from tests.replies import Answer

KINDS = ("connections", "flows", "flowSpecs")
PAGED = ("connections", "flows")
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9).filter(
    lambda text: text.strip() == text
)


def search(platform: Platform, kind: str, /, **body: Any) -> Answer:
    return platform.ask("POST", f"/{kind}/search", body)


def ids(answer: Answer) -> list[str]:
    return [each["id"] for each in answer.body["items"]]


@given(name=NAMES)
def test_a_query_string_is_read_as_the_query_of_a_list(name: str) -> None:
    platform = Platform()
    wanted = platform.given_connection(name=name).id
    platform.given_connection(name=name + "x")
    condition = 'name=="' + name.replace('"', '""') + '"'
    for text in (
        f"property={quote(condition)}",
        f"?property={quote_plus(condition)}&property=state%3D%3Denabled",
        f"property=state==enabled&property={quote(condition, safe='=')}",
        quote(condition, safe="="),
        "state==enabled&" + quote(condition, safe='="+'),
        condition.replace("%", "%25").replace("&", "%26"),
    ):
        assert ids(search(platform, "connections", queryString=text)) == [wanted], text
        listed = platform.page("connections", property=condition).body
        assert search(platform, "connections", queryString=text).body == listed


def test_a_plus_is_a_blank_in_the_form_of_a_query_alone(platform: Platform) -> None:
    blank, plus = (platform.given_connection(name=name).id for name in ("a b", "a+b"))
    assert ids(search(platform, "connections", queryString="property=name==a+b")) == [blank]
    assert ids(search(platform, "connections", queryString="name==a+b")) == [plus]
    assert ids(search(platform, "connections", queryString="name==a b&&")) == [blank]


@pytest.mark.parametrize("kind", KINDS)
def test_a_search_without_filters_is_the_list(platform: Platform, kind: str) -> None:
    if kind in PAGED:
        platform.given(kind)
    for body in ({}, {"queryString": ""}, {"count": False}, {"orderby": ""}, {"projectionFields": ""}):
        assert search(platform, kind, **body).body == platform.page(kind).body


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"queryString": "name~x"}, "1440-400"),
        ({"queryString": "id>=x"}, "1448-400"),
        ({"queryString": "property=nothing==1"}, "1449-400"),
        ({"queryString": "limit=1"}, "1449-400"),
        ({"queryString": "property=createdAt=="}, "1453-400"),
        ({"queryString": "property="}, "1449-400"),
        ({"queryString": "&".join(f"name!={n}" for n in range(51))}, "1312-400"),
        ({"queryString": "name==" + "x" * 40_000}, "1312-400"),
        ({"queryString": 7}, "1312-400"),
        ({"orderby": "!name"}, "1432-400"),
        ({"orderby": "nothing"}, "1433-400"),
        ({"limit": 1001}, "1312-400"),
        ({"limit": 0}, "1312-400"),
        ({"limit": "10"}, "1312-400"),
        ({"count": "true"}, "1312-400"),
        ({"count": True, "limit": 5}, "1401-400"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_a_search_cannot_do_is_refused(platform: Platform, kind: str, body: Any, code: str) -> None:
    assert search(platform, kind, **body).refusal == (400, code)


@pytest.mark.parametrize("kind", ["flows", "flowSpecs"])
def test_a_projection_names_the_fields_to_show(platform: Platform, kind: str) -> None:
    platform.given_flow()
    whole = search(platform, kind).body["items"]
    shown = search(platform, kind, projectionFields="id, name").body["items"]
    assert shown == [{name: each[name] for name in each if name in ("id", "name")} for each in whole]
    assert search(platform, kind, queryString="property=id,name").body["items"] == shown
    assert search(platform, kind, projectionFields="id,nowhere").refusal == (400, "1449-400")
    assert search(platform, kind, projectionFields="state==enabled").refusal == (400, "1449-400")


@pytest.mark.parametrize("kind", PAGED)
def test_a_page_leads_on_within_the_search(platform: Platform, kind: str) -> None:
    made = [platform.given(kind).id for _ in range(3)]
    newest = made[::-1]
    first = search(platform, kind, limit=2, orderby="-createdAt", queryString=f"id=={','.join(made)}")
    assert ids(first) == newest[:2]
    href = first.body["_links"]["next"]["href"]
    assert href.startswith(f"/{kind}/search?continuationToken=")
    assert href.count("=") == 1
    for body in ({}, {"limit": 2}, {"limit": 2, "orderby": "-createdAt"}):
        assert ids(platform.ask("POST", href, body)) == newest[2:]
    assert ids(platform.ask("POST", href, {"limit": 1000})) == newest[2:]
    assert platform.ask("POST", href, {"count": True}).body == {"count": 3}


def test_a_page_of_a_search_holds_20_unless_another_limit_is_given(platform: Platform) -> None:
    for _ in range(21):
        platform.given_connection()
    assert len(ids(search(platform, "connections"))) == 20
    assert len(ids(search(platform, "connections", limit=1000))) == 21


def test_tokens_of_lists_and_of_searches_are_not_exchanged(platform: Platform) -> None:
    for _ in range(2):
        platform.given_connection()
    of_list = platform.page("connections", limit=1).body["_links"]["next"]["href"].partition("?")[2]
    of_search = search(platform, "connections", limit=1).body["_links"]["next"]["href"].partition("?")[2]
    assert platform.ask("POST", f"/connections/search?{of_list}", {}).refusal == (400, "1452-400")
    assert platform.ask("POST", f"/flows/search?{of_search}", {}).refusal == (400, "1452-400")
    assert platform.ask("GET", f"/connections?{of_search}").refusal == (400, "1452-400")


def test_sandboxes_matter_only_to_an_order_and_only_where_that_is_published(
    platform: Platform, published: Platform
) -> None:
    two, one = ({"x-active-sandbox-ids": ids} for ids in ("a,b", "a"))
    assert platform.ask("POST", "/flows/search", {"orderby": "name"}, headers=two).status == 200
    assert published.ask("POST", "/flows/search", {"orderby": "name"}, headers=two).refusal == (400, "1424-400")
    assert published.ask("POST", "/flows/search", {"orderby": "name"}, headers=one).status == 200
    assert published.ask("POST", "/flows/search", {}, headers=two).status == 200


def test_a_search_has_no_parameters_but_its_token(platform: Platform, published: Platform) -> None:
    assert platform.ask("POST", "/flows/search?limit=1", {}).status == 200
    assert published.ask("POST", "/flows/search?limit=1", {}).refusal == (400, "1451-400")


@pytest.mark.parametrize("kind", KINDS)
def test_a_search_has_a_body(platform: Platform, kind: str) -> None:
    assert platform.ask("POST", f"/{kind}/search").refusal == (400, "1405-400")


def test_a_search_finds_what_the_tenant_has_added(platform: Platform) -> None:
    own = {"name": "of our own", "providerId": PROVIDER}
    made = platform.create("flowSpecs", own).body["id"]
    assert ids(search(platform, "flowSpecs", queryString="name==Of Our Own")) == [made]
    assert ids(search(platform, "flowSpecs", orderby="-createdAt", limit=1)) == [made]
    assert ids(search(platform.beside(x_sandbox_name="dev"), "flowSpecs", queryString=f"id=={made}")) == []


def test_flow_specs_are_sorted_counted_and_cut_to_the_limit(platform: Platform) -> None:
    everything = platform.page("flowSpecs").body["items"]
    names = sorted((each["name"] for each in everything), reverse=True)
    found = search(platform, "flowSpecs", orderby="-name", limit=3).body["items"]
    assert [each["name"] for each in found] == names[:3]
    assert search(platform, "flowSpecs", count=True).body == {"count": len(everything)}


@pytest.mark.parametrize("path", ["providerId", "name", "attributes.isSourceFlow", "attributes.nowhere"])
def test_groups_hold_each_spec_under_its_value(platform: Platform, path: str) -> None:
    def value(spec: Any) -> Any:
        for name in path.split("."):
            spec = spec.get(name) if isinstance(spec, dict) else None
        return spec

    specs = search(platform, "flowSpecs", orderby=path).body["items"]
    expected = [{path: key, "items": list(group)} for key, group in groupby(specs, value)]
    assert search(platform, "flowSpecs", orderby=path, groupByProperty=path).body["items"] == expected


def test_a_spec_is_in_a_group_for_each_value_of_an_array(platform: Platform) -> None:
    path = "targetConnectionSpecIds[]"
    groups = search(platform, "flowSpecs", groupByProperty=path, projectionFields="id").body["items"]
    found = {json.dumps(group[path]): sorted(spec["id"] for spec in group["items"]) for group in groups}
    expected: dict[str, list[str]] = {}
    for spec in platform.page("flowSpecs").body["items"]:
        for id in spec.get("targetConnectionSpecIds") or [None]:
            expected.setdefault(json.dumps(id), []).append(spec["id"])
    assert found == {value: sorted(specs) for value, specs in expected.items()}


def test_only_fields_of_flow_specs_make_groups(platform: Platform) -> None:
    assert search(platform, "flowSpecs", groupByProperty="nothing").refusal == (400, "1449-400")
    assert search(platform, "flowSpecs", groupByProperty="").refusal == (400, "1449-400")
