"""The page of mapping sets that a query asks for."""

from urllib.parse import urlencode

from ...call import Call
from ...errors import Explanation
from ...wire import JsonObject
from ..queries import refuse, whole_number
from .errors import PARAMETER, PARAMETER_MISSING
from .versions import LATEST

ORDERS = {"createdDate": "createdDate"} | dict.fromkeys(
    ("updatedDate", "modifiedDate", "lastUpdateDate"), "modifiedDate"
)
"""The names to order by. Source: spec; postman; rule mapping_set.order."""
PROPERTIES = ("status", "xdmSchema")
"""Source: aepp."""


def page_of_sets(call: Call) -> tuple[list[JsonObject], JsonObject]:
    """The sets of a page as they are kept, and what the page says of itself."""
    limit, start = paging_number(call, "limit", 10), paging_number(call, "start", 0)
    found = ordered(call, selected(call))
    page = found[start : start + limit]
    about: JsonObject = {"_page": {"count": len(page), "limit": limit}}
    if page and start + limit < len(found):
        about["_links"] = {"next": {"href": link(call, start + limit), "templated": False}}
    return page, about


def paging_number(call: Call, name: str, default: int) -> int:
    """`limit` or `start`. Source: spec; aepp leaves start out; rule mapping_set.paging."""
    if call.query.get(name) is None and call.published("mapping_set.paging"):
        raise PARAMETER_MISSING(Explanation(name, expected="a whole number"), name=name)
    return whole_number(call, PARAMETER, name, default)


def selected(call: Call) -> list[JsonObject]:
    """The latest version of each set that meets `name` and every `property`. Source: spec; aepp."""
    wanted = [condition(text) for text in call.query.getlist("property")]
    name = call.query.get("name")
    if name is not None:
        wanted.append(("name", name))
    sets = (document.body for document in call.emulator.store.scan(call.shelf(LATEST)))
    return [body for body in sets if all(property_of(body, field) == value for field, value in wanted)]


def condition(text: str) -> tuple[str, str]:
    """`field==value`; raises ServiceError for anything else."""
    field, equals, value = text.partition("==")
    if not equals or field not in PROPERTIES:
        refuse(PARAMETER, "property", text, f"{' or '.join(PROPERTIES)}, then == and a value")
    return field, value


def property_of(body: JsonObject, field: str) -> object:
    """A property of a set as reads show it."""
    if field == "xdmSchema":
        return body.get("outputSchema", {}).get("schemaRef", {}).get("id")
    return body.get(field)


def ordered(call: Call, sets: list[JsonObject]) -> list[JsonObject]:
    """The sets in the order of `orderBy`; sets of the same moment stay in the order of their creation.

    A plus that nobody escaped arrives as a blank, and is read as plus. Source: spec; rule mapping_set.order.
    """
    call.rests_on("mapping_set.order")
    asked = call.query.get("orderBy") or "lastUpdateDate"
    field = ORDERS.get(asked[1:] if asked[0] in "+- " else asked)
    if field is None:
        refuse(PARAMETER, "orderBy", asked, f"+ or - and one of {', '.join(ORDERS)}")
    return sorted(sets, key=lambda body: int(body[field]), reverse=asked[0] == "-")


def link(call: Call, start: int) -> str:
    """Where the page that starts there is found. Source: spec, `_links`; rule mapping_set.order."""
    call.rests_on("mapping_set.order")
    query = {name: call.query.getlist(name) for name in call.query}
    return f"{call.origin}{call.request.path}?{urlencode(query | {'start': [str(start)]}, doseq=True)}"
