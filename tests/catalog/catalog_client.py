"""How the tests of Catalog talk to it: every reply is held against the contract."""

from typing import Any
from uuid import uuid4

from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from mock_flowservice.app import create_app
from tests.replies import kept

JsonObject = dict[str, Any]

BASE = "/data/foundation/catalog/dataSets"
SCHEMAS = "/data/foundation/schemaregistry/tenant/schemas"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
UNSTRESSED = settings(deadline=None, max_examples=40)
"""For laws: an example may take its time on a busy machine."""
APP = create_app()


class Catalog:
    """Catalog in a sandbox that nobody else has."""

    def __init__(self, app: Flask = APP, **headers: str) -> None:
        self.http = app.test_client()
        self.headers = {
            "Authorization": "Bearer t",
            "x-api-key": "k",
            "x-gw-ims-org-id": "AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg",
            "x-sandbox-name": uuid4().hex,
        } | headers

    def create(self, body: Any, **headers: str) -> TestResponse:
        return self._ask("createDataset", "POST", "", headers, json=body)

    def page(self, query: Any = "") -> TestResponse:
        return self._ask("listDatasets", "GET", "", {}, query_string=query)

    def retrieve(self, id: str, query: Any = "") -> TestResponse:
        return self._ask("retrieveDataset", "GET", f"/{id}", {}, query_string=query)

    def patch(self, id: str, body: Any, **headers: str) -> TestResponse:
        return self._ask("patchDataset", "PATCH", f"/{id}", headers, json=body)

    def delete(self, id: str) -> TestResponse:
        return self._ask("deleteDataset", "DELETE", f"/{id}", {})

    def given(self, body: JsonObject | None = None, **fields: Any) -> str:
        """The id of a new data set."""
        reply = self.create({"name": "Given"} | (body or {}) | fields)
        assert reply.status_code == 201, reply.text
        return str(reply.json[0].removeprefix("@/dataSets/"))

    def dataset(self, id: str) -> JsonObject:
        """A data set as it is now."""
        found: JsonObject = self.retrieve(id).json[id]
        return found

    def names(self, query: Any = "") -> list[str]:
        """The names on a page, in its order."""
        reply = self.page(query)
        assert reply.status_code == 200, reply.text
        return [each["name"] for each in reply.json.values()]

    def schema(self, kind: str) -> str:
        """The `$id` of a new schema of a standard class."""
        body = {"title": uuid4().hex, "allOf": [{"$ref": f"https://ns.adobe.com/xdm/context/{kind}"}]}
        return str(self.http.post(SCHEMAS, headers=self.headers, json=body).json["$id"])

    def _ask(self, operation: str, method: str, path: str, headers: dict[str, str], **what: Any) -> TestResponse:
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return kept(operation, self.http.open(BASE + path, method=method, headers=sent, **what))
