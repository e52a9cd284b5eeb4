"""Running a small suite as the contract suite runs, and seeing what it leaves on a server."""

import subprocess
import sys
from pathlib import Path

from contract_tests.api import KINDS
from contract_tests.target import CALLER
from flowservice_client import Client
from flowservice_client.config import Options
from tests.servers import PATIENCE, ROOT, Program, environment

SUITE = ROOT / "contract_tests"
CONFTEST = "from contract_tests.conftest import *\n"
PYTEST = (sys.executable, "-m", "pytest", "-p", "mock_flowservice.pytest_plugin", "-p", "no:cacheprovider", "-q")

ALONE = {"PYTEST_XDIST_WORKER_COUNT": "1"}
"""What says that no limits are shared, whoever runs these tests."""


def suite(folder: Path, text: str) -> Path:
    """A suite of one module, with the fixtures and the manners of the real one."""
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_small.py").write_text(text)
    return folder


def command(folder: Path, *options: str) -> list[str]:
    """What runs the suite that lies in a folder, or modules of the real one; the ledger lies there, too."""
    tests = [str(SUITE / option) for option in options if option.endswith(".py")] or [str(folder)]
    others = [option for option in options if not option.endswith(".py")]
    return [*PYTEST, f"--rootdir={folder}", *tests, f"--flowservice-ledger={ledger(folder)}", *others]


def ledger(folder: Path) -> Path:
    """Where the suite of a folder writes down what it makes."""
    return folder / "ledger.jsonl"


def ran(folder: Path, *options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """The suite of a folder, after its end."""
    return subprocess.run(
        command(folder, *options),
        capture_output=True,
        text=True,
        env=environment(**ALONE, **environ),
        cwd=ROOT,
        timeout=PATIENCE,
        check=False,
    )


def begun(folder: Path, *options: str) -> Program:
    """The suite of a folder while it runs; what it prints can be read."""
    return Program(command(folder, "-s", *options), folder / "stderr", **ALONE)


def there(url: str, sandbox: str = "prod") -> dict[str, list[str]]:
    """The ids of all that lies in a sandbox, by kind."""
    settings: Options = {**CALLER, "base_url": url, "sandbox": sandbox}
    with Client(environ={}, **settings) as client:
        return {
            name: sorted(each.id for each in kind.collection(client).list(limit=100)) for name, kind in KINDS.items()
        }
