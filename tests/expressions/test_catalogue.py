"""The catalogue says of each function what is true of it."""

import pytest

from mock_flowservice.expressions.compiler import compile_expression
from mock_flowservice.expressions.functions import FUNCTIONS, METHODS, TABLES
from mock_flowservice.expressions.functions.catalogue import catalogue
from mock_flowservice.expressions.functions.registry import Parameter
from mock_flowservice.mapping.coercion import unschemed
from mock_flowservice.wire import JsonObject

ENTRIES = catalogue()


def known(entry: JsonObject) -> list[Parameter]:
    """The parameters of the function that an entry is about."""
    name = entry["function"]
    found = METHODS[name] if name in METHODS else FUNCTIONS[name]
    return list(found.parameters)


def test_every_function_has_one_entry_in_the_order_of_the_tables_and_of_names() -> None:
    named = [(list(TABLES.values()).index(each["category"]), each["function"]) for each in ENTRIES]
    assert named == sorted(named)
    assert sorted(name for _, name in named) == sorted([*FUNCTIONS, *METHODS])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["function"]))
def test_an_entry_says_how_a_function_is_called(entry: JsonObject) -> None:
    parameters = known(entry)
    assert [each["name"] for each in entry["params"]] == [each.name for each in parameters]
    assert [each["position"] for each in entry["params"]] == [*range(1, len(parameters) + 1)]
    assert [each["dataType"].startswith("[L") for each in entry["params"]] == [each.repeated for each in parameters]
    assert entry["syntax"].count("...") == sum(each.repeated for each in parameters)
    assert entry["syntax"].count("[") == sum(each.optional for each in parameters)
    assert f"{entry['function']}(" in entry["syntax"]
    assert entry["returnType"].endswith(f".{entry['syntax'].partition(' ')[0]}")
    assert entry["description"].endswith(".")
    assert entry["returns"].endswith(".")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["function"]))
def test_the_example_of_an_entry_calls_the_function_and_gives_the_result(entry: JsonObject) -> None:
    if not entry["example"]:
        assert entry["result"] == ""
        return
    assert f"{entry['function']}(" in entry["example"]
    example, result = (compile_expression(entry[each]).evaluate({}) for each in ("example", "result"))
    assert unschemed(example) == result


def test_a_function_without_an_example_gives_something_else_each_time_or_looks_at_the_record() -> None:
    without = {each["function"] for each in ENTRIES if not each["example"]}
    assert without <= {"now", "timestamp", "uuid", "guid", "contains_key", "is_set"}
