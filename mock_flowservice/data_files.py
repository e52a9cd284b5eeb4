"""Where the JSON files that ship with the emulator are, and how they are read."""

from functools import cache
from pathlib import Path
from typing import Any

import orjson

_HERE = Path(__file__).parent
FIXTURES = next(folder for folder in (_HERE / "fixtures", _HERE.parent / "fixtures") if folder.is_dir())


@cache
def read_json(name: str) -> Any:
    """The parsed content of a fixture file, named relative to `fixtures/`; shared, so not to be changed."""
    return orjson.loads((FIXTURES / name).read_bytes())


def read_json_lines(name: str) -> list[Any]:
    """The records of a JSON Lines fixture, in the order of the file."""
    return [orjson.loads(line) for line in (FIXTURES / name).read_bytes().splitlines() if line.strip()]
