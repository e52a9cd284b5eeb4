"""The catalogue: a module per table, each with the functions of that table."""

from importlib import import_module

from .registry import FUNCTIONS, METHODS, TABLES, Function, find, refuse_count

for _table in TABLES:
    import_module(f".{_table}", __name__)

__all__ = ["FUNCTIONS", "METHODS", "TABLES", "Function", "find", "refuse_count"]
