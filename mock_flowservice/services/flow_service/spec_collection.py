"""What connection specs and flow specs have in common: whole lists, single look-ups, and a tenant's own.

Source: spec; doc help/sources/sources-sdk/api for POST and PUT.
"""

from collections.abc import Callable

from ...call import Call, Reply
from ...errors import Explanation
from ...wire import JsonObject
from ..bodies import kept
from ..documents import held
from .errors import NOT_FOUND
from .lists.filters import read_properties
from .lists.listing import project
from .lists.pages import check_parameters
from .spec_schemas import check_schemas
from .specs import all_specs, find_spec
from .stamps import new_etag, stamp, touch

Filled = Callable[[JsonObject], JsonObject]
"""Gets a spec as it was sent, and gives it the fields that everybody relies on."""


def spec_list(call: Call, kind: str) -> Reply:
    """The specs that meet the `property` filters, all in one page."""
    check_parameters(call)
    filters, names = read_properties(call, call.query.getlist("property"))
    found = (spec for spec in all_specs(call, kind) if all(condition(spec) for condition in filters))
    return Reply({"items": [project(spec, names) for spec in found], "_links": {}})


def spec_item(call: Call, kind: str, id: str) -> Reply:
    """The spec of the path, as the only item of a list; raises 404."""
    return Reply({"items": [existing_spec(call, kind, id)]})


def existing_spec(call: Call, kind: str, id: str) -> JsonObject:
    """The spec of the path; raises 404."""
    spec = find_spec(call, kind, id)
    if spec is None:
        raise NOT_FOUND(Explanation("path", id, f"one of the {kind}"), collection=kind, id=id)
    return spec


def create_spec(call: Call, kind: str, filled: Filled) -> Reply:
    """Store a spec of the tenant's own: 201 and the spec itself. Source: spec, POST /connectionSpecs, /flowSpecs."""
    id = call.emulator.ids.uuid()
    spec = {"id": id, **stamp(call), **filled(checked(call))}
    call.emulator.store.put(call.key(kind, id), spec, etag=new_etag(call), expected=None)
    assert call.operation is not None
    return Reply(spec, 201, {"Location": f"{call.operation.path}/{id}"})


def replace_spec(call: Call, kind: str, id: str, filled: Filled) -> Reply:
    """Put a spec in the place of another, for this tenant: 200 and the spec itself.

    Source: spec, PUT; doc help/sources/sources-sdk/api/update-flow-specs.md, which replaces one of Adobe's own.
    """
    before = existing_spec(call, kind, id)
    own = held(call, call.key(kind, id))
    made = {name: value for name, value in before.items() if name in stamp(call)} or stamp(call)
    spec = {"id": id, **made, **touch(call), **filled(checked(call))}
    call.emulator.store.put(call.key(kind, id), spec, etag=new_etag(call), expected=own.etag if own else None)
    return Reply(spec)


def checked(call: Call) -> JsonObject:
    """A spec as it was sent, every schema in it one that can be used; raises ServiceError."""
    assert call.operation is not None
    spec = kept(call.body, call.operation.body_fields)
    check_schemas(call, spec)
    return spec
