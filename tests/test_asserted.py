"""What can be asserted of each operation has its tests, and they are there."""

import ast
import json
from functools import cache
from pathlib import Path

import pytest

from tests.asserted import ASSERTED, Row

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / ".." / "shared" / "reference" / "flow-service.md"
HEADING = "## 20. "
"""What stands before the table of what can be asserted."""
METHODS = ("get", "post", "put", "patch", "delete")

each_row = pytest.mark.parametrize("row", ASSERTED.values(), ids=ASSERTED.keys())


@cache
def found_in(module: str) -> frozenset[str]:
    """What pytest would find in a module: its functions, and the classes that state machines become."""
    body = ast.parse((ROOT / module).read_text("utf-8")).body
    functions = {node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
    targets = {target for node in body if isinstance(node, ast.Assign) for target in node.targets}
    return frozenset(functions | {name.id for name in targets if isinstance(name, ast.Name) and name.id[:4] == "Test"})


@each_row
def test_every_test_that_a_row_names_is_there(row: Row) -> None:
    named = {(module, name) for tests in row.asserted.values() for module, names in tests.items() for name in names}
    assert [(module, name) for module, name in sorted(named) if name not in found_in(module)] == []


@each_row
def test_every_row_and_every_assertion_has_tests(row: Row) -> None:
    assert row.asserted
    for phrase, tests in row.asserted.items():
        assert tests, phrase
        assert all(tests.values()), phrase


def test_every_operation_of_flow_service_is_in_one_row() -> None:
    document = json.loads((ROOT / "fixtures" / "openapi" / "flow-service.json").read_text("utf-8"))
    published = [
        item[method]["operationId"] for item in document["paths"].values() for method in METHODS if method in item
    ]
    assert sorted(operation for row in ASSERTED.values() for operation in row.operations) == sorted(published)


@pytest.mark.skipif(not REFERENCE.is_file(), reason=f"NOT COMPARED with what can be asserted: it is not at {REFERENCE}")
def test_the_rows_are_those_of_what_can_be_asserted() -> None:
    section = REFERENCE.read_text("utf-8").partition(HEADING)[2]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    assert [*ASSERTED] == [line.split("|")[1].strip() for line in lines[1:]]
