"""Sandboxes: which there are, in which order, and that all services mean the same one."""

from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.caller import Caller
from tests.catalog.catalog_client import TEXTS, Catalog
from tests.replies import Answer

NAMES = st.sets(st.from_regex(r"[a-z][a-z0-9-]{3,8}", fullmatch=True), max_size=6)


class Organisation(Caller):
    """What one organisation can do with its sandboxes."""

    base = "/data/foundation/sandbox-management/sandboxes"

    def use(self, name: str) -> str:
        """Make a data set in a sandbox; the sandboxId that Catalog gives it."""
        catalog = Catalog(self.app, **(self.headers | {"x-sandbox-name": name}))
        return str(catalog.dataset(catalog.given())["sandboxId"])

    def listed(self, query: Any = "") -> Answer:
        return self.ask("GET", "", query_string=query)

    def names(self, query: Any = "") -> list[str]:
        return [each["name"] for each in self.listed(query).body["sandboxes"]]

    def retrieve(self, name: str) -> Answer:
        return self.ask("GET", f"/{quote(name, safe='')}")


def test_prod_and_dev_are_there_from_the_start_and_prod_is_the_default() -> None:
    sandboxes = Organisation().listed().body["sandboxes"]
    assert [(each["name"], each["isDefault"]) for each in sandboxes] == [("prod", True), ("dev", False)]


@given(names=NAMES)
def test_a_sandbox_is_listed_from_its_first_use_and_only_in_its_organisation(names: set[str]) -> None:
    mine, other = Organisation(), Organisation()
    for name in names:
        mine.use(name)
    assert set(mine.names()) == {"prod", "dev"} | names
    assert other.names() == ["prod", "dev"]


@given(name=st.sampled_from(["prod", "dev", "anew"]))
def test_its_id_is_the_one_that_other_services_name(name: str) -> None:
    mine = Organisation()
    id = mine.use(name)
    assert mine.retrieve(name).body["id"] == id
    assert [each["id"] for each in mine.listed().body["sandboxes"] if each["name"] == name] == [id]


def test_the_same_name_is_another_sandbox_in_another_organisation() -> None:
    assert Organisation().retrieve("prod").body["id"] != Organisation().retrieve("prod").body["id"]


@given(names=NAMES, limit=st.integers(1, 4))
def test_the_pages_one_after_the_other_are_the_list(names: set[str], limit: int) -> None:
    mine = Organisation()
    for name in names:
        mine.use(name)
    found, query = [], f"limit={limit}&orderBy=desc:name"
    while query:
        page = mine.listed(query).body
        found += [each["name"] for each in page["sandboxes"]]
        assert page["_page"] == {"limit": limit, "count": len(page["sandboxes"])}
        query = urlsplit(page["_links"].get("next", {"href": ""})["href"]).query
    assert found == sorted({"prod", "dev"} | names, reverse=True)


def test_links_carry_the_callers_origin() -> None:
    mine = Organisation()
    reply = mine.ask("GET", "", base_url="https://mock.example:8443", query_string="limit=1")
    assert reply.body["_links"]["page"]["href"] == f"https://mock.example:8443{mine.base}?offset=0&limit=1"
    assert reply.body["_links"]["next"]["href"] == f"https://mock.example:8443{mine.base}?offset=1&limit=1"


def test_a_filter_on_a_property_keeps_what_equals_it() -> None:
    mine = Organisation()
    mine.use("anew")
    assert mine.names({"property": "name==anew"}) == ["anew"]
    assert mine.names({"property": "type==development"}) == ["dev", "anew"]
    assert mine.names({"property": "isDefault==true"}) == ["prod"]
    assert mine.names({"property": ["type==development", "name==prod"]}) == []


def test_created_orders_by_the_day_of_creation() -> None:
    mine = Organisation()
    mine.use("anew")
    assert mine.names("orderBy=desc:created")[0] == "anew"
    assert mine.names("orderBy=asc:created")[-1] == "anew"


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=-1", "limit=many", "limit=", "offset=-1", "offset=1.5", "limit=" + "9" * 5000),
        *("orderBy=up:name", "orderBy=name,", "property=name", "property===x"),
    ],
)
def test_a_query_that_says_nothing_sensible_is_refused_in_the_services_own_words(query: str) -> None:
    reply = Organisation().listed(query)
    assert reply.status == 400
    assert reply.body["type"].startswith("http://ns.adobe.com/aep/errors/SMS-")


def test_a_sandbox_that_is_not_there_is_not_found_and_not_made_by_asking() -> None:
    mine = Organisation()
    assert mine.retrieve("nowhere").status == 404
    assert mine.names() == ["prod", "dev"]


def test_the_sandbox_header_means_nothing_here() -> None:
    mine = Organisation()
    mine.headers["x-sandbox-name"] = "Not a name!"
    assert mine.names() == ["prod", "dev"]


@pytest.mark.parametrize(("fields", "status"), [(50, 200), (51, 400)])
def test_a_list_is_sorted_by_fifty_fields_at_most(fields: int, status: int) -> None:
    reply = Organisation().listed({"orderBy": ",".join(f"f{number}" for number in range(fields))})
    assert (reply.status, "request.limits" in reply.rules) == (status, status == 400)


@given(name=TEXTS.filter(bool), query=TEXTS)
def test_no_name_and_no_query_is_a_failure_of_the_server(name: str, query: str) -> None:
    mine = Organisation()
    assert mine.retrieve(name).status in (200, 404)
    assert mine.listed({"property": query, "orderBy": query}).status in (200, 400)
