"""Reading the query parameters of Data Prep; what cannot be read is refused by name."""

from ...call import Call
from ...errors import Explanation, ServiceError
from ..listing import whole_number
from .errors import PARAMETER, PARAMETER_MISSING

BOOLEANS = {"true": True, "false": False}


def paging_number(call: Call, name: str, default: int) -> int:
    """`limit` or `start`. Source: spec; aepp leaves start out; rule mapping_set.paging."""
    if call.query.get(name) is None and call.published("mapping_set.paging"):
        raise PARAMETER_MISSING(Explanation(name, expected="a whole number"), name=name)
    return whole_number(call, PARAMETER, name, default)


def version_asked(call: Call) -> int | None:
    """The version that a query names, if it does. Source: spec retrieveMappingSet."""
    if call.query.get("version") is None:
        return None
    return whole_number(call, PARAMETER, "version", 0)


def switch(call: Call, name: str) -> bool:
    """True or false in letters of any case, as clients write them; false if it is not given. Source: spec; aepp."""
    text = call.query.get(name)
    if text is None:
        return False
    if text.lower() not in BOOLEANS:
        raise bad_parameter(name, text, "true or false")
    return BOOLEANS[text.lower()]


def bad_parameter(name: str, value: str, expected: str) -> ServiceError:
    """The error for a query parameter that cannot be used."""
    return PARAMETER(Explanation(name, value, expected), name=name, value=value, expected=expected)
