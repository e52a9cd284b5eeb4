"""A tree of files: all that lies there can be reached from the root, and nothing else."""

from pathlib import Path

import pytest

from mock_flowservice.connectors import Entry, FileTree, NotThere, sample_files
from mock_flowservice.connectors.files import KEPT


def walk(tree: FileTree, folder: str = "") -> list[Entry]:
    """Every entry of a tree."""
    found = tree.entries(folder)
    return found + [inner for each in found if each.type == "folder" for inner in walk(tree, each.path)]


def test_the_listings_lead_to_everything_that_is_no_kept_row() -> None:
    tree = sample_files()
    listed = {each.path.strip("/") for each in walk(tree)}
    there = {each.relative_to(tree.root).as_posix() for each in tree.root.rglob("*")}
    assert listed == {path for path in there if not path.endswith(KEPT)}
    assert any(path.endswith(KEPT) for path in there)


def test_a_folder_ends_in_a_slash_and_a_file_does_not() -> None:
    for entry in walk(sample_files()):
        assert entry.path.startswith("/")
        assert entry.path.endswith("/") == (entry.type == "folder")
        assert entry.path.strip("/").rpartition("/")[2] == entry.name


@pytest.mark.parametrize(
    "path", ["..", "/../", "exports/../customers.csv", "/etc/passwd", "exports//orders.tsv", "Exports", "\0", "*.csv"]
)
def test_no_path_leads_out_or_around(path: str) -> None:
    for look in (sample_files().entries, sample_files().file):
        with pytest.raises(NotThere):
            look(path)


def test_a_file_is_no_folder_and_a_folder_no_file(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "one.csv").write_text("a,b\n1,2\n")
    tree = FileTree(tmp_path)
    assert [(each.name, each.readable) for each in tree.entries("")] == [("inner", False), ("one.csv", True)]
    assert tree.entries("/inner/") == []
    with pytest.raises(NotThere):
        tree.entries("one.csv")
    with pytest.raises(NotThere):
        tree.file("inner")
