"""Laws of hashes: they are those of the standard library, for the bytes that Java makes of a text."""

import binascii
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.functions import hashing

HASHES = {"md5": hashing.md5, "sha1": hashing.sha1, "sha256": hashing.sha256, "sha512": hashing.sha512}
CHARSETS = ("UTF-8", "UTF-16", "ISO-8859-1", "US-ASCII")


def java_bytes(text: str, charset: str) -> bytes:
    """What Java makes of a text, written a second time, a character at a time."""
    if charset == "UTF-16":
        return b"\xfe\xff" * bool(text) + b"".join(each.encode("utf-16-be") for each in text)
    most = {"UTF-8": 0x10FFFF, "ISO-8859-1": 0xFF, "US-ASCII": 0x7F}[charset]
    plain = "".join(each if ord(each) <= most else "?" for each in text)
    return plain.encode("utf-8" if charset == "UTF-8" else "latin-1")


@pytest.mark.parametrize("name", HASHES)
@given(text=st.text(), charset=st.sampled_from(CHARSETS))
def test_a_hash_is_that_of_the_bytes(name: str, text: str, charset: str) -> None:
    assert HASHES[name](text, charset) == hashlib.new(name, java_bytes(text, charset)).hexdigest()


@given(st.text(), st.sampled_from(CHARSETS))
def test_a_checksum_is_printed_with_its_bytes_turned_round(text: str, charset: str) -> None:
    usual = f"{binascii.crc32(java_bytes(text, charset)):08x}"
    assert hashing.crc32(text, charset) == "".join(usual[at : at + 2] for at in (6, 4, 2, 0))


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_has_the_same_hash_in_all_charsets_of_one_byte(text: str) -> None:
    assert len({hashing.sha1(text, charset) for charset in CHARSETS if charset != "UTF-16"}) == 1


@given(st.text(), st.sampled_from(CHARSETS))
def test_the_case_of_a_charset_does_not_matter_and_utf_8_need_not_be_said(text: str, charset: str) -> None:
    assert hashing.md5(text, charset.lower()) == hashing.md5(text, charset)
    assert hashing.md5(text) == hashing.md5(text, "utf-8")


@pytest.mark.parametrize("charset", CHARSETS)
def test_half_a_surrogate_pair_has_a_hash_as_well(charset: str) -> None:
    replacement = "\ufffd" if charset == "UTF-16" else "?"
    assert hashing.sha1("a\ud800b", charset) == hashing.sha1(f"a{replacement}b", charset)


@given(st.text(max_size=10).filter(lambda name: name.upper() not in CHARSETS))
def test_any_other_charset_is_refused(charset: str) -> None:
    with pytest.raises(ExpressionError, match="none of the charsets"):
        hashing.crc32("a", charset)
