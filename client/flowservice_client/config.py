"""Where the client's settings come from: arguments, environment, the console's file, defaults, in that order.

| environment variable        | default                   | meaning                                          |
| --------------------------- | ------------------------- | ------------------------------------------------ |
| FLOWSERVICE_BASE_URL        | https://platform.adobe.io | origin of all services but IMS                   |
| FLOWSERVICE_IMS_URL         | see below                 | origin that hands out tokens                     |
| FLOWSERVICE_CLIENT_ID       | required                  | the API key, sent as `x-api-key`                 |
| FLOWSERVICE_CLIENT_SECRET   | this or an access token   | secret that tokens are fetched with              |
| FLOWSERVICE_ACCESS_TOKEN    | this or a client secret   | ready-made token, used until it is refused       |
| FLOWSERVICE_ORG             | required                  | the organisation, `...@AdobeOrg`                 |
| FLOWSERVICE_SANDBOX         | prod                      | sent as `x-sandbox-name` with every call         |
| FLOWSERVICE_SCOPES          | the platform's five       | a list, or one text with commas or blanks        |
| FLOWSERVICE_CREDENTIALS     | none                      | path of the developer console's JSON file        |
| FLOWSERVICE_CONNECT_TIMEOUT | 5                         | seconds until a connection stands                |
| FLOWSERVICE_READ_TIMEOUT    | 60                        | seconds without a byte until the client gives up |
| FLOWSERVICE_RETRIES         | 3                         | repeats of a request that may be repeated        |

The argument of Client has the same name without FLOWSERVICE_, in lower case. An empty variable is absent.

Without `ims_url`, IMS is asked at https://ims-na1.adobelogin.com when `base_url` is one of Adobe's hosts, and
at `base_url` itself when it is not: so one setting aims the client at a server that answers for everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from math import inf
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import urlsplit

import requests

from .credentials import read_credentials
from .errors import NotConfigured

ADOBE = "https://platform.adobe.io"
ADOBE_IMS = "https://ims-na1.adobelogin.com"
PLATFORM_SCOPES = "openid,session,AdobeID,read_organizations,additional_info.projectedProductContext"
PREFIX = "FLOWSERVICE_"


class Options(TypedDict, total=False):
    """The arguments of Client, all optional; None counts as not given."""

    base_url: str | None
    ims_url: str | None
    client_id: str | None
    client_secret: str | None
    access_token: str | None
    org: str | None
    sandbox: str | None
    scopes: str | Sequence[str] | None
    credentials: str | Path | None
    connect_timeout: float | None
    read_timeout: float | None
    retries: int | None


@dataclass(frozen=True)
class Settings:
    """Settings that have been found and checked; the repr leaves the secrets out."""

    client_id: str = ""
    org: str = ""
    client_secret: str = field(default="", repr=False)
    access_token: str = field(default="", repr=False)
    sandbox: str = "prod"
    scopes: str = PLATFORM_SCOPES
    base_url: str = ADOBE
    ims_url: str = ""
    connect_timeout: float = 5.0
    read_timeout: float = 60.0
    retries: int = 3

    @property
    def ims(self) -> str:
        """The origin that hands out tokens."""
        return self.ims_url or (ADOBE_IMS if _is_adobe(self.base_url) else self.base_url)


def settings_from(options: Options, environ: Mapping[str, str]) -> Settings:
    """The settings in force; raises NotConfigured with everything that is wrong at once."""
    given: dict[str, object] = {name: value for name, value in options.items() if value is not None}
    found = {**_environment(environ), **given}
    file = found.pop("credentials", None)
    if file:
        found = {**read_credentials(str(file)), **found}
    settings = Settings(**_cleaned(found))
    if problems := list(setting_problems(settings)):
        raise NotConfigured(*problems)
    return settings


def setting_problems(settings: Settings) -> Iterator[str]:
    """What is wrong with the settings, a phrase each; silence means they are fine."""
    for name in ("client_id", "org"):
        if not getattr(settings, name):
            yield f"{name} is missing: pass {name}=, set {PREFIX}{name.upper()}, or name a credentials file"
    if not settings.client_secret and not settings.access_token:
        yield f"client_secret or access_token is needed: set {PREFIX}CLIENT_SECRET or {PREFIX}ACCESS_TOKEN"
    for name in ("client_id", "org", "sandbox", "access_token"):
        if not is_header_text(getattr(settings, name)):
            yield f"{name} holds characters that no header can carry"
    for name in ("base_url", "ims_url"):
        if getattr(settings, name) and not _is_origin(getattr(settings, name)):
            yield f"{name} must be http:// or https:// with a usable host, without user, query or fragment"
    for name in ("connect_timeout", "read_timeout"):
        if not 0 < getattr(settings, name) < inf:
            yield f"{name} is {getattr(settings, name)!r}, and must be {WANTED[name]}"
    if settings.retries < 0:
        yield f"retries is {settings.retries!r}, and must be {WANTED['retries']}"


def unknown_setting(name: str) -> str:
    """What is wrong with a setting that there is not, and which one may have been meant."""
    names = Options.__annotations__
    longer_or_shorter = [known for known in names if name.startswith(known) or known.startswith(name)]
    meant = [*longer_or_shorter, *get_close_matches(name, names)][:1]
    return f"there is no setting {name!r}" + "".join(f"; is {known} meant?" for known in meant)


def is_header_text(text: str) -> bool:
    """Whether a header can carry the text as it is."""
    return text.isascii() and text.isprintable()


def _environment(environ: Mapping[str, str]) -> dict[str, object]:
    names = [*(setting.name for setting in fields(Settings)), "credentials"]
    return {name: environ[PREFIX + name.upper()] for name in names if environ.get(PREFIX + name.upper())}


def _cleaned(found: Mapping[str, object]) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    known = {setting.name for setting in fields(Settings)}
    problems = [unknown_setting(name) for name in found if name not in known]
    for name, value in found.items():
        try:
            cleaned[name] = CLEANED.get(name, _text)(value)
        except (TypeError, ValueError):
            problems.append(f"{name} is {value!r}, and must be {WANTED[name]}")
    if problems:
        raise NotConfigured(*problems)
    return cleaned


def _scopes(value: object) -> str:
    if not isinstance(value, (str, Iterable)):
        raise TypeError
    parts = re.split(r"[\s,]+", value) if isinstance(value, str) else map(str, value)
    return ",".join(filter(None, parts))


def _text(value: object) -> str:
    return str(value).strip()


def _origin(value: object) -> str:
    return _text(value).rstrip("/")


CLEANED: dict[str, Callable[[object], Any]] = {
    "scopes": _scopes,
    "base_url": _origin,
    "ims_url": _origin,
    "connect_timeout": lambda value: float(str(value)),
    "read_timeout": lambda value: float(str(value)),
    "retries": lambda value: int(str(value)),
}
WANTED = {
    "scopes": "a text or a list",
    "connect_timeout": "a number of seconds above 0",
    "read_timeout": "a number of seconds above 0",
    "retries": "a whole number from 0 up",
}


def _is_origin(url: str) -> bool:
    try:
        requests.Request("GET", url).prepare()
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and not ("@" in parts.netloc or parts.query or parts.fragment)
    )


def _is_adobe(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == "adobe.io" or host.endswith(".adobe.io")
