"""The command `mock-flowservice`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .commands.contract import contract
from .commands.evaluating import evaluate
from .commands.functions import functions
from .commands.mapping import map_rows
from .errors import UsageError
from .rules import PROFILES, TUTORIAL
from .settings import Settings, pairs

if TYPE_CHECKING:
    from flowservice_client.config import Options

EPILOG = "Each option can be set as MOCK_FLOWSERVICE_<OPTION>, too; several values are separated by commas there."
NOBODY: "Options" = {
    "client_id": "tutorial",
    "client_secret": "any-secret-will-do",
    "org": "0123456789ABCDEF01234567@AdobeOrg",
}
"""Who the tutorial says it is; an emulator that has not been told its clients lets in everybody."""


class Commands(click.Group):
    """Commands whose wrong use is one clear line and exit code 2."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments before the command."""
        with one_line():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Read the arguments of the command and run it."""
        with one_line():
            return super().invoke(ctx)


@contextmanager
def one_line() -> Iterator[None]:
    """Turn wrong use into one line and exit code 2; no arguments at all are a question for help."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except (UsageError, click.UsageError) as error:
        said = error.format_message() if isinstance(error, click.UsageError) else error
        with suppress(OSError):
            click.echo(f"mock-flowservice: {said}", err=True)
        sys.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mock-flowservice")
def main() -> None:
    """An emulator of the ingestion side of Adobe Experience Platform."""


@main.command(epilog=EPILOG)
@click.option("--host", metavar="ADDRESS", help="Where to listen.  [default: 127.0.0.1]")
@click.option("--port", metavar="PORT", type=int, help="0 takes a free one.  [default: 8080]")
@click.option("--profile", type=click.Choice(PROFILES), help="How disputed rules are set.  [default: tutorial]")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="ID=VALUE",
    help="Set one rule apart from the profile; repeatable.",
)
@click.option("--store", metavar="URL", help="Where resources are kept.  [default: memory://]")
@click.option("--seed", metavar="NUMBER", type=int, help="Make ids and times repeatable.")
@click.option("--workers", metavar="NUMBER", type=int, help="Processes that share a store.  [default: 1]")
@click.option("--client", "clients", multiple=True, metavar="ID=SECRET", help="Let in only this client; repeatable.")
@click.option("--org", "orgs", multiple=True, metavar="ID", help="Let in only this organisation; repeatable.")
@click.option(
    "--initializing", metavar="SECONDS", type=float, help="How long new connections read initializing.  [default: 0]"
)
def serve(rules: tuple[str, ...], clients: tuple[str, ...], orgs: tuple[str, ...], **given: Any) -> None:
    """Serve the emulator until it is stopped."""
    from .server import serve as serve_app

    settings = Settings.read(
        rules=pairs(rules) or None, clients=pairs(clients) or None, orgs=frozenset(orgs) or None, **given
    )
    serve_app(settings, say_ready)


def say_ready(url: str) -> None:
    """Say that requests are answered; where nobody can hear it on standard output, on standard error."""
    line = f"mock-flowservice {__version__} is ready at {url}"
    try:
        click.echo(line)
    except OSError:
        click.echo(line, err=True)


@main.command(epilog=EPILOG)
@click.option(
    "--language",
    type=click.Choice(["en", "pt"]),
    default="en",
    show_default=True,
    envvar="MOCK_FLOWSERVICE_LANGUAGE",
    help="English or Portuguese.",
)
@click.option(
    "--json", "as_json", is_flag=True, envvar="MOCK_FLOWSERVICE_JSON", help="A JSON object for each step, a line each."
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default=TUTORIAL,
    show_default=True,
    envvar="MOCK_FLOWSERVICE_PROFILE",
    help="How disputed rules are set.",
)
def tutorial(language: str, as_json: bool, profile: str) -> None:
    """Walk through the Mixpanel tutorial on an emulator of its own, which is gone afterwards."""
    from flowservice_client.tutorial import Account, interruptible, run

    from .child import running

    os.environ["no_proxy"] = "127.0.0.1"  # A proxy would look for the emulator on its own machine.
    with interruptible(), running(["--profile", profile]) as url:
        code = run({"base_url": url, **NOBODY}, {}, Account(), language=language, as_json=as_json)
    sys.exit(code)


main.add_command(contract)
main.add_command(evaluate)
main.add_command(functions)
main.add_command(map_rows)
