"""Laws of the functions on strings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.compiler import compile_expression
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.functions import strings
from mock_flowservice.expressions.limits import LONGEST_TEXT

TEXTS = st.text(max_size=30)
FEW_LETTERS = st.text("ab ,", max_size=12)
COUNTS = st.integers(-5, 40)


@given(TEXTS, st.integers(0, 40))
def test_what_is_left_and_what_is_right_of_a_place_are_the_text(text: str, count: int) -> None:
    count = min(count, len(text))
    assert strings.left(text, count) + strings.right(text, len(text) - count) == text


@given(TEXTS, COUNTS)
def test_left_is_the_part_from_0_on(text: str, count: int) -> None:
    assert strings.left(text, count) == strings.substr(text, 0, count)


@given(TEXTS, COUNTS)
def test_right_is_left_backwards(text: str, count: int) -> None:
    assert strings.right(text, count) == strings.left(text[::-1], count)[::-1]


@given(TEXTS, COUNTS, COUNTS)
def test_a_part_lies_in_the_text_and_is_no_longer_than_asked(text: str, start: int, length: int) -> None:
    found = strings.substr(text, start, length)
    assert found in text
    assert len(found) <= max(length, 0)


@given(st.lists(TEXTS, min_size=1), st.integers(1, 10))
def test_concat_is_associative_and_join_without_a_separator(texts: list[str], place: int) -> None:
    first, *others = texts
    whole = strings.concat(first, *others)
    place = min(place, len(texts))
    assert whole == strings.join("", texts)
    assert strings.concat(strings.concat(*texts[:place]), *texts[place:]) == whole


@given(st.lists(st.text("abc", min_size=1)))
def test_split_takes_apart_what_join_put_together(parts: list[str]) -> None:
    assert strings.split(strings.join(";", parts), ";") == parts


@given(st.lists(st.text("ab."), min_size=1))
def test_explode_takes_apart_what_join_put_together_empty_parts_too(parts: list[str]) -> None:
    assert strings.explode(strings.join("|", parts), r"\|") == parts


@given(FEW_LETTERS, st.text("ab ,", min_size=1, max_size=3))
def test_split_is_explode_at_each_of_the_characters_without_empty_parts(text: str, separators: str) -> None:
    assert strings.split(text, separators) == [each for each in strings.explode(text, f"[{separators}]") if each]


@given(TEXTS)
def test_cases_change_once_and_leave_the_texts_equal_but_for_case(text: str) -> None:
    assert strings.upper(strings.upper(text)) == strings.upper(text)
    assert strings.lower(strings.lower(text)) == strings.lower(text)
    assert not text.isascii() or strings.equals_ignore_case(strings.upper(text), strings.lower(text))


@given(st.text("aAbBéÉßıİ", max_size=4), st.text("aAbBéÉßıİ", max_size=4), st.text("aAbBéÉßıİ", max_size=4))
def test_equality_but_for_case_is_an_equivalence_that_equality_implies(one: str, two: str, three: str) -> None:
    same = strings.equals_ignore_case
    assert same(one, one)
    assert same(one, two) == same(two, one)
    assert not (same(one, two) and same(two, three)) or same(one, three)
    assert not strings.equals(one, two) or same(one, two)


@given(TEXTS, COUNTS, st.none() | st.text(max_size=5))
def test_a_padded_text_has_the_wanted_length_and_the_text_at_its_end(
    text: str, count: int, padding: str | None
) -> None:
    before, after = strings.lpad(text, count, padding), strings.rpad(text, count, padding)
    assert len(before) == len(after) == max(len(text), count)
    assert before.endswith(text)
    assert after.startswith(text)
    assert before.removesuffix(text) == after.removeprefix(text)


@given(TEXTS, COUNTS)
def test_without_a_padding_blanks_are_added(text: str, count: int) -> None:
    assert strings.lpad(text, count, None) == strings.lpad(text, count, "") == text.rjust(count)


@given(st.text("a \t\n\x00\u00a0", max_size=12))
def test_trimming_is_trimming_on_both_sides_in_any_order(text: str) -> None:
    trimmed = strings.trim(text)
    assert trimmed == strings.ltrim(strings.rtrim(text)) == strings.rtrim(strings.ltrim(text))
    assert strings.trim(trimmed) == trimmed
    assert not trimmed or min(trimmed[0], trimmed[-1]) > " "


@given(FEW_LETTERS, st.text("ab", max_size=3), COUNTS, st.integers(1, 5))
def test_where_instr_points_the_part_stands_for_the_nth_time(text: str, part: str, start: int, nth: int) -> None:
    places = [at for at in range(max(start, 0), len(text) + 1) if strings.substr(text, at, len(part)) == part]
    assert strings.instr(text, part, start, nth) == (places[nth - 1] if nth <= len(places) else -1)


@given(FEW_LETTERS, st.text("ab", min_size=1, max_size=3), TEXTS)
def test_replacing_is_cutting_at_the_part_and_joining_with_the_other(text: str, part: str, other: str) -> None:
    assert strings.replacestr(text, part, other) == strings.join(other, strings.explode(text, part))


@given(TEXTS, st.text(min_size=1, max_size=3))
def test_replacing_a_part_by_itself_changes_nothing(text: str, part: str) -> None:
    assert strings.replacestr(text, part, part) == text


@given(st.one_of(st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_scalar_is_read_as_its_text(value: object) -> None:
    record = {"value": value}
    text = compile_expression("concat(value)").evaluate(record)
    assert compile_expression("upper(value)").evaluate(record) == strings.upper(text)
    assert compile_expression("value.equals(concat(value))").evaluate(record) is True


@pytest.mark.parametrize(
    "expression",
    ["concat(text, text)", "replacestr(text, 'a', 'bb')", "join(text, ['a', 'b', 'c'])", "rpad('', count, 'ab')"],
)
def test_no_text_grows_beyond_the_limit(expression: str) -> None:
    record = {"text": "a" * (LONGEST_TEXT // 2 + 1), "count": LONGEST_TEXT + 1}
    with pytest.raises(ExpressionError, match="1,000,000 are the most"):
        compile_expression(expression).evaluate(record)


def test_a_search_that_would_compare_for_ever_is_refused() -> None:
    with pytest.raises(ExpressionError, match="would compare more"):
        strings.instr("a" * LONGEST_TEXT, "a" * (LONGEST_TEXT // 2), 0, LONGEST_TEXT // 4)
