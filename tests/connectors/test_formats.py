"""Formats of files: what is written in any of them is read again, and its content tells how."""

import bz2
import csv
import gzip
import io
import json
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mock_flowservice.connectors import NoFileType, Unreadable, sample_files
from mock_flowservice.connectors.compression import LARGEST, WAYS, compression_of, unpacked
from mock_flowservice.connectors.formats import DELIMITERS, File, Properties, detected, read_file
from mock_flowservice.wire import JsonObject

cells = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=6) | st.just(
    'say "a,b;c"\tor\nnot'
)
tables = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=4))


def tarred(raw: bytes, *names: str) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name in names or ("file.csv",):
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            archive.addfile(entry, io.BytesIO(raw))
    return whole.getvalue()


def zipped(raw: bytes, *names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names or ("file.csv",):
            archive.writestr(name, raw)
    return whole.getvalue()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "bzip2": bz2.compress,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "zipDeflate": zipped,
    "tarGzip": lambda raw: gzip.compress(tarred(raw)),
    "tar": tarred,
}
ways = st.sampled_from(sorted(PACKED))


def delimited(header: list[str], lines: list[list[str]], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *lines])
    return text.getvalue()


@given(
    lines=tables,
    delimiter=st.sampled_from(DELIMITERS),
    way=st.none() | ways,
    encoding=st.sampled_from(["UTF-8", "ISO-8859-1"]),
)
def test_a_delimited_file_tells_how_it_is_to_be_read_and_is_read_so(
    lines: list[list[str]], delimiter: str, way: str | None, encoding: str
) -> None:
    header = [f"column{n}" for n in range(len(lines[0]) if lines else 3)]
    raw = delimited(header, lines, delimiter).encode(encoding)
    file = File(PACKED[way](raw) if way else raw)
    properties = Properties("delimited", delimiter, way, encoding)
    assert detected(file, encoding) == properties
    table = read_file(file, properties)
    assert [column.name for column in table.columns] == header
    assert [list(row.values()) for row in table.rows] == lines
    assert {column.type for column in table.columns} == {"string"}


values = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=4) | st.lists(st.integers(0, 9))
objects = st.lists(st.dictionaries(st.sampled_from("abc"), values, min_size=1), min_size=1, max_size=4)


@given(records=objects, lines=st.booleans(), way=st.none() | ways)
def test_json_is_read_as_an_array_or_line_by_line(records: list[JsonObject], lines: bool, way: str | None) -> None:
    text = "\n".join(map(json.dumps, records)) if lines else json.dumps(records, indent=1, ensure_ascii=False)
    file = File(PACKED[way](text.encode()) if way else text.encode())
    properties = detected(file)
    assert (properties.file_type, properties.compression) == ("json", way)
    table = read_file(file, properties)
    assert list(table.rows) == records
    assert {column.name for column in table.columns} == {name for record in records for name in record}


@given(
    raw=st.binary(max_size=200) | st.text(max_size=50).map(str.encode),
    way=ways,
    file_type=st.sampled_from(["delimited", "json", "parquet"]),
)
def test_any_bytes_are_read_or_refused(raw: bytes, way: str, file_type: str) -> None:
    for properties in (Properties(file_type), Properties(file_type, compression=way)):
        try:
            table = read_file(File(raw), properties)
        except Unreadable:
            continue
        assert all(row.keys() <= {column.name for column in table.columns} for row in table.rows)
    with suppress(Unreadable):
        assert detected(File(raw)).file_type in ("delimited", "json", "parquet")


@given(raw=st.binary(max_size=100), way=ways)
def test_what_was_compressed_is_taken_apart_and_told(raw: bytes, way: str) -> None:
    packed = PACKED[way](raw)
    assert unpacked(packed, way) == raw
    assume(way != "gzip" or raw[257:262] != b"ustar")
    assert compression_of(packed) == way


@pytest.mark.parametrize("way", WAYS)
def test_a_file_cut_short_is_refused(way: str) -> None:
    packed = PACKED[way](b"a,b\n" * 1000)
    for cut in (packed[: min(len(packed) // 2, 600)], packed[:3], b"", b"a,b\n1,2\n"):
        with pytest.raises(Unreadable):
            unpacked(cut, way)


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_grows_beyond_all_bounds_is_refused(way: str) -> None:
    with pytest.raises(Unreadable, match="more than"):
        unpacked(PACKED[way](b"\0" * (LARGEST + 1)), way)


@pytest.mark.parametrize("packed", [tarred(b"a", "1", "2"), zipped(b"a", "1", "2")])
def test_an_archive_of_several_files_is_refused(packed: bytes) -> None:
    with pytest.raises(Unreadable, match="2 files"):
        unpacked(packed, compression_of(packed) or "")


@pytest.mark.parametrize("raw", [b"", b" \n", b"\0\1", b"\xff\xfe", b"\x89PNG\r\n"])
def test_what_is_no_text_has_no_type(raw: bytes) -> None:
    with pytest.raises(NoFileType):
        detected(File(raw))


@pytest.mark.parametrize("raw", [b"one\ntwo\n", b"a,b\n1\n", b'{"a": 1', b"a;b\n1,2\n", b"a,b,c\n1,2\n"])
def test_a_text_without_columns_is_not_guessed_at(raw: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        detected(File(raw))
    assert not isinstance(refused.value, NoFileType)


@pytest.mark.parametrize("raw", [b"[1, 2]", b'[{"a": 1}, 2]', b'{"a": 1}\n[]'])
def test_json_of_other_things_than_objects_is_told_and_refused(raw: bytes) -> None:
    assert detected(File(raw)) == Properties("json")
    with pytest.raises(Unreadable, match="other JSON"):
        read_file(File(raw), Properties("json"))


def test_parquet_is_read_from_what_is_kept_beside_it() -> None:
    file = sample_files().file("/archive/loyalty.parquet")
    assert detected(file) == Properties("parquet")
    assert read_file(file, Properties("parquet")).rows[0] == {
        "member_id": "M-1",
        "points": 120,
        "level": "gold",
        "joined": "2023-05-01",
    }
    for other in (File(file.raw), File(b"a,b\n", file.beside)):
        with pytest.raises(Unreadable):
            read_file(other, Properties("parquet"))


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    table = read_file(File(b"\xef\xbb\xbfa,b\n1,2\n"), Properties("delimited"))
    assert [column.name for column in table.columns] == ["a", "b"]


def test_a_line_that_is_too_short_or_too_long_keeps_what_has_a_name() -> None:
    table = read_file(File(b"a,b\n1\n1,2,3\n"), Properties("delimited"))
    assert list(table.rows) == [{"a": "1"}, {"a": "1", "b": "2"}]
