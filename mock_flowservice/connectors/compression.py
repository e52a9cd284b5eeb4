"""Compressed files: taking one apart, and telling how it was made."""

import bz2
import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from .base import Unreadable

LARGEST = 32 * 1024 * 1024
"""Bytes that a file may have when it is taken apart. Rule explore.unreadable_file."""
BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, NotImplementedError, RuntimeError)


def _zipped(raw: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(only(archive.namelist())) as member:
        return member.read(LARGEST + 1)


def _tarred(raw: bytes) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as archive:
        member = archive.extractfile(only([each.name for each in archive.getmembers() if each.isfile()]))
        assert member is not None
        return member.read(LARGEST + 1)


def bounded(content: bytes) -> bytes:
    """What was taken apart, if it is not too large; raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(f"it holds more than {LARGEST} bytes")
    return content


def _gunzipped(raw: bytes) -> bytes:
    with gzip.open(io.BytesIO(raw)) as stream:
        return stream.read(LARGEST + 1)


def _bunzipped(raw: bytes) -> bytes:
    with bz2.open(io.BytesIO(raw)) as stream:
        return stream.read(LARGEST + 1)


def _inflated(raw: bytes) -> bytes:
    stream = zlib.decompressobj()
    content = stream.decompress(raw, LARGEST + 1)
    if not stream.eof and len(content) <= LARGEST:
        raise EOFError("the file ends too early")
    return content


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "bzip2": _bunzipped,
    "gzip": _gunzipped,
    "deflate": _inflated,
    "zipDeflate": _zipped,
    "tarGzip": lambda raw: _tarred(bounded(_gunzipped(raw))),
    "tar": _tarred,
}
"""What undoes each way to compress. Source: doc help/sources/tutorials/api/explore/cloud-storage.md."""


def only(names: list[str]) -> str:
    """The one file of an archive; raises Unreadable: which of several would be meant is not known."""
    if len(names) != 1:
        raise Unreadable(f"the archive holds {len(names)} files, not one")
    return names[0]


def unpacked(raw: bytes, way: str) -> bytes:
    """The file inside a compressed one; raises Unreadable."""
    if not raw:
        raise Unreadable("it is empty")
    try:
        return bounded(WAYS[way](raw))
    except BROKEN as error:
        raise Unreadable(f"it is not compressed with {way} ({error})") from None


def compression_of(raw: bytes) -> str | None:
    """How a file is compressed, told by its content; None if it is not."""
    if raw.startswith(b"\x1f\x8b"):
        return "tarGzip" if _is_tar(unpacked(raw, "gzip")) else "gzip"
    if raw.startswith(b"BZh"):
        return "bzip2"
    if raw.startswith(b"PK\x03\x04"):
        return "zipDeflate"
    if len(raw) > 1 and raw[0] == 0x78 and int.from_bytes(raw[:2]) % 31 == 0:
        return "deflate"
    return "tar" if _is_tar(raw) else None


def _is_tar(raw: bytes) -> bool:
    return raw[257:262] == b"ustar"
