"""Laws that hold for every list of every service: pages, orders, filters and counts belong together."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .api import KINDS, WITH_ETAG, Api, Kind
from .filters import COMPARISONS, Filter, selected, values_at
from .listings import LISTINGS, OF_FLOW_SERVICE, Listing, parameter
from .profiles import examples
from .raw import Raw
from .tutorial import FLOW_SERVICE

MOST = 6
"""One more than there are entities in a listing."""


@pytest.fixture(scope="session")
def made(api: Api) -> Callable[[str], Listing]:
    """What makes a list of a kind, once."""
    return lambda kind: api.once(f"listing of {kind}", lambda: LISTINGS[kind](api))


@pytest.fixture(params=[*map(parameter, LISTINGS)])
def listing(made: Callable[[str], Listing], request: pytest.FixtureRequest) -> Listing:
    """A list, of every kind."""
    return made(request.param)


@pytest.fixture(params=[*map(parameter, (*OF_FLOW_SERVICE, "runs"))])
def filtered(made: Callable[[str], Listing], request: pytest.FixtureRequest) -> Listing:
    """A list that takes the filters of Flow Service."""
    return made(request.param)


@settings(max_examples=examples(0.5))
@given(limit=st.integers(1, MOST), data=st.data())
def test_a_page_boundary_loses_and_doubles_nothing(listing: Listing, limit: int, data: st.DataObject) -> None:
    orderby = data.draw(st.sampled_from([None, *listing.orders]), label="orderby")
    whole = listing.listed(orderby=orderby)
    assert sorted(whole) == sorted(listing.ids)
    assert listing.listed(orderby=orderby, limit=limit) == whole


@pytest.mark.parametrize("kind", [*map(parameter, LISTINGS)])
def test_no_page_is_longer_than_its_limit(raw: Raw, made: Callable[[str], Listing], kind: str) -> None:
    listing = made(kind)
    path, query = (KINDS[kind].path, KINDS[kind].query) if kind in KINDS else (f"{FLOW_SERVICE}/{kind}", {})
    for limit in range(1, MOST + 1):
        body = raw("GET", path, params={**query, "property": listing.own, "limit": limit}).json()
        rows = next((body[name] for name in ("items", "data", "results") if name in body), body)
        assert len(rows) == min(limit, len(listing.ids))


def test_an_order_is_total_and_stays_the_same(listing: Listing) -> None:
    for orderby, by in listing.orders.items():
        found = listing.listed(orderby=orderby)
        assert listing.listed(orderby=orderby) == found
        keys = listing.keys(found, orderby)
        assert keys == sorted(keys, reverse=by.startswith("-")), orderby


def test_each_is_found_by_its_own_name_and_by_no_other(listing: Listing) -> None:
    names = {id: str(entity[listing.name]).casefold() for id, entity in zip(listing.ids, listing.entities, strict=True)}
    for entity in listing.entities:
        name = str(entity[listing.name])
        found = listing.ids_of(listing.collection.list(property=listing.named(name)))
        assert sorted(found) == sorted(id for id in names if names[id] == name.casefold())


@settings(max_examples=examples(1.2))
@given(data=st.data())
@pytest.mark.rests_on("list.equality", "list.not_equal", "list.value_type", "list.nested_path", "list.order")
def test_filters_select_what_a_plain_filter_over_the_list_would(filtered: Listing, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(filters_of(filtered), min_size=1, max_size=3), label="filters")
    texts = [str(each) for each in chosen]
    expected = selected(filtered.entities, chosen)
    assert filtered.listed(*texts) == expected
    assert filtered.collection.count(property=[*filtered.own, *texts]) == len(expected)


def filters_of(listing: Listing) -> st.SearchStrategy[Filter]:
    """Filters by what stands in the entities of a list, or in none."""
    return st.one_of(
        st.sampled_from(listing.paths).flatmap(lambda path: equalities(listing, path)),
        st.sampled_from(listing.numbers).flatmap(lambda path: comparisons(listing, path)),
    )


def equalities(listing: Listing, path: str) -> st.SearchStrategy[Filter]:
    """`==` with one value or several, `!=` with one."""
    values = st.sampled_from([*held_at(listing, path), "nobody"])
    several = st.lists(values, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Filter, st.just(path), st.just("=="), several),
        st.builds(Filter, st.just(path), st.just("!="), st.tuples(values)),
    )


def comparisons(listing: Listing, path: str) -> st.SearchStrategy[Filter]:
    """Comparisons with a number that stands there, or with one beside it."""
    near = st.builds(int.__add__, st.sampled_from(held_at(listing, path)), st.integers(-1, 1))
    return st.builds(Filter, st.just(path), st.sampled_from([*COMPARISONS]), st.tuples(near))


def held_at(listing: Listing, path: str) -> list[Any]:
    """What stands at a path of the entities, each once."""
    return [*dict.fromkeys(value for entity in listing.entities for value in values_at(entity, path))]


@pytest.mark.rests_on("list.token", "list.order")
@pytest.mark.parametrize("kind", WITH_ETAG, ids=str)
@pytest.mark.parametrize("which", [1, 2], ids=["the last that was seen", "the next"])
def test_what_goes_while_pages_are_read_takes_nothing_else_with_it(api: Api, kind: Kind, which: int) -> None:
    description = api.name("read")
    ids = [kind.given(api, description=description).id for _ in range(4)]
    walk = kind.collection(api).list(property=f"description=={description}", limit=2)
    seen = [each.id for each in islice(walk, 2)]
    api.remove(ids[which])
    seen += [each.id for each in walk]
    assert [id for id in seen if id != ids[which]] == [id for id in ids if id != ids[which]]
    assert len({*seen}) == len(seen)


@pytest.mark.rests_on("list.token", "list.order")
@pytest.mark.parametrize("kind", WITH_ETAG, ids=str)
def test_what_comes_while_pages_are_read_doubles_nothing(api: Api, kind: Kind) -> None:
    description = api.name("read")
    ids = [kind.given(api, description=description).id for _ in range(3)]
    walk = kind.collection(api).list(property=f"description=={description}", orderby="-createdAt", limit=1)
    seen = [next(walk).id]
    kind.given(api, description=description)
    seen += [each.id for each in walk]
    assert seen == ids[::-1]
