"""Laws of exploring, for every source and all that it shows."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .api import Api
from .exploring import REST, Source, lookup, pql, rows_of, undeclared
from .profiles import examples
from .raw import Raw, refused
from .readings import Readings
from .row_filters import filters, meets
from .sources import BIG_QUERY, CREDENTIALS, FILE_STORAGE, LANDING_ZONE, MYSQL
from .tutorial import JsonObject

pytestmark = pytest.mark.rests_on("connection.test")
ACCOUNTS = {"files": FILE_STORAGE, "tables": MYSQL, "filtered tables": BIG_QUERY}
each_source = pytest.mark.parametrize("where", ["Mixpanel", "landing zone", *ACCOUNTS])
each_listing = pytest.mark.parametrize("where", ["landing zone", *ACCOUNTS])
Opened = Callable[[str], Source]


@pytest.fixture(scope="module")
def opened(api: Api, raw: Raw) -> Opened:
    """Gives each source, with an account that all tests share."""

    def path(where: str) -> str:
        if where == "landing zone":
            return f"connectionSpecs/{LANDING_ZONE}"
        if where == "Mixpanel":
            return f"connections/{api.given_connection().id}"
        spec = ACCOUNTS[where]
        body = {"connectionSpec": {"id": spec, "version": "1.0"}, "auth": CREDENTIALS[spec]}
        return f"connections/{api.given_connection(**body).id}"

    return lambda where: api.once(f"explored {where}", lambda: Source(raw, path(where)))


def questions(source: Source, where: str) -> Iterator[JsonObject]:
    """What can be asked of a source so that it shows rows."""
    if where == "Mixpanel":
        yield REST
        return
    for entry in source.entries():
        if entry["canPreview"]:
            yield question(entry)


def question(entry: JsonObject) -> JsonObject:
    """How one asks for what an entry of a listing stands for, by its own path."""
    if entry["type"] != "file":
        return {"objectType": entry["type"], "object": entry["path"]}
    latin = {"encoding": "ISO-8859-1"} if "latin" in entry["name"] else {}
    return {"objectType": "file", "object": entry["path"], "determineProperties": "true", **latin}


def bare(shown: Any) -> Any:
    """An answer without its rows."""
    return {name: value for name, value in shown.items() if name != "data"} if isinstance(shown, dict) else shown


def check_rows(shown: Any) -> int:
    """All that the rows of an answer hold is declared, with a type that fits; gives how many there are."""
    if isinstance(shown, list):  # the columns alone, as an older tutorial has them
        assert all({"name", "type"} <= column.keys() for column in shown)
        return 0
    if shown["format"] == "flat":
        return len(rows_of(shown))
    assert shown["schema"]["type"] == "object"
    assert [key for row in shown["data"] for key in undeclared(row, shown["schema"])] == []
    return len(shown["data"])


@pytest.mark.rests_on("explore.file_form", "explore.column_types", "explore.nulls")
@each_source
def test_all_that_rows_hold_is_declared_with_a_type_that_fits(opened: Opened, rules: Readings, where: str) -> None:
    source = opened(where)
    shown = [source.show(**asked, preview="true") for asked in questions(source, where)]
    rows = [check_rows(each) for each in shown]
    assert any(rows) or not rules or all(isinstance(each, list) for each in shown)


@pytest.mark.rests_on("explore.file_form", "explore.file_properties")
@each_source
def test_rows_come_with_a_preview_alone_and_never_change_the_schema(opened: Opened, where: str) -> None:
    source = opened(where)
    for asked in questions(source, where):
        schema = bare(source.show(**asked, preview="true"))
        for without in ({}, {"preview": "false"}):
            assert source.show(**asked, **without) == schema


@each_source
def test_the_same_question_has_the_same_answer(opened: Opened, where: str) -> None:
    source = opened(where)
    asked = [*questions(source, where)]
    assert [*questions(source, where)] == asked
    for each in asked:
        first, second = (source.show(**each, preview="true") for _ in range(2))
        assert bare(first) == bare(second)


@pytest.mark.rests_on("explore.paths", "explore.file_properties")
@each_listing
def test_what_is_listed_is_reached_by_its_own_path(opened: Opened, rules: Readings, where: str) -> None:
    source = opened(where)
    entries = [*source.entries()]
    assert entries or not rules
    paths = [each["path"] for each in entries]
    assert len({*paths}) == len(paths)
    for entry in entries:
        if entry["type"] == "folder":
            inside = source.show(objectType="folder", object=entry["path"])
            assert all(each["path"].startswith(entry["path"]) and each["path"] in paths for each in inside)
        elif entry["canFetchSchema"]:
            assert source.show(**question(entry))


NAMES = st.text(st.sampled_from("ab./\\ %_-'\"`;ä\U0001f600"), max_size=12)


@pytest.mark.rests_on("explore.unknown_object")
@each_listing
@settings(max_examples=examples(0.5))
@given(name=NAMES)
def test_a_path_that_is_not_listed_is_refused(opened: Opened, where: str, name: str) -> None:
    kinds = ("table",) if "table" in where else ("file", "folder")
    for kind in kinds:
        opened(where).refuse(objectType=kind, object=f"/nowhere{name}", fileType="delimited")


@pytest.fixture(scope="module")
def offered(api: Api) -> frozenset[str]:
    """The functions that filters of the source may use."""
    at_source = api.connection_specs.retrieve(BIG_QUERY).json["attributes"].get("filterAtSource", {})
    lists = (at_source.get(name, ()) for name in ("logicalOperators", "comparisonOperators"))
    return frozenset(name for found in lists for name in found) if at_source.get("enabled") else frozenset()


@pytest.fixture(scope="module")
def tables(opened: Opened) -> list[tuple[JsonObject, JsonObject]]:
    """What is asked of each table that has rows, and what it shows."""
    source = opened("filtered tables")
    shown = [(asked, source.show(**asked, preview="true")) for asked in questions(source, "filtered tables")]
    return [each for each in shown if each[1]["data"]]


@pytest.mark.rests_on("explore.filter_semantics", "explore.preview_rows")
@settings(max_examples=examples(2))
@given(data=st.data())
def test_a_filter_selects_what_a_plain_filter_of_the_rows_would(
    opened: Opened, tables: list[Any], offered: frozenset[str], data: st.DataObject
) -> None:
    asked, shown = data.draw(st.sampled_from(tables), label="table")
    node = data.draw(filters(shown, offered), label="filter")
    selected = rows_of(opened("filtered tables").show(**asked, preview="true", filters=pql(node)))
    expected = [row for row in shown["data"] if meets(row, node)]
    assert selected[: len(expected)] == expected  # more may follow, for a preview shows the first rows alone
    assert all(meets(row, node) for row in selected)


@pytest.mark.rests_on("explore.filter_codes")
@pytest.mark.parametrize("where", ["Mixpanel", "tables"])
def test_a_source_that_offers_no_filters_refuses_them(opened: Opened, where: str) -> None:
    source = opened(where)
    asked = next(questions(source, where))
    reply = source.ask(**asked, filters=pql(lookup("=", "name", "x")), preview="true")
    refused(reply)
