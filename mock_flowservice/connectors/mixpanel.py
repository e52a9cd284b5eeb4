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
