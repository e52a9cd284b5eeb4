"""Continuation tokens: what clients take apart, and what cannot be forged."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flow_service.in_process import Platform

TOKEN = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
QUERIES: list[dict[str, Any]] = [
    {"limit": 2},
    {"limit": 2, "orderby": "-name"},
    {"limit": 2, "property": ["name!=3", "state==enabled"]},
    {"limit": 2, "property": "id,name", "count": "False"},
]


def five() -> Platform:
    """A platform with five connections."""
    platform = Platform()
    for number in range(5):
        platform.given_connection(name=str(number))
    return platform


def link(platform: Platform, **query: Any) -> str:
    """Where the first page of a list leads on."""
    href = platform.page("connections", **({"limit": 2} | query)).body["_links"]["next"]["href"]
    assert isinstance(href, str)
    return href


@pytest.mark.parametrize("query", QUERIES)
def test_a_link_is_relative_and_holds_one_equals_sign(query: dict[str, Any]) -> None:
    href = link(five(), **query)
    assert re.fullmatch(r"/connections\?continuationToken=[^=&?%+\s]+", href)


@pytest.mark.parametrize("query", QUERIES)
def test_all_ways_of_clients_to_page_on_lead_to_the_same_page(query: dict[str, Any]) -> None:
    platform = five()
    href = link(platform, **query)
    second = platform.ask("GET", href).body
    assert second["items"]
    repeated = "&".join(f"{name}={value}" for name, values in query.items() for value in as_list(values))
    token = href.split("=")[1]
    assert platform.ask("GET", f"{href}&{repeated}").body == second
    assert platform.page("connections", continuationToken=token, **query).body == second
    assert platform.page("connections", continuationToken=token).body == second


def as_list(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def test_a_page_may_be_asked_for_again_and_in_another_size() -> None:
    platform = five()
    href = link(platform)
    assert platform.ask("GET", href).body == platform.ask("GET", href).body
    names = [each["name"] for each in platform.ask("GET", f"{href}&limit=3").body["items"]]
    assert names == ["2", "3", "4"]


@given(token=TOKEN)
def test_a_token_that_was_made_up_is_refused(token: str) -> None:
    assert Platform().page("connections", continuationToken=token).refusal == (400, "1452-400")


@given(place=st.integers(0, 10_000), letter=st.sampled_from("aZ09-_.="))
def test_a_token_that_was_altered_opens_no_other_page(place: int, letter: str) -> None:
    platform = five()
    token = link(platform).split("=")[1]
    place %= len(token) + 1
    altered = token[:place] + letter + token[place + 1 :]
    answer = platform.page("connections", continuationToken=altered)
    genuine = platform.page("connections", continuationToken=token)
    assert (
        answer.refusal == (400, "1452-400") if answer.status == 400 else answer.body["items"] == genuine.body["items"]
    )


def test_tokens_of_other_lists_and_purposes_are_refused() -> None:
    platform = five()
    for _ in range(2):
        platform.given_target()
    other = platform.page("targetConnections", limit=1).body["_links"]["next"]["href"].split("=")[1]
    bearer = platform.headers["Authorization"].removeprefix("Bearer ")
    unsigned = json.dumps({"of": "connections", "filters": [], "orderby": "", "limit": 1, "key": [], "sequence": 0})
    for token in (other, bearer, unsigned):
        assert platform.page("connections", continuationToken=token).refusal == (400, "1452-400")


def test_the_last_page_leads_nowhere() -> None:
    platform = five()
    for limit in (5, 6):
        assert platform.page("connections", limit=limit).body["_links"] == {}
