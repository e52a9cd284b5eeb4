"""Sources behind REST: what the upstream service answers, and the rows and the schema that come of it."""

from typing import Any

from ..data_files import read_json
from ..wire import JsonObject, dig
from .hierarchy import flattened

USUAL_PATH = ("items",)
"""Where records stand when a spec does not say. Source: tutorials of NetSuite; rule explore.hierarchy."""
DEEPEST_PATH = 16
"""Names in a content path that are followed. Rule explore.hierarchy."""


def rest_rows(spec: JsonObject) -> list[JsonObject]:
    """The rows of a source: one for each record of its upstream service, with what that says around them."""
    path = content_path(spec)
    return flattened(upstream_answer(path), path)


def upstream_answer(path: tuple[str, ...]) -> JsonObject:
    """What the service behind the source answers: the sample, its records at this path."""
    sample: JsonObject = read_json("samples/rest.json")
    inner: Any = sample["records"]
    for name in reversed(path[1:]):
        inner = {name: inner}
    return {name: value for name, value in sample.items() if name != "records"} | {path[0]: inner}


def content_path(spec: JsonObject) -> tuple[str, ...]:
    """Where a spec says that the records stand, as names; a leading `$` is the answer itself.

    Source: doc help/sources/sources-sdk/config/sourcespec.md.
    """
    found = dig(spec, "sourceSpec", "attributes", "contentPath", "path")
    text = found.removeprefix("$").removesuffix("[*]") if isinstance(found, str) else ""
    return tuple(name for name in text.split(".") if name)[:DEEPEST_PATH] or USUAL_PATH
