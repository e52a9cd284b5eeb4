"""The Accept header of the Schema Registry: which view of a resource is asked for, and in which version.

Source: doc help/xdm/api/getting-started.md; spec, parameters accept and acceptListing.
"""

import re
from dataclasses import dataclass

from ...call import Call
from ...errors import ErrorKind, Explanation
from .errors import ACCEPT_OF_LIST, ACCEPT_OF_LOOKUP

FORM = re.compile(
    r"application/vnd\.adobe\.(?:xed|xdm)"
    r"(?P<options>(?:-(?:id|full|notext|desc|flat|deprecated|deprecatefield|v2|link))*)"
    r"\+json(?:\s*;\s*version=(?P<version>[0-9]{1,9}(?:\.[0-9]{1,9})?))?",
    re.IGNORECASE | re.ASCII,
)
DEPRECATED = frozenset({"deprecated", "deprecatefield"})
OF_LIST = DEPRECATED | {"id"}
OF_LOOKUP = OF_LIST | {"full", "notext", "desc", "flat"}


@dataclass(frozen=True)
class View:
    """What is to be shown of a resource."""

    options: frozenset[str]
    version: str | None
    """A major version, maybe with a minor one; None means the latest."""


def list_view(call: Call) -> View:
    """The view that a list is asked in: no version. Source: spec acceptErrorList."""
    view = _view(call, OF_LIST, ACCEPT_OF_LIST)
    if view.version is not None:
        raise _invalid(call, ACCEPT_OF_LIST, "no version for a list")
    return view


def lookup_view(call: Call) -> View:
    """The view that a look-up is asked in: with a version. Source: spec acceptErrorLookup; rule schema.accept."""
    view = _view(call, OF_LOOKUP, ACCEPT_OF_LOOKUP)
    if view.version is None and call.published("schema.accept"):
        raise _invalid(call, ACCEPT_OF_LOOKUP, "a version")
    return view


def _view(call: Call, allowed: frozenset[str], kind: ErrorKind) -> View:
    match = FORM.fullmatch((call.headers.get("Accept") or "").strip())
    options = frozenset(match["options"].lower().split("-")[1:]) if match else frozenset()
    if match is None or options - allowed:
        raise _invalid(call, kind, f"application/vnd.adobe.xed+json, with -{', -'.join(sorted(allowed))} at will")
    return View(options, match["version"])


def _invalid(call: Call, kind: ErrorKind, expected: str) -> Exception:
    accept = call.headers.get("Accept") or "(none)"
    return kind(Explanation("Accept", accept, expected), accept=accept)
