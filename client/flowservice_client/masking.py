"""Hides secrets in whatever is shown to a person: reprs, curl lines, error texts."""

from __future__ import annotations

import base64
import binascii
import json
import re
from urllib.parse import unquote_plus

from .wire import Json

MASK = "******"

SECRET_NAME = re.compile(
    r"password|passphrase|passwd|pwd|secret|(?<!continuation)token|authorization|cookie|credential|apikey"
    r"|privatekey|accesskey|accountkey|sharedkey|sasuri|connectionstring|jwt"
)


def is_secret(name: str) -> bool:
    """Whether the name says that its value is secret, however spelt (`clientSecret`, `CLIENT_SECRET`)."""
    return bool(SECRET_NAME.search(re.sub(r"[^a-z]", "", name.lower())))


def masked(value: Json, *, under: str = "", hidden: bool = False) -> Json:
    """The same JSON with every secret replaced: by its name, and everything in `auth.params`.

    A patch operation is judged by its path, so a new password in `/auth/params` is hidden as well.
    """
    if isinstance(value, dict):
        return {
            name: masked(
                item,
                under=name,
                hidden=hidden
                or is_secret(name)
                or (under == "auth" and name == "params")
                or (name == "value" and _is_secret_path(value.get("path"))),
            )
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [masked(item, under=under, hidden=hidden) for item in value]
    return MASK if hidden and value is not None else value


def _is_secret_path(path: Json) -> bool:
    steps = path.split("/") if isinstance(path, str) else []
    return "auth" in steps or any(is_secret(step) for step in steps)


def masked_query(text: str) -> str:
    """A query string or form body with secret values replaced; everything else stays as it was written."""
    return "&".join(_masked_pair(pair) for pair in text.split("&"))


def masked_url(url: str) -> str:
    """A URL with the secrets of its query replaced."""
    path, mark, rest = url.partition("?")
    return path + mark + masked_query(rest)


def _masked_pair(pair: str) -> str:
    name, sign, value = pair.partition("=")
    plain = unquote_plus(name)
    if is_secret(plain):
        return f"{name}{sign}{MASK}"
    if plain == "sourceParams":
        return f"{name}{sign}{_masked_source_params(value)}"
    return pair


def _masked_source_params(value: str) -> str:
    """Source parameters may carry credentials (LinkedIn's tutorial); what cannot be read is hidden whole."""
    try:
        params = json.loads(base64.b64decode(unquote_plus(value), validate=True))
    except (binascii.Error, ValueError):
        return MASK
    hidden = masked(params)
    return value if hidden == params else base64.b64encode(json.dumps(hidden).encode()).decode()
