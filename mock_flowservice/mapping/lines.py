"""Read lines, plain or gzip, some at a time: as many as there are, in constant memory."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from ..errors import UsageError

BLOCK = 1024 * 1024
"""Bytes that are read at once."""
LONGEST = 16 * 1024 * 1024
"""Bytes from which on a line is too long to be read whole."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
GZIP = b"\x1f\x8b"


class Block(NamedTuple):
    """Whole lines, and the number of the first one, counted from 1."""

    number: int
    content: bytes


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, rest: Any) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        head, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        piece = head + self._rest.read1(len(buffer) - len(head))
        buffer[: len(piece)] = piece
        return len(piece)


def opened(stream: BinaryIO) -> io.BufferedReader[Any]:
    """What a stream holds, gzip undone; that is told by its first bytes."""
    head = stream.read(len(GZIP))
    whole = io.BufferedReader(_Rejoined(head, stream), BLOCK)
    return io.BufferedReader(gzip.GzipFile(fileobj=whole), BLOCK) if head == GZIP else whole


def blocks(stream: io.BufferedReader[Any], size: int = BLOCK) -> Iterator[Block]:
    """The lines of a stream, as many at a time as come at once; raises UsageError for broken gzip data."""
    number = 1
    try:
        while content := stream.read1(size):
            if not content.endswith(b"\n"):
                content += rest_of_line(stream)
            yield Block(number, content.removeprefix(BYTE_ORDER_MARK) if number == 1 else content)
            number += content.count(b"\n")
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UsageError(f"the gzip data of the input cannot be read: {error}") from None


def rest_of_line(stream: io.BufferedReader[Any]) -> bytes:
    """What is left of a line; of a very long one so much that it is seen to be too long."""
    rest = piece = stream.readline(LONGEST)
    while piece and not piece.endswith(b"\n"):
        piece = stream.readline(LONGEST)
    return rest if rest.endswith(b"\n") else rest + b"\n"
