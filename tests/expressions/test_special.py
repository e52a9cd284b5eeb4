"""Identifiers: random ones come from the source of ids, derived ones are always the same."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.clock import CountingClock
from mock_flowservice.expressions.compiler import compile_expression
from mock_flowservice.expressions.environment import Environment
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.ids import Ids
from tests.expressions.outcomes import evaluate


@given(seed=st.integers(0, 2**32))
def test_identifiers_are_those_of_the_environment_in_their_order(seed: int) -> None:
    source, ids = Ids(seed), Ids(seed)
    made: Any = compile_expression("[uuid(), guid()]", Environment(CountingClock(), source)).evaluate({})
    assert made == [ids.uuid(), ids.uuid()]
    assert all(UUID(each).version == 4 for each in made)


@given(fpid=st.uuids(), other=st.uuids())
def test_an_ecid_is_two_halves_of_63_bits_and_depends_on_the_fpid_alone(fpid: UUID, other: UUID) -> None:
    ecid = evaluate("fpid_to_ecid(fpid)", fpid=str(fpid))
    assert len(ecid) == 38 and max(int(ecid[:19]), int(ecid[19:])) < 2**63
    assert ecid == evaluate("fpid_to_ecid(fpid)", fpid=str(fpid).upper())
    assert (ecid == evaluate("fpid_to_ecid(fpid)", fpid=str(other))) == (fpid == other)


@given(text=st.text() | st.uuids().map(lambda fpid: fpid.hex) | st.uuids().map(lambda fpid: fpid.urn))
def test_a_text_that_is_no_fpid_has_no_ecid(text: str) -> None:
    with pytest.raises(ExpressionError, match="is no FPID"):
        evaluate("fpid_to_ecid(text)", text=text)
