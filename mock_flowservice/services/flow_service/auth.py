"""Signing in at a source: which ways a connection spec knows, and whether credentials fit one of them."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from orjson import dumps, loads

from ...call import Call
from ...errors import BRIEF, Explanation
from ...wire import JsonObject, dig
from ..bodies import kept
from .errors import AUTH_SPEC_UNKNOWN, FIELD_MISSING, SOURCE_REFUSES
from .spec_schemas import check_by_schema
from .specs import connection_spec_of

MASK = "******"
HIDDEN = "hidden"
"""Where a stored connection keeps the names of the parameters that are masked for good; nobody sees it."""
MOST_NAMED, LONGEST_NAMED = 50, 100
"""Names of ways to authenticate, and characters of one, that are compared with an unknown one."""
INVALID = "invalid"
"""A secret that does not work, for whoever wants to see a test fail. Rule connection.test."""


def ways_in(spec: JsonObject) -> dict[str, Any]:
    """The ways to authenticate that a spec knows: by name, the JSON Schema of their parameters."""
    return {each["name"]: each.get("spec", {}) for each in spec.get("authSpec", ())}


def objects_in(value: Any) -> Iterator[JsonObject]:
    """The objects in a JSON value, at any depth."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects_in(each)


def secrets(schema: Any) -> set[str]:
    """The parameters that are secrets: those that are described, wherever that is, with `password` as a format."""
    described = (each["properties"] for each in objects_in(schema) if isinstance(each.get("properties"), dict))
    return {name for properties in described for name, about in properties.items() if is_secret(about)}


def is_secret(about: Any) -> bool:
    """Whether a parameter, or a part of it, is described as a password."""
    return any(each.get("format") == "password" for each in objects_in(about))


def open_params(call: Call, connection: JsonObject) -> frozenset[str]:
    """The parameters that the spec of a connection names as open, in each of its ways of this name."""
    spec, way = connection_spec_of(call, connection), connection["auth"].get("specName")
    return open_in(dumps([each.get("spec") for each in spec.get("authSpec", ()) if each["name"] == way]))


@lru_cache(maxsize=256)
def open_in(schemas: bytes) -> frozenset[str]:
    """The parameters that all of some schemas name as open."""
    found = [frozenset(dig(schema, "properties") or ()) - secrets(schema) for schema in loads(schemas)]
    return frozenset.intersection(*found) if found else frozenset()


def check_auth(call: Call, spec: JsonObject, auth: JsonObject | None) -> None:
    """There are credentials, of a known way and with parameters that fit; raises ServiceError naming every problem.

    Source: doc flow-service-errors (1415-400); rules connection.auth, connection.test and body.codes.
    """
    call.rests_on("connection.test")
    if auth is None:
        call.rests_on("connection.auth")
        raise FIELD_MISSING(Explanation("/auth", expected="credentials"), problems="auth is a required property")
    name, ways = auth.get("specName", ""), ways_in(spec)
    if name not in ways:
        known = list(ways)[:MOST_NAMED]
        nearest = "".join(get_close_matches(name[:LONGEST_NAMED], known, 1))  # takes quadratic time
        why = Explanation("/auth/specName", name, f"one of {BRIEF.repr(known)}", nearest)
        raise AUTH_SPEC_UNKNOWN(why, name=name, spec=spec["id"], known=", ".join(known))
    check_by_schema(call, ways[name], auth.get("params") or {}, "/auth/params")


def masked(call: Call, connection: JsonObject) -> JsonObject:
    """A connection as it is shown: all that its spec does not name as open replaced, misspelt secrets included.

    Source: spec (a partial view); rule connection.secrets.
    """
    rest, auth = {name: value for name, value in connection.items() if name != HIDDEN}, connection.get("auth")
    if not auth:
        return rest
    call.rests_on("connection.secrets")
    shown = open_params(call, connection) - set(connection.get(HIDDEN, ()))
    params = {name: value if name in shown else MASK for name, value in (auth.get("params") or {}).items()}
    return {**rest, "auth": kept(auth, ("specName",)) | {"params": params}}


def hidden(call: Call, connection: JsonObject) -> JsonObject:
    """What a connection remembers of its credentials: what was masked once stays so, whatever becomes of the spec."""
    params = (connection.get("auth") or {}).get("params")
    if not params:
        return {HIDDEN: []}
    shown = open_params(call, connection) - set(connection.get(HIDDEN, ()))
    return {HIDDEN: [name for name in params if name not in shown]}


def unmasked(call: Call, connection: JsonObject, before: JsonObject) -> JsonObject:
    """A connection in which what a reader saw masked is what it was: who sends it back has not changed it.

    Source: rule connection.secrets.
    """
    auth = connection.get("auth")
    sent = dig(auth, "params")
    if not isinstance(auth, dict) or not isinstance(sent, dict) or MASK not in sent.values():
        return connection
    call.rests_on("connection.secrets")
    held = dig(before, "auth", "params") or {}
    meant = {name: held.get(name, value) if value == MASK else value for name, value in sent.items()}
    return {**connection, "auth": {**auth, "params": meant}}


def credentials_work(call: Call, connection: JsonObject) -> bool:
    """Whether the account behind a connection lets us in: unless a secret is INVALID. Source: rule connection.test."""
    spec, auth = connection_spec_of(call, connection), connection.get("auth")
    call.rests_on("connection.test")
    if not auth:
        return not spec["authSpec"]
    schema = ways_in(spec).get(auth.get("specName"))
    return all((auth.get("params") or {}).get(name) != INVALID for name in secrets(schema))


def check_credentials(call: Call, connection: JsonObject) -> None:
    """The source lets the account of a connection in; raises ServiceError. Source: rule explore.upstream_refuses."""
    if not credentials_work(call, connection):
        call.rests_on("explore.upstream_refuses")
        raise SOURCE_REFUSES(Explanation("path", expected="a connection that passes its test"))
