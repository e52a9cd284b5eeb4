"""The wheel: it holds what the tree holds, and works where nothing else is."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.servers import ROOT, environment

SHIPPED = {
    "mock_flowservice": "mock_flowservice",
    "contract_tests": "mock_flowservice/contract_tests",
    "fixtures": "mock_flowservice/fixtures",
    "client/flowservice_client": "flowservice_client",
}


def run(*command: str | Path, cwd: Path, **environ: str) -> str:
    """Run a command to its end and give what it printed; it may not fail."""
    clean = {name: value for name, value in environment(**environ).items() if name != "PYTHONPATH"}
    ended = subprocess.run([*map(str, command)], cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the files that git would commit."""
    tree = tmp_path_factory.mktemp("tree")
    names = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes((ROOT / name).read_bytes())
    return tree


@pytest.fixture(scope="module")
def wheel(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, tree, cwd=folder)
    return next(folder.glob("*.whl"))


def test_it_holds_exactly_what_the_tree_holds(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = {
        f"{target}/{path.relative_to(ROOT / source).as_posix()}"
        for source, target in SHIPPED.items()
        for path in (ROOT / source).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == wanted


def test_the_first_line_of_the_readme_sets_everything_up_and_walks_the_tutorial(tree: Path) -> None:
    line = re.search("^python3 -m venv .* tutorial$", (tree / "README.md").read_text(), re.MULTILINE)
    assert line
    assert "/data/foundation/flowservice/flows" in run("bash", "-c", line[0], cwd=tree)


def test_it_works_in_a_fresh_environment_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    home, empty = tmp_path / "environment", tmp_path / "empty"
    empty.mkdir()
    venv.create(home, with_pip=True)
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(home), "platbase": str(home)}))
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, cwd=empty)
    told = run(scripts / "mock-flowservice", "tutorial", cwd=empty)
    assert "/data/foundation/flowservice/flows" in told
    assert run(scripts / "flowservice", "--version", cwd=empty).startswith("flowservice")
    contract = ["-m", "pytest", "--pyargs", "mock_flowservice.contract_tests", "-q", "-p", "no:cacheprovider"]
    quick = {"HYPOTHESIS_PROFILE": "quick", "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path / "examples")}
    assert " passed" in run(python, *contract, cwd=empty, **quick)
    assert list(empty.iterdir()) == []
