"""Pages of lists: what a call asks for, and the tokens that lead from one page to the next.

Source: spec; destinations spec; what existing clients take apart (aepp); rules list.page and list.token.
"""

import re
from dataclasses import dataclass

from itsdangerous import BadSignature

from ....call import Call
from ....errors import Explanation
from ....store.base import Position
from ....wire import JsonObject
from ...queries import switch
from ..errors import LIMIT_AND_COUNT, NUMBER_TOO_SMALL, PARAMETER_UNKNOWN, QUERY_INVALID, TOKEN_UNREADABLE
from .walks import START

DEFAULT_LIMIT = 20
LARGEST_LIMIT = 100


@dataclass(frozen=True)
class Asked:
    """What a list or a search asks for; `of` is its path."""

    of: str
    properties: tuple[str, ...]
    orderby: str
    limit: int | None
    count: bool
    after: Position = START
    """The place of the last entity of the page before."""


def asked_in_query(call: Call, of: str) -> Asked:
    """What the query parameters of a list ask for; raises ServiceError."""
    check_parameters(call)
    query = call.query
    properties, orderby = tuple(query.getlist("property")), query.get("orderby") or ""
    return checked(Asked(of, properties, orderby, read_limit(call), switch(call, QUERY_INVALID, "count")))


def checked(asked: Asked) -> Asked:
    """What is asked for goes together; raises ServiceError. Source: F 1401."""
    if asked.count and asked.limit is not None:
        raise LIMIT_AND_COUNT(Explanation("limit", asked.limit, "no limit beside count=true"))
    return asked


def check_parameters(call: Call) -> None:
    """The query parameters are known; raises ServiceError. Source: F 1451; rule list.unknown_parameter."""
    assert call.operation is not None
    known = call.operation.query_names
    for name in call.query:
        if name not in known and call.published("list.unknown_parameter"):
            raise PARAMETER_UNKNOWN(Explanation(name, name, f"one of {', '.join(sorted(known))}"), name=name)


def read_limit(call: Call) -> int | None:
    """The page size, None if none is given. Source: destinations spec (1 to 100); rule list.limit."""
    text = call.query.get("limit")
    if text is None:
        return None
    value = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
    if value < 1:
        why = Explanation("limit", text, "a whole number from 1 up")
        raise NUMBER_TOO_SMALL(why, name="limit", value=text, most="")
    if value > LARGEST_LIMIT and call.published("list.limit"):
        why = Explanation("limit", text, f"at most {LARGEST_LIMIT}", str(LARGEST_LIMIT))
        raise NUMBER_TOO_SMALL(why, name="limit", value=text, most=f" to {LARGEST_LIMIT}")
    return value


def continued(call: Call, asked: Asked) -> Asked:
    """What is asked for, a continuation token in the query minded; raises ServiceError. Source: rule list.token."""
    token = call.query.get("continuationToken")
    if token is None:
        return asked
    call.rests_on("list.token")
    try:
        held = call.emulator.page_tokens.loads(token)
        if held["of"] != [asked.of, *call.tenant]:
            raise BadSignature("of another list")
    except BadSignature:
        raise TOKEN_UNREADABLE(Explanation("continuationToken", token, "the token of a _links.next")) from None
    limit = asked.limit or held["limit"]
    after = START if asked.count else Position(bytes.fromhex(held["key"]), held["sequence"])
    return Asked(asked.of, tuple(held["properties"]), held["orderby"], limit, asked.count, after)


def next_link(call: Call, asked: Asked, last: Position) -> JsonObject:
    """Where the next page is, in the form that clients take apart: one `=`, before the token."""
    held = {
        "of": [asked.of, *call.tenant],
        "properties": asked.properties,
        "orderby": asked.orderby,
        "limit": asked.limit,
        "key": last.key.hex(),
        "sequence": last.sequence,
    }
    return {"next": {"href": f"/{asked.of}?continuationToken={call.emulator.page_tokens.dumps(held)}"}}
