"""Imports run downwards only."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "mock_flowservice"
LAYERS = (
    ("cli", "commands", "server", "child", "intercept", "pytest_plugin", "__main__"),
    ("app",),
    ("services", "gateway"),
    ("emulator",),
    ("connectors", "mapping", "contract"),
    ("expressions", "xdm", "store"),
    ("tokens", "settings", "call"),
    ("errors", "clock", "ids", "rules", "scope", "data_files", "wire"),
    ("",),
)
LEVEL = {name: level for level, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(ROOT.rglob("*.py"))


def runtime_imports(tree: ast.AST) -> set[ast.Import | ast.ImportFrom]:
    """The import statements of a module, without those that only a type checker sees."""
    hidden = {
        id(statement)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
    }
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return {node for node in found if id(node) not in hidden}


def rooms(path: Path) -> set[str]:
    """The top-level parts of the package that a module imports."""
    package = ("mock_flowservice", *path.relative_to(ROOT).with_suffix("").parts)
    found = set()
    for node in runtime_imports(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            start = ".".join(package[: len(package) - node.level]) if node.level else ""
            base = ".".join(part for part in (start, node.module or "") if part)
            names = [base] if base != "mock_flowservice" else [f"{base}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("mock_flowservice.")}
    return found - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_its_own_layer_and_below(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    assert own in LEVEL, f"{own} has no place in the layers"
    upwards = {room for room in rooms(path) if LEVEL[room] < LEVEL[own]}
    assert not upwards


def test_the_check_sees_an_import() -> None:
    assert {"call", "errors", "services", "gateway"} <= rooms(ROOT / "app.py")


def test_what_tests_share_is_no_test() -> None:
    for path in Path(__file__).parent.rglob("*.py"):
        assert not re.search(r"^from tests\.(\w+\.)?test_", path.read_text("utf-8"), re.MULTILINE), path
