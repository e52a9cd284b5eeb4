"""`mock-flowservice contract`: the contract suite on any target."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from ..errors import UsageError

HOLDS, DIFFERS, UNCLEAR = 0, 1, 2
OPTION = "--flowservice-"
HERE = Path(__file__).parents[1]
SUITE = next(folder for folder in (HERE / "contract_tests", HERE.parent / "contract_tests") if folder.is_dir())
QUIETLY = ("-q", "--no-header", "--tb=short", "--show-capture=no")
PLUGINS = ("mock_flowservice.pytest_plugin", "_hypothesis_pytestplugin")
FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(invoke_without_command=True)
@click.option("--target", metavar="WHERE", help="An address, a folder, `real`, or `emulator`: as the next three.")
@click.option("--base-url", metavar="URL", help="Test the server at this address.")
@click.option("--real", is_flag=True, help="Test Adobe's service, as the variables FLOWSERVICE_… say.")
@click.option("--recorded", type=FOLDER, metavar="DIR", help="Test what was recorded here; asks nobody.")
@click.option("--record", type=FOLDER, metavar="DIR", help="Keep all exchanges here, without what identifies you.")
@click.option("--credentials", type=FILE, metavar="FILE", help="The developer console's JSON file.")
@click.option("--profile", type=click.Choice(["quick", "ci", "deep"]), help="How thoroughly.  [default: quick]")
@click.option("--max-calls", type=click.IntRange(1), metavar="N", help="Make no more calls than this.")
@click.option("--rate", type=click.FloatRange(0, min_open=True), metavar="N", help="And no more in a second.")
@click.option("--production", is_flag=True, help="A production sandbox may be used.")
@click.option("--ledger", type=FILE, metavar="FILE", help="Where all that is made is written down.")
@click.option("--report", type=FILE, metavar="FILE", help="Write one HTML page (or JSON) about what was found.")
@click.option("--junit", type=FILE, metavar="FILE", help="Write JUnit's XML.")
@click.option("-k", "words", metavar="WORDS", help="Only tests whose names have these words, as pytest reads them.")
@click.pass_context
def contract(context: click.Context, /, target: str | None, **given: Any) -> None:
    """Hold a target to the contract; without options, an emulator in this process.

    The exit code is 0 if everything holds, 1 if something differs, 2 if that could not be told.
    """
    if context.invoked_subcommand is None:
        with stopped_like_ctrl_c():
            sys.exit(run_suite(**{**given, **located(target, given)}))


def located(target: str | None, given: dict[str, Any]) -> dict[str, Any]:
    """What `--target` means in the words of the other options; raises UsageError."""
    named = [f"--{name.replace('_', '-')}" for name in ("base_url", "real", "recorded") if given[name]]
    if len(named) + (target is not None) > 1:
        raise UsageError(f"one target at a time: {', '.join(['--target'] * bool(target) + named)}")
    if target is None or target == "emulator":
        return {}
    if target == "real":
        return {"real": True}
    if "://" in target:
        return {"base_url": target}
    if not Path(target).is_dir():
        raise UsageError(f"--target is {target!r}: neither emulator nor real, no address and no folder")
    return {"recorded": Path(target)}


@contract.command()
@click.option("--base-url", metavar="URL", help="Where the runs were.")
@click.option("--real", is_flag=True, help="They were at Adobe's service.")
@click.option("--credentials", type=FILE, metavar="FILE", help="The developer console's JSON file.")
@click.option("--ledger", type=FILE, metavar="FILE", help="Where what was made is written down.")
@click.option("--rate", type=click.FloatRange(0, min_open=True), metavar="N", help="Make no more calls in a second.")
def clean(credentials: Path | None, **given: Any) -> None:
    """Delete what runs left behind that were killed, as their ledger tells.

    The exit code is 1 if something could not be deleted.
    """
    from flowservice_client import FlowServiceError

    name_credentials(credentials)
    plan = part("plan").Plan(**{name: value for name, value in given.items() if value})
    try:
        cleaned = part("target").clean(plan)
    except FlowServiceError as error:
        raise UsageError(str(error)) from None
    click.echo("\n".join([*cleaned.lines, f"{len(cleaned.deleted)} deleted, {len(cleaned.left)} left"]))
    sys.exit(DIFFERS if cleaned.left or cleaned.unseen else HOLDS)


@contract.command()
@click.option("--a", required=True, metavar="WHERE", help="The address of a server, or the folder of a recording.")
@click.option("--b", required=True, metavar="URL", help="The address of another.")
@click.option("--credentials", type=FILE, metavar="FILE", help="The developer console's JSON file.")
@click.option("--ledger", type=FILE, metavar="FILE", help="Where all that is made is written down.")
@click.option("--rate", type=click.FloatRange(0, min_open=True), metavar="N", help="Make no more calls in a second.")
@click.option("-k", "words", metavar="WORDS", help="Only what tests ask whose names have these words.")
def compare(a: str, b: str, credentials: Path | None, words: str | None, **given: Any) -> None:
    """Play the same calls on two services, and report where their answers differ.

    The exit code is 0 if they are the same, 1 if they differ, 2 if that could not be told.
    """
    import pytest

    from flowservice_client import FlowServiceError

    name_credentials(credentials)
    limits = {name: value for name, value in given.items() if value}
    with tempfile.TemporaryDirectory() as folder, stopped_like_ctrl_c():
        recording = Path(a)
        if "://" in a:
            recording = Path(folder, "recording")
            click.echo(f"asking {a}: the whole suite, unless -k chooses", err=True)
            with redirect_stdout(sys.stderr):
                ended = run_suite(credentials=None, junit=None, words=words, base_url=a, record=recording, **limits)
            if ended == UNCLEAR or not recording.exists():
                sys.exit(UNCLEAR)  # a part of the suite cannot tell that all is the same
        elif not recording.is_dir():
            raise UsageError(f"--a is {a!r}: no address and no folder")
        click.echo(f"playing it on {b}", err=True)
        try:
            with part("target").opened(part("plan").Plan(base_url=b, **limits)) as target:
                comparison = part("comparing.play").play(recording, target)
        except (FlowServiceError, pytest.UsageError, OSError, ValueError) as error:
            raise UsageError(f"that could not be told: {error}") from None
    click.echo("\n".join(part("comparing.report").lines(comparison)))
    sys.exit(DIFFERS if comparison.found else HOLDS if comparison.tells else UNCLEAR)


def part(name: str) -> Any:
    """A module of the suite, which lies in this package where it is installed, and beside it in a checkout."""
    package = "mock_flowservice.contract_tests"
    return import_module(f"{package if find_spec(package) else 'contract_tests'}.{name}")


def make_room(file: Path) -> None:
    """Make the folder of a file that is written at the end of a run; raises UsageError if it will not be possible."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(file if file.exists() else file.parent, os.W_OK):
            raise PermissionError(f"{file} is not for writing")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error}") from None


