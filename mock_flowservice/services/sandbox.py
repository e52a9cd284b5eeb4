"""Sandboxes: which there are, and the two operations that show them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

from ..call import Call, Reply, operation, sandbox_id
from ..errors import ErrorKind, Explanation, ServiceError
from ..scope import Key, Shelf, Tenant
from ..wire import JsonObject
from .documents import held
from .queries import ordered, read_order, refuse, whole_number
from .refusals import Refusals

DEFAULT = "prod"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,127}")
"""Source: doc help/sandboxes/home.md (no blanks, no special characters); rule sandbox.name."""
BUILT_IN = {"prod": ("Production", "production"), "dev": ("Development", "development")}
"""Name to title and type. Source: doc help/sandboxes/home.md (prod); rule sandbox.list."""
OPENED = 1_704_067_200_000  # 2024-01-01T00:00:00Z
"""When the built-in sandboxes came to be, in milliseconds since 1970: before anything else. Rule sandbox.list."""
DEFAULT_LIMIT = 20
SHORT_NAMES = {"created": "createdDate", "modified": "lastModifiedDate"}
"""What `orderBy` also calls two fields. Source: published examples (created); rule sandbox.list."""


def sandbox_problem(error: ServiceError, _call: Call) -> JsonObject:
    """The envelope of the Sandbox API. Source: doc help/sandboxes/api/sandboxes.md."""
    kind = error.kind
    return {
        "status": kind.status,
        "title": error.detail,
        "type": f"http://ns.adobe.com/aep/errors/{kind.code}",
    }


NOT_FOUND = ErrorKind(404, "SMS-1001-404", "There is no sandbox {name!r}.", sandbox_problem, rule="sandbox.codes")
BAD_QUERY = ErrorKind(
    400, "SMS-1002-400", "{name} is {value!r}, not {expected}.", sandbox_problem, rule="sandbox.codes"
)
REFUSALS = Refusals()


def shelf(org: str) -> Shelf:
    """Where the sandboxes of an organisation lie that were made after the built-in ones."""
    return Shelf(Tenant(org, ""), "sandboxes")


def enter_sandbox(call: Call, refusals: Refusals) -> None:
    """Find the sandbox that a call is for; raises the service's own error if there is none.

    Source: spec, sandboxName; doc help/sources/errors/flow-service-errors.md; rules header.sandbox,
    header.sandbox_id, sandbox.name, sandbox.unknown.
    """
    name = call.headers.get("x-sandbox-name")
    if not name and call.published("header.sandbox"):
        raise refusals.sandbox_missing(Explanation("x-sandbox-name", expected="the name of a sandbox"))
    if name is None:  # An empty one names no sandbox: Granian empties values that are not ASCII.
        name = DEFAULT
    if call.headers.get("x-sandbox-id") and call.published("header.sandbox_id"):
        raise refusals.sandbox_id_given(Explanation("x-sandbox-id", expected="no such header"))
    if name == "*":
        raise refusals.sandbox_wildcard(Explanation("x-sandbox-name", "*", "the name of one sandbox"))
    org = call.tenant.org
    call.tenant = Tenant(org, name)
    named = NAME.fullmatch(name)
    if not named:
        call.rests_on("sandbox.name")
    if not named or (not is_known(call) and call.published("sandbox.unknown")):
        why = Explanation("x-sandbox-name", name, f"a sandbox such as {', '.join(BUILT_IN)}")
        raise refusals.sandbox_unknown(why, name=name)


def is_known(call: Call) -> bool:
    """Whether the sandbox of a call is there: a built-in one, or one that was made."""
    org, name = call.tenant
    return name in BUILT_IN or held(call, Key(shelf(org), name)) is not None


def settle_sandbox(call: Call) -> None:
    """Let the sandbox of a writing call come into being; a call that is refused takes it back.

    Source: rule sandbox.unknown.
    """
    org, name = call.tenant
    if name and not is_known(call):
        call.rests_on("sandbox.unknown")
        body = {"name": name, "title": name, "type": "development", "createdAt": call.now, "createdBy": call.user}
        call.emulator.store.put(Key(shelf(org), name), body, etag="1", expected=None)


@operation("listSandboxes")
def list_sandboxes(call: Call) -> Reply:
    """The sandboxes of an organisation: the built-in ones, then those made by their first use.

    Source: spec listSandboxes; doc help/sandboxes/api/sandboxes.md; rule sandbox.list.
    """
    call.rests_on("sandbox.list")
    limit = whole_number(call, BAD_QUERY, "limit", DEFAULT_LIMIT, least=1)
    offset = whole_number(call, BAD_QUERY, "offset", 0)
    order = read_order(call, call.query.get("orderBy") or "", BAD_QUERY)
    wanted = read_filters(call)
    found = [each for each in sandboxes(call) if all(as_text(each.get(name)) == text for name, text in wanted)]
    in_order = ordered(found, order, lambda each, field: each.get(SHORT_NAMES.get(field, field)))
    page = in_order[offset : offset + limit]
    links = {"page": link(call, offset, limit)}
    if offset + limit < len(found):
        links["next"] = link(call, offset + limit, limit)
    return Reply({"sandboxes": page, "_page": {"limit": limit, "count": len(page)}, "_links": links})


@operation("retrieveSandbox")
def retrieve_sandbox(call: Call) -> Reply:
    """One sandbox by its name; that its id is shown to users, too, is what existing clients need.

    Source: spec retrieveSandbox; doc help/sandboxes/api/sandboxes.md; aepp.
    """
    name = call.params["SANDBOX_NAME"]
    for sandbox in sandboxes(call):
        if sandbox["name"] == name:
            return Reply(sandbox)
    raise NOT_FOUND(Explanation("SANDBOX_NAME", name, "the name of a sandbox"), name=name)


def sandboxes(call: Call) -> Iterator[JsonObject]:
    """All sandboxes of the caller's organisation, as they are shown."""
    for name, (title, type) in BUILT_IN.items():
        built_in = {"name": name, "title": title, "type": type, "createdAt": OPENED, "createdBy": "system"}
        yield shown(call, built_in)
    for document in call.emulator.store.scan(shelf(call.tenant.org)):
        yield shown(call, document.body)


