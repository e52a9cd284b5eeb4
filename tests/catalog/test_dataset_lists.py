"""Lists of data sets: filters, order, pages and projections."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalog.catalog_client import TEXTS, Catalog

NAMES = st.lists(st.text("abX*.-", min_size=1, max_size=4), max_size=8)
SCHEMA = "https://ns.adobe.com/extconndev/schemas/9a"


def filled(*names: str) -> Catalog:
    """A catalog with a data set for each name."""
    catalog = Catalog()
    for name in names:
        catalog.given(name=name)
    return catalog


@given(names=NAMES, limit=st.integers(1, 5))
def test_the_pages_one_after_the_other_are_the_list(names: list[str], limit: int) -> None:
    catalog = filled(*names)
    starts = range(0, len(names) + limit, limit)
    assert [name for start in starts for name in catalog.names({"start": start, "limit": limit})] == names


@given(names=NAMES)
def test_descending_is_ascending_backwards_and_equal_ones_stay_in_order(names: list[str]) -> None:
    catalog = filled(*names)
    assert catalog.names("orderBy=name") == catalog.names("sort=asc:name") == sorted(names)
    assert catalog.names("orderBy=desc:name") == sorted(names, reverse=True)
    assert catalog.names("orderBy=version") == catalog.names("orderBy=desc:version,nowhere") == names


def test_several_fields_sort_one_within_the_other_each_in_its_direction() -> None:
    catalog = Catalog()
    for name, note in (("a", "1"), ("b", "1"), ("c", "2"), ("d", None)):
        catalog.given(name=name, schemaRef={"id": note} if note else {})
    assert catalog.names("orderBy=desc:schemaRef.id,name") == ["c", "a", "b", "d"]
    assert catalog.names("orderBy=schemaRef.id,desc:name") == ["d", "b", "a", "c"]


@given(names=NAMES, wanted=st.text("abX", min_size=1, max_size=3))
def test_a_name_and_the_same_name_excluded_part_the_list(names: list[str], wanted: str) -> None:
    catalog = filled(*names)
    assert catalog.names({"name": wanted}) == [name for name in names if name == wanted]
    assert catalog.names({"name": f"!{wanted}"}) == [name for name in names if name != wanted]


def test_names_know_lists_wildcards_and_stars() -> None:
    catalog = filled("Sales", "Sales 2024", "Pre-Sales", "a*b", "axb")
    assert catalog.names("name=Sales,axb") == ["Sales", "axb"]
    assert catalog.names("name=Sales*") == ["Sales", "Sales 2024"]
    assert catalog.names("name=*Sales") == ["Sales", "Pre-Sales"]
    assert catalog.names("name=*a*,!Pre*") == ["Sales", "Sales 2024", "a*b", "axb"]
    assert catalog.names("name=a**b") == ["a*b"]


@given(names=NAMES, pattern=st.sampled_from(["^a", "b$", "X+", "[ab]{2}", r"\.", "^.$"]))
def test_a_tilde_finds_a_regular_expression(names: list[str], pattern: str) -> None:
    found = filled(*names).names({"property": f"name~{pattern}"})
    assert found == [name for name in names if re.search(pattern, name)]


def test_a_regular_expression_made_to_take_for_ever_takes_no_time() -> None:
    catalog = filled("a" * 4000)
    began = time.monotonic()
    assert catalog.names({"property": "name~^(a+)+$x"}) == []
    assert catalog.names({"name": "*a" * 40 + "x"}) == []
    assert time.monotonic() - began < 10


def test_properties_compare_at_any_depth() -> None:
    catalog = Catalog()
    catalog.given(name="with", schemaRef={"id": SCHEMA}, enableErrorDiagnostics=True, description="m")
    catalog.given(name="without")
    assert catalog.names({"property": f"schemaRef.id=={SCHEMA}"}) == ["with"]
    assert catalog.names({"property": f"schemaRef.id!={SCHEMA}"}) == ["without"]
    assert catalog.names("property=schemaRef") == ["with"]
    assert catalog.names("property=!schemaRef") == ["without"]
    assert catalog.names("property=tags.adobe/pqs/table==without") == ["without"]
    assert catalog.names("property=description>=m") == ["with"]
    assert catalog.names("property=description>m") == []
    assert catalog.names("property=created>1") == ["with", "without"]
    assert catalog.names("property=created<soon") == []
    assert catalog.names("property=schemaRef&property=name==without") == []
    assert catalog.names("enableErrorDiagnostics=True") == ["with"]


def test_tags_must_all_be_there_with_their_values() -> None:
    catalog = Catalog()
    catalog.given(name="both", tags={"unifiedProfile": ["enabled:true"], "team": ["blue", "red"]})
    catalog.given(name="one", tags={"team": ["green"]})
    assert catalog.names("tags=unifiedProfile:enabled:true") == ["both"]
    assert catalog.names("tags=unifiedProfile:enabled*") == ["both"]
    assert catalog.names("tags=team:*") == catalog.names("tags=team") == ["both", "one"]
    assert catalog.names("tags=team:red,unifiedProfile:*") == ["both"]
    assert catalog.names("tags=team:green,unifiedProfile:*") == []


def test_created_after_and_before_leave_out_the_moment_itself() -> None:
    catalog = Catalog()
    moment = catalog.dataset(catalog.given())["created"]
    assert catalog.names({"created": moment}) == ["Given"]
    assert catalog.names({"createdAfter": moment - 1, "createdBefore": moment + 1}) == ["Given"]
    assert catalog.names({"createdAfter": moment}) == catalog.names({"createdBefore": moment}) == []


def test_properties_chooses_fields_and_one_that_none_has_leaves_nothing() -> None:
    catalog = Catalog()
    id = catalog.given(description="d")
    for reply in (catalog.page("properties=name,description,x"), catalog.retrieve(id, "properties=name,description,x")):
        assert reply.body == {id: {"name": "Given", "description": "d"}}
    assert catalog.page("properties=nowhere").body == {id: {}}
    assert catalog.page("properties=schemaRef.id").body == {id: {}}


def test_a_page_is_twenty_and_a_page_with_schemas_no_more() -> None:
    catalog = filled(*"abcdefghijklmnopqrstuvwxyz")
    assert len(catalog.page().body) == 20
    assert len(catalog.page("limit=100").body) == 26
    assert len(catalog.page("limit=100&properties=name,observableSchema").body) == 20


def test_an_empty_list_is_an_empty_object() -> None:
    reply = Catalog().page("limit=100&requestDataSource=False")
    assert (reply.status, reply.body) == (200, {})


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=101", "limit=-1", "limit=ten", "limit=", "start=-1", "start=1.5", "start=" + "9" * 5000),
        *("createdAfter=yesterday", "createdBefore=", "created=2024-01-01", "orderBy=up:name", "orderBy=desc:"),
        *("property=", "property=name=x", "property=!name==x", "property=~x", "property=name~(", "tags=:x"),
    ],
)
def test_a_query_that_says_nothing_sensible_is_refused(query: str) -> None:
    reply = filled("x").page(query)
    assert reply.status == 400
    assert reply.body["title"] == "BadRequestError"
    assert query.partition("=")[0] in reply.body["detail"]


@given(text=TEXTS, name=st.sampled_from(["property", "name", "tags", "orderBy", "sort", "properties", "start", "x"]))
def test_no_query_is_a_failure_of_the_server(text: str, name: str) -> None:
    catalog = filled("x")
    assert catalog.page({name: text}).status in (200, 400)
    assert catalog.page({"property": f"name~{text}"}).status in (200, 400)
