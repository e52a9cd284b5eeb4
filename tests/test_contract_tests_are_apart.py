"""The contract tests stand apart: an oracle borrowed from the emulator proves nothing."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SUITE = Path(__file__).parents[1] / "contract_tests"
FRIENDS = frozenset(("flowservice_client", "hypothesis", "jsonschema", "pytest", "requests"))

each_module = pytest.mark.parametrize("module", sorted(SUITE.glob("*.py")), ids=lambda path: path.stem)


def nodes(module: Path) -> Iterator[ast.AST]:
    """All that a module says."""
    return ast.walk(ast.parse(module.read_text("utf-8")))


@each_module
def test_a_contract_test_imports_the_client_and_never_the_emulator(module: Path) -> None:
    imported = {alias.name for node in nodes(module) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in nodes(module) if isinstance(node, ast.ImportFrom) and not node.level}
    packages = {name.partition(".")[0] for name in imported}
    assert packages <= FRIENDS | sys.stdlib_module_names
    assert "importlib" not in packages


@each_module
def test_a_contract_test_reaches_its_neighbours_only(module: Path) -> None:
    levels = {node.level for node in nodes(module) if isinstance(node, ast.ImportFrom)}
    assert levels <= {0, 1}
    assert not [node for node in nodes(module) if isinstance(node, ast.Name) and node.id == "__import__"]
