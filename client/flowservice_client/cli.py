"""The command `flowservice`."""

from __future__ import annotations

import os
import sys
from typing import cast

import click

from .config import Options
from .tutorial import LANGUAGES, Account, run
from .version import __version__

EPILOG = """Every option can come from the environment, too: FLOWSERVICE_BASE_URL, FLOWSERVICE_CLIENT_ID and so on;
FLOWSERVICE_IMS_URL, FLOWSERVICE_ACCESS_TOKEN and FLOWSERVICE_SCOPES are read as well. The exit code is 0 when all
steps went well, 1 when one failed or standard output was closed early, 2 for wrong use, 130 after Ctrl-C."""

MIXPANEL = ("username", "password", "project_id", "timezone")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="flowservice")
def main() -> None:
    """Speak to the ingestion side of Adobe Experience Platform, or to a server that answers like it."""


@main.command(epilog=EPILOG)
@click.option("--base-url", metavar="URL", help="Whom to ask.  [default: https://platform.adobe.io]")
@click.option("--client-id", metavar="ID", help="The API key.")
@click.option("--client-secret", metavar="SECRET", help="What tokens are fetched with; better in the environment.")
@click.option("--org", metavar="ID", help="The organisation, ...@AdobeOrg.")
@click.option("--sandbox", metavar="NAME", help="Where everything is made, and deleted.  [default: prod]")
@click.option("--credentials", metavar="FILE", help="The developer console's JSON file, in place of those.")
@click.option(
    "--mixpanel-username", "username", metavar="NAME", envvar="FLOWSERVICE_MIXPANEL_USERNAME", help="Service account."
)
@click.option(
    "--mixpanel-password", "password", metavar="SECRET", envvar="FLOWSERVICE_MIXPANEL_PASSWORD", help="Its secret."
)
@click.option(
    "--mixpanel-project", "project_id", metavar="ID", envvar="FLOWSERVICE_MIXPANEL_PROJECT", help="The project to read."
)
@click.option(
    "--mixpanel-timezone", "timezone", metavar="NAME", envvar="FLOWSERVICE_MIXPANEL_TIMEZONE", help="Its time zone."
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    envvar="FLOWSERVICE_LANGUAGE",
    help="English or Portuguese.",
)
@click.option(
    "--json", "as_json", is_flag=True, envvar="FLOWSERVICE_JSON", help="A JSON object for each step, a line each."
)
def tutorial(language: str, as_json: bool, **given: str | None) -> None:
    """Walk through the Mixpanel tutorial, from the first token to the last deletion.

    Everything that is made is deleted again, also when a step fails, or when nobody reads on (as with
    `| head -1`): the walk then ends without a word, and with exit code 1. A server that really talks to Mixpanel
    needs an account there: give the options that start with --mixpanel.
    """
    mixpanel = {name: value for name in MIXPANEL if (value := given.pop(name))}
    sys.exit(run(cast(Options, given), os.environ, Account(**mixpanel), language=language, as_json=as_json))
