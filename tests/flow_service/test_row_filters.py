"""Filters on rows: exactly the rows come that a database would give, and every mistake has its code."""

import json
import sqlite3
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mock_flowservice.connectors import sample_tables
from mock_flowservice.connectors.conditions import like
from mock_flowservice.wire import JsonObject
from tests.bodies import BIG_QUERY, MYSQL, connection_specs
from tests.flow_service.exploring import (
    EXPLORABLE,
    apply,
    compare,
    encoded,
    explored,
    field,
    filtered,
    given_spec,
    literal,
    pql,
)
from tests.flow_service.in_process import Platform

FILTERING = [id for id in EXPLORABLE if connection_specs()[id]["attributes"].get("filterAtSource")]
PARIS = compare("=", "city", "Paris")
COLUMNS = {column.name: column.kind for column in sample_tables()["orders"].columns}
ROWS = sample_tables()["orders"].rows


def rows_of(common: Platform, row_filter: Any) -> list[JsonObject]:
    answer = filtered(common, pql(row_filter))
    assert answer.status == 200, answer.text
    found: list[JsonObject] = answer.body["data"]
    return found


def ids(rows: list[JsonObject]) -> list[str]:
    return [row["order_id"] for row in rows]


@cache
def database() -> sqlite3.Connection:
    """The same table in a database, which says what a filter means."""
    held = sqlite3.connect(":memory:", check_same_thread=False)
    held.execute("PRAGMA case_sensitive_like = ON")
    held.execute(f"CREATE TABLE orders ({', '.join(COLUMNS)})")
    held.executemany(
        f"INSERT INTO orders VALUES ({', '.join('?' * len(COLUMNS))})", [tuple(row.values()) for row in ROWS]
    )
    return held


def in_sql(node: JsonObject, values: list[Any]) -> str:
    """A filter in SQL; what it is compared with goes to `values`."""
    operator, params = node["fnName"].lower(), node["params"]
    if operator in ("and", "or"):
        return "(" + f" {operator} ".join(in_sql(each, values) for each in params) + ")"
    if operator == "not":
        return f"(NOT {in_sql(params[0], values)})"
    name = params[0]["fieldName"]
    if operator == "isnull":
        return f"({name} IS NULL)"
    value = params[1]["value"]
    if operator == "in":
        values.extend(value)
        return f"({name} IN ({', '.join('?' * len(value))}))"
    if operator == "like":
        values.append(value.replace("!", "!!").replace("_", "!_"))
        return f"({name} LIKE ? ESCAPE '!')"
    values.append(value)
    return f"({name} {operator} ?)"


def by_database(node: JsonObject) -> list[str]:
    values: list[Any] = []
    sql = f"SELECT order_id FROM orders WHERE {in_sql(node, values)}"
    return [row[0] for row in database().execute(sql, values)]


VALUES: dict[str, st.SearchStrategy[Any]] = {
    kind: st.sampled_from(
        [row[name] for name, other in COLUMNS.items() if other == kind for row in ROWS if row[name] is not None]
    )
    for kind in COLUMNS.values()
}
VALUES["integer"] |= st.integers(-2, 12)
VALUES["double"] |= st.floats(-10, 1300)
VALUES["string"] |= st.text("AParis-10 %_", max_size=4)
PATTERNS = st.text("AParis%_-10", max_size=6)


@st.composite
def comparing(draw: st.DrawFn) -> JsonObject:
    """One comparison of a column with a value of its kind."""
    name = draw(st.sampled_from(sorted(COLUMNS)))
    kind = COLUMNS[name]
    operator = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "in", "isNull", "like"]))
    if operator == "isNull":
        return apply(operator, field(name))
    if operator == "like":
        return compare(operator, draw(st.sampled_from(["order_id", "city"])), draw(PATTERNS))
    value = draw(st.lists(VALUES[kind], min_size=1, max_size=3) if operator == "in" else VALUES[kind])
    return compare(operator, name, value)


row_filters = st.recursive(
    comparing() | comparing().map(lambda one: apply("NOT", one)),
    lambda inner: st.tuples(st.sampled_from(["and", "or", "AND"]), st.lists(inner, min_size=1, max_size=3)).map(
        lambda both: apply(both[0], *both[1])
    ),
    max_leaves=5,
)


@given(row_filter=row_filters)
def test_a_filter_selects_what_a_database_selects(common: Platform, row_filter: JsonObject) -> None:
    assert ids(rows_of(common, row_filter)) == by_database(row_filter)


@given(row_filter=row_filters)
def test_filtering_twice_is_filtering_once(common: Platform, row_filter: JsonObject) -> None:
    once = rows_of(common, row_filter)
    assert rows_of(common, apply("and", row_filter, row_filter)) == once
    assert rows_of(common, apply("or", row_filter, row_filter)) == once


