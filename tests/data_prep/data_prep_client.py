"""Data Prep in this process, as one tenant sees it."""

from typing import Any

from mock_flowservice.wire import JsonObject
from tests.caller import Caller
from tests.replies import Answer

LANGUAGE = "/data/foundation/conversion/languages/el"


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

    def validate(self, body: Any) -> Answer:
        return self.ask("POST", "/validate", body)

    def preview(self, data: Any, *mappings: JsonObject, **fields: Any) -> Answer:
        return self.ask("POST", "/preview", {"data": data, "mappingSet": {"mappings": mappings} | fields})

    def validate_expression(self, expression: Any, **fields: Any) -> Answer:
        return self.ask("POST", "/validate", {"expression": expression} | fields, base=LANGUAGE)

    def catalogue(self, of: str) -> Answer:
        return self.ask("GET", f"/{of}", base=LANGUAGE)


def calculated(expression: str, destination: str = "value") -> JsonObject:
    """A mapping that writes the value of an expression."""
    return {"sourceType": "EXPRESSION", "source": expression, "destination": destination}


def copied(source: str, destination: str = "value") -> JsonObject:
    """A mapping that copies an attribute."""
    return {"sourceType": "ATTRIBUTE", "source": source, "destination": destination}


def writing_to(**fields: JsonObject) -> JsonObject:
    """What says that a set writes to a schema of these fields, brought along."""
    return {"outputSchema": {"jsonSchema": {"type": "object", "properties": fields}}}
