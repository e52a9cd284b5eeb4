"""The package: what it imports, which version it is, and what it says of itself."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import flowservice_client
import mock_flowservice
from flowservice_client import Document, documents
from tests.client.client_under_test import client_of

RESOURCES = [
    "connections",
    "source_connections",
    "target_connections",
    "flows",
    "runs",
    "connection_specs",
    "flow_specs",
    "mapping_sets",
    "registry",
    "schemas",
    "field_groups",
    "datasets",
    "sandboxes",
]
PACKAGE = Path(flowservice_client.__file__).parent
PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_the_client_imports_nothing_of_the_emulator() -> None:
    named: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                named.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                named.add(node.module or "")
    packages = {name.partition(".")[0] for name in named}
    assert "requests" in packages
    assert not packages & {"mock_flowservice", "contract_tests", "tests"}


def test_the_client_works_where_the_emulator_cannot_be_imported() -> None:
    code = "import sys; sys.modules['mock_flowservice'] = None; import flowservice_client as c; print(c.Client)"
    environ = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert done.stdout == "<class 'flowservice_client.client.Client'>\n"


def test_every_operation_names_its_source() -> None:
    with client_of() as client:
        resources = [getattr(client, name) for name in RESOURCES]
    for resource in resources:
        operations = [name for name in dir(resource) if not name.startswith("_")]
        assert operations
        for name in operations:
            assert "Source:" in (getattr(resource, name).__doc__ or ""), f"{type(resource).__name__}.{name}"


def test_every_kind_of_document_can_be_imported_from_the_package() -> None:
    kinds = {name for name, kind in vars(documents).items() if isinstance(kind, type) and issubclass(kind, Document)}
    assert {"Connection", "FlowSpec", "Sandbox"} < kinds
    assert kinds <= set(flowservice_client.__all__)


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").exists()


def test_client_and_emulator_are_of_the_version_that_the_project_names() -> None:
    settings = tomllib.loads(PROJECT.read_text())
    assert "version" in settings["project"]["dynamic"]
    assert settings["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "mock_flowservice.__version__"}
    assert flowservice_client.__version__ == mock_flowservice.__version__
