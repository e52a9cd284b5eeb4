"""Sources of tables: the tables of the samples."""

from functools import cache

from ..data_files import read_json
from .base import Entry, NotThere, Table, listed_table


@cache
def sample_tables() -> dict[str, Table]:
    """The tables by name."""
    return {name: listed_table(**each) for name, each in read_json("samples/tables.json").items()}


def table_entries() -> list[Entry]:
    """What a database shows of itself. A table without columns has nothing more to show."""
    return [Entry("table", name, name, bool(table.columns)) for name, table in sample_tables().items()]


def read_table(name: str) -> Table:
    """The table of this name; raises NotThere."""
    if name not in sample_tables():
        raise NotThere(name)
    return sample_tables()[name]
