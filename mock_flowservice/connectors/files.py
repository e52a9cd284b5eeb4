"""Sources of files: what lies in a folder of this machine, as a source lists it, and the bytes of one file."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from ..data_files import FIXTURES
from .base import ConnectorError, Entry, NotThere
from .formats import File, detected, read_file

KEPT = ".rows.json"
"""The end of the name of a file that holds the rows of its neighbour; no listing shows it."""


@dataclass(frozen=True)
class FileTree:
    """A source of files: all paths that it has, without the slashes around them, and what lies there."""

    root: Path

    @cached_property
    def places(self) -> dict[str, Path]:
        """The files and folders by path; the root has the empty one. What is asked for is looked up here only."""
        inside = [path for path in sorted(self.root.rglob("*")) if not path.name.endswith(KEPT)]
        return {"": self.root} | {path.relative_to(self.root).as_posix(): path for path in inside}

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, by name; raises NotThere."""
        place = self._place(folder)
        if not place.is_dir():
            raise NotThere(folder)
        return [self._entry(path) for path in self.places.values() if path.parent == place and path != self.root]

    def file(self, path: str) -> File:
        """A file; raises NotThere."""
        place = self._place(path)
        if not place.is_file():
            raise NotThere(path)
        beside = place.with_name(place.name + KEPT)
        return File(place.read_bytes(), beside.read_bytes() if beside.is_file() else None)

    def _place(self, path: str) -> Path:
        if path.strip("/") not in self.places:
            raise NotThere(path)
        return self.places[path.strip("/")]

    def _entry(self, place: Path) -> Entry:
        path = "/" + place.relative_to(self.root).as_posix()
        if place.is_dir():
            return Entry("folder", place.name, path + "/")
        return Entry("file", place.name, path, is_readable(self.file(path)))


def is_readable(file: File) -> bool:
    """Whether a file has columns to show, read as its content tells; in UTF-8 or, as that always can be, Latin-1."""
    for encoding in ("UTF-8", "ISO-8859-1"):
        try:
            return bool(read_file(file, detected(file, encoding)).columns)
        except ConnectorError:
            continue
    return False


@cache
def sample_files() -> FileTree:
    """The files of the samples."""
    return FileTree(FIXTURES / "samples/files")
