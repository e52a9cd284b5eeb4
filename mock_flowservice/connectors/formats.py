"""Formats of files: delimited, JSON and Parquet as tables, and telling by its content which of them a file is."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from .base import KINDS, Column, NoFileType, Table, Unreadable, listed_table
from .compression import compression_of, unpacked
from .hierarchy import schema_of

FILE_TYPES = ("delimited", "json", "parquet")
ENCODINGS = {"UTF-8": "utf-8-sig", "ISO-8859-1": "iso-8859-1"}
"""Python's names for the encodings of text; a byte order mark is passed over."""
DELIMITERS = ",;\t|"
"""What is tried when nobody says, the usual one first. Rule explore.file_properties."""


@dataclass(frozen=True)
class File:
    """The bytes of a file, and the rows that are kept beside it where its format is not read here."""

    raw: bytes
    beside: bytes | None = None


@dataclass(frozen=True)
class Properties:
    """How a file is to be read."""

    file_type: str
    delimiter: str = ","
    compression: str | None = None
    encoding: str = "UTF-8"

    def as_json(self) -> dict[str, str]:
        """As the API answers them: those that the file has."""
        compression = {"compressionType": self.compression} if self.compression else {}
        delimiter = {"columnDelimiter": self.delimiter} if self.file_type == "delimited" else {}
        return {"fileType": self.file_type, **compression, **delimiter}


def read_file(file: File, properties: Properties) -> Table:
    """The table that a file holds, read in this way; raises Unreadable."""
    content = unpacked(file.raw, properties.compression) if properties.compression else file.raw
    if properties.file_type == "parquet":
        return read_parquet(content, file.beside)
    text = decoded(content, properties.encoding)
    return read_json_text(text) if properties.file_type == "json" else read_delimited(text, properties.delimiter)


def decoded(content: bytes, encoding: str) -> str:
    """The text of a file; raises Unreadable."""
    try:
        return content.decode(ENCODINGS[encoding])
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not text in {encoding} ({error.reason} at byte {error.start})") from None


def read_delimited(text: str, delimiter: str) -> Table:
    """A table of texts, the first line its header; cells without a header are left out, missing ones are null."""
    lines = delimited_lines(text, delimiter)
    header = lines[0] if lines else []
    columns = tuple(Column(name, KINDS["string"]) for name in dict.fromkeys(header))
    return Table(columns, tuple(dict(zip(header, line, strict=False)) for line in lines[1:]))


def delimited_lines(text: str, delimiter: str) -> list[list[str]]:
    """The cells of each line that is not empty; raises Unreadable."""
    try:
        return [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if line]
    except csv.Error as error:
        raise Unreadable(f"it is no delimited text ({error})") from None


def read_json_text(text: str) -> Table:
    """A table from an array of objects, from one object, or from one object in each line; raises Unreadable."""
    records = json_records(text)
    names = dict.fromkeys(name for record in records for name in record)
    columns = (Column(name, schema_of(record.get(name) for record in records)) for name in names)
    return Table(tuple(columns), tuple(records))


def json_records(text: str) -> list[dict[str, Any]]:
    """The objects of a JSON text; raises Unreadable."""
    records = json_values(text)
    if not all(isinstance(each, dict) for each in records):
        raise Unreadable("it holds other JSON than objects")
    return records


def json_values(text: str) -> list[Any]:
    """The elements of an array, one value, or one from each line; raises Unreadable."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return _each_line(text.split("\n"))
    return value if isinstance(value, list) else [value]


def _each_line(lines: Iterable[str]) -> list[Any]:
    try:
        return [orjson.loads(line) for line in lines if line.strip()]
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"it is no JSON ({error})") from None


def read_parquet(content: bytes, beside: bytes | None) -> Table:
    """The rows that are kept beside a Parquet file; raises Unreadable."""
    if not content.startswith(b"PAR1"):
        raise Unreadable("it is no Parquet file")
    if beside is None:
        raise Unreadable("Parquet is not read here, and its rows are not kept beside it")
    return listed_table(**orjson.loads(beside))


def detected(file: File, encoding: str = "UTF-8") -> Properties:
    """How a file is to be read, told by its content; raises Unreadable, NoFileType where not even its type is clear."""
    compression = compression_of(file.raw)
    content = unpacked(file.raw, compression) if compression else file.raw
    if content.startswith(b"PAR1"):
        return Properties("parquet", compression=compression, encoding=encoding)
    text = _plain_text(content, encoding)
    if _is_json(text):
        return Properties("json", compression=compression, encoding=encoding)
    return Properties("delimited", delimiter_of(text), compression, encoding)


def _plain_text(content: bytes, encoding: str) -> str:
    try:
        text = decoded(content, encoding)
    except Unreadable as error:
        raise NoFileType(str(error)) from None
    if "\0" in text or not text.strip():
        raise NoFileType("it is empty" if not text.strip() else "it is no text")
    return text


def _is_json(text: str) -> bool:
    try:
        return text.lstrip()[0] in "[{" and bool(json_values(text))
    except Unreadable:
        return False


def delimiter_of(text: str) -> str:
    """The character that parts the most columns, in all lines the same number of them; raises Unreadable."""
    widths = {each: {len(line) for line in delimited_lines(text, each)} for each in DELIMITERS}
    even = {each: min(found) for each, found in widths.items() if len(found) == 1 and min(found) > 1}
    if not even:
        raise Unreadable(f"none of {', '.join(map(repr, DELIMITERS))} parts its lines into columns")
    return max(even, key=lambda each: even[each])
