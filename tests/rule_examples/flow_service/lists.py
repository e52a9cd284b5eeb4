"""Examples of the rules for lists and searches."""

from collections.abc import Callable
from typing import Any

from tests.flow_service.error_examples.lists import across
from tests.flow_service.error_examples.ways import listing, where
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from ..example import Example
from .ways import always, turned


def searching(kind: str, **body: Any) -> Callable[[Platform], Answer]:
    return lambda platform: platform.ask("POST", f"/{kind}/search", body)


def next_page(platform: Platform) -> Answer:
    """The page behind a list's link."""
    for _ in range(2):
        platform.given_connection()
    return platform.ask("GET", platform.page("connections", limit=1).body["_links"]["next"]["href"])


EXAMPLES: dict[str, Example] = {
    "list.page": always(listing()),
    "list.limit": turned(listing(limit=101), "200", "1394-400"),
    "list.order": always(listing()),
    "list.sorting": always(listing(orderby="-name")),
    "list.token": always(next_page),
    "list.unknown_parameter": turned(listing(colour="red"), "200", "1451-400"),
    "list.conditions": always(listing(orderby=",".join(f"options.f{n}" for n in range(51))), "1312-400"),
    "list.projection": always(where("id,name")),
    "list.equality": always(where("state==ENABLED")),
    "list.not_equal": turned(where("state!=disabled,draft"), "200", "1443-400"),
    "list.quotes": always(where('name=="a, b"')),
    "list.value_type": always(where("updatedAt>soon"), "1454-400"),
    "list.nested_path": always(where("options.nowhere==1")),
    "search.page": always(searching("flows", limit=1000)),
    "search.query": always(searching("connections", queryString="state==enabled")),
    "search.groups": always(searching("flowSpecs", groupByProperty="providerId")),
    "search.sandboxes": turned(across, "200", "1424-400"),
}
