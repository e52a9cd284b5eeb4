"""The version of the tables, and how each becomes the next."""

from collections.abc import Callable, Sequence

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
        held = set(inspect(connection).get_table_names())
        if version.name in held:
            migrate(connection, connection.execute(select(version.c.version)).scalars().all())
        elif held and engine.dialect.name == "sqlite":  # in a PostgreSQL database, others may have tables, too
            raise UsageError(f"it is a file of another program, with tables of its own: {', '.join(sorted(held))}")
        else:
            metadata.create_all(connection, checkfirst=False)
            connection.execute(insert(version).values(version=CURRENT))
        connection.exec_driver_sql("COMMIT")


def migrate(connection: Connection, versions: Sequence[object]) -> None:
    """Take the steps from the version that was found; raises UsageError for a later one, and for what is none."""
    found = versions[0] if len(versions) == 1 else None
    if not isinstance(found, int) or found < 1:
        raise UsageError(f"its table {version.name!r} holds no version: it is of another program")
    if found > CURRENT:
        raise UsageError(f"its version is {found}, and this mock-flowservice knows up to {CURRENT}")
    for step in STEPS[found - 1 :]:
        step(connection)
    if missing := metadata.tables.keys() - set(inspect(connection).get_table_names()):
        raise UsageError(f"it lacks the tables {', '.join(sorted(missing))}")
    if found < CURRENT:
        connection.execute(update(version).values(version=CURRENT))
