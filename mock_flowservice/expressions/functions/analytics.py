"""Strings of Adobe Analytics: lists of events, and of products."""

from functools import partial
from typing import Any, NamedTuple

from ..limits import room_for_members
from . import registry

function = partial(registry.function, table="analytics", rule="expression.analytics")

CATEGORY, NAME, QUANTITY, PRICE, EVENTS, EVARS = range(6)
"""What stands between the semicolons of a product. Source: doc help/data-prep/functions.md, its samples."""


class Event(NamedTuple):
    """What a list of events says of one: the value, 1 if it is not written, and the id, if it is."""

    value: str
    id: str | None


def find_event(events: str | None, name: str, separator: str) -> Event | None:
    """The first event of a name in a list of `name=value:id`, where value and id may be missing."""
    for written in (events or "").split(separator):
        head, _, id = written.partition(":")
        found, _, value = head.partition("=")
        if found.strip() and found.strip() == name.strip():
            return Event(value.strip() or "1", id.strip() or None)
    return None


def find_evar(evars: str | None, name: str) -> str | None:
    """The value of the first eVar of a name in a list of `name=value`."""
    for written in (evars or "").split("|"):
        found, _, value = written.partition("=")
        if found.strip() and found.strip() == name.strip():
            return value.strip() or None
    return None


def column(products: str, position: int) -> list[str | None]:
    """One field of each product, without blanks around it; null where it is empty or missing."""
    if not products.strip():
        return []
    room_for_members(products.count(",") + 1)
    rows = (product.split(";") for product in products.split(","))
    return [row[position].strip() or None if position < len(row) else None for row in rows]


def event_of_each(products: str, name: str) -> list[Event | None]:
    """The event of a name in each product."""
    return [find_event(events, name, "|") for events in column(products, EVENTS)]


@function("aa_get_event_id")
def aa_get_event_id(event_string: str, event_name: str) -> str | None:
    """The id of an event in a list of events: what stands after its colon.

    Source: doc help/data-prep/functions.md. Null for an absent event is inferred: rule expression.analytics.
    """
    event = find_event(event_string, event_name, ",")
    return event and event.id


@function("aa_get_event_value")
def aa_get_event_value(event_string: str, event_name: str) -> str | None:
    """The value of an event in a list of events, as text; 1 if none is written.

    Source: doc help/data-prep/functions.md. Null for an absent event is inferred: rule expression.analytics.
    """
    event = find_event(event_string, event_name, ",")
    return event and event.value


@function("aa_get_product_categories")
def aa_get_product_categories(products_string: str) -> list[Any]:
    """The category of each product.

    Source: doc help/data-prep/functions.md. What blanks and an empty text mean is inferred: rule expression.analytics.
    """
    return column(products_string, CATEGORY)


@function("aa_get_product_names")
def aa_get_product_names(products_string: str) -> list[Any]:
    """The name of each product.

    Source: doc help/data-prep/functions.md. What blanks and an empty text mean is inferred: rule expression.analytics.
    """
    return column(products_string, NAME)


@function("aa_get_product_quantities")
def aa_get_product_quantities(products_string: str) -> list[Any]:
    """The quantity of each product, as text.

    Source: doc help/data-prep/functions.md. What blanks and an empty text mean is inferred: rule expression.analytics.
    """
    return column(products_string, QUANTITY)


@function("aa_get_product_prices")
def aa_get_product_prices(products_string: str) -> list[Any]:
    """The price of each product, as text.

    Source: doc help/data-prep/functions.md. What blanks and an empty text mean is inferred: rule expression.analytics.
    """
    return column(products_string, PRICE)


@function("aa_get_product_event_values")
def aa_get_product_event_values(products_string: str, event_name: str) -> list[Any]:
    """The value of one event in each product, as text; 1 if none is written.

    Source: doc help/data-prep/functions.md. Null for products without the event is inferred: rule expression.analytics.
    """
    return [event and event.value for event in event_of_each(products_string, event_name)]


@function("aa_get_product_evars")
def aa_get_product_evars(products_string: str, evar_name: str) -> list[Any]:
    """The value of one eVar in each product.

    Source: doc help/data-prep/functions.md. Null for products without the eVar is inferred: rule expression.analytics.
    """
    return [find_evar(evars, evar_name) for evars in column(products_string, EVARS)]


@function("aa_get_product_events")
def aa_get_product_events(products_string: str, event_name: str) -> list[Any]:
    """One event of each product, as an object of its id and value.

    Source: doc help/data-prep/functions.md, in a comment only: rule expression.analytics.
    """
    return [event and event._asdict() for event in event_of_each(products_string, event_name)]


@function("aa_get_product_event_ids")
def aa_get_product_event_ids(products_string: str, event_name: str) -> list[Any]:
    """The id of one event in each product.

    Source: doc help/data-prep/functions.md, in a comment only: rule expression.analytics.
    """
    return [event and event.id for event in event_of_each(products_string, event_name)]
