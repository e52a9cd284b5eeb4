"""Mixpanel's export, played from the events of the tutorial."""

from ..data_files import read_json, read_json_lines
from ..wire import JsonObject

MIXPANEL = "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb"


def mixpanel_schema() -> JsonObject:
    """The schema of the events. Source: tutorial, "explore your source"."""
    schema: JsonObject = read_json("mixpanel/schema.json")
    return schema


def mixpanel_rows() -> list[JsonObject]:
    """The ten events of the tutorial."""
    return read_json_lines("mixpanel/events.jsonl")


def mapping_row(event: JsonObject) -> JsonObject:
    """An event as mappings see it: under `data`, its properties beside its name, without the `$` that some begin with.

    Of two properties that come to the same name, the one that never had a `$` keeps it, and the other gets `_` before
    it; the name of the event is `event_name` whatever its properties are called.
    Source: tutorial, the sources of its mappings beside the fields that its exploration shows.
    """
    properties = event.get("properties", {})
    lifted = {bare(name, properties): value for name, value in properties.items()}
    named = {"event_name": event["event"]} if "event" in event else {}
    return {"data": lifted | named}


def bare(name: str, others: JsonObject) -> str:
    """The name of a property without its `$`."""
    without = name.removeprefix("$")
    return f"_{without}" if without != name and without in others else without
