"""The version of the tables, and how each becomes the next."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from ..errors import UsageError
from .tables import entries, indexes, metadata, version

TURN = 0x6D6F636B666C6F77
"""The number of the lock that writers take in PostgreSQL; any that no other program takes."""
BEGIN = {
    "sqlite": ("BEGIN IMMEDIATE",),
    "postgresql": ("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", f"SELECT pg_advisory_xact_lock({TURN})"),
}
"""What begins a transaction that writes, and waits for those of others to end."""


def add_indexes(connection: Connection) -> None:
    """Version 1 knew documents only."""
    metadata.create_all(connection, [indexes, entries], checkfirst=False)


STEPS: tuple[Callable[[Connection], None], ...] = (add_indexes,)
"""From version 1 to 2, and so on."""
CURRENT = len(STEPS) + 1


def bring_up_to_date(engine: Engine) -> None:
    """Make the tables, or change those of an earlier version; raises UsageError for those of a later one."""
    with engine.connect() as connection:
        for statement in BEGIN[engine.dialect.name]:
            connection.exec_driver_sql(statement)
        if not inspect(connection).has_table(version.name):
            metadata.create_all(connection, checkfirst=False)
            connection.execute(insert(version).values(version=CURRENT))
        elif (found := connection.execute(select(version.c.version)).scalar_one()) != CURRENT:
            migrate(connection, found)
        connection.exec_driver_sql("COMMIT")


def migrate(connection: Connection, found: int) -> None:
    """Take the steps from the version that was found; raises UsageError for a later one."""
    if found > CURRENT:
        raise UsageError(f"its version is {found}, and this mock-flowservice knows up to {CURRENT}")
    for step in STEPS[found - 1 :]:
        step(connection)
    connection.execute(update(version).values(version=CURRENT))
