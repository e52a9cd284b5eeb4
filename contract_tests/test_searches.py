"""Searches answer as the lists do that are filtered alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .api import KINDS, Api
from .raw import Raw, refused
from .tutorial import FLOW_SERVICE, REST_FLOW, JsonObject

NAMES = ("b", "a", "c", "a", "B", "b & c", "100 %")


@dataclass
class Shelf:
    """A collection that can be searched, with some entities in it that share a description with nothing else."""

    api: Api
    kind: str
    description: str

    @property
    def own(self) -> str:
        return f"description=={self.description}"

    @property
    def collection(self) -> Any:
        return KINDS[self.kind].collection(self.api)

    @property
    def path(self) -> str:
        return f"{FLOW_SERVICE}/{self.kind}/search"

    def named(self, name: str) -> str:
        return f"name=={self.api.run} {name}"


@pytest.fixture(scope="module", params=["connections", "flows"])
def shelf(api: Api, request: pytest.FixtureRequest) -> Iterator[Shelf]:
    shelf = Shelf(api, request.param, api.name("searched"))
    given = KINDS[shelf.kind].given
    ids = [given(api, name=f"{api.run} {name}", description=shelf.description).id for name in NAMES]
    if shelf.kind == "flows":
        api.flows.disable(ids[2])
    yield shelf
    for id in ids:
        api.remove(id)


def in_query(*filters: str) -> str:
    """Filters as the query of a list has them."""
    return "&".join(f"property={each.replace('%', '%25').replace('&', '%26').replace(' ', '%20')}" for each in filters)


some_filters = st.lists(
    st.sampled_from(["a", "b", "b & c", "100 %", "nobody"]).map(lambda name: ("name", name))
    | st.sampled_from(["state==enabled", "state==disabled", "createdAt>0", "state!=enabled"]).map(
        lambda text: ("text", text)
    ),
    max_size=2,
)


@pytest.mark.rests_on("search.query", "search.page", "list.sorting")
@given(
    chosen=some_filters,
    orderby=st.sampled_from([None, "name", "-name", "-createdAt", "state,-name"]),
    limit=st.sampled_from([None, 1, 2, 5, 1000]),
)
def test_a_search_finds_what_the_list_shows(
    shelf: Shelf, chosen: list[tuple[str, str]], orderby: str | None, limit: int | None
) -> None:
    filters = [shelf.own, *(shelf.named(text) if how == "name" else text for how, text in chosen)]
    listed = [each.json for each in shelf.collection.list(property=filters, orderby=orderby)]
    query = in_query(*filters)
    assert [each.json for each in shelf.collection.search(query, orderby=orderby, limit=limit)] == listed
    assert shelf.collection.search_count(query) == len(listed)


@pytest.mark.rests_on("search.query")
def test_an_empty_search_is_the_whole_list(shelf: Shelf, raw: Raw) -> None:
    counted = raw("POST", shelf.path, json={"count": True})
    assert counted.json() == {"count": shelf.collection.count()}
    newest = raw("POST", shelf.path, json={"orderby": "-createdAt", "limit": 3}).json()
    listed = raw("GET", shelf.path.removesuffix("/search"), params={"orderby": "-createdAt", "limit": 3}).json()
    assert newest["items"] == listed["items"]


@pytest.mark.rests_on("search.query", "search.page")
@pytest.mark.parametrize(
    "body",
    [
        {"limit": 1001},
        {"limit": 0},
        {"limit": "many"},
        {"orderby": "*name"},
        {"orderby": "nothing"},
        {"queryString": "property=nothing==1"},
        {"queryString": "property=name=="},
        {"queryString": "property=name~a"},
        {"queryString": 5},
        {"count": "perhaps"},
        {"count": True, "limit": 1},
        [],
        "name==a",
    ],
    ids=str,
)
def test_a_search_that_makes_no_sense_is_refused(shelf: Shelf, raw: Raw, body: Any) -> None:
    reply = raw("POST", shelf.path, json=body)
    refused(reply)


@pytest.mark.rests_on("search.page")
def test_the_largest_page_of_a_search_is_a_thousand(shelf: Shelf, raw: Raw) -> None:
    assert raw("POST", shelf.path, json={"limit": 1000}).status_code == 200


@pytest.mark.rests_on("list.projection", "search.query")
def test_a_projection_leaves_the_named_fields(api: Api) -> None:
    flow = api.given_flow(description="projected")
    [found] = api.flows.search(f"property=id=={flow.id}", fields=["name", "state", "scheduleParams"])
    assert found.json == {name: flow.json[name] for name in ("name", "state", "scheduleParams")}


def flow_specs(raw: Raw, body: JsonObject) -> list[JsonObject]:
    reply = raw("POST", f"{FLOW_SERVICE}/flowSpecs/search", json=body)
    assert reply.status_code == 200, reply.text
    found: list[JsonObject] = reply.json()["items"]
    return found


@pytest.mark.rests_on("search.query", "search.page", "list.sorting")
def test_flow_specs_are_searched_as_they_are_listed(raw: Raw) -> None:
    for text in ("name==RestStorageToAEP", f"id=={REST_FLOW}", 'name=="CRMToAEP"', "name==nobody"):
        listed = raw("GET", f"{FLOW_SERVICE}/flowSpecs", params={"property": text}).json()["items"]
        assert flow_specs(raw, {"queryString": f"property={text}"}) == listed
        assert flow_specs(raw, {"queryString": text}) == listed
    whole = raw("GET", f"{FLOW_SERVICE}/flowSpecs").json()["items"]
    assert flow_specs(raw, {}) == whole
    by_name = flow_specs(raw, {"orderby": "name", "projectionFields": "id,name"})
    assert by_name == sorted(({"id": each["id"], "name": each["name"]} for each in whole), key=lambda it: it["name"])


@pytest.mark.rests_on("search.groups")
def test_groups_of_flow_specs_share_them_out(raw: Raw) -> None:
    groups = flow_specs(raw, {"groupByProperty": "providerId"})
    grouped = [each for group in groups for each in group["items"]]
    assert len({group["providerId"] for group in groups}) == len(groups)
    assert all(each["providerId"] == group["providerId"] for group in groups for each in group["items"])
    assert sorted(each["id"] for each in grouped) == sorted(each["id"] for each in flow_specs(raw, {}))
