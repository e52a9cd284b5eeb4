"""Coercion: the table of types written a second time, and what holds for whatever is coerced."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.mapping.coercion import coercion, exact_type, unschemed
from mock_flowservice.wire import JsonObject
from mock_flowservice.xdm.fields import integer_range
from tests.xdm.drawing import BARE_FIELDS, FIELDS, VALUES, fitting, inside

MOMENT = datetime(2024, 2, 29, 12, 30, 15, 250_000, UTC)
STAMP = 1_709_209_815_250
INDIA = MOMENT.astimezone(timezone(timedelta(hours=5, minutes=30)))
OLD_AMSTERDAM = datetime(1900, 1, 1, tzinfo=timezone(timedelta(minutes=19, seconds=32)))
REFUSED: Any = object()


def integer(kind: str) -> JsonObject:
    return {"type": "integer", "meta:xdmType": kind}


TO: dict[str, JsonObject] = {
    "string": {"type": "string"},
    "byte": integer("byte"),
    "short": integer("short"),
    "int": integer("int"),
    "long": integer("long"),
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "date-time": {"type": "string", "format": "date-time"},
    "object": {"type": "object", "properties": {"a": {"type": "string"}, "n": {"type": "number"}}},
    "array": {"type": "array", "items": {"type": "integer"}},
    "map": {"type": "object", "meta:xdmType": "map", "additionalProperties": {"type": "boolean"}},
    "anything": {"title": "Anything"},
}
FROM = ("null", "text", "integer", "fraction", "boolean", "date-time", "object", "array")
Cell = list[tuple[Any, Any]]
INTEGER_ROWS: dict[str, Cell] = {
    "text": [("12", 12), ("-3", -3), ("+3", 3), ("007", 7), (" 5 ", 5), ("5.0", 5), ("1e2", 100), ("", None)]
    + [(text, REFUSED) for text in ("x", "1.5", "1_0", "0x1", "NaN", "true", "--1", "9" * 30, "٣", "1e999")],
    "integer": [(0, 0), (-128, -128), (127, 127), (2**53, REFUSED), (-(2**80), REFUSED)],
    "fraction": [(5.0, 5), (-0.0, 0), (1.5, REFUSED), (1e300, REFUSED), (float("nan"), REFUSED), (Decimal("7.0"), 7)]
    + [(Decimal(text), REFUSED) for text in ("7.5", "1E-9999999", "1E+9999999", "NaN", "sNaN", "-Infinity")],
    "boolean": [(True, 1), (False, 0)],
}
RANGES = {
    "byte": (-128, 127),
    "short": (-32_768, 32_767),
    "int": (-2_147_483_648, 2_147_483_647),
    "long": (-9_007_199_254_740_991, 9_007_199_254_740_991),
}
NO_SCALARS: dict[str, Cell] = {
    "text": [("x", REFUSED), ('{"a": 1}', REFUSED), ("", REFUSED)],
    "integer": [(1, REFUSED)],
    "fraction": [(1.5, REFUSED)],
    "boolean": [(True, REFUSED)],
    "date-time": [(MOMENT, REFUSED)],
    "array": [([{"a": "x"}], REFUSED), ([], REFUSED)],
}
NO_CONTAINERS: dict[str, Cell] = {
    "object": [({}, REFUSED), ({"a": 1}, REFUSED)],
    "array": [([], REFUSED), (["1"], REFUSED)],
}
NO_DATE: dict[str, Cell] = {
    "fraction": [(1.5, REFUSED), (1.0, REFUSED), (Decimal(0), REFUSED)],
    "boolean": [(True, REFUSED)],
}
NO_TEXT_OF_A_DATE: Cell = [("", None), ("x", REFUSED), ("2023-02-29", REFUSED)]
TABLE: dict[str, dict[str, Cell]] = {
    "string": NO_CONTAINERS
    | {
        "text": [("x", "x"), ("", ""), (" 1 ", " 1 ")],
        "integer": [(1234, "1234"), (-5, "-5"), (10**30, "1" + "0" * 30), (10**5000, REFUSED)],
        "fraction": [(0.1, "0.1"), (1.5, "1.5"), (Decimal("1.50"), "1.50"), (float("inf"), REFUSED)]
        + [(Decimal(text), REFUSED) for text in ("NaN", "1E+999999", "1E-999999")],
        "boolean": [(True, "true"), (False, "false")],
        "date-time": [
            (MOMENT, "2024-02-29T12:30:15.250Z"),
            (MOMENT.replace(microsecond=0), "2024-02-29T12:30:15Z"),
            (INDIA, "2024-02-29T18:00:15.250+05:30"),
            (OLD_AMSTERDAM, "1899-12-31T23:40:28Z"),
        ],
    },
    **{
        kind: NO_CONTAINERS
        | INTEGER_ROWS
        | {"date-time": [(MOMENT, STAMP if kind == "long" else REFUSED), (datetime(1970, 1, 1, tzinfo=UTC), 0)]}
        for kind in RANGES
    },
    "number": NO_CONTAINERS
    | {
        "text": [("12", 12), ("1.5", 1.5), ("-1e3", -1000.0), (".5", 0.5), ("", None), ("1" + "0" * 30, 1e30)]
        + [(text, REFUSED) for text in ("x", "1,5", "NaN", "Infinity", "1e999", "1_0", "true")],
        "integer": [(5, 5), (2**64 - 1, 2**64 - 1), (2**64, 2.0**64), (-(2**70), -(2.0**70)), (10**400, REFUSED)],
        "fraction": [(1.5, 1.5), (1.0, 1.0), (Decimal("1.5"), 1.5), (Decimal("3.0"), 3), (float("nan"), REFUSED)]
        + [(Decimal(text), REFUSED) for text in ("NaN", "sNaN", "Infinity", "1E+9999999")],
        "boolean": [(True, 1), (False, 0)],
        "date-time": [(MOMENT, STAMP), (INDIA, STAMP)],
    },
    "boolean": NO_CONTAINERS
    | {
        "text": [(text, True) for text in ("y", "Y", "yes", "YES", "on", "ON", "true", "TRUE")]
        + [(text, False) for text in ("n", "N", "no", "NO", "off", "OFF", "false", "FALSE")]
        + [("", None)]
        + [(text, REFUSED) for text in ("Yes", "True", "tRUE", "1", "0", "No", "False", "On", "x", " true")],
        "integer": [(1, True), (0, False), (2, REFUSED), (-1, REFUSED)],
        "fraction": [(1.0, REFUSED), (0.0, REFUSED), (0.5, REFUSED), (Decimal(1), REFUSED)],
        "boolean": [(True, True), (False, False)],
        "date-time": [(MOMENT, REFUSED)],
    },
    "date": NO_CONTAINERS
    | NO_DATE
    | {
        "text": [
            ("2024-02-29", "2024-02-29"),
            ("02-29-2024", "2024-02-29"),
            ("2024-02-29T23:00:00Z", "2024-02-29"),
            *NO_TEXT_OF_A_DATE,
        ],
        "integer": [(0, "1970-01-01"), (STAMP, "2024-02-29"), (-1, "1969-12-31"), (10**30, REFUSED)],
        "date-time": [(MOMENT, "2024-02-29"), (MOMENT.astimezone(timezone(timedelta(hours=12))), "2024-03-01")],
    },
    "date-time": NO_CONTAINERS
    | NO_DATE
    | {
        "text": [
            ("2024-02-29", "2024-02-29T00:00:00Z"),
            ("2024-02-29T12:30:15.250Z",) * 2,
            ("2024-02-29T10:00:00+01:00",) * 2,
            *NO_TEXT_OF_A_DATE,
        ],
        "integer": [(0, "1970-01-01T00:00:00Z"), (STAMP, "2024-02-29T12:30:15.250Z"), (10**30, REFUSED)],
        "date-time": [(MOMENT, "2024-02-29T12:30:15.250Z"), (INDIA, "2024-02-29T18:00:15.250+05:30")],
    },
    "object": NO_SCALARS
    | {
        "object": [
            ({"a": 1, "n": "2", "other": 3}, {"a": "1", "n": 2}),
            ({"a": "x", "n": None}, {"a": "x"}),
            ({"a": "x", "n": ""}, {"a": "x"}),
            ({"other": 3}, None),
            ({}, {}),
            ({"n": "x"}, REFUSED),
        ]
    },
    "array": {
        "text": [("7", [7]), ("x", REFUSED), ("", None)],
        "integer": [(7, [7])],
        "fraction": [(7.0, [7]), (7.5, REFUSED)],
        "boolean": [(True, [1])],
        "date-time": [(MOMENT, [STAMP])],
        "object": [({"a": 1}, REFUSED)],
        "array": [([], []), (["1", 2.0, None, ""], [1, 2, None, None]), ([1, "x"], REFUSED), ([[1]], REFUSED)],
    },
    "map": NO_SCALARS
    | {"object": [({"any": "Y", "key": 0, "": None}, {"any": True, "key": False}), ({}, {}), ({"a": "Yes"}, REFUSED)]},
    "anything": {
        "text": [("x", "x"), ("", "")],
        "integer": [(5, 5), (2**64, 2.0**64), (10**400, REFUSED)],
        "fraction": [(1.5, 1.5), (Decimal("2.0"), 2), (Decimal("0.1"), 0.1), (float("inf"), REFUSED)],
        "boolean": [(True, True)],
        "date-time": [(MOMENT, "2024-02-29T12:30:15.250Z")],
        "object": [({"a": MOMENT, "b": None}, {"a": "2024-02-29T12:30:15.250Z", "b": None}), ({}, {})],
        "array": [([Decimal("1.5"), [MOMENT]], [1.5, ["2024-02-29T12:30:15.250Z"]]), ([float("nan")], REFUSED)],
    },
}
EXAMPLES = [
    pytest.param(TO[to], value, wanted, id=f"{origin} to {to}, {number}")
    for to, row in TABLE.items()
    for origin, cell in (row | {"null": [(None, None)]}).items()
    for number, (value, wanted) in enumerate(cell)
]


def coerced(field: JsonObject, value: Any, *, nulls: bool = False) -> Any:
    """The coerced value; REFUSED if there is none."""
    convert = coercion(field, nulls=nulls)
    try:
        return convert(value)
    except ExpressionError:
        return REFUSED


def test_the_table_has_all_cells() -> None:
    assert {(origin, to) for to, row in TABLE.items() for origin in [*row, "null"]} == {
        (a, b) for a in FROM for b in TO
    }


@pytest.mark.parametrize(("field", "value", "wanted"), EXAMPLES)
def test_a_value_becomes_what_the_table_says(field: JsonObject, value: Any, wanted: Any) -> None:
    found = coerced(field, value)
    assert found is REFUSED if wanted is REFUSED else (found == wanted and type(found) is type(wanted))


@pytest.mark.parametrize("kind", RANGES)
def test_an_integer_stays_in_the_range_of_its_kind(kind: str) -> None:
    least, greatest = RANGES[kind]
    assert integer_range(integer(kind)) == (least, greatest)
    for inner, outer in ((least, least - 1), (greatest, greatest + 1)):
        for form in (int, str, Decimal):
            assert coerced(integer(kind), form(inner)) == inner
            assert coerced(integer(kind), form(outer)) is REFUSED


def test_an_integer_of_no_kind_is_long_and_narrower_bounds_are_no_matter_of_coercion() -> None:
    assert integer_range({"type": "integer", "minimum": 1, "maximum": 31}) == RANGES["long"]
    assert coerced({"type": "integer", "minimum": 1, "maximum": 31}, "40") == 40
    assert integer_range({"type": "number"}) is None


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        ("abc", TO["long"], ("'abc'", "a number")),
        (1.5, TO["int"], ("1.5", "an integer")),
        (200, TO["byte"], ("200", "from -128 to 127")),
        ("Yes", TO["boolean"], ("'Yes'", "a boolean")),
        ({"a": {"n": [1]}}, {"properties": {"a": TO["object"]}}, ("'a'", "'n'", "a number")),
        ([1, 2, "x"], TO["array"], ("[2]", "'x'")),
        ("x" * 10_000, TO["long"], ("'xxx",)),
    ],
)
def test_a_refusal_names_the_value_its_place_and_the_wanted_type(value: Any, field: JsonObject, words: Any) -> None:
    convert = coercion(field)
    with pytest.raises(ExpressionError) as caught:
        convert(value)
    assert all(word in caught.value.message for word in words), caught.value.message
    assert len(caught.value.message) < 300


@given(field=FIELDS, data=st.data(), nulls=st.booleans())
def test_what_is_coerced_stays_as_it_is_when_it_is_coerced_again(
    field: JsonObject, data: st.DataObject, nulls: bool
) -> None:
    once = coerced(field, data.draw(fitting(field) | VALUES), nulls=nulls)
    if once is not REFUSED:
        assert repr(coerced(field, once, nulls=nulls)) == repr(once)


@given(field=FIELDS, data=st.data())
def test_coercion_neither_changes_nor_shares_what_it_is_given(field: JsonObject, data: st.DataObject) -> None:
    value = data.draw(fitting(field) | VALUES)
    before = deepcopy(value)
    found = coerced(field, value)
    assert repr(value) == repr(before)
    assert not {id(each) for each in inside(value)} & {id(each) for each in inside(found)}


@given(field=BARE_FIELDS, data=st.data())
def test_what_is_coerced_has_the_type_of_the_schema_and_is_json(field: JsonObject, data: st.DataObject) -> None:
    found = coerced(field, data.draw(fitting(field) | VALUES))
    if found is not REFUSED:
        assert found is None or is_of(field, found)
        assert orjson.loads(orjson.dumps(found)) == found


def is_of(field: JsonObject, value: Any) -> bool:
    """Whether a value has the types that a field of the drawn schemas names, nulls in arrays aside."""
    match field.get("type", "anything"):
        case "array":
            return type(value) is list and all(each is None or is_of(field["items"], each) for each in value)
        case "object":
            named, free = field.get("properties", {}), field.get("additionalProperties", {})
            known = type(value) is dict and (value.keys() <= named.keys() or not named)
            return known and all(is_of(named.get(name, free), child) for name, child in value.items())
        case "integer":
            least, greatest = RANGES[field.get("meta:xdmType", "long")]
            return type(value) is int and least <= value <= greatest
        case "number":
            return type(value) in (int, float)
        case "boolean":
            return type(value) is bool
        case "anything":
            return True
        case _:
            return type(value) is str and (field.get("format") != "date" or bool(datetime.strptime(value, "%Y-%m-%d")))


@given(field=FIELDS, data=st.data())
def test_a_value_of_the_exact_type_is_given_back_itself(field: JsonObject, data: st.DataObject) -> None:
    value = data.draw(fitting(field))
    if type(value) is exact_type(field):
        assert coerced(field, value) is value


def test_exact_types_are_those_of_plain_strings_and_booleans() -> None:
    assert {name: exact_type(field) for name, field in TO.items() if exact_type(field)} == {
        "string": str,
        "boolean": bool,
    }


def test_nulls_in_objects_stay_where_they_are_allowed() -> None:
    value = {"a": None, "n": "", "other": 1}
    assert coerced(TO["object"], value, nulls=True) == {"a": None, "n": None}
    assert coerced(TO["object"], value) is None


def test_what_one_child_lacks_its_siblings_keep() -> None:
    field = {"properties": {"deep": TO["object"], "list": {"type": "array", "items": TO["object"]}}}
    value = {"deep": {"other": 1}, "list": [{"a": 1, "other": 2}, {"other": 3}, None], "more": []}
    assert coerced(field, value) == {"list": [{"a": "1"}, None, None]}


def test_a_single_object_becomes_the_only_member_of_an_array_of_objects() -> None:
    assert coerced({"type": "array", "items": TO["object"]}, {"a": 1}) == [{"a": "1"}]


@given(VALUES)
def test_without_a_schema_a_value_is_what_it_would_be_as_anything(value: Any) -> None:
    assert repr(unschemed(value)) == repr(coerced({}, value))


def deep(levels: int, kind: type) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value] if kind is list else {"a": value}
    return value


@pytest.mark.parametrize("kind", [list, dict])
@pytest.mark.parametrize("field", [{}, {"type": "object", "meta:xdmType": "map"}, {"type": "array"}])
def test_128_levels_are_the_most(field: JsonObject, kind: type) -> None:
    fits = kind is list if "items" in field or field.get("type") == "array" else kind is dict or not field
    allowed, too_deep = deep(128, kind), deep(129, kind)
    if fits:
        assert repr(coerced(field, allowed)) == repr(allowed)
    assert coerced(field, too_deep) is REFUSED


def test_a_field_deeper_than_any_value_can_be_takes_none() -> None:
    field: JsonObject = {"type": "string"}
    for _ in range(5_000):
        field = {"type": "array", "items": field}
    assert coerced(field, "x") is REFUSED


def test_a_value_that_grows_by_being_shared_is_refused_before_it_does() -> None:
    value: Any = "x"
    for _ in range(100):
        value = [value, value]
    assert coerced({}, value) is REFUSED
    assert coerced({"properties": {"a": {}}}, {"a": value}) is REFUSED
    with pytest.raises(ExpressionError, match="1,000,000"):
        unschemed(value)
    around: list[Any] = []
    around.append(around)
    assert coerced({}, around) is REFUSED
