"""Catalog in this process, as one tenant sees it."""

from typing import Any
from uuid import uuid4

from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.bodies import schema_body
from tests.caller import Caller
from tests.replies import Answer

SCHEMAS = "/data/foundation/schemaregistry/tenant/schemas"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


class Catalog(Caller):
    """What one tenant can do with data sets."""

    base = "/data/foundation/catalog/dataSets"

    def create(self, body: Any, **headers: str) -> Answer:
        return self.ask("POST", "", body, headers=headers)

    def page(self, query: Any = "") -> Answer:
        return self.ask("GET", "", query_string=query)

    def retrieve(self, id: str, query: Any = "") -> Answer:
        return self.ask("GET", f"/{id}", query_string=query)

    def patch(self, id: str, body: Any, **headers: str) -> Answer:
        return self.ask("PATCH", f"/{id}", body, headers=headers)

    def delete(self, id: str) -> Answer:
        return self.ask("DELETE", f"/{id}")

    def given(self, body: JsonObject | None = None, **fields: Any) -> str:
        """The id of a new data set."""
        answer = self.create({"name": "Given"} | (body or {}) | fields)
        assert answer.status == 201, answer.text
        return str(answer.body[0].removeprefix("@/dataSets/"))

    def dataset(self, id: str) -> JsonObject:
        """A data set as it is now."""
        found: JsonObject = self.retrieve(id).body[id]
        return found

    def names(self, query: Any = "") -> list[str]:
        """The names on a page, in its order."""
        answer = self.page(query)
        assert answer.status == 200, answer.text
        return [each["name"] for each in answer.body.values()]

    def schema(self, kind: str) -> str:
        """The `$id` of a new schema of a standard class."""
        body = schema_body(uuid4().hex, f"https://ns.adobe.com/xdm/context/{kind}")
        return str(self.ask("POST", SCHEMAS, body, base="").body["$id"])
