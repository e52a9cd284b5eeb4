"""Exploring: from the root of a source down to its rows, all of which the schema declares."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .api import NOBODY, Api
from .exploring import REST, Source, lookup, pql, rows_of, undeclared
from .profiles import examples
from .raw import Raw, is_clear_error
from .sources import BIG_QUERY, CREDENTIALS, FILE_STORAGE, LANDING_ZONE, MYSQL
from .tutorial import JsonObject

pytestmark = pytest.mark.rests_on("connection.test")


@pytest.fixture(scope="module")
def source(api: Api, raw: Raw) -> Any:
    """A source of a spec, with an account of its own."""

    def of(spec: str) -> Source:
        body = {"connectionSpec": {"id": spec, "version": "1.0"}, "auth": CREDENTIALS[spec]}
        return Source(raw, f"connections/{api.given_connection(**body).id}")

    return of


@pytest.fixture(scope="module")
def mixpanel(api: Api, raw: Raw) -> Source:
    return Source(raw, f"connections/{api.given_connection().id}")


@pytest.mark.rests_on("explore.file_form")
@pytest.mark.parametrize("where", ["account", "landing zone"])
def test_files_are_reached_from_the_root_through_their_folders(source: Any, raw: Raw, where: str) -> None:
    files = Source(raw, f"connectionSpecs/{LANDING_ZONE}") if where == "landing zone" else source(FILE_STORAGE)
    entries = [*files.entries()]
    assert {each["type"] for each in entries} == {"file", "folder"}
    assert len({each["path"] for each in entries}) == len(entries)
    for each in entries:
        assert each["path"].rstrip("/").endswith(each["name"])
        if each["type"] == "folder":
            assert each["path"].endswith("/")
            assert not (each["canPreview"] or each["canFetchSchema"])
    shown = [each["path"] for each in entries if each["canPreview"] and each["name"].endswith(".csv")]
    assert shown
    for path in shown:
        asked = {"objectType": "file", "object": path, "fileType": "delimited"}
        latin = {"encoding": "ISO-8859-1"} if "latin" in path else {}
        preview, without = (files.show(**asked, **latin, **more) for more in ({"preview": "true"}, {}))
        if isinstance(preview, list):  # the columns alone, as an older tutorial has them
            assert preview == without
            assert all({"name", "type"} <= column.keys() for column in preview)
        else:
            assert rows_of(preview)
            assert "data" not in without


@pytest.mark.rests_on("explore.nulls")
def test_tables_are_named_by_the_root_and_shown_with_their_rows(source: Any) -> None:
    tables = source(MYSQL)
    filled = 0
    for entry in tables.show(objectType="root"):
        assert entry["type"] == "table"
        reply = tables.ask(objectType="table", object=entry["name"], preview="true")
        if reply.status_code == 400:
            assert is_clear_error(reply)
            continue
        shown = reply.json()
        filled += bool(rows_of(shown))
        without = tables.show(objectType="table", object=entry["name"])
        assert without == {name: value for name, value in shown.items() if name != "data"}
    assert filled


def test_a_source_behind_rest_declares_all_its_rows_hold(mixpanel: Source) -> None:
    shown = mixpanel.show(**REST, preview="true")
    assert shown["format"] == "hierarchical"
    assert shown["schema"]["type"] == "object"
    assert shown["data"]
    assert [[*undeclared(row, shown["schema"])] for row in shown["data"]] == [[]] * len(shown["data"])
    assert mixpanel.show(**REST) == {"format": "hierarchical", "schema": shown["schema"]}
    assert mixpanel.show(**REST, preview="false") == mixpanel.show(**REST)


def recased(name: str) -> st.SearchStrategy[str]:
    """A name as clients have written it."""
    underscored = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return st.sampled_from([name, name.upper(), name.lower(), name[0].upper() + name[1:], underscored.upper()])


@settings(max_examples=examples(0.5))
@given(data=st.data(), kind=st.sampled_from(["rest", "REST", "Rest"]), padding=st.booleans())
def test_the_case_of_parameters_does_not_matter(
    mixpanel: Source, data: st.DataObject, kind: str, padding: bool
) -> None:
    params = REST["sourceParams"] if padding else REST["sourceParams"].rstrip("=")
    asked = REST | {"objectType": kind, "sourceParams": params, "preview": "true"}
    written = {data.draw(recased(name)): value for name, value in asked.items()}
    assert mixpanel.show(**written) == mixpanel.show(**REST, preview="true")


@pytest.mark.rests_on("explore.unknown_object", "explore.file_properties")
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"objectType": ""},
        {"objectType": "drawer"},
        {"objectType": "folder"},
        {"objectType": "folder", "object": ""},
        {"objectType": "folder", "object": "/nowhere/"},
        {"objectType": "file", "object": "/customers.csv"},
        {"objectType": "file", "fileType": "delimited"},
        {"objectType": "file", "object": "/nowhere.csv", "fileType": "delimited"},
        {"objectType": "file", "object": "/customers.csv", "fileType": "poetry"},
        {
            "objectType": "file",
            "object": "/customers.csv",
            "fileType": "delimited",
            "determineProperties": "true",
            "columnDelimiter": ";",
        },
    ],
    ids=str,
)
def test_what_cannot_be_shown_is_refused(source: Any, asked: JsonObject) -> None:
    source(FILE_STORAGE).refuse(**asked)


@pytest.mark.rests_on("explore.unknown_object")
def test_a_table_that_is_not_there_is_refused(source: Any) -> None:
    tables = source(MYSQL)
    tables.refuse(objectType="table")
    tables.refuse(objectType="table", object="")
    tables.refuse(objectType="table", object="nowhere")
    tables.refuse(objectType="rest")


@pytest.mark.rests_on("explore.filter_semantics", "explore.filter_codes", "explore.preview_rows")
def test_a_filter_and_its_opposite_share_the_rows_out(source: Any) -> None:
    tables = source(BIG_QUERY)
    name = tables.show(objectType="root")[0]["name"]
    asked = {"objectType": "table", "object": name, "preview": "true"}
    rows = rows_of(tables.show(**asked))
    for field, value in rows[0].items():
        for one, other in (("=", "!="), ("<", ">="), (">", "<=")):
            if isinstance(value, bool) and one != "=":
                continue
            has = [row for row in rows if field in row]
            some = rows_of(tables.show(**asked, filters=pql(lookup(one, field, value))))
            rest = rows_of(tables.show(**asked, filters=pql(lookup(other, field, value))))
            assert not [row for row in some if row in rest]
            assert all(row in some + rest for row in has)
    tables.refuse(**asked, filters="not base64!")
    tables.refuse(**asked, filters=pql(lookup("=", "nowhere", 1)))


def test_a_connection_or_spec_that_is_not_there_is_404(raw: Raw) -> None:
    for kind in ("connections", "connectionSpecs"):
        assert Source(raw, f"{kind}/{NOBODY}").ask(objectType="root").status_code == 404


def test_what_needs_an_account_is_explored_through_one(raw: Raw) -> None:
    Source(raw, f"connectionSpecs/{MYSQL}").refuse(objectType="root")
