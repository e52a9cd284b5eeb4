"""URLs."""

import re
from functools import partial
from urllib.parse import quote, unquote

from ..errors import ExpressionError
from ..limits import room_for_members, room_for_text
from . import registry

ANCHORS = ("retain", "remove", "append")
"""What can become of a URL's anchor. Source: doc help/data-prep/functions.md."""
USUAL_PORTS = {
    "ftp": 21,
    "ftps": 990,
    "http": 80,
    "https": 443,
    "ldap": 389,
    "ldaps": 636,
    "scp": 22,
    "sftp": 22,
    "ssh": 22,
    "telnet": 23,
    "ws": 80,
    "wss": 443,
}
"""Source: IANA's registry of ports."""
_URL = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*):(?!(?://)?\Z)"
    r"(?://(?:[^@/?#]*@)?(?P<host>\[[^]/?#]*\]|[^][:/?#]*)(?::(?P<port>[0-9]{0,5}))?(?![^/?#])|(?!//))"
    r"(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<anchor>.*))?",
    re.IGNORECASE | re.ASCII,
)
"""Source: RFC 3986. Taken apart without changing a letter, which urllib does to schemes and hosts."""
_BLANK = re.compile(r"[\x00-\x20\x7f\s]")
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2}).{0,2}", re.DOTALL)

function = partial(registry.function, table="urls", rule="expression.urls")


@function("get_url_protocol")
def get_url_protocol(url: str) -> str | None:
    """The protocol of a URL; null if it is no URL.

    Source: doc help/data-prep/functions.md. What makes a URL valid is inferred: rule expression.urls.
    """
    found = taken_apart(url)
    return found["scheme"] if found else None


@function("get_url_host")
def get_url_host(url: str) -> str | None:
    """The host of a URL; null if it is no URL, or has no host.

    Source: doc help/data-prep/functions.md. What makes a URL valid is inferred: rule expression.urls.
    """
    found = taken_apart(url)
    return found["host"] or None if found else None


@function("get_url_port")
def get_url_port(url: str) -> int | None:
    """The port of a URL, or else the usual one of its protocol; null if it is no URL.

    Source: doc help/data-prep/functions.md. Null for a protocol without a usual port is inferred: rule
    expression.urls.
    """
    found = taken_apart(url)
    if not found:
        return None
    return int(found["port"]) if found["port"] else USUAL_PORTS.get(found["scheme"].lower())


@function("get_url_path")
def get_url_path(url: str, full_path: bool = True) -> str | None:
    """The path of a URL, or only what follows its last slash; null if it is no URL.

    Source: doc help/data-prep/functions.md. That it stays as written, escapes included, is inferred: rule
    expression.urls.
    """
    found = taken_apart(url)
    if not found:
        return None
    return found["path"] if full_path else found["path"].rpartition("/")[2]


@function("get_url_query_str")
def get_url_query_str(url: str, anchor: str) -> dict[str, str] | None:
    """The parameters of a URL by their names. The anchor can `retain` its place at the end of the last value, `remove`
    it, or `append` it under the name `_anchor_`.

    Source: doc help/data-prep/functions.md. No query giving no parameters, the last one winning of two with the same
    name, and values as they are written are inferred: rule expression.urls.
    """
    if anchor not in ANCHORS:
        raise ExpressionError(f"get_url_query_str wants {', '.join(ANCHORS)} for the anchor, not {anchor!r:.80}")
    found = taken_apart(url)
    if not found:
        return None
    if not found["query"]:
        return {}
    if found["anchor"] is None or anchor == "remove":
        return parameters(found["query"])
    if anchor == "retain":
        return parameters(f"{found['query']}#{found['anchor']}")
    return {**parameters(found["query"]), "_anchor_": found["anchor"]}


@function("get_url_encoded")
def get_url_encoded(url: str) -> str:
    """A text with every character but letters, digits, `-`, `_` and `.` percent-encoded.

    Source: doc help/data-prep/functions.md#special-characters. The codes of the bar and the backslash, and UTF-8 for
    what is not ASCII are inferred: rule expression.urls.
    """
    room_for_text(len(url))
    encoded = quote(url, safe="", errors="replace").replace("~", "%7E")
    room_for_text(len(encoded))
    return encoded


@function("get_url_decoded")
def get_url_decoded(url: str) -> str:
    """A text with what is percent-encoded in it decoded.

    Source: doc help/data-prep/functions.md. The error for a wrong escape, and a plus that stays are inferred: rule
    expression.urls.
    """
    if wrong := _BAD_ESCAPE.search(url):
        raise ExpressionError(f"get_url_decoded meets {wrong[0]!r}, which is no percent-encoded character")
    return unquote(url)


def taken_apart(url: str) -> dict[str, str] | None:
    """The parts of a URL as they are written, None for a part that is not there; None if it is no URL."""
    found = None if _BLANK.search(url) else _URL.fullmatch(url)
    return found.groupdict() if found and int(found["port"] or 0) <= 65535 else None


def parameters(query: str) -> dict[str, str]:
    """The parameters of a query; one without an equals sign is empty."""
    room_for_members(query.count("&") + 1)
    return {name: value for name, _, value in (each.partition("=") for each in query.split("&") if each)}
