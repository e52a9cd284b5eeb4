"""The sources that the emulator can play: files, tables, and services behind REST."""

from .base import Column, ConnectorError, Entry, NoFileType, NotThere, Table, Unreadable
from .files import FileTree, sample_files
from .mixpanel import MIXPANEL, mixpanel_rows, mixpanel_schema
from .rest import rest_rows
from .tables import read_table, sample_tables, table_entries

__all__ = [
    "MIXPANEL",
    "Column",
    "ConnectorError",
    "Entry",
    "FileTree",
    "NoFileType",
    "NotThere",
    "Table",
    "Unreadable",
    "mixpanel_rows",
    "mixpanel_schema",
    "read_table",
    "rest_rows",
    "sample_files",
    "sample_tables",
    "table_entries",
]
