"""Data Prep in this process, as one tenant sees it."""

from typing import Any

from mock_flowservice.wire import JsonObject
from tests.caller import Caller
from tests.replies import Answer


class DataPrep(Caller):
    """What one tenant can do with mapping sets."""

    base = "/data/foundation/conversion/mappingSets"

    def create(self, body: Any, **query: Any) -> Answer:
        return self.ask("POST", "", body, query_string=query)

    def put(self, id: str, body: Any) -> Answer:
        return self.ask("PUT", f"/{id}", body)

    def retrieve(self, id: str, **query: Any) -> Answer:
        return self.ask("GET", f"/{id}", query_string=query)

    def list(self, query: Any = "") -> Answer:
        return self.ask("GET", "", query_string=query)

    def mappings(self, id: str) -> Answer:
        return self.ask("GET", f"/{id}/mappings")

    def mapping(self, id: str, mapping: str) -> Answer:
        return self.ask("GET", f"/{id}/mappings/{mapping}")

    def delete(self, id: str) -> Answer:
        return self.ask("DELETE", f"/{id}")

    def add(self, id: str, mapping: Any) -> Answer:
        return self.ask("POST", f"/{id}/mappings", mapping)

    def put_mapping(self, id: str, mapping: str, body: Any) -> Answer:
        return self.ask("PUT", f"/{id}/mappings/{mapping}", body)

    def delete_mapping(self, id: str, mapping: str) -> Answer:
        return self.ask("DELETE", f"/{id}/mappings/{mapping}")

    def given(self, body: JsonObject | None = None, **fields: Any) -> str:
        """The id of a new mapping set."""
        return str(self.create({"mappings": []} | (body or {}) | fields).body["id"])
