"""Reads the JSON file that Adobe's developer console hands out for an OAuth server-to-server credential."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .errors import NotConfigured
from .wire import Json, JsonObject


def read_credentials(path: str | Path) -> dict[str, str]:
    """The settings in a downloaded file: `client_id`, `client_secret`, `org`, `scopes`, those that are there.

    Two layouts are known, both inferred from downloads and no document: flat with the keys CLIENT_ID,
    CLIENT_SECRETS (a list), ORG_ID and SCOPES (a list); nested with `project.org.ims_org_id` and
    `project.workspace.details.credentials[].oauth_server_to_server.{client_id, client_secrets, scopes}`.
    Of several secrets or credentials the first is taken. Raises NotConfigured for any other file.

    Source: inferred.
    """
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise NotConfigured(f"credentials: the file {path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise NotConfigured(f"credentials: the file {path} is not JSON") from None
    found = next(filter(None, (_flat(content), _nested(content))), None)
    if found is None:
        raise NotConfigured(f"credentials: the file {path} has no CLIENT_ID and no oauth_server_to_server")
    return {name: value for name, value in found.items() if value}


def _flat(content: Json) -> dict[str, str] | None:
    if not isinstance(content, dict) or not content.get("CLIENT_ID"):
        return None
    return {
        "client_id": _first(content["CLIENT_ID"]),
        "client_secret": _first(content.get("CLIENT_SECRETS")),
        "org": _first(content.get("ORG_ID")),
        "scopes": _joined(content.get("SCOPES")),
    }


def _nested(content: Json) -> dict[str, str] | None:
    credential = next(_server_to_server(content), None)
    return credential and {
        "client_id": _first(credential.get("client_id")),
        "client_secret": _first(credential.get("client_secrets")),
        "org": _first(_at(content, "project", "org").get("ims_org_id")),
        "scopes": _joined(credential.get("scopes")),
    }


def _server_to_server(content: Json) -> Iterator[JsonObject]:
    for credential in _list(_at(content, "project", "workspace", "details").get("credentials")):
        if found := _at(credential, "oauth_server_to_server"):
            yield found


def _at(content: Json, *names: str) -> JsonObject:
    for name in names:
        content = content.get(name) if isinstance(content, dict) else None
    return content if isinstance(content, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Json) -> str:
    return next((item for item in _list(value) if isinstance(item, str)), "")


def _joined(value: Json) -> str:
    return ",".join(item for item in _list(value) if isinstance(item, str))
