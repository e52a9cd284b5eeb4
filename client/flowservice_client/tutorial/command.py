"""The tutorial as a command: what every command line that offers it shares."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from io import TextIOWrapper

from ..config import PREFIX, Options
from ..errors import NotConfigured
from .account import Account
from .showing import WIDEST, filled
from .texts import Texts
from .walk import Teller, walk

USAGE = 2
LOGIN = {"client_id", "client_secret", "org"}
"""The settings that a credentials file can give."""
ENVIRONMENT_ONLY = {"ims_url", "access_token", "scopes", "connect_timeout", "read_timeout", "retries"}
"""The settings that have no option on the command line."""


def run(options: Options, environ: Mapping[str, str], account: Account, *, language: str, as_json: bool) -> int:
    """Walk through the tutorial on standard output; the exit code.

    Where nobody reads on (as with `| head -1`), what was made is deleted, and BrokenPipeError or SystemExit(1)
    ends the walk: click makes exit code 1 of both, and no traceback.
    """
    texts = Texts(language)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return walk(teller(texts, as_json), options, environ, account, texts("end", "interrupting"))
    except NotConfigured as error:
        sys.stderr.write(usage(texts, error, shutil.get_terminal_size((WIDEST, 0)).columns))
        return USAGE


def usage(texts: Texts, error: NotConfigured, width: int) -> str:
    """Which settings are missing or cannot be used, a line each, and what to do about it."""
    lines = [texts("usage", "title"), *(f"- {problem}" for problem in error.problems), advice(texts, error)]
    return "".join(filled(line, width, rest="  ") + "\n" for line in lines)


def advice(texts: Texts, error: NotConfigured) -> str:
    """Which options to look at: those of the settings that the problems begin with."""
    wrong = dict.fromkeys(re.split(r"\W", problem)[0] for problem in error.problems)
    kind = "advice" if LOGIN.isdisjoint(wrong) else "advice-login"
    return texts("usage", kind, options=", ".join(spelt(name) for name in wrong))


def spelt(setting: str) -> str:
    """How a setting is given on the command line, or in the environment where only that takes it."""
    return PREFIX + setting.upper() if setting in ENVIRONMENT_ONLY else f"--{setting.replace('_', '-')}"


def teller(texts: Texts, as_json: bool) -> Teller:
    """Whoever tells it: to a program, or to a person on a terminal or at the end of a pipe."""
    if as_json:
        from .json_lines import JsonLines

        return JsonLines(sys.stdout, texts)
    from rich.console import Console

    from .telling import Telling

    width = None if sys.stdout.isatty() else WIDEST
    return Telling(Console(width=width, highlight=False), Console(stderr=True, highlight=False), texts)
