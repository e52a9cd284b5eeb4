"""What holds for every list: pages add up, filters select, orders sort, counts count."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import Document

from .api import WITH_ETAG, Api, Kind
from .raw import Raw, refused
from .tutorial import FLOW_SERVICE

NAMES = ("b", "a", "c", "a", "B", "b c", "a,b")


@dataclass
class Shelf:
    """A collection with some entities in it that share a description with nothing else, oldest first."""

    collection: Any
    path: str
    description: str
    entities: list[Document] = field(default_factory=list)

    @property
    def own(self) -> str:
        """The filter that finds them."""
        return f'description=="{self.description}"'

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.entities]

    def listed(self, *filters: str, **options: Any) -> list[str]:
        """The ids of those that pass the filters, from all pages."""
        found = self.collection.list(property=[self.own, *filters], **options)
        return [each.id for each in found]

    def named(self, *names: str) -> list[str]:
        """The ids of those with one of these names, which are compared without regard to case."""
        wanted = {name.casefold() for name in names}
        return [each.id for each in self.entities if str(each.name).split(" ", 1)[1].casefold() in wanted]


@pytest.fixture(scope="module", params=WITH_ETAG, ids=str)
def shelf(api: Api, request: pytest.FixtureRequest) -> Iterator[Shelf]:
    kind: Kind = request.param
    shelf = Shelf(kind.collection(api), kind.path, api.name("listed"))
    shelf.entities = [kind.given(api, name=f"{api.run} {name}", description=shelf.description) for name in NAMES]
    yield shelf
    for id in shelf.ids:
        api.remove(id)


@pytest.mark.rests_on("list.token", "list.sorting")
@given(
    limit=st.integers(1, 9), orderby=st.sampled_from([None, "name", "-name", "-createdAt", "state,-name", "updatedAt"])
)
def test_the_pages_together_are_the_whole_list(shelf: Shelf, limit: int, orderby: str | None) -> None:
    whole = shelf.listed(orderby=orderby, limit=100)
    assert shelf.listed(orderby=orderby, limit=limit) == whole
    assert sorted(whole) == sorted(shelf.ids)


def test_no_page_is_longer_than_its_limit(shelf: Shelf, raw: Raw) -> None:
    for limit in range(1, 9):
        body = raw("GET", shelf.path, params={"property": shelf.own, "limit": limit}).json()
        assert len(body["items"]) == min(limit, len(NAMES))
        assert ("next" in body["_links"]) == (limit < len(NAMES))


def test_the_link_to_the_next_page_can_be_followed_as_clients_do(shelf: Shelf, raw: Raw) -> None:
    found, href = [], f"?property={shelf.own}&limit=3"
    path = shelf.path
    while href:
        body = raw("GET", path + href).json()
        found += [each["id"] for each in body["items"]]
        href = body["_links"].get("next", {}).get("href", "")
        assert href.count("=") <= 1
        path = FLOW_SERVICE
    assert sorted(found) == sorted(shelf.ids)


@pytest.mark.rests_on("list.order", "list.sorting")
def test_the_oldest_comes_first_and_orders_can_be_turned_round(shelf: Shelf) -> None:
    assert shelf.listed() == shelf.ids
    by_name = shelf.listed(orderby="name")
    names = {each.id: str(each.name) for each in shelf.entities}
    assert [names[id] for id in by_name] == sorted(names.values())
    assert [names[id] for id in shelf.listed(orderby="-name")] == sorted(names.values(), reverse=True)
    assert shelf.listed(orderby="+name") == by_name


@pytest.mark.rests_on("list.token")
def test_a_page_can_change_its_mind_about_nothing_but_its_size(shelf: Shelf, raw: Raw) -> None:
    first = raw("GET", shelf.path, params={"property": shelf.own, "limit": 2, "orderby": "-name"}).json()
    href = first["_links"]["next"]["href"]
    rest = raw("GET", f"{FLOW_SERVICE}{href}&limit=100&property={shelf.own}&orderby=-name").json()
    assert [each["id"] for each in first["items"] + rest["items"]] == shelf.listed(orderby="-name")
    assert rest["_links"] == {}


@pytest.mark.rests_on("list.equality", "list.quotes", "list.order")
def test_equality_finds_by_one_name_or_by_several(shelf: Shelf, api: Api) -> None:
    run = api.run
    assert shelf.listed(f"name=={run} a") == shelf.named("a")
    assert shelf.listed(f'name=="{run} a"') == shelf.named("a")
    assert shelf.listed(f'name=="{run} a,b"') == shelf.named("a,b")
    assert shelf.listed(f"name=={run} a,{run} c") == shelf.named("a", "c")
    assert shelf.listed(f"name=={run} nobody") == []
    assert shelf.listed(f"id=={shelf.ids[2]},{shelf.ids[4]}") == [shelf.ids[2], shelf.ids[4]]


@pytest.mark.rests_on("list.equality", "list.order")
@given(chosen=st.lists(st.integers(0, len(NAMES) - 1), min_size=1, max_size=4), other=st.sampled_from(NAMES[:3]))
def test_several_filters_must_all_hold(shelf: Shelf, api: Api, chosen: list[int], other: str) -> None:
    ids = [shelf.ids[number] for number in chosen]
    found = shelf.listed(f"id=={','.join(ids)}", f"name=={api.run} {other}")
    assert found == [id for id in shelf.named(other) if id in ids]


@pytest.mark.rests_on("list.not_equal")
def test_a_filter_and_its_opposite_share_the_list_out(shelf: Shelf, api: Api) -> None:
    equal, others = shelf.listed(f"name=={api.run} a"), shelf.listed(f"name!={api.run} a")
    assert sorted(equal + others) == sorted(shelf.ids)
    assert not {*equal} & {*others}


@pytest.mark.rests_on("list.order")
def test_times_can_be_compared(shelf: Shelf) -> None:
    moment = shelf.entities[3].json["createdAt"]
    later = [each.id for each in shelf.entities if each.json["createdAt"] > moment]
    assert shelf.listed(f"createdAt>{moment}") == later
    assert shelf.listed(f"createdAt<={moment}") == [id for id in shelf.ids if id not in later]


def test_the_count_is_the_length_of_the_list(shelf: Shelf, api: Api, raw: Raw) -> None:
    for filters in ([shelf.own], [shelf.own, f"name=={api.run} a"], [shelf.own, "state==disabled"]):
        body = raw("GET", shelf.path, params={"property": filters, "count": "true"}).json()
        assert body == {"count": len([*shelf.collection.list(property=filters)])}
    assert "items" in raw("GET", shelf.path, params={"limit": 1, "count": "False"}).json()


def test_a_listed_entity_is_what_a_look_up_shows(shelf: Shelf) -> None:
    for each in shelf.collection.list(property=shelf.own, limit=2):
        assert each.json == shelf.collection.retrieve(each.id).json


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=ten",
        "limit=1.5",
        "limit=",
        pytest.param("limit=99999999999999999999", marks=pytest.mark.rests_on("list.limit")),
        "limit=1&count=true",
        "orderby=*name",
        "orderby=nothing",
        pytest.param("orderby=name,,id", marks=pytest.mark.rests_on("list.sorting")),
        "property=nothing==1",
        "property=name==",
        "property=name~a",
        "property=name!>a",
        pytest.param("property=id>=a", marks=pytest.mark.rests_on("list.value_type")),
        pytest.param("property=createdAt>=soon", marks=pytest.mark.rests_on("list.value_type")),
        "property=createdAt==1,2",
        "property=createdAt>1,2",
        "property==x",
        pytest.param('property=name=="a', marks=pytest.mark.rests_on("list.quotes")),
        pytest.param("continuationToken=", marks=pytest.mark.rests_on("list.token")),
        pytest.param("continuationToken=nobody-gave-this-out", marks=pytest.mark.rests_on("list.token")),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(shelf: Shelf, raw: Raw, query: str) -> None:
    reply = raw("GET", f"{shelf.path}?{query}")
    refused(reply)


@pytest.mark.rests_on("list.token")
def test_a_token_of_one_list_does_not_open_another(shelf: Shelf, raw: Raw) -> None:
    href = raw("GET", shelf.path, params={"property": shelf.own, "limit": 1}).json()["_links"]["next"]["href"]
    for kind in WITH_ETAG:
        if kind.path != shelf.path:
            reply = raw("GET", f"{kind.path}?{href.partition('?')[2]}")
            assert reply.status_code == 400