def name_credentials(file: Path | None) -> None:
    """Let the client know where the console's file is."""
    if file:
        os.environ["FLOWSERVICE_CREDENTIALS"] = str(file)


@contextmanager
def stopped_like_ctrl_c() -> Iterator[None]:
    """Let what asks a program to end (`timeout`, `docker stop`, a cancelled job) clean up as Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = {each: signal.signal(each, interrupt) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Aborted!", err=True)
        sys.exit(UNCLEAR)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def run_suite(*, credentials: Path | None, junit: Path | None, words: str | None, **options: Any) -> int:
    """Run the suite in a pytest of its own, which nothing of the user's project sets up; gives the exit code."""
    import pytest

    name_credentials(credentials)
    for file in (junit, options.get("report")):
        if file:
            make_room(file)
    arguments = ["-c", str(SUITE / "suite.ini"), str(SUITE), *QUIETLY]
    for plugin in PLUGINS:
        arguments += ["-p", plugin]
    for name, value in options.items():
        if value:
            arguments += [OPTION + name.replace("_", "-").replace("base-", "")] + [str(value)] * (value is not True)
    arguments += [f"--junitxml={junit}"] if junit else []
    arguments += ["-k", words] if words else []
    os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}
    with tempfile.TemporaryDirectory() as examples:
        os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", examples)
        ended = pytest.main(arguments)
    codes: Mapping[int, int] = {pytest.ExitCode.OK: HOLDS, pytest.ExitCode.TESTS_FAILED: DIFFERS}
    return codes.get(ended, UNCLEAR)
