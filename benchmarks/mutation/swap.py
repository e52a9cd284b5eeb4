"""Another source in the place of a module's own, for this process alone; no file is changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType


class Other(SourceFileLoader):
    """Loads a module from a text, under the name of its file."""

    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self.text = text

    def get_code(self, fullname: str) -> CodeType:
        """The text, compiled; nothing of it is kept on the disk."""
        return compile(self.text, self.path, "exec")


class Swap(MetaPathFinder):
    """Finds one module, and gives it another source."""

    def __init__(self, name: str, path: Path, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module, if it is the one."""
        if fullname != self.name:
            return None
        inside = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        loader = Other(fullname, str(self.path), self.text)
        return spec_from_file_location(fullname, self.path, loader=loader, submodule_search_locations=inside)


def put_in_place(folder: Path, file: str, text: str) -> None:
    """From now on this process imports what lies in a file below the folder from this text.

    Raises RuntimeError if it has been imported before.
    """
    path = folder / file
    name = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    if name in sys.modules:
        raise RuntimeError(f"{name} has been imported before")
    sys.meta_path.insert(0, Swap(name, path, text))
