"""Lists: pages, filters, orders, counts and projections."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bodies import step
from tests.flow_service.in_process import KINDS, Platform
from tests.flow_service.list_laws import Plan, filled, in_order, meets, plans

LIMITS = st.integers(1, 12)
SORTED_BY = ["name", "-name", "+name", "createdAt", "-createdAt", "updatedAt", "-updatedAt", "description", "-id"]
orders = st.lists(st.sampled_from([*SORTED_BY, "connectionSpec.id", "-connectionSpec.id"]), min_size=1, max_size=3)


def read(order: list[str]) -> list[tuple[str, bool]]:
    return [(each.lstrip("+-"), each.startswith("-")) for each in order]


def ids(entities: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in entities]


@given(plan=plans, limit=LIMITS)
def test_pages_of_any_size_make_up_the_whole_list_in_the_order_of_creation(plan: Plan, limit: int) -> None:
    platform = filled(plan)
    pages = list(platform.pages("connections", limit=limit))
    assert all(len(page) == limit for page in pages[:-1])
    found = [entity for page in pages for entity in page]
    assert [each["name"] for each in found] == [name for name, *_ in plan]
    assert found == platform.page("connections", limit=100).body["items"]
    assert [platform.get("connections", id) for id in ids(found)] == found


@given(plan=plans, limit=LIMITS, order=orders)
def test_an_order_is_total_over_pages_of_any_size(plan: Plan, limit: int, order: list[str]) -> None:
    platform = filled(plan)
    expected = in_order(platform.all("connections"), read(order))
    assert platform.all("connections", limit=limit, orderby=",".join(order)) == expected


@given(plan=plans, more=plans, limit=st.integers(1, 3), order=orders, late=st.sampled_from(["a", "z", ""]))
def test_an_order_holds_for_all_that_stays_while_others_write(
    plan: Plan, more: Plan, limit: int, order: list[str], late: str
) -> None:
    platform = filled(plan)
    before = platform.all("connections")
    pages = platform.pages("connections", limit=limit, orderby=",".join(order))
    seen = next(pages)
    touched = set(ids(before[::3]))
    for id in list(touched)[::2]:
        platform.delete("connections", id)
    for name, description, spec, _ in more:
        platform.given_connection(spec, name=late + name, description=description)
    for page in pages:
        seen += page
    assert len(ids(seen)) == len(set(ids(seen))), "nothing comes twice"
    stayed = [each for each in before if each["id"] not in touched]
    kept = [each for each in seen if each in stayed]
    assert kept == in_order(stayed, read(order))


texts = st.tuples(
    st.sampled_from(["name", "description", "connectionSpec.id", "auth.specName", "state", "id"]),
    st.sampled_from(["==", "=", "!="]),
    st.lists(st.sampled_from(["a", "A", "b", "one", "ENABLED", "a b", "x,y", 'quo"te', "nothing", "é"]), min_size=1),
)
moments = st.tuples(
    st.sampled_from(["createdAt", "updatedAt"]), st.sampled_from(["==", ">", "<", ">=", "<="]), st.integers(0, 9)
)


def condition(path: str, operator: str, values: list[str]) -> str:
    quoted = ",".join('"' + value.replace('"', '""') + '"' for value in values)
    return f"{path}{operator}{quoted}"


@given(plan=plans, limit=LIMITS, named=st.lists(texts, max_size=3), timed=st.lists(moments, max_size=2))
def test_filters_leave_exactly_what_meets_them_all(plan: Plan, limit: int, named: Any, timed: Any) -> None:
    platform = filled(plan)
    everything = platform.all("connections")
    conditions = list(named)
    for field, operator, number in timed if everything else ():
        conditions.append((field, operator, [str(everything[number % len(everything)][field])]))
    expected = [each for each in everything if all(meets(each, *one) for one in conditions)]
    query = [condition(*one) for one in conditions]
    assert platform.all("connections", limit=limit, property=query) == expected
    assert platform.page("connections", property=query, count="true").body == {"count": len(expected)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_collection_is_listed_counted_and_filtered_alike(platform: Platform, kind: str) -> None:
    assert platform.page(kind).body == {"items": [], "_links": {}}
    made = [platform.given(kind).id for _ in range(3)]
    assert ids(platform.all(kind, limit=2, orderby="-createdAt")) == made[::-1]
    assert platform.page(kind, count="true").body == {"count": 3}
    assert ids(platform.all(kind, property=f"id=={made[0]},{made[2]}")) == [made[0], made[2]]
    assert platform.page(kind, property="id,name").body["items"][0].keys() == {"id", "name"}


def test_a_page_holds_20_unless_another_limit_is_given(platform: Platform) -> None:
    for _ in range(21):
        platform.given_connection()
    assert [len(page) for page in platform.pages("connections")] == [20, 1]
    assert [len(page) for page in platform.pages("connections", limit=21)] == [21]


@pytest.mark.parametrize("limit", ["0", "-1", "1.5", "ten", "", " 1", "1e2", "１", "9" * 30, "\0"])
def test_a_limit_is_a_whole_number_from_one(platform: Platform, limit: str) -> None:
    assert platform.page("connections", limit=limit).refusal == (400, "1394-400")


def test_the_largest_page_depends_on_the_profile(platform: Platform, published: Platform) -> None:
    assert platform.page("connections", limit=101).status == 200
    assert published.page("connections", limit=100).status == 200
    assert published.page("connections", limit=101).refusal == (400, "1394-400")


@pytest.mark.parametrize("text", ["true", "True", "TRUE"])
def test_a_count_comes_alone(platform: Platform, text: str) -> None:
    platform.given_connection()
    assert platform.page("connections", count=text).body == {"count": 1}
    assert platform.page("connections", count=text, limit=1).refusal == (400, "1401-400")


@pytest.mark.parametrize("text", ["false", "False"])
def test_no_count_may_stand_beside_a_limit(platform: Platform, text: str) -> None:
    assert platform.page("connections", count=text, limit=1).body == {"items": [], "_links": {}}


@pytest.mark.parametrize(
    ("orderby", "code"),
    [
        ("!name", "1432-400"),
        ("*name", "1432-400"),
        ("name,~id", "1432-400"),
        ("#id", "1433-400"),
        ("nothing", "1433-400"),
        ("-", "1433-400"),
        ("name,", "1433-400"),
        ("--name", "1433-400"),
        ("name.", "1433-400"),
        ("name\nid", "1433-400"),
    ],
)
def test_an_order_that_cannot_be_read_is_refused(platform: Platform, orderby: str, code: str) -> None:
    assert platform.page("connections", orderby=orderby).refusal == (400, code)


@pytest.mark.parametrize("href", ["?orderby=+name", "?orderby=%2Bname", "?orderby=name", "?orderby=%20name"])
def test_a_plus_may_arrive_as_a_blank(platform: Platform, href: str) -> None:
    for name in "bac":
        platform.given_connection(name=name)
    assert [each["name"] for each in platform.ask("GET", f"/connections{href}").body["items"]] == ["a", "b", "c"]


def test_a_projection_shows_the_fields_that_are_there(platform: Platform) -> None:
    made = platform.given_connection(name="a")
    platform.patch("connections", made, step("add", "/description", "d"))
    assert platform.page("connections", property=["id", "nowhere"]).refusal == (400, "1449-400")
    for query in (["id,name"], ["id", "name"], ["id, name"]):
        assert platform.page("connections", property=query).body["items"] == [{"id": made.id, "name": "a"}]
    both = platform.page("connections", property=["description", "name==a"])
    assert both.body["items"] == [{"description": "d"}]


def test_an_unknown_parameter_matters_only_where_it_is_published(platform: Platform, published: Platform) -> None:
    assert platform.page("connections", colour="red").status == 200
    assert published.page("connections", colour="red").refusal == (400, "1451-400")
