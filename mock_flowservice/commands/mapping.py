"""`mock-flowservice map`: rows of JSON Lines through a mapping set."""

import os
import sys

import click

from ..errors import UsageError
from .ending import ending_well

STANDARD = "-"


@click.command("map")
@click.option("--mapping-set", "mapping_set", required=True, metavar="FILE", help="A mapping set, or its mappings.")
@click.option("--schema", metavar="FILE", help="The schema that it maps to, as the registry shows it.")
@click.option("--input", metavar="FILE", help="Rows, plain or gzip; - is standard input.  [default: what is piped in]")
@click.option("--output", metavar="FILE", default=STANDARD, help="Mapped rows; gzip if it ends in .gz.  [default: -]")
@click.option("--errors", metavar="FILE", help="Refused rows, and why they are.")
@click.option(
    "--processes",
    metavar="NUMBER",
    type=click.IntRange(0, 256),
    default=1,
    show_default=True,
    help="How many work at once; 0 is one for each core.",
)
def map_rows(
    mapping_set: str, schema: str | None, input: str | None, output: str, errors: str | None, processes: int
) -> None:
    """Map rows (JSON Lines), and say at the end what became of them.

    Files are written beside their place and put there once all rows are done. The exit code is 1 if rows were
    refused, 2 if there is something wrong with the mapping set, the schema or a file.
    """
    with ending_well():
        from .map_files import map_file, prepared
        from .outputs import refuse_same
        from .telling import is_terminal, say_summary

        if input is None and is_terminal(sys.stdin):
            raise UsageError("there are no rows: give --input FILE, or pipe them in")
        source = STANDARD if input is None else input
        refuse_same(
            {"--mapping-set": mapping_set, "--schema": schema, "--input": source},
            {"--output": output, "--errors": errors},
        )
        job = prepared(mapping_set, schema, source)
        tally = map_file(job, source, output, errors, processes or os.cpu_count() or 1)
        say_summary(tally)
    sys.exit(1 if tally.refused else 0)
