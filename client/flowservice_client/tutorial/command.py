"""The tutorial as a command: what every command line that offers it shares."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from io import TextIOWrapper

from ..config import Options
from ..errors import NotConfigured
from .account import Account
from .showing import WIDEST, filled
from .texts import Texts
from .walk import Teller, walk

USAGE = 2


def run(options: Options, environ: Mapping[str, str], account: Account, *, language: str, as_json: bool) -> int:
    """Walk through the tutorial on standard output; the exit code."""
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
    lines = [texts("usage", "title"), *(f"- {problem}" for problem in error.problems), texts("usage", "advice")]
    return "".join(filled(line, width, rest="  ") + "\n" for line in lines)


def teller(texts: Texts, as_json: bool) -> Teller:
    """Whoever tells it: to a program, or to a person on a terminal or at the end of a pipe."""
    if as_json:
        from .json_lines import JsonLines

        return JsonLines(sys.stdout, texts)
    from rich.console import Console

    from .telling import Telling

    width = None if sys.stdout.isatty() else WIDEST
    return Telling(Console(width=width, highlight=False), Console(stderr=True, highlight=False), texts)
