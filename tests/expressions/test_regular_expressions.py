"""Laws of regular expressions: they mean what Java means, and end in time."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.functions.regular_expressions import extract_regex, matches_regex
from mock_flowservice.expressions.regexes import compile_pattern, pieces

TEXTS = st.text("ab-1 \n", max_size=12)
ATOMS = st.sampled_from(
    ["a", "b", "-", "1", " ", r"\d", r"\w", r"\s", r"\D", "[ab]", "[^a]", r"[\w-]", "[a-b1]", r"\-", "."]
)
PATTERNS = st.recursive(
    ATOMS,
    lambda parts: st.one_of(
        st.tuples(parts, parts).map("".join),
        st.tuples(parts, parts).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        parts.map(lambda part: f"({part})"),
        parts.map(lambda part: f"(?={part})"),
        st.tuples(parts, st.sampled_from(["?", "*", "{2}", "{1,2}", "+?"])).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=6,
)


@given(PATTERNS, TEXTS)
def test_where_java_and_python_agree_so_do_we(pattern: str, text: str) -> None:
    assert matches_regex(text, pattern) == bool(re.fullmatch(pattern, text, re.ASCII))
    found = re.search(pattern, text, re.ASCII)
    assert extract_regex(text, pattern) == ([found[0], *found.groups()] if found else [])


@given(PATTERNS, TEXTS)
def test_a_text_that_matches_is_its_own_first_match_of_the_anchored_pattern(pattern: str, text: str) -> None:
    anchored = extract_regex(text, rf"\A(?:{pattern})\z")
    assert matches_regex(text, pattern) == bool(anchored)
    assert not anchored or anchored[0] == text


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_is_quoted_matches_itself_and_nothing_else(text: str, other: str) -> None:
    quoted = text.replace(r"\E", "")
    assert matches_regex(quoted, rf"\Q{quoted}\E")
    assert matches_regex(other, rf"\Q{quoted}\E") == (other == quoted)


@given(st.characters(max_codepoint=127), st.characters(max_codepoint=127))
def test_a_class_and_its_opposite_share_no_character_and_leave_none_out(one: str, other: str) -> None:
    for kind in ("d", "w", "s", "h", "v", "p{Alpha}", "p{Punct}", "p{L}"):
        opposite = f"{kind[0].upper()}{kind[1:]}"
        assert matches_regex(one, rf"\{kind}") != matches_regex(one, rf"\{opposite}")
        assert matches_regex(one, rf"[\{kind}\x{ord(other):02x}]") == (matches_regex(one, rf"\{kind}") or one == other)
        assert matches_regex(one, rf"[\{kind}&&[^\x{ord(other):02x}]]") == (
            matches_regex(one, rf"\{kind}") and one != other
        )


@given(st.characters())
def test_case_is_ignored_for_ascii_unless_unicode_is_asked_for(letter: str) -> None:
    for other in {letter.upper(), letter.lower()} - {letter}:
        if len(other) == 1 and other.swapcase() == letter:
            assert matches_regex(other, rf"(?i)\Q{letter}\E") == letter.isascii()
            assert matches_regex(other, rf"(?i)[\Q{letter}\E]") == letter.isascii()
            assert matches_regex(other, rf"(?iu)\Q{letter}\E")
            assert not matches_regex(other, rf"\Q{letter}\E")


@given(TEXTS, PATTERNS)
def test_the_parts_of_a_text_and_what_lies_between_are_the_text(text: str, pattern: str) -> None:
    parts = pieces(text, pattern)
    at = 0
    for part in parts:
        at = text.index(part, at) + len(part)
    assert text.startswith(parts[0])
    assert text.endswith(parts[-1])


@given(st.text(r"ab()[]{}*+?|^$.\-&1,<=!:pPLdwQEkxu#i ", max_size=30), TEXTS)
def test_anything_is_a_pattern_or_an_error(pattern: str, text: str) -> None:
    for call in (matches_regex, extract_regex, pieces):
        with suppress(ExpressionError):
            call(text, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "x{1000000000}",
        "(?:a{1000}){1000}",
        "(?:(?:(?:(?:a{99}){99}){99}){99}){99}",
        "(?=(?:ab){5000})(?:ab){5000}",
        "(" * 1500 + ")" * 1500,
        "[" * 4000,
        "$" * 4000,
        "a" * 5000,
    ],
)
def test_a_pattern_that_would_grow_without_bounds_is_refused_before_it_does(pattern: str) -> None:
    with pytest.raises(ExpressionError, match="regular expression"):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a|aa)+$", "a" * 60 + "b"),
        ("(?:x+x+)+y", "x" * 5000),
        ("(?:.*a){20}", "a" * 100_000 + "b"),
        ("((a{1,1000}){1,1000}){1,1000}b", "a" * 1_000_000),
        ("(?i)" + "s" * 1000 + "t", "s" * 1_000_000),
    ],
)
def test_a_search_without_end_is_given_up(pattern: str, text: str) -> None:
    with pytest.raises(ExpressionError, match=r"takes longer|too long"):
        matches_regex(text, pattern)


@pytest.mark.parametrize(
    "pattern", ["(?P<a>x)", "(?R)", "(x)(?1)", "x{e<=1}", "(?b)x", r"\m", r"\K", "(*PRUNE)", "(?<a>x)(?<a>y)"]
)
def test_what_only_other_languages_know_is_refused(pattern: str) -> None:
    with pytest.raises(ExpressionError, match="is no regular expression"):
        compile_pattern(pattern)
