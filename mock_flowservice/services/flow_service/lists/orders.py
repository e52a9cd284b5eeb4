"""`orderby` of lists. Source: doc help/dataflows/api/sort-and-filter.md; destinations spec (several fields)."""

import re

from ....call import Call
from ....errors import Explanation
from ....store.index import OrderBy
from ..errors import ORDER_FIELD, ORDER_PREFIX
from .filters import few, split_path

ORDER = re.compile(r"(?P<prefix>[^\w#]?)(?P<field>.*)")


def read_orderby(call: Call, text: str) -> tuple[OrderBy, ...]:
    """The fields to sort by: `name,-createdAt`; a plus that arrived as a blank is a plus. Raises ServiceError."""
    if not text:
        call.rests_on("list.order")
        return ()
    call.rests_on("list.sorting")
    parts = few(call, "orderby", map(str.strip, text.split(",")))
    return tuple(read_order(call, part) for part in parts)


def read_order(call: Call, part: str) -> OrderBy:
    """One field to sort by; raises ServiceError."""
    assert call.operation is not None
    fields = call.operation.item_fields
    match = ORDER.fullmatch(part)
    prefix, field = (match["prefix"], match["field"]) if match else ("", part)
    if prefix not in ("", "+", "-"):
        raise ORDER_PREFIX(Explanation("orderby", part, "+ or -"), prefix=prefix)
    path = split_path(field, fields)
    if path is None:
        raise ORDER_FIELD(Explanation("orderby", field, f"one of {', '.join(sorted(fields))}"), field=field)
    return OrderBy(path, prefix == "-")
