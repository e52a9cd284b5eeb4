"""Signing in at a source: which ways a connection spec knows, and whether credentials fit one of them."""

from collections.abc import Iterator
from difflib import get_close_matches

from ...call import Call
from ...errors import Explanation
from ...wire import JsonObject
from ..bodies import check_value, compiled, kept
from .errors import AUTH_SPEC_UNKNOWN, FIELD_MISSING, REFUSALS
from .specs import connection_spec_of

MASK = "******"
INVALID = "invalid"
"""A secret that does not work, for whoever wants to see a test fail. Rule connection.test."""


def ways_in(spec: JsonObject) -> dict[str, JsonObject]:
    """The ways to authenticate that a spec knows: by name, the JSON Schema of their parameters."""
    return {each["name"]: each.get("spec", {}) for each in spec.get("authSpec", ())}


def secrets(schema: JsonObject) -> Iterator[str]:
    """The parameters that are secrets: those whose format is `password`."""
    return (name for name, about in schema.get("properties", {}).items() if is_secret(about))


def is_secret(about: object) -> bool:
    """Whether a parameter is described as a password."""
    return isinstance(about, dict) and about.get("format") == "password"


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
        known = list(ways)
        why = Explanation("/auth/specName", name, f"one of {known}", "".join(get_close_matches(name, known, 1)))
        raise AUTH_SPEC_UNKNOWN(why, name=name, spec=spec["id"], known=", ".join(known))
    check_value(REFUSALS, compiled(ways[name]), auth.get("params") or {}, "/auth/params")


def masked(call: Call, connection: JsonObject) -> JsonObject:
    """A connection as it is shown: all that its spec does not name as open replaced, misspelt secrets included.

    Source: spec (a partial view); rule connection.secrets.
    """
    auth = connection.get("auth")
    if not auth:
        return connection
    call.rests_on("connection.secrets")
    schema = ways_in(connection_spec_of(call, connection)).get(auth.get("specName"), {})
    shown = schema.get("properties", {}).keys() - set(secrets(schema))
    params = {name: value if name in shown else MASK for name, value in (auth.get("params") or {}).items()}
    return {**connection, "auth": kept(auth, ("specName",)) | {"params": params}}


def unmasked(call: Call, auth: JsonObject, before: JsonObject) -> JsonObject:
    """Credentials in which what a reader saw masked is what it was: who sends it back has not changed it.

    Source: rule connection.secrets.
    """
    held = before.get("params") or {}
    sent = auth.get("params") or {}
    if MASK not in sent.values():
        return auth
    call.rests_on("connection.secrets")
    return auth | {"params": {name: held.get(name, value) if value == MASK else value for name, value in sent.items()}}


def credentials_work(call: Call, connection: JsonObject) -> bool:
    """Whether the account behind a connection lets us in: unless a secret is INVALID. Source: rule connection.test."""
    auth = connection.get("auth")
    if not auth:
        return True
    call.rests_on("connection.test")
    schema = ways_in(connection_spec_of(call, connection)).get(auth.get("specName"), {})
    return all((auth.get("params") or {}).get(name) != INVALID for name in secrets(schema))
