"""What must hold of a resource before it is kept; each check raises ServiceError."""

from collections.abc import Iterator
from itertools import chain, islice

import jsonschema_rs

from ...call import Call
from ...contract import operations
from ...errors import Explanation
from ...wire import JsonObject
from ...xdm.compose import pointed_at
from ...xdm.nodes import references
from ...xdm.standard import standard_resources
from ..bodies import MOST_PROBLEMS, check_value, problem_of
from .errors import NAMESPACE_WRONG, NO_IDENTITY, REFUSALS, REFUSED, TITLE_TAKEN
from .identifiers import NAMESPACE, is_tenants
from .kinds import SCHEMA, Kind
from .library import everything, find
from .stored import classes
from .views import composed

SCHEMA_KEYWORDS = ("definitions", "properties", "allOf", "required")
UNION = "union"


def check_content(call: Call, kind: Kind, content: JsonObject) -> None:
    """What a patch leaves is what a client could have sent. Source: rule schema.content."""
    call.rests_on("schema.content")
    schema = operations()[kind.creation].body_check
    assert schema is not None
    check_value(REFUSALS, schema, content)


def check_resource(call: Call, kind: Kind, resource: JsonObject, before: JsonObject | None = None) -> None:
    """All checks of a resource that is to be kept, instead of `before` if it is there."""
    check_shape(call, resource)
    of_class = class_problems(call, resource) if kind is SCHEMA else ()
    if problems := list(islice(chain(reference_problems(call, resource), of_class), MOST_PROBLEMS)):
        raise REFUSED(Explanation("/allOf"), problems="; ".join(problems))
    check_namespace(call, resource)
    check_title(call, resource)
    check_tags(kind, resource, composed(call, resource), before or {})


def check_shape(call: Call, resource: JsonObject) -> None:
    """The fields are described as JSON Schema describes them. Source: rule schema.content."""
    call.rests_on("schema.content")
    schema = {key: resource[key] for key in SCHEMA_KEYWORDS if resource.get(key)}
    try:
        jsonschema_rs.meta.validate(schema)
    except jsonschema_rs.ValidationError as error:
        pointer, phrase = problem_of(error)
        raise REFUSALS.field_invalid(Explanation(pointer, phrase), problems=f"{pointer}: {phrase}") from None
    if resource["type"] != "object":
        raise REFUSALS.field_invalid(Explanation("/type", resource["type"], "object"), problems="/type is not object")
    tags = resource.get("meta:immutableTags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        why = Explanation("/meta:immutableTags", tags, "a list of tags")
        raise REFUSALS.field_invalid(why, problems="/meta:immutableTags is not a list of tags")


def reference_problems(call: Call, resource: JsonObject) -> Iterator[str]:
    """References that lead nowhere. Source: rule schema.reference."""
    for ref in dict.fromkeys(references(resource)):
        base, _, fragment = ref.partition("#")
        if not base:
            if pointed_at(resource, fragment) is None:
                yield f"$ref {ref!r} points at nothing in the resource"
        elif find(call, base) is None and (is_tenants(base) or call.published("schema.reference")):
            yield f"$ref {ref!r} names no resource"


def class_problems(call: Call, resource: JsonObject) -> Iterator[str]:
    """A schema has one class. Source: spec, createSchema; aepp."""
    found = classes(call, resource)
    if len(set(found)) != 1:
        known = [id for id, each in standard_resources().items() if each["meta:resourceType"] == "classes"]
        named = f"the classes {', '.join(found)}" if found else "no class"
        yield f"allOf must name one class, such as {' or '.join(known)}, but it names {named}"


def check_namespace(call: Call, resource: JsonObject) -> None:
    """Fields of the tenant's own lie under its namespace. Source: doc help/xdm/troubleshooting-guide.md."""
    own = {key: resource[key] for key in SCHEMA_KEYWORDS if key in resource}
    for name in composed(call, own, alone=True)["properties"]:
        if name != NAMESPACE:
            why = Explanation(f"/properties/{name}", name, "a field of the tenant's namespace", NAMESPACE)
            raise NAMESPACE_WRONG(why, namespace=NAMESPACE)


def check_title(call: Call, resource: JsonObject) -> None:
    """No other resource of the tenant, of any type, has the title. Source: doc help/xdm/troubleshooting-guide.md."""
    for other in everything(call):
        if other["title"] == resource["title"] and other["$id"] != resource["$id"]:
            raise TITLE_TAKEN(Explanation("/title", resource["title"], "a title nothing else has"), id=other["$id"])


def check_tags(kind: Kind, resource: JsonObject, whole: JsonObject, before: JsonObject) -> None:
    """Tags stay, and only a schema with an identity is enabled for Profile; `whole` is the resource composed.

    Source: doc help/xdm/troubleshooting-guide.md; aepp. A primary identity would do too, but there are no
    descriptors yet.
    """
    tags = resource.get("meta:immutableTags", [])
    present = set(tags)
    if lost := [tag for tag in before.get("meta:immutableTags", []) if tag not in present]:
        why = Explanation("/meta:immutableTags", tags, f"{', '.join(lost)} too")
        raise REFUSED(why, problems=f"The tag {lost[0]} cannot be removed")
    if kind is SCHEMA and UNION in tags and "identityMap" not in whole["properties"]:
        raise NO_IDENTITY(Explanation("/meta:immutableTags", tags, "a schema with an identityMap"))