def shown(call: Call, sandbox: JsonObject) -> JsonObject:
    """A sandbox as clients see it; its id is the one that other services name as `sandboxId`."""
    name, by = sandbox["name"], sandbox["createdBy"]
    created = datetime.fromtimestamp(sandbox["createdAt"] / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
    return {
        "id": sandbox_id(Tenant(call.tenant.org, name)),
        "name": name,
        "title": sandbox["title"],
        "state": "active",
        "type": sandbox["type"],
        "region": "VA7",
        "isDefault": name == DEFAULT,
        "eTag": 1,
        "createdDate": created,
        "lastModifiedDate": created,
        "createdBy": by,
        "modifiedBy": by,
    }


def read_filters(call: Call) -> list[tuple[str, str]]:
    """Each `property=name==x` as a field and its text; raises ServiceError."""
    filters = []
    for text in call.query.getlist("property"):
        field, equals, value = text.partition("==")
        if not (field and equals):
            refuse(BAD_QUERY, "property", text, "a field, == and a value")
        filters.append((field, value))
    return filters


def as_text(value: object) -> str:
    """A value as a filter writes it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def link(call: Call, offset: int, limit: int) -> JsonObject:
    """Where another page of this list is, with the caller's own origin."""
    assert call.operation is not None
    kept = [(name, text) for name in ("property", "orderBy") for text in call.query.getlist(name)]
    query = urlencode([*kept, ("offset", offset), ("limit", limit)])
    return {"href": f"{call.origin}{call.operation.path}?{query}", "templated": None}
