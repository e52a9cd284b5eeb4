"""Examples of the rules of Catalog."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from tests.bodies import UNKNOWN
from tests.catalog.catalog_client import Catalog
from tests.replies import Answer

from .example import Example, always

SCHEMA = {"schemaRef": {"id": UNKNOWN, "contentType": "application/vnd.adobe.xed+json;version=1"}}


def creating(headers: dict[str, str] | None = None, **fields: Any) -> Callable[[Flask], Answer]:
    """Create a data set with these fields."""
    return lambda app: Catalog(app).create({"name": "A set"} | fields, **(headers or {}))


def changing(body: Any, **headers: str) -> Callable[[Flask], Answer]:
    """Change a data set."""

    def ask(app: Flask) -> Answer:
        catalog = Catalog(app)
        return catalog.patch(catalog.given(), body, **headers)

    return ask


def showing_many_schemas(app: Flask) -> Answer:
    catalog = Catalog(app)
    for _ in range(21):
        catalog.given()
    return catalog.page("limit=100&properties=observableSchema")


EXAMPLES: dict[str, Example] = {
    "dataset.schema": Example(creating(**SCHEMA), 201, 400),
    "dataset.additions": always(creating(), 201),
    "dataset.protected": always(changing({"created": 1}), 400),
    "dataset.changes": always(changing([{"op": "remove", "path": "/name"}]), 400),
    "dataset.version": always(changing({"description": "x"}, If_Match='"1.0.0"'), 200),
    "dataset.validation": always(creating({"Pragma": "validate-only"}), [], lambda answer: answer.body),
    "dataset.page": always(showing_many_schemas, 20, lambda answer: len(answer.body)),
}
