"""The command `mock-flowservice`."""

import sys
from typing import Any

import click

from . import __version__
from .errors import UsageError
from .rules import PROFILES
from .settings import Settings, pairs

EPILOG = "Each option can be set as MOCK_FLOWSERVICE_<OPTION>, too; several values are separated by commas there."


class Commands(click.Group):
    """Commands whose wrong use is one clear line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            click.echo(f"mock-flowservice: {error}", err=True)
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
@click.option("--client", "clients", multiple=True, metavar="ID=SECRET", help="Let in only this client; repeatable.")
@click.option("--org", "orgs", multiple=True, metavar="ID", help="Let in only this organisation; repeatable.")
def serve(rules: tuple[str, ...], clients: tuple[str, ...], orgs: tuple[str, ...], **given: Any) -> None:
    """Serve the emulator until it is stopped."""
    from .server import serve as serve_app

    settings = Settings.read(
        rules=pairs(rules) or None, clients=pairs(clients) or None, orgs=frozenset(orgs) or None, **given
    )
    serve_app(settings, lambda url: click.echo(f"mock-flowservice {__version__} is ready at {url}"))
