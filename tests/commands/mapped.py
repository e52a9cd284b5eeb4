"""Rows, a mapping set for them, and the program that maps them, as a user starts it."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result

from mock_flowservice.cli import main
from tests.servers import PATIENCE, environment

MAPPINGS = [
    {"sourceType": "ATTRIBUTE", "source": "name", "destination": "_demo.name"},
    {"sourceType": "EXPRESSION", "source": "upper(name)", "destination": "_demo.loud"},
    {"sourceType": "ATTRIBUTE", "source": "age", "destination": "_demo.age"},
]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["_demo"],
    "properties": {
        "_demo": {
            "type": "object",
            "properties": {
                "name": {"type": "string", "maxLength": 20},
                "loud": {"type": "string"},
                "age": {"type": "integer"},
            },
        }
    },
}
PROGRAM = (sys.executable, "-m", "mock_flowservice")


def written(path: Path, value: Any) -> str:
    """The name of a file that holds a value as JSON."""
    path.write_text(json.dumps(value))
    return str(path)


def lines(rows: Iterable[Any]) -> bytes:
    """Rows as JSON Lines."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def rows_in(text: bytes) -> list[Any]:
    """What JSON Lines hold."""
    return [json.loads(line) for line in text.splitlines()]


def typed(*words: str, stdin: bytes | None = None) -> Result:
    """What the program says when it runs in this process."""
    command: click.Command = main
    return CliRunner().invoke(command, words, input=stdin, prog_name="mock-flowservice")


def ran(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What the program says when it runs as one."""
    return subprocess.run(
        [*PROGRAM, *words], input=stdin, capture_output=True, env=environment(), timeout=PATIENCE, check=False
    )
