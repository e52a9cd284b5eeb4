"""The README is the manual: its tables are current, and its commands and code run."""

import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

from mock_flowservice.cli import main
from mock_flowservice.settings import VARIABLES
from tests.readme import README, renewed

PATIENCE = 120


def test_its_tables_are_those_that_the_code_makes() -> None:
    text = README.read_text()
    assert renewed(text) == text, "run python -m tests.readme"


def test_every_setting_is_in_the_manual() -> None:
    text = README.read_text()
    for option in main.commands["serve"].params:
        assert f"`{option.opts[0]}`" in text
    for variable, _ in VARIABLES.values():
        assert f"`{variable}`" in text


def run_console(example: Example) -> None:
    """Type the commands of a console block into a shell; what they print is what the block shows."""
    servers: list[subprocess.Popen[str]] = []
    port = free_port()
    try:
        for command, expected in commands(example.parsed.replace("8080", str(port))):
            printed = in_background(command, servers) if command.endswith("&") else shell(command)
            assert OutputChecker().check_output(expected, printed, ELLIPSIS), f"{command}\nprinted\n{printed}"
    finally:
        for server in servers:
            server.terminate()
            server.communicate(timeout=PATIENCE)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what is shown below it."""
    for part in ("\n" + block.strip()).split("\n$ ")[1:]:
        lines = part.split("\n")
        count = 1 + next((n for n, line in enumerate(lines[1:]) if not line.startswith("> ")), len(lines) - 1)
        yield "\n".join([lines[0], *(line[2:] for line in lines[1:count])]), "\n".join(lines[count:]) + "\n"


def environment() -> dict[str, str]:
    """The environment of a reader who has activated the virtual environment."""
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def shell(command: str) -> str:
    """What a command prints; it may not fail."""
    ended = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=environment(), timeout=PATIENCE, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.rstrip("\n") + "\n"


def in_background(command: str, servers: list[subprocess.Popen[str]]) -> str:
    """The first line that a server prints, which goes on running."""
    server = subprocess.Popen(
        ["bash", "-c", f"exec {command.removesuffix('&')}"], stdout=subprocess.PIPE, text=True, env=environment()
    )
    servers.append(server)
    assert server.stdout is not None
    assert select.select([server.stdout], [], [], PATIENCE)[0]
    return server.stdout.readline()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PARSERS = [PythonCodeBlockParser(), CodeBlockParser("console", run_console)]
EXAMPLES = list(Sybil(parsers=PARSERS, path=str(README.parent)).parse(README))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line {example.line}")
def test_its_code_and_commands_run(example: Example) -> None:
    example.evaluate()
