"""What holds of the strings of Analytics for all of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.functions import FUNCTIONS
from mock_flowservice.expressions.limits import MOST_MEMBERS
from tests.expressions.outcomes import evaluate

WORD = st.text("abc1 .", min_size=1, max_size=4).filter(str.strip)
MAYBE = WORD | st.none()
EVENTS = st.dictionaries(st.sampled_from(["event1", "event2", "purchase"]), st.tuples(MAYBE, MAYBE))
EVARS = st.dictionaries(st.sampled_from(["eVar1", "eVar2"]), WORD)
PLAIN = ("categories", "names", "quantities", "prices")
PRODUCTS = st.lists(st.tuples(*[MAYBE] * len(PLAIN), EVENTS, EVARS), min_size=1, max_size=4)
OURS = sorted(name for name, each in FUNCTIONS.items() if each.table == "analytics")


def stripped(text: str | None) -> str | None:
    return text and text.strip()


def written(events: dict[str, tuple[str | None, str | None]], separator: str) -> str:
    """A list of events as Analytics writes it."""
    return separator.join(
        f"{name}{'' if value is None else f'={value}'}{'' if id is None else f':{id}'}"
        for name, (value, id) in events.items()
    )


@given(events=EVENTS)
def test_a_list_of_events_is_read_as_it_was_written(events: dict[str, tuple[str | None, str | None]]) -> None:
    text = written(events, ",")
    for name in ("event1", "event2", "purchase", "event"):
        value, id = events.get(name, (None, None))
        expected = (stripped(value) or "1", stripped(id)) if name in events else (None, None)
        assert evaluate("aa_get_event_value(text, name)", text=text, name=name) == expected[0]
        assert evaluate("aa_get_event_id(text, name)", text=text, name=name) == expected[1]


@given(products=PRODUCTS)
def test_a_list_of_products_is_read_as_it_was_written(products: list[Any]) -> None:
    text = ",".join(
        ";".join([*(each or "" for each in plain), written(events, "|"), "|".join(map("=".join, evars.items()))])
        for *plain, events, evars in products
    )
    for position, column in enumerate(PLAIN):
        found = evaluate(f"aa_get_product_{column}(text)", text=text)
        assert found == [stripped(product[position]) for product in products]
    for name in ("event1", "purchase"):
        values = evaluate("aa_get_product_event_values(text, name)", text=text, name=name)
        assert values == [(stripped(row[4][name][0]) or "1") if name in row[4] else None for row in products]
        ids = evaluate("aa_get_product_event_ids(text, name)", text=text, name=name)
        assert ids == [stripped(row[4].get(name, (None, None))[1]) for row in products]
    evars = evaluate('aa_get_product_evars(text, "eVar2")', text=text)
    assert evars == [stripped(row[5].get("eVar2")) for row in products]


@given(text=st.text() | st.text(",;|=:ae1 "), name=st.text("ae1 "))
def test_all_functions_count_the_same_products_in_any_text(text: str, name: str) -> None:
    counted = {len(evaluate(f"aa_get_product_{column}(text)", text=text)) for column in PLAIN}
    for column in ("event_values", "event_ids", "events", "evars"):
        counted.add(len(evaluate(f"aa_get_product_{column}(text, name)", text=text, name=name)))
    assert counted == {text.count(",") + 1 if text.strip() else 0}


@given(text=st.text(",;|=:ae1 "), name=st.text("ae1 "))
def test_the_events_of_products_are_their_values_and_ids(text: str, name: str) -> None:
    events = evaluate("aa_get_product_events(text, name)", text=text, name=name)
    values = evaluate("aa_get_product_event_values(text, name)", text=text, name=name)
    ids = evaluate("aa_get_product_event_ids(text, name)", text=text, name=name)
    assert [(each or {}).get("value") for each in events] == values
    assert [(each or {}).get("id") for each in events] == ids


@pytest.mark.parametrize("name", [name for name in OURS if FUNCTIONS[name].bounds[0] == 1])
def test_too_many_products_are_refused(name: str) -> None:
    with pytest.raises(ExpressionError, match="members, and"):
        evaluate(f"{name}(text)", text="," * MOST_MEMBERS)
