"""How a resource is shown: summary, raw, composed, without texts, flat."""

from functools import partial

from ...call import Call
from ...wire import JsonObject
from ...xdm.compose import CompositionError, TypeClash, compose
from ...xdm.nodes import paths, without_texts
from .accept import View
from .errors import REFUSED, TYPES_CLASH, VERSION_UNKNOWN
from .library import find

SUMMARY = ("title", "$id", "meta:altId", "version")


def summary(resource: JsonObject) -> JsonObject:
    """What identifies a resource. Source: doc help/xdm/api/getting-started.md, -id."""
    return {key: resource[key] for key in SUMMARY}


def composed(call: Call, resource: JsonObject, *, alone: bool = False) -> JsonObject:
    """A resource with all its fields (`alone`: only those of its own); raises ServiceError if parts do not fit.

    Source: doc help/xdm/api/getting-started.md, -full; doc help/xdm/troubleshooting-guide.md, where the clash is one
    in a union; rule schema.composition.
    """
    try:
        return compose(resource, (lambda _: None) if alone else partial(find, call))
    except TypeClash as clash:
        raise TYPES_CLASH(reason=clash) from None
    except CompositionError as error:
        call.rests_on("schema.composition")
        raise REFUSED(problems=f"The resource cannot be composed: {error}") from None


def shown(call: Call, resource: JsonObject, view: View) -> JsonObject:
    """A resource in the view asked for.

    Source: doc help/xdm/api/getting-started.md; rule schema.views. There are no descriptors yet, so `-desc` shows that
    there are none.
    """
    check_version(call, resource, view)
    options = view.options
    if options & {"id", "flat"}:
        call.rests_on("schema.views")
    if "id" in options:
        return {**summary(resource), "meta:resourceType": resource["meta:resourceType"]}
    if options & {"full", "flat"}:
        resource = composed(call, resource)
    if "flat" in options:
        resource = {**resource, "properties": dict(paths(resource["properties"]))}
    if "desc" in options:
        resource = {**resource, "meta:descriptors": []}
    return without_texts(resource) if "notext" in options else resource


def check_version(call: Call, resource: JsonObject, view: View) -> None:
    """The version asked for is one the resource has or had. Source: spec, 406; rule schema.versions."""
    if view.version is None:
        return
    major, _, minor = view.version.partition(".")
    latest = [int(number) for number in resource["version"].split(".")]
    if int(minor or latest[1]) != latest[1]:
        call.rests_on("schema.versions")
    if int(major) != latest[0] or int(minor or 0) > latest[1]:
        raise VERSION_UNKNOWN(id=resource["$id"], version=view.version)
