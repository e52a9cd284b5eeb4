"""Sandboxes: which there are, in which order, and that all services mean the same one."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from mock_flowservice.app import create_app
from tests.replies import kept

BASE = "/data/foundation/sandbox-management/sandboxes"
DATASETS = "/data/foundation/catalog/dataSets"
NAMES = st.sets(st.from_regex(r"[a-z][a-z0-9-]{3,8}", fullmatch=True), max_size=6)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
APP = create_app()


class Organisation:
    """One caller of an organisation that nobody else has."""

    def __init__(self, app: Flask = APP) -> None:
        self.http = app.test_client()
        self.headers = {
            "Authorization": "Bearer t",
            "x-api-key": "k",
            "x-gw-ims-org-id": f"{uuid4().hex[:24]}@AdobeOrg",
        }

    def use(self, name: str) -> str:
        """Make a data set in a sandbox; the sandboxId that Catalog gives it."""
        headers = self.headers | {"x-sandbox-name": name}
        path = self.http.post(DATASETS, headers=headers, json={"name": "x"}).json[0].removeprefix("@/dataSets")
        (dataset,) = self.http.get(DATASETS + path, headers=headers).json.values()
        return str(dataset["sandboxId"])

    def listed(self, query: Any = "") -> TestResponse:
        return kept("listSandboxes", self.http.get(BASE, headers=self.headers, query_string=query))

    def names(self, query: Any = "") -> list[str]:
        return [each["name"] for each in self.listed(query).json["sandboxes"]]

    def retrieve(self, name: str) -> TestResponse:
        return kept("retrieveSandbox", self.http.get(f"{BASE}/{name}", headers=self.headers))


def test_prod_and_dev_are_there_from_the_start_and_prod_is_the_default() -> None:
    sandboxes = Organisation().listed().json["sandboxes"]
    assert [(each["name"], each["isDefault"]) for each in sandboxes] == [("prod", True), ("dev", False)]


@given(names=NAMES)
@settings(deadline=None, max_examples=20)
def test_a_sandbox_is_listed_from_its_first_use_and_only_in_its_organisation(names: set[str]) -> None:
    mine, other = Organisation(), Organisation()
    for name in names:
        mine.use(name)
    assert set(mine.names()) == {"prod", "dev"} | names
    assert other.names() == ["prod", "dev"]


@given(name=st.sampled_from(["prod", "dev", "anew"]))
@settings(deadline=None, max_examples=10)
def test_its_id_is_the_one_that_other_services_name(name: str) -> None:
    mine = Organisation()
    id = mine.use(name)
    assert mine.retrieve(name).json["id"] == id
    assert [each["id"] for each in mine.listed().json["sandboxes"] if each["name"] == name] == [id]


def test_the_same_name_is_another_sandbox_in_another_organisation() -> None:
    assert Organisation().retrieve("prod").json["id"] != Organisation().retrieve("prod").json["id"]


@given(names=NAMES, limit=st.integers(1, 4))
@settings(deadline=None, max_examples=20)
def test_the_pages_one_after_the_other_are_the_list(names: set[str], limit: int) -> None:
    mine = Organisation()
    for name in names:
        mine.use(name)
    found, query = [], f"limit={limit}&orderBy=desc:name"
    while query:
        page = mine.listed(query).json
        found += [each["name"] for each in page["sandboxes"]]
        assert page["_page"] == {"limit": limit, "count": len(page["sandboxes"])}
        query = urlsplit(page["_links"].get("next", {"href": ""})["href"]).query
    assert found == sorted({"prod", "dev"} | names, reverse=True)


def test_links_carry_the_callers_origin() -> None:
    mine = Organisation()
    reply = mine.http.get(BASE, headers=mine.headers, base_url="https://mock.example:8443", query_string="limit=1")
    assert reply.json["_links"]["page"]["href"] == f"https://mock.example:8443{BASE}?offset=0&limit=1"
    assert reply.json["_links"]["next"]["href"] == f"https://mock.example:8443{BASE}?offset=1&limit=1"


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
    assert reply.status_code == 400
    assert reply.json["type"].startswith("http://ns.adobe.com/aep/errors/SMS-")


def test_a_sandbox_that_is_not_there_is_not_found_and_not_made_by_asking() -> None:
    mine = Organisation()
    assert mine.retrieve("nowhere").status_code == 404
    assert mine.names() == ["prod", "dev"]


def test_the_sandbox_header_means_nothing_here() -> None:
    mine = Organisation()
    mine.headers["x-sandbox-name"] = "Not a name!"
    assert mine.names() == ["prod", "dev"]


@given(name=st.text(st.characters(codec="utf-8", exclude_characters="/?#%"), min_size=1), query=TEXTS)
@settings(deadline=None)
def test_no_name_and_no_query_is_a_failure_of_the_server(name: str, query: str) -> None:
    mine = Organisation()
    assert mine.http.get(f"{BASE}/{name}", headers=mine.headers).status_code in (200, 308, 404)
    assert mine.listed({"property": query, "orderBy": query}).status_code in (200, 400)
