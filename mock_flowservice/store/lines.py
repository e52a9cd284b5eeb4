"""Lines to a database: connections of its driver that take our statements.

SQLAlchemy writes the statements, once for each database, and keeps the connections. What runs them is the driver
itself, for that takes a fifth of the time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Executable
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from .base import Unavailable

Values = Mapping[str, Any]
Rows = list[tuple[Any, ...]]


class Line:
    """One connection; each statement on its own is committed at once, unless a transaction has begun."""

    def __init__(self, raw: Any, texts: "Texts") -> None:
        self._raw = raw
        self._texts = texts

    def ask(self, statement: Executable, values: Values) -> Rows:
        """Run a statement: the rows it answers."""
        return self.say(self._texts[statement], values)

    def repeat(self, statement: Executable, values: Sequence[Values]) -> None:
        """Run a statement for each of these values."""
        if values:
            cursor = self._raw.cursor()
            cursor.executemany(self._texts[statement], values)
            cursor.close()

    def say(self, text: str, values: Values | None = None) -> Rows:
        """Run a statement that is written already."""
        cursor = self._raw.cursor()
        cursor.execute(text, values or {})
        rows: Rows = cursor.fetchall() if cursor.description else []
        cursor.close()
        return rows


class Texts(dict[Executable, str]):
    """Statements as a database reads them, each written when it is first asked for."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._dialect = engine.dialect

    def __missing__(self, statement: Any) -> str:
        self[statement] = text = str(statement.compile(dialect=self._dialect))
        return text


class Lines:
    """The lines to one database; `check` raises Unavailable when it is not where it was."""

    def __init__(self, engine: Engine, check: Callable[[], None]) -> None:
        self._engine = engine
        self._check = check
        self._texts = Texts(engine)
        self._failures = (engine.dialect.loaded_dbapi.Error, SQLAlchemyError)

    @contextmanager
    def line(self) -> Iterator[Line]:
        """A line for a while; what is not committed at the end is taken back. Raises Unavailable."""
        self._check()
        try:
            raw = self._engine.raw_connection()
            try:
                yield Line(raw.dbapi_connection, self._texts)
            finally:
                raw.close()
        except self._failures as error:
            raise Unavailable(reason(error)) from error

    def close(self) -> None:
        """Let go of all lines."""
        self._engine.dispose()


def reason(error: Exception) -> str:
    """What a driver says is wrong, in one line."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    return said.partition("\n")[0] or type(error).__name__
