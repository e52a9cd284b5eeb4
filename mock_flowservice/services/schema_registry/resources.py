"""What the operations of all kinds of resource share: create, look up, list, patch, delete."""

from collections.abc import Sequence
from urllib.parse import urlencode

from ...call import Call, Reply
from ...contract import read_document
from ...errors import Explanation
from ...store.base import Document
from ...wire import JsonObject
from ...xdm.standard import standard_resources
from ..json_patch import NotPossible, apply_patch
from ..queries import whole_number
from .accept import list_view, lookup_view
from .checks import UNION, check_content, check_resource
from .errors import QUERY_INVALID, REFUSED
from .filters import conditions
from .identifiers import full_id
from .kinds import FIELD_GROUP, Kind
from .library import everything, held, own, standard
from .pages import CAP, DEFAULT_ORDER, LARGEST_LIMIT, order, page
from .stored import registered
from .views import shown, summary


def create(call: Call, kind: Kind) -> Reply:
    """Keep a new resource of the tenant."""
    resource = registered(call, kind, call.body)
    check_resource(call, kind, resource)
    keep(call, kind, resource, expected=None)
    return Reply(resource, 201)


def look_up(call: Call, kind: Kind) -> Reply:
    """Show a resource of the tenant, or else one of Adobe's. Source: aepp, which asks `tenant` for both."""
    view = lookup_view(call)
    id = full_id(call.params[kind.parameter])
    document = held(call, kind.type, id)
    return Reply(shown(call, document.body if document else adobes(call, kind, view.version or "1"), view))


def look_up_global(call: Call, kind: Kind) -> Reply:
    """Show one of Adobe's resources."""
    view = lookup_view(call)
    return Reply(shown(call, adobes(call, kind, view.version or "1"), view))


def adobes(call: Call, kind: Kind, version: str) -> JsonObject:
    """The resource of Adobe's that the path names; raises ServiceError."""
    id = full_id(call.params[kind.parameter])
    resource = standard_resources().get(id)
    if resource is None or resource["meta:resourceType"] != kind.type:
        raise kind.missing(Explanation(kind.parameter, id), type=kind.type, id=id, version=version)
    return resource


def require(call: Call, kind: Kind) -> Document:
    """The tenant's resource that the path names; raises ServiceError."""
    id = full_id(call.params[kind.parameter])
    document = held(call, kind.type, id)
    if document is None:
        raise kind.missing(Explanation(kind.parameter, id), type=kind.type, id=id, version="1")
    return document


def patch(call: Call, kind: Kind) -> Reply:
    """Change a resource of the tenant; every change makes a new minor version."""
    document = require(call, kind)
    content = patched(call, document.body, call.body if isinstance(call.body, list) else [call.body])
    check_content(call, kind, content)
    resource = registered(call, kind, content, document.body)
    check_resource(call, kind, resource, document.body)
    keep(call, kind, resource, expected=document.etag)
    return Reply(resource)


def patched(call: Call, resource: JsonObject, operations: list[JsonObject]) -> JsonObject:
    """A copy of a resource after a JSON Patch; raises ServiceError. Source: doc help/xdm/api/appendix.md."""
    try:
        return apply_patch(call, resource, operations)
    except NotPossible as error:
        why = Explanation(error.pointer, expected="a possible operation")
        raise REFUSED(why, problems=f"The patch cannot be applied: {error}") from None


def keep(call: Call, kind: Kind, resource: JsonObject, expected: str | None) -> None:
    """Write a resource."""
    etag = resource["meta:registryMetadata"]["eTag"]
    call.emulator.store.put(call.key(kind.type, resource["$id"]), resource, etag=etag, expected=expected)


def delete(call: Call, kind: Kind) -> Reply:
    """Remove a resource of the tenant.

    Source: doc help/xdm/troubleshooting-guide.md (not once it is enabled for Profile); rule fieldgroup.in_use.
    """
    document = require(call, kind)
    if UNION in document.body.get("meta:immutableTags", ()):
        raise REFUSED(problems=f"{document.id} is enabled for Profile and cannot be deleted")
    if kind is FIELD_GROUP and (user := user_of(call, document.id)) and call.published("fieldgroup.in_use"):
        raise REFUSED(problems=f"{document.id} is used by {user}")
    call.emulator.store.delete(call.key(kind.type, document.id), expected=document.etag)
    return Reply(status=204)


def user_of(call: Call, id: str) -> str | None:
    """The first resource that refers to another."""
    return next((each["$id"] for each in everything(call) if id in each.get("refs", ())), None)


def list_own(call: Call, kind: Kind) -> Reply:
    """A page of the tenant's resources."""
    return listed(call, own(call, kind.type))


def list_standard(call: Call, kind: Kind) -> Reply:
    """A page of Adobe's resources."""
    return listed(call, standard(kind.type))


def listed(call: Call, resources: Sequence[JsonObject]) -> Reply:
    """The page that is asked for. Source: spec, listSchemasResponse; rule schema.lists."""
    call.rests_on("schema.lists")
    view = list_view(call)
    wanted = conditions(call.query.getlist("property"))
    found = [each for each in resources if all(condition.holds(each) for condition in wanted)]
    limit = whole_number(call, QUERY_INVALID, "limit", CAP, most=LARGEST_LIMIT)
    results, after = page(found, order(call.query.get("orderby")), call.query.get("start"), limit)
    return Reply(
        {
            "results": [summary(each) for each in results] if "id" in view.options else results,
            "_page": {"orderby": call.query.get("orderby") or DEFAULT_ORDER, "next": after, "count": len(results)},
            "_links": {"next": next_link(call, after), "global_schemas": {"href": global_schemas(call)}},
        }
    )


def next_link(call: Call, after: str | None) -> str | None:
    """The address of the next page."""
    if after is None:
        return None
    kept = [(name, text) for name in call.query if name != "start" for text in call.query.getlist(name)]
    return f"{call.origin}{call.request.path}?{urlencode([*kept, ('start', after)])}"


def global_schemas(call: Call) -> str:
    """The address of Adobe's schemas, which every list holds. Source: spec, linksSchemas; doc help/xdm/api."""
    return f"{call.origin}{read_document('schema-registry')['servers'][0]['url']}/global/schemas"