@given(one=comparing())
def test_a_comparison_and_its_opposite_share_no_row_and_leave_out_only_nulls(common: Platform, one: JsonObject) -> None:
    held, opposite = ids(rows_of(common, one)), ids(rows_of(common, apply("not", one)))
    assert not set(held) & set(opposite)
    name = one["params"][0]["fieldName"]
    rest = [row["order_id"] for row in ROWS if row["order_id"] not in held + opposite]
    assert all(row[name] is None for row in ROWS if row["order_id"] in rest)


def by_parts(text: str, pattern: str) -> bool:
    """LIKE, written a second time: slowly, trying everything that `%` can stand for."""
    if not pattern:
        return not text
    if pattern[0] == "%":
        return any(by_parts(text[start:], pattern[1:]) for start in range(len(text) + 1))
    return bool(text) and text[0] == pattern[0] and by_parts(text[1:], pattern[1:])


@example(text="a", pattern="a%a")
@given(text=st.text("ab_.*", max_size=8), pattern=st.text("ab%_.*", max_size=6))
def test_a_percent_sign_stands_for_anything_and_nothing_else_does(text: str, pattern: str) -> None:
    assert like(text, pattern) == by_parts(text, pattern)


def test_a_pattern_of_any_length_is_compared_at_once() -> None:
    assert not like("a" * 100_000, "%a" * 50_000 + "b%")
    assert like("a" * 100_000, "%a" * 50_000 + "%")


def test_times_are_compared_as_times(common: Platform) -> None:
    same = compare("=", "placed_at", "2024-02-01T05:00:00-03:00")
    assert ids(rows_of(common, same)) == ["A-1001"]
    later = apply(
        "and", compare(">=", "placed_at", "2024-02-05"), compare("!=", "placed_at", "2024-02-05T06:20:00.000+00:00")
    )
    assert ids(rows_of(common, later)) == ["A-1008"]
    born = filtered(common, pql(compare("<", "dob", "1975-04-30")), "customers").body["data"]
    assert [row["name"] for row in born] == ["Farid Haddad"]


def test_the_example_of_the_documentation_works(common: Platform) -> None:
    assert ids(rows_of(common, PARIS)) == ["A-1002"]
    assert explored(common, BIG_QUERY, objectType="table", object="orders", filters=encoded(pql(PARIS))).status == 200


def test_an_empty_table_stays_empty(common: Platform) -> None:
    assert filtered(common, pql(compare(">", "amount", 0)), "refunds").body["data"] == []


def test_the_four_sources_that_are_documented_filter_and_no_others(common: Platform) -> None:
    assert {connection_specs()[id]["name"] for id in FILTERING} == {
        "google-big-query",
        "dynamics-online",
        "salesforce",
        "snowflake",
    }
    for spec_id in EXPLORABLE:
        if connection_specs()[spec_id]["exploreSpec"]["type"] == "Tabular":
            answer = filtered(common, pql(PARIS), spec_id=spec_id)
            assert (answer.status == 200) == (spec_id in FILTERING)
            assert answer.status == 200 or answer.refusal == (400, "1353-400")


def nested(levels: int) -> JsonObject:
    return PARIS if levels == 1 else apply("and", nested(levels - 1))


