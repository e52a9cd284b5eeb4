"""What people see of a run: a progress bar while it lasts, a summary at its end."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, TextIO

import click

from ..errors import in_one_line
from ..mapping.rows import Tally

Step = Callable[[Tally], None]


@contextmanager
def watching(source: BinaryIO, *, quiet: bool) -> Iterator[Step]:
    """Something to call after each block, which moves a bar on standard error if somebody watches."""
    if quiet or not is_terminal(sys.stderr):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    size = size_of(source)
    columns = (BarColumn(), DownloadColumn(), TextColumn("{task.fields[rows]:,} rows"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=size, rows=0)

        def step(tally: Tally) -> None:
            progress.update(task, completed=source.tell() if size else 0, rows=tally.taken)

        yield step


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody watches a stream; it is None where the program was started without it."""
    return stream is not None and stream.isatty()


def size_of(source: BinaryIO) -> int | None:
    """How many bytes a file has; None if it is none."""
    with suppress(OSError):
        found = os.fstat(source.fileno())
        return found.st_size if stat.S_ISREG(found.st_mode) else None
    return None


def say_summary(tally: Tally) -> None:
    """Say on standard error how many rows came and went, and what was met in how many of them."""
    click.echo(f"{counted(tally.taken)} in, {tally.given:,} out, {tally.refused:,} refused", err=True)
    for (code, destination), (rows, example) in sorted(tally.codes.items()):
        what = f"{code} of {destination}" if destination else code
        click.echo(f"{in_one_line(what)}: {counted(rows)}, the first in {in_one_line(example)}", err=True)


def counted(rows: int) -> str:
    """So many rows, in words."""
    return f"{rows:,} {'row' if rows == 1 else 'rows'}"
