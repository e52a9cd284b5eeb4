"""Lists: pages, orders, counts and projections; `test_list_laws.py` has what holds for all of them."""

from typing import Any

import pytest

from mock_flowservice import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.scope import Key, Shelf, Tenant
from mock_flowservice.services.flow_service.lists.walks import REMADE
from mock_flowservice.settings import Settings
from tests.bodies import KINDS, step
from tests.flow_service.in_process import Platform


def ids(entities: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in entities]


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


def test_blanks_between_fields_to_sort_by_change_nothing(platform: Platform) -> None:
    made = [platform.given_connection(name=name).id for name in "aab"]
    found = platform.all("connections", orderby="-name, -createdAt")
    assert ids(found) == made[::-1]


def test_what_is_not_shown_is_not_told_by_an_order_either(platform: Platform) -> None:
    passwords = ("c", "a", "b")
    made = [platform.given_connection(auth=basic(password)).id for password in passwords]
    for orderby in ("auth.params.password", "-auth.params.password"):
        assert ids(platform.all("connections", orderby=orderby, limit=2)) == made
    for password in passwords:
        assert platform.all("connections", property=f"auth.params.password=={password}") == []
    assert ids(platform.all("connections", property="auth.params.password==******")) == made
    assert ids(platform.all("connections", property="auth.params.username==user b")) == [made[2]]
    assert ids(platform.all("connections", orderby="-auth.params.username", limit=1)) == [made[0], made[2], made[1]]


def basic(password: str) -> dict[str, Any]:
    """Credentials whose user's name tells the password."""
    return {"specName": "Basic Authentication", "params": {"username": f"user {password}", "password": password}}


@pytest.mark.parametrize("kind", KINDS)
def test_an_entity_looks_as_it_is_stored_but_for_what_no_index_is_built_on(kind: str) -> None:
    emulator = Emulator(Settings(initializing=60 if kind == "connections" else 0))
    platform = Platform(create_app(emulator))
    made = platform.given(kind)
    stored = emulator.store.get(Key(Shelf(Tenant(platform.headers["x-gw-ims-org-id"], "prod"), kind), made.id)).body
    shown = platform.get(kind, made.id)
    names = {name for name in shown.keys() | stored.keys() if shown.get(name) != stored.get(name)}
    assert names <= REMADE


def test_a_link_of_a_flow_is_found_as_it_is_shown(platform: Platform) -> None:
    made = [platform.given_flow().id for _ in range(2)]
    assert ids(platform.all("flows", property=f"runs==/runs?property=flowId=={made[1]}")) == [made[1]]
    assert ids(platform.all("flows", orderby="-runs", limit=1)) == sorted(made, reverse=True)
