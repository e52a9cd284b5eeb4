"""Hashes and checksums, as lower-case hexadecimal digits."""

import hashlib
import zlib
from functools import partial

from ..errors import ExpressionError
from . import registry

CHARSETS = ("UTF-8", "UTF-16", "ISO-8859-1", "US-ASCII")
"""Source: doc help/data-prep/functions.md."""

function = partial(registry.function, table="hashing", rule="expression.hashing")


@function("sha1")
def sha1(text: str, charset: str = "UTF-8") -> str:
    """The SHA-1 hash of a text.

    Source: doc help/data-prep/functions.md. UTF-8 as the default is inferred: rule expression.hashing.
    """
    return hashlib.sha1(encoded(text, charset), usedforsecurity=False).hexdigest()


@function("sha256")
def sha256(text: str, charset: str = "UTF-8") -> str:
    """The SHA-256 hash of a text.

    Source: doc help/data-prep/functions.md. UTF-8 as the default is inferred: rule expression.hashing.
    """
    return hashlib.sha256(encoded(text, charset)).hexdigest()


@function("sha512")
def sha512(text: str, charset: str = "UTF-8") -> str:
    """The SHA-512 hash of a text.

    Source: doc help/data-prep/functions.md. UTF-8 as the default is inferred: rule expression.hashing.
    """
    return hashlib.sha512(encoded(text, charset)).hexdigest()


@function("md5")
def md5(text: str, charset: str = "UTF-8") -> str:
    """The MD5 hash of a text.

    Source: doc help/data-prep/functions.md. UTF-8 as the default is inferred: rule expression.hashing.
    """
    return hashlib.md5(encoded(text, charset), usedforsecurity=False).hexdigest()


@function("crc32")
def crc32(text: str, charset: str = "UTF-8") -> str:
    """The CRC-32 checksum of a text, its lowest byte first.

    Source: doc help/data-prep/functions.md; the order of the bytes is that of its sample. UTF-8 as the default is
    inferred: rule expression.hashing.
    """
    return zlib.crc32(encoded(text, charset)).to_bytes(4, "little").hex()


def encoded(text: str, charset: str) -> bytes:
    """The bytes of a text as Java encodes it; raises ExpressionError for an unknown charset."""
    name = charset.upper()
    if name not in CHARSETS:
        raise ExpressionError(f"{charset!r:.80} is none of the charsets {', '.join(CHARSETS)}")
    if name == "UTF-16":
        return utf_16(text)
    return text.encode(name, "replace")


def utf_16(text: str) -> bytes:
    """Big endian, after a byte order mark; nothing for an empty text."""
    whole = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    return f"\ufeff{whole}".encode("utf-16-be") if text else b""
