"""`mock-flowservice eval`: the value of one expression."""

import sys
from typing import Any

import click

from ..errors import UsageError
from .ending import ending_well


@click.command("eval")
@click.argument("expression")
@click.option(
    "--record",
    metavar="JSON",
    default="{}",
    help="What its fields are taken from: a JSON object, @FILE, or - for standard input.  [default: {}]",
)
def evaluate(expression: str, record: str) -> None:
    """Print the value of EXPRESSION as JSON; one that begins with a dash comes after `--`.

    The exit code is 1 if it has no value for this record, 2 if it cannot be read.
    """
    with ending_well():
        import orjson

        from ..expressions.compiler import compile_expression
        from ..expressions.errors import ExpressionError
        from ..mapping.coercion import unschemed

        fields = read_record(record)
        try:
            compiled = compile_expression(expression)
        except ExpressionError as error:
            raise UsageError(error) from None
        try:
            value = orjson.dumps(unschemed(compiled.evaluate(fields)))
        except (ExpressionError, orjson.JSONEncodeError) as error:
            click.echo(f"mock-flowservice: {error}", err=True)
            sys.exit(1)
        click.echo(value)


def read_record(given: str) -> Any:
    """The record that the option gives; raises UsageError if that is no JSON object."""
    from .inputs import parsed, read_json_file

    if given.startswith("@"):
        record, name = read_json_file(given[1:]), given[1:]
    else:
        name = "standard input" if given == "-" else "--record"
        text = sys.stdin.buffer.read() if given == "-" else given.encode(errors="replace")
        record = parsed(text, name)
    if not isinstance(record, dict):
        raise UsageError(f"{name} holds no JSON object")
    return record
