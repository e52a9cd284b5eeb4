"""JSON text: every value comes back out of its text, and no text does harm."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mock_flowservice.expressions.compiler import compile_expression
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.limits import DEEPEST, MOST_MEMBERS

WORDS = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | WORDS
WHOLE = st.integers(-(10**300), 10**300) | st.integers(-(2**70), 2**70)
VALUES = st.recursive(SCALARS | WHOLE, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=8)


def parsed(text: Any) -> Any:
    return compile_expression("json_to_object(text)").evaluate({"text": text})


@given(value=VALUES, ascii_only=st.booleans(), indent=st.sampled_from([None, 1]))
@example(value=2**64, ascii_only=True, indent=None)
@example(value=["7" * 30, 2**63], ascii_only=True, indent=None)
def test_a_value_comes_back_out_of_its_text(value: Any, ascii_only: bool, indent: int | None) -> None:
    back = parsed(json.dumps(value, ensure_ascii=ascii_only, indent=indent))
    assert back == value and repr(back) == repr(value)


@given(value=VALUES.filter(lambda value: not isinstance(value, str)))
def test_what_is_no_text_is_given_back(value: Any) -> None:
    assert parsed(value) is value


@given(text=st.text() | st.text(st.sampled_from('{}[]":,-+.0123456789eEntrufalsNI \\u\ud800')))
def test_a_text_is_read_or_refused(text: str) -> None:
    with suppress(ExpressionError):
        assert parsed(text) == json.loads(text)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"k":', "}")])
def test_a_text_is_read_up_to_a_depth(opening: str, closing: str) -> None:
    assert parsed(opening * DEEPEST + "12345678901234567890" + closing * DEEPEST)
    for depth in (DEEPEST + 1, 1_000, 100_000):
        with pytest.raises(ExpressionError, match=r"deeper|depth"):
            parsed(opening * depth + "1" + closing * depth)


def test_a_text_is_read_up_to_a_number_of_values() -> None:
    assert len(parsed(json.dumps([0] * MOST_MEMBERS))) == MOST_MEMBERS
    with pytest.raises(ExpressionError, match="members"):
        parsed(json.dumps([[0] * MOST_MEMBERS]))
