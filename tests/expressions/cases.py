"""The cases of `fixtures/expressions`: an expression, the record it is evaluated on, and what comes out."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from mock_flowservice.clock import CountingClock
from mock_flowservice.data_files import FIXTURES, read_json
from mock_flowservice.expressions.environment import Environment
from mock_flowservice.ids import Ids


@dataclass(frozen=True)
class Case:
    """One row of a table: `result`, or `matches` for what is random, or words of the `error`."""

    table: str
    expression: str
    source: str
    record: dict[str, Any] = field(default_factory=dict)
    result: Any = None
    matches: str | None = None
    error: str | None = None
    description: str = ""

    def holds(self, value: Any) -> bool:
        """Whether a value, as JSON, is what this case wants."""
        if self.matches is not None:
            return re.fullmatch(self.matches, str(value)) is not None
        return type(value) is type(self.result) and bool(value == self.result)


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every table."""
    tables = sorted(path.stem for path in (FIXTURES / "expressions").glob("*.json"))
    return tuple(Case(table, **case) for table in tables for case in read_json(f"expressions/{table}.json"))


def environment() -> Environment:
    """A world of its own, in which time and ids are repeatable."""
    return Environment(CountingClock(), Ids(1))
