"""The README is the manual: its tables are current, and its commands and code run."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from doctest import ELLIPSIS, OutputChecker
from tempfile import TemporaryDirectory

import click
import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.typing import Parser

from flowservice_client.cli import main as client
from flowservice_client.config import PREFIX, Options
from mock_flowservice.cli import main as emulator
from mock_flowservice.settings import VARIABLES
from tests.readme import README, renewed
from tests.servers import PATIENCE, environment, free_port, started


def test_its_tables_are_those_that_the_code_makes() -> None:
    text = README.read_text()
    assert renewed(text) == text, "run python -m tests.readme"


def test_every_setting_of_the_server_is_in_the_manual() -> None:
    text = README.read_text()
    for option in emulator.commands["serve"].params:
        assert f"`{option.opts[0]}`" in text
    for variable, _ in VARIABLES.values():
        assert f"`{variable}`" in text


@pytest.mark.parametrize("program", [emulator, client], ids=["mock-flowservice", "flowservice"])
def test_every_option_of_every_command_is_in_the_manual(program: click.Group) -> None:
    words = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", README.read_text()))
    for command in commands_of(program):
        assert {option.opts[0] for option in command.params if isinstance(option, click.Option)} <= words


def commands_of(group: click.Group) -> Iterator[click.Command]:
    """The commands of a program, and theirs."""
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from commands_of(command)


def test_every_setting_of_the_client_is_in_the_manual() -> None:
    text = README.read_text()
    for setting in Options.__annotations__:
        assert f"`{setting}`" in text
        assert f"`{PREFIX}{setting.upper()}`" in text


def run_console(example: Example) -> None:
    """Type the commands of a console block into a shell; what they print is what the block shows."""
    port = free_port()
    with TemporaryDirectory() as folder, ExitStack() as servers:
        for command, expected in commands(example.parsed.replace("8080", str(port))):
            if command.endswith("&"):
                line = f"cd {folder} && exec {command.removesuffix('&')}"
                _, printed = servers.enter_context(started(["bash", "-c", line]))
            else:
                printed = shell(command, folder)
            assert OutputChecker().check_output(expected, printed, ELLIPSIS), f"{command}\nprinted\n{printed}"


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what is shown below it."""
    for part in ("\n" + block.strip()).split("\n$ ")[1:]:
        lines = part.split("\n")
        count = 1 + next((n for n, line in enumerate(lines[1:]) if not line.startswith("> ")), len(lines) - 1)
        yield "\n".join([lines[0], *(line[2:] for line in lines[1:count])]), "\n".join(lines[count:]) + "\n"


def shell(command: str, folder: str) -> str:
    """What a command prints; it may not fail."""
    ended = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.rstrip("\n") + "\n"


PARSERS: list[Parser] = [PythonCodeBlockParser(), CodeBlockParser("console", run_console)]
EXAMPLES = list(Sybil(parsers=PARSERS, path=str(README.parent)).parse(README))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line {example.line}")
def test_its_code_and_commands_run(example: Example) -> None:
    example.evaluate()
