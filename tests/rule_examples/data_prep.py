"""Examples of the rules of Data Prep."""

from flask import Flask

from tests.bodies import step
from tests.data_prep.data_prep_client import DataPrep
from tests.replies import Answer
from tests.schema_registry.registry_client import Registry

from .example import Example, always

REGISTRY = "/data/foundation/schemaregistry"
NAME = {"source": "name", "destination": "_extconndev.name"}
TWICE = {"mappings": [NAME | {"sourceAttribute": "older"}]}


def reading_a_changed_set(app: Flask) -> Answer:
    prep = DataPrep(app)
    set = prep.given()
    prep.put(set, {"mappings": []})
    return prep.retrieve(set)


def replacing(app: Flask) -> Answer:
    prep = DataPrep(app)
    return prep.put(prep.given({"mappings": [NAME]}), {"mappings": [NAME]})


def listing_mappings(app: Flask) -> Answer:
    prep = DataPrep(app)
    return prep.mappings(prep.given({"mappings": [NAME]}))


def adding(app: Flask) -> Answer:
    prep = DataPrep(app)
    return prep.add(prep.given(), NAME)


def deleting(app: Flask) -> Answer:
    prep = DataPrep(app)
    return prep.delete(prep.given())


def reading_with_a_schema_that_clashes(app: Flask) -> Answer:
    registry = Registry(app)
    one, other = registry.field_group(a={"type": "string"}), registry.field_group(b={"type": "string"})
    schema = registry.schema(one["$id"], other["$id"])
    clash = step("add", "/definitions/customFields/properties/_extconndev/properties/a", {"type": "object"})
    assert registry.patch(other, clash).status == 200
    prep = DataPrep(app, **registry.headers)
    made = prep.given(outputSchema={"schemaRef": {"id": schema["$id"]}})
    return prep.retrieve(made, expandSchema="true")


def first_kind(answer: Answer) -> str:
    return str(answer.body[0]["sourceType"])


EXAMPLES: dict[str, Example] = {
    "mapping_set.version": Example(reading_a_changed_set, 1, 0, lambda answer: answer.body["version"]),
    "mapping_set.paging": Example(lambda app: DataPrep(app).list(), 200, 400),
    "mapping_set.check": Example(lambda app: DataPrep(app).create({"mappings": [NAME, NAME]}), 200, 400),
    "mapping.source_type": Example(listing_mappings, "text/x.schema-path", "ATTRIBUTE", first_kind),
    "mapping_set.refusals": always(lambda app: DataPrep(app).retrieve("nobody"), 404),
    "mapping_set.spellings": always(lambda app: DataPrep(app).create(TWICE), 200),
    "mapping_set.order": always(lambda app: DataPrep(app).list("orderBy= modifiedDate"), 200),
    "mapping_set.replaced": always(replacing, 200),
    "mapping_set.mappings": always(listing_mappings, 200),
    "mapping.changed": always(adding, 200),
    "mapping_set.deleted": always(deleting, 204),
    "schema.composition": always(reading_with_a_schema_that_clashes, 200),
}
