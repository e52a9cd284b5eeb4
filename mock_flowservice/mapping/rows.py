"""Map JSON Lines, a block at a time: as many rows as there are, in constant memory; refused ones say why they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

import orjson

from ..wire import JsonObject
from ..xdm.check import Invalid
from . import lines
from .lines import Block, blocks, opened
from .mapping_set import MappingSet

CORRUPT = "INGEST-1401-400"
"""The code of a line that is no JSON object. Source: doc help/ingestion/quality/error-diagnostics.md."""
LONGEST_SHOWN = 1000
"""Characters that are kept of a line that is too long."""


class Problem(NamedTuple):
    """What was met in a row: a code, a message, and the destination of the mapping that failed, if one did."""

    code: str
    message: str
    destination: str = ""


NO_PROBLEMS: tuple[Problem, ...] = ()


class Seen(NamedTuple):
    """In how many rows a code was met, and what it said of the first."""

    rows: int
    example: str


class Row(NamedTuple):
    """What became of a line: `mapped` is its record as JSON, None if it is refused; `source` is the row, if it is one.

    Of a row that is mapped the problems are the mappings that gave nothing; of a refused one they say why, too.
    """

    source: JsonObject | None
    mapped: bytes | None
    problems: Sequence[Problem]


@dataclass
class Tally:
    """How many rows came, went out and were refused, and what was met on the way."""

    taken: int = 0
    given: int = 0
    refused: int = 0
    codes: dict[tuple[str, str], Seen] = field(default_factory=dict)
    """By the code, and the destination of the mapping that failed."""

    def note(self, number: int, problems: Sequence[Problem]) -> None:
        """Count the codes of one row, each once for each mapping."""
        for key, message in {(each.code, each.destination): each.message for each in reversed(problems)}.items():
            rows, example = self.codes.get(key) or (0, f"line {number}: {message}")
            self.codes[key] = Seen(rows + 1, example)

    def add(self, later: Tally) -> None:
        """Count the rows that follow."""
        self.taken += later.taken
        self.given += later.given
        self.refused += later.refused
        for key, (rows, example) in later.codes.items():
            known = self.codes.get(key) or Seen(0, example)
            self.codes[key] = Seen(known.rows + rows, known.example)


class Outcome(NamedTuple):
    """What became of a block: mapped rows and refused ones as JSON Lines, in the order of the block."""

    mapped: bytes
    refused: bytes
    tally: Tally


def map_rows(stream: BinaryIO, mapping_set: MappingSet, name: str = "-") -> Iterator[Outcome]:
    """Map all lines of a stream; nothing is read before it is asked for. Raises UsageError for broken gzip data."""
    return (map_block(mapping_set, block, name) for block in blocks(opened(stream)))


def map_block(mapping_set: MappingSet, block: Block, name: str) -> Outcome:
    """Map each line of a block; blank ones are none. Refused rows say that they come from the file of that name."""
    given: list[bytes] = []
    refused: list[bytes] = []
    tally = Tally()
    for number, line in enumerate(block.content.split(b"\n"), block.number):
        if not line or line.isspace():
            continue
        row = map_line(mapping_set, line)
        if row.mapped is not None:
            given.append(row.mapped)
        else:
            refused.append(refusal(row, line, {"_filename": name, "_line": number}))
        if row.problems:
            tally.note(number, row.problems)
    tally.given, tally.refused = len(given), len(refused)
    tally.taken = tally.given + tally.refused
    return Outcome(b"".join(given), b"".join(refused), tally)


def map_line(mapping_set: MappingSet, line: bytes) -> Row:
    """Map one line."""
    source = decoded(line)
    if isinstance(source, str):
        return Row(None, None, [Problem(CORRUPT, source)])
    record, warnings, errors = mapping_set.apply(source)
    mapped = None
    if not errors:
        try:
            mapped = orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
        except orjson.JSONEncodeError as error:
            errors = [Invalid("#", f"it is no JSON: {error}", "json")]
    if not errors and not warnings:
        return Row(source, mapped, NO_PROBLEMS)
    failed = [Problem(each.code, each.message, each.destination) for each in warnings]
    return Row(source, mapped, [*(Problem(each.code, each.message) for each in errors), *failed])


def decoded(line: bytes) -> JsonObject | str:
    """The object that a line holds, or why it holds none."""
    if len(line) >= lines.LONGEST:
        return f"the line has {lines.LONGEST:,} bytes or more"
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return f"the line is no JSON: {error.msg}, at column {error.colno}"
    if not isinstance(row, dict):
        return "the line is no JSON object, and rows are one on each line"
    return "the row was refused before, and is not corrected" if "_corrupt_record" in row else row


def refusal(row: Row, line: bytes, origin: JsonObject) -> bytes:
    """A refused row as it came, with what is wrong with it and where it comes from; a line that is none as text.

    It can be mapped again once it is corrected: what is added bears names that begin with `_`.
    Source: doc help/ingestion/quality/error-diagnostics.md.
    """
    said = {"_errors": [told(each) for each in row.problems], **origin}
    if row.source is not None:
        try:
            return orjson.dumps(row.source | said, option=orjson.OPT_APPEND_NEWLINE)
        except orjson.JSONEncodeError:
            pass  # It is nested so deep that it can be read but not written.
    text = line[: LONGEST_SHOWN if len(line) >= lines.LONGEST else None].decode(errors="replace").strip()
    return orjson.dumps({"_corrupt_record": text} | said, option=orjson.OPT_APPEND_NEWLINE)


def told(problem: Problem) -> JsonObject:
    """A problem as the file of refused rows has it."""
    mapping = f"{problem.destination}: " if problem.destination else ""
    return {"code": problem.code, "message": mapping + problem.message}
