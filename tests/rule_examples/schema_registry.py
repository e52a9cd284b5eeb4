"""Examples of the rules of the Schema Registry."""

from collections.abc import Callable

from flask import Flask

from tests.bodies import PROFILE, schema_body, step
from tests.replies import Answer
from tests.schema_registry.registry_client import Registry

from .example import Example, always

RAW, FULL, FLAT = (f"application/vnd.adobe.xed{view}+json" for view in ("", "-full", "-flat"))


def asking(path: str, accept: str = RAW) -> Callable[[Flask], Answer]:
    """Read what lies at a path."""
    return lambda app: Registry(app).get(path, accept)


def looking_up(accept: str) -> Callable[[Flask], Answer]:
    """Look up a schema that has been changed once."""

    def ask(app: Flask) -> Answer:
        registry = Registry(app)
        schema = registry.schema()
        assert registry.patch(schema, step("add", "/description", "x")).status == 200
        return registry.look_up(schema, accept)

    return ask


def creating(body: object) -> Callable[[Flask], Answer]:
    """Create a schema from this body."""
    return lambda app: Registry(app).ask("POST", "/tenant/schemas", body)


def deleting_what_is_used(app: Flask) -> Answer:
    registry = Registry(app)
    group = registry.field_group(a={"type": "string"})
    registry.schema(group["$id"])
    return registry.ask("DELETE", f"/tenant/fieldgroups/{group['meta:altId']}")


def clashing(app: Flask) -> Answer:
    registry = Registry(app)
    one, other = registry.field_group(a={"type": "string"}), registry.field_group(a={"type": "object"})
    body = schema_body("Clash", PROFILE, one["$id"], other["$id"])
    return registry.ask("POST", "/tenant/schemas", body)


def code(answer: Answer) -> str:
    return answer.code


EXAMPLES: dict[str, Example] = {
    "schema.accept": Example(looking_up(RAW), 200, 400),
    "schema.reference": Example(creating(schema_body("Far", PROFILE, "https://ns.adobe.com/xdm/far")), 201, 400),
    "fieldgroup.in_use": Example(deleting_what_is_used, 204, 400),
    "schema.codes": always(asking("/tenant/fieldgroups/nobody", f"{RAW}; version=1"), "XDM-1011-404", code),
    "schema.content": always(creating(schema_body("Odd", PROFILE) | {"type": "string"}), 400),
    "schema.composition": always(clashing, "XDM-1413-400", code),
    "schema.versions": always(looking_up(f"{RAW}; version=1.0"), "1.1", lambda answer: answer.body["version"]),
    "schema.views": always(looking_up(f"{FLAT}; version=1"), 200),
    "schema.lists": always(asking("/tenant/schemas"), 200),
    "schema.stats": always(asking("/stats"), 200),
}
