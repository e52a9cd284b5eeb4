"""Mixpanel's export, played from the events of the tutorial."""

from ..data_files import read_json, read_json_lines
from ..wire import JsonObject


class Mixpanel:
    """Mixpanel: events in a hierarchical form."""

    spec_id = "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb"

    def explore(self, *, preview: bool) -> JsonObject:
        """The hierarchical schema of the events and, for a preview, the ten of the tutorial.

        Source: tutorial, "explore your source"; that data is absent without a preview is from other REST tutorials.
        """
        found = {"format": "hierarchical", "schema": read_json("mixpanel/schema.json")}
        return found | {"data": read_json_lines("mixpanel/events.jsonl")} if preview else found
