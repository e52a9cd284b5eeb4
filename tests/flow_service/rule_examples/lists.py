"""Examples of the rules for lists and searches."""

from collections.abc import Callable
from typing import Any

from tests.flow_service.error_examples.lists import across
from tests.flow_service.error_examples.ways import listing, where
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Example


def searching(kind: str, **body: Any) -> Callable[[Platform], Answer]:
    return lambda platform: platform.ask("POST", f"/{kind}/search", body)


def next_page(platform: Platform) -> Answer:
    """The page behind a list's link."""
    for _ in range(2):
        platform.given_connection()
    return platform.ask("GET", platform.page("connections", limit=1).body["_links"]["next"]["href"])


EXAMPLES: dict[str, Example] = {
    "list.page": (listing(), "200", "200"),
    "list.limit": (listing(limit=101), "200", "1394-400"),
    "list.order": (listing(), "200", "200"),
    "list.sorting": (listing(orderby="-name"), "200", "200"),
    "list.token": (next_page, "200", "200"),
    "list.unknown_parameter": (listing(colour="red"), "200", "1451-400"),
    "list.conditions": (listing(orderby=",".join(f"options.f{n}" for n in range(51))), "1312-400", "1312-400"),
    "list.projection": (where("id,name"), "200", "200"),
    "list.equality": (where("state==ENABLED"), "200", "200"),
    "list.not_equal": (where("state!=disabled,draft"), "200", "1443-400"),
    "list.quotes": (where('name=="a, b"'), "200", "200"),
    "list.value_type": (where("updatedAt>soon"), "1454-400", "1454-400"),
    "list.nested_path": (where("options.nowhere==1"), "200", "200"),
    "search.page": (searching("flows", limit=1000), "200", "200"),
    "search.query": (searching("connections", queryString="state==enabled"), "200", "200"),
    "search.groups": (searching("flowSpecs", groupByProperty="providerId"), "200", "200"),
    "search.sandboxes": (across, "200", "1424-400"),
}