@pytest.mark.parametrize(
    ("row_filter", "code"),
    [
        ([], "1389-400"),
        ({}, "1355-400"),
        (pql(PARIS, type="pql"), "1355-400"),
        (pql(PARIS, type={"a": ["x"] * 500}), "1355-400"),
        (pql(PARIS, format="pql"), "1356-400"),
        ({"type": "PQL", "format": "pql/json"}, "1357-400"),
        (pql(None), "1357-400"),
        (pql("city = 'Paris'"), "1349-400"),
        (pql(field("city")), "1349-400"),
        (pql({"nodeType": "fnApply", "params": []}), "1350-400"),
        (pql(apply("", field("city"))), "1350-400"),
        (pql(apply(5, field("city"))), "1350-400"),
        (pql(compare("~", "city", "x")), "1351-400"),
        (pql({"nodeType": "fnApply", "fnName": "="}), "1349-400"),
        (pql(apply("=", field("city"))), "1349-400"),
        (pql(apply("=", literal("Paris"), field("city"))), "1349-400"),
        (pql(apply("isNull", field("city"), literal(1))), "1349-400"),
        (pql(apply("and")), "1349-400"),
        (pql(apply("not", PARIS, PARIS)), "1349-400"),
        (pql(apply("=", field(5), literal(1))), "1349-400"),
        (pql(apply("=", field("city"), {"nodeType": "literal"})), "1357-400"),
        (pql(compare("in", "city", [])), "1357-400"),
        (pql(compare("in", "city", "Paris")), "1349-400"),
        (pql(compare("=", "city", ["Paris"])), "1349-400"),
        (pql(compare("=", "city", None)), "1377-400"),
        (pql(compare("in", "city", ["Paris", None])), "1377-400"),
        (pql(compare("=", "town", "Paris")), "1378-400"),
        (pql(apply("isNull", field("CITY"))), "1378-400"),
        (pql(compare("=", "city", 5)), "1379-400"),
        (pql(compare("=", "city", {"a": 1})), "1379-400"),
        (pql(compare("=", "amount", "5")), "1379-400"),
        (pql(compare("=", "amount", True)), "1379-400"),
        (pql(compare("=", "paid", 1)), "1379-400"),
        (pql(compare("in", "quantity", [1, "2"])), "1379-400"),
        (pql(compare("=", "placed_at", "yesterday")), "1379-400"),
        (pql(compare("=", "placed_at", 1706774400)), "1379-400"),
        (pql(compare("like", "amount", "1%")), "1379-400"),
        (pql(compare("like", "city", 1)), "1379-400"),
        (pql(apply("NOT", apply("and", PARIS, PARIS))), "1390-400"),
        (pql(nested(17)), "1335-400"),
    ],
)
def test_a_filter_that_cannot_be_used_says_why(common: Platform, row_filter: Any, code: str) -> None:
    answer = filtered(common, row_filter)
    assert answer.refusal == (400, code)
    assert len(answer.raw) < 3000


def test_a_filter_may_have_sixteen_levels(common: Platform) -> None:
    assert filtered(common, pql(nested(16))).body["data"] == filtered(common, pql(PARIS)).body["data"]


def test_a_filter_of_one_comparison_within_others_may_be_turned_round(common: Platform) -> None:
    assert ids(rows_of(common, apply("not", apply("or", PARIS)))) == ids(rows_of(common, apply("not", PARIS)))


@pytest.mark.parametrize("text", ["", "a", "!!!!", "W10=", "e30"])
def test_a_filter_that_is_no_object_in_base64_is_refused(common: Platform, text: str) -> None:
    code = {"": "1334-400", "e30": "1355-400"}.get(text, "1389-400")
    answer = explored(common, BIG_QUERY, objectType="table", object="orders", filters=text)
    assert answer.refusal == (400, code)


@pytest.mark.parametrize(
    ("at_source", "row_filter", "code"),
    [
        ({"enabled": True, "queryLanguage": "CQL"}, PARIS, "1354-400"),
        ({"enabled": False, "queryLanguage": "SQL"}, PARIS, "1353-400"),
        ({"enabled": True, "logicalOperators": [], "comparisonOperators": ["="]}, apply("and", PARIS), "1352-400"),
        (
            {"enabled": True, "logicalOperators": ["and"], "comparisonOperators": ["="]},
            compare("<", "city", "x"),
            "1352-400",
        ),
        ({"enabled": True, "logicalOperators": ["AND"], "comparisonOperators": ["="]}, apply("and", PARIS), ""),
        ({"enabled": True}, apply("not", PARIS), ""),
    ],
)
def test_a_spec_of_ones_own_says_what_it_can_filter(
    common: Platform, at_source: JsonObject, row_filter: JsonObject, code: str
) -> None:
    spec_id = given_spec(common, exploreSpec={"type": "Tabular"}, attributes={"filterAtSource": at_source})
    answer = filtered(common, pql(row_filter), spec_id=spec_id)
    assert (answer.refusal == (400, code)) if code else (answer.status == 200)


shapes = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["fnApply", "literal", "fieldLookup", "city", "=", "not"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("nodeType", "fnName", "params", "fieldName", "value", "type"), inner)
        )
    ),
    max_leaves=8,
)
nodes = st.recursive(
    comparing() | shapes,
    lambda inner: st.tuples(st.sampled_from(["and", "not", "in", "=", "like"]), st.lists(inner, max_size=2)).map(
        lambda both: apply(both[0], *both[1])
    ),
    max_leaves=4,
)


@given(row_filter=nodes.map(pql) | shapes)
def test_any_filter_is_followed_or_refused(common: Platform, row_filter: Any) -> None:
    assert filtered(common, row_filter).status in (200, 400)
    assert json.dumps(row_filter)


def test_a_source_that_cannot_filter_refuses_filters_of_any_kind(common: Platform) -> None:
    answer = explored(common, MYSQL, objectType="root", filters="!")
    assert answer.refusal == (400, "1353-400")
