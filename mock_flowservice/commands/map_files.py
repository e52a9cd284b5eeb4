"""One run of `mock-flowservice map`: from an input to its outputs."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from typing import BinaryIO

from ..errors import UsageError
from ..mapping.lines import Block, blocks, opened
from ..mapping.rows import Outcome, Tally, map_block
from .inputs import read_mapping_set, read_schema
from .job import Job
from .outputs import STANDARD, writing
from .telling import is_terminal, size_of, watching
from .workers import map_in_order


def prepared(mapping_set: str, schema: str | None, input: str) -> Job:
    """What is to be done, tried once; raises UsageError if the mapping set or the schema is wrong."""
    name = input.encode(errors="replace").decode()
    job = Job(read_mapping_set(mapping_set), None if schema is None else read_schema(schema), name)
    job.compiled(mapping_set)
    return job


def map_file(job: Job, input: str, output: str, errors: str | None, processes: int) -> Tally:
    """Map all rows of an input."""
    tally = Tally()
    quiet = output == STANDARD and is_terminal(sys.stdout)
    with (
        reading(input) as source,
        writing(output) as mapped,
        writing(errors) as refused,
        watching(source, quiet=quiet) as step,
        closing(outcomes(job, blocks(opened(source)), processes)) as made,
    ):
        if output == STANDARD and is_written_to(source):
            raise UsageError(f"standard output is {input}, which is being read")
        for outcome in made:
            mapped.write(outcome.mapped)
            mapped.flush()
            refused.write(outcome.refused)
            tally.add(outcome.tally)
            step(tally)
    return tally


def is_written_to(source: BinaryIO) -> bool:
    """Whether standard output adds to the file that is read: its rows would be mapped again, maybe without end."""
    with suppress(OSError):
        return size_of(source) is not None and os.path.sameopenfile(source.fileno(), sys.stdout.fileno())
    return False


def outcomes(job: Job, source: Iterator[Block], processes: int) -> Generator[Outcome]:
    """What becomes of each block, in this process or in several others."""
    if processes > 1:
        yield from map_in_order(job, source, processes)
    else:
        mapping_set = job.compiled()
        yield from (map_block(mapping_set, block, job.name) for block in source)


@contextmanager
def reading(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input; raises UsageError if there is none."""
    if name != STANDARD:
        with open(name, "rb") as file:
            yield file
    elif sys.stdin is None:
        raise UsageError("there is no standard input")
    else:
        yield sys.stdin.buffer
