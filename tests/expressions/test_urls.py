"""Laws of the functions on URLs."""

import re
from typing import TypeAlias
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.functions import urls

SCHEMES = st.from_regex(r"[a-z][a-z0-9+.-]{0,8}", fullmatch=True)
HOSTS = st.from_regex(r"[a-z0-9-]{1,9}(\.[a-z]{2,3})?|\[[0-9a-f:]{2,9}\]", fullmatch=True)
PORTS = st.none() | st.integers(0, 65535)
PATHS = st.from_regex(r"(/[a-zA-Z0-9%._:@ä-]{0,5}){0,4}", fullmatch=True)
NAMES = st.text("abcXYZ_0%.", min_size=1, max_size=4)
QUERIES = st.dictionaries(NAMES, st.text("abc=?/%+", max_size=4), max_size=4)
ANCHORS = st.none() | st.text("abc?/&=", max_size=5)
Parts: TypeAlias = tuple[str, str, int | None, str, dict[str, str], str | None]
PARTS: st.SearchStrategy[Parts] = st.tuples(SCHEMES, HOSTS, PORTS, PATHS, QUERIES, ANCHORS)


def put_together(parts: Parts) -> str:
    """The URL that consists of these parts."""
    scheme, host, port, path, query, anchor = parts
    pairs = "&".join(f"{name}={value}" for name, value in query.items())
    return (
        f"{scheme}://{host}{'' if port is None else f':{port}'}{path}"
        f"{f'?{pairs}' if query else ''}{'' if anchor is None else f'#{anchor}'}"
    )


@given(PARTS)
def test_a_url_gives_the_parts_that_it_was_put_together_of(parts: Parts) -> None:
    url = put_together(parts)
    scheme, host, port, path, query, anchor = parts
    assert urls.get_url_protocol(url) == scheme
    assert urls.get_url_host(url) == host
    assert urls.get_url_port(url) == (urls.USUAL_PORTS.get(scheme) if port is None else port)
    assert urls.get_url_path(url) == path
    assert urls.get_url_path(url, False) == path.split("/")[-1]
    assert urls.get_url_query_str(url, "remove") == query
    appended = {"_anchor_": anchor} if query and anchor is not None else {}
    assert urls.get_url_query_str(url, "append") == query | appended


@given(PARTS)
def test_a_retained_anchor_stands_at_the_end_of_the_last_value(parts: Parts) -> None:
    *_, query, anchor = parts
    found = urls.get_url_query_str(put_together(parts), "retain")
    if query and anchor is not None and "&" not in anchor:
        last = list(query)[-1]
        query = query | {last: f"{query[last]}#{anchor}"}
        assert found == query
    assert found is not None
    assert bool(found) == bool(query)


@given(PARTS)
def test_the_standard_library_takes_a_url_apart_in_the_same_way(parts: Parts) -> None:
    url = put_together((*parts[:1], "example.org", *parts[2:]))
    found = urlsplit(url)
    assert urls.get_url_protocol(url) == found.scheme
    assert urls.get_url_host(url) == found.hostname
    assert urls.get_url_path(url) == found.path
    assert found.port in (None, urls.get_url_port(url))


@given(st.text(":/?#[]@a1 .%", max_size=20) | st.text(max_size=20))
def test_what_is_no_url_has_no_part_at_all(text: str) -> None:
    valid = urls.get_url_protocol(text) is not None
    assert (urls.get_url_path(text) is not None) == valid
    assert (urls.get_url_query_str(text, "append") is not None) == valid
    if not valid:
        assert urls.get_url_host(text) is None
        assert urls.get_url_port(text) is None


@given(st.text())
def test_what_is_encoded_and_decoded_is_what_it_was(text: str) -> None:
    assert urls.get_url_decoded(urls.get_url_encoded(text)) == text


@given(st.text())
def test_an_encoded_text_has_only_plain_characters_and_upper_case_escapes(text: str) -> None:
    assert re.fullmatch(r"(?:[A-Za-z0-9_.-]|%[0-9A-F]{2})*", urls.get_url_encoded(text))


@given(st.text(), st.text())
def test_two_texts_encoded_are_both_together_encoded(one: str, other: str) -> None:
    assert urls.get_url_encoded(one) + urls.get_url_encoded(other) == urls.get_url_encoded(one + other)


@given(st.text("%0aFg+", max_size=12))
def test_decoding_fails_exactly_when_a_percent_sign_stands_without_two_digits(text: str) -> None:
    whole = re.fullmatch("(?:[^%]|%[0-9a-fA-F]{2})*", text) is not None
    try:
        urls.get_url_decoded(text)
    except ExpressionError:
        assert not whole
    else:
        assert whole
