"""Where rows go: standard output, or a file that is there once all has gone well."""

from __future__ import annotations

import gzip
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..errors import UsageError

STANDARD = "-"


@contextmanager
def writing(name: str | None) -> Iterator[BinaryIO]:
    """What takes the rows of a file, compressed if its name ends in .gz; nobody reads those of None."""
    with plain(name) as file:
        if name is None or not name.endswith(".gz"):
            yield file
        else:
            with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
                yield packed  # type: ignore[misc]


@contextmanager
def plain(name: str | None) -> Iterator[BinaryIO]:
    """What takes the bytes of a file."""
    if name == STANDARD:
        if sys.stdout is None:
            raise UsageError("there is no standard output")
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except OSError:
            with suppress(OSError):
                sys.stdout.close()  # What it still holds would be written, in vain, when the program ends.
            raise
    elif name is None or is_special(Path(name)):
        with open(name or os.devnull, "wb") as file:
            yield file
    else:
        with replacing(Path(os.path.realpath(name))) as file:
            yield file


def is_special(path: Path) -> bool:
    """Whether a path leads to a pipe or a device."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """What takes the bytes of a file that appears, or is replaced, once the block has ended well."""
    if path.is_dir():
        raise IsADirectoryError(0, "Is a directory", str(path))
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with created(beside, path) as file:
            if path.exists():
                shutil.copymode(path, beside)
            yield file
        beside.replace(path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def created(beside: Path, path: Path) -> BinaryIO:
    """A new file; what hinders it is said of the path that it is for, as nobody knows the other one."""
    try:
        return beside.open("xb")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


def refuse_same(inputs: dict[str, str | None], outputs: dict[str, str | None]) -> None:
    """Raise UsageError if an option names a file to write that another one reads or writes."""
    taken = {place_of(name): option for option, name in inputs.items() if name not in (None, STANDARD)}
    for option, name in outputs.items():
        if name is None or is_special(Path(name)):
            continue
        if other := taken.get(place_of(name)):
            raise UsageError(f"{option} and {other} are the same file, {name}")
        taken[place_of(name)] = option


def place_of(name: str | None) -> str | None:
    """Where a file is, whichever way it is named."""
    return name if name in (None, STANDARD) else os.path.realpath(str(name))
