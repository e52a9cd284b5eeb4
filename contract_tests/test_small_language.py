"""Expressions of a small language have the values that the documents say, wherever they are asked for."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .api import Api
from .small_language import RECORD, Written, expressions
from .tutorial import JsonObject

SPOILS = ("(", ")", " +", '"', ", ,", "]", " a b")
"""What makes no expression of any, behind it."""


def mappings(*sources: str) -> JsonObject:
    """A mapping set of calculated fields: `field0`, `field1` and so on."""
    calculated = enumerate(sources)
    return {
        "mappings": [
            {"sourceType": "EXPRESSION", "source": source, "destination": f"field{at}"} for at, source in calculated
        ]
    }


def previewed(api: Api, *sources: str) -> tuple[JsonObject, list[Any]]:
    """The values of calculated fields for the record, and the errors."""
    [row] = api.mapping_sets.preview([RECORD], mappings(*sources))
    return row["data"], row["errors"] or []


@pytest.mark.rests_on("expression.language", "expression.operators", "mapping.unschemed", "mapping_set.schema")
@given(several=st.lists(expressions, min_size=1, max_size=4))
def test_a_preview_shows_the_values_that_the_documents_say(api: Api, several: list[Written]) -> None:
    values, errors = previewed(api, *(each.text for each in several))
    assert errors == []
    assert values == {f"field{at}": each.value for at, each in enumerate(several)}
    assert [type(values[f"field{at}"]) for at in range(len(several))] == [type(each.value) for each in several]


@pytest.mark.rests_on("expression.language", "expression.sample", "mapping_set.validated", "mapping_set.schema")
@given(one=expressions, spoil=st.sampled_from(["", *SPOILS]))
def test_all_who_judge_an_expression_agree(api: Api, one: Written, spoil: str) -> None:
    text = one.text + spoil
    good = not spoil
    validate = api.client.expressions.validate
    [verdict] = api.mapping_sets.validate(mappings(text))
    _, errors = previewed(api, text)
    assert validate(text).valid == good
    assert validate(text, sample=json.dumps(RECORD)).valid == good
    assert (verdict["status"] == "SUCCESS") == good
    assert (errors == []) == good


@pytest.mark.rests_on("expression.language", "expression.operators", "mapping.unschemed", "mapping_set.schema")
@given(one=expressions)
def test_an_expression_means_the_same_with_blanks_and_parentheses_around_it(api: Api, one: Written) -> None:
    values, errors = previewed(api, one.text, f"({one.text})", f"  {one.text} ", f"coalesce({one.text})")
    assert errors == []
    assert [*values.values()] == [one.value] * 4
