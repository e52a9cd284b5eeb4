"""The contract tests stand apart: an oracle borrowed from the emulator proves nothing."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import PATIENCE, ROOT, environment, free_port

SUITE = Path(__file__).parents[1] / "contract_tests"
FRIENDS = frozenset(
    (
        "flowservice_client",
        "hypothesis",
        "jinja2",
        "jsonschema",
        "pytest",
        "requests",
        "urllib3",
        "werkzeug",
        "_pytest",
    )
)
DOORS = {
    SUITE / "in_process.py": ["from mock_flowservice.intercept import intercepted"],
    SUITE / "standings.py": [
        "from mock_flowservice import __version__ as version",
        "from mock_flowservice.rules import RULES",
    ],
}
"""Where the suite has an emulator in its own process, and where its report has the sentences of rules: and no more."""

SOMEBODY = {
    "FLOWSERVICE_CLIENT_ID": "me",
    "FLOWSERVICE_CLIENT_SECRET": "any",
    "FLOWSERVICE_ORG": "0123456789ABCDEF01234567@AdobeOrg",
}

each_module = pytest.mark.parametrize(
    "module", sorted({*SUITE.rglob("*.py")} - DOORS.keys()), ids=lambda path: path.stem
)


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
    depth = len(module.relative_to(SUITE).parts)
    assert levels <= {*range(depth + 1)}
    assert not [node for node in nodes(module) if isinstance(node, ast.Name) and node.id == "__import__"]


@pytest.mark.parametrize("door", DOORS, ids=lambda path: path.stem)
def test_a_door_to_the_emulator_lets_in_nothing_but_what_it_is_for(door: Path) -> None:
    imported = [ast.unparse(node) for node in nodes(door) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [line for line in imported if "mock_flowservice" in line] == DOORS[door]


def test_what_judges_never_passes_the_door_of_the_report() -> None:
    """The sentences of rules are for people; a test that read them would ask the emulator what is right."""
    judges = [*SUITE.glob("test_*.py"), *SUITE.glob("machines/*.py")]
    assert not [module.stem for module in judges if "standings" in module.read_text("utf-8")]


@pytest.mark.parametrize("settings", [{}, SOMEBODY], ids=["of nobody", "that is not there"])
def test_a_target_that_cannot_be_asked_is_one_line(settings: dict[str, str]) -> None:
    environ = environment(FLOWSERVICE_BASE_URL=f"http://127.0.0.1:{free_port()}", **settings)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(SUITE / "test_etags.py")]
    ended = subprocess.run(
        command, capture_output=True, text=True, env=environ, cwd=ROOT, timeout=PATIENCE, check=False
    )
    assert ended.returncode == pytest.ExitCode.USAGE_ERROR
    assert "the target cannot be asked" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
