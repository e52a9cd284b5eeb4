"""Somebody who calls the emulator in this process; the rooms add their verbs."""

from collections.abc import Mapping
from functools import cache
from itertools import count
from typing import Any, Self

from flask import Flask

from mock_flowservice import create_app
from mock_flowservice.clock import Clock
from mock_flowservice.emulator import Emulator
from mock_flowservice.settings import Settings
from tests.replies import Answer, asked

_organisations = count(1)


def emulated(profile: str = "tutorial", clock: Clock | None = None, **rules: str) -> Flask:
    """An emulator of one's own; rules are given with `__` for their dot. Catalog takes data sets without a schema."""
    single = {"dataset.schema": "tutorial"} | {name.replace("__", "."): value for name, value in rules.items()}
    return create_app(Emulator(Settings.read({}, profile=profile, rules=single, seed=1), clock=clock))


@cache
def shared(profile: str = "tutorial", **rules: str) -> Flask:
    """One emulator for all that want these settings: a caller has an organisation of its own."""
    return emulated(profile, None, **rules)


def dashed(headers: Mapping[str, Any]) -> dict[str, Any]:
    """Headers by their names on the wire, where they were given as Python's."""
    return {name.replace("_", "-"): value for name, value in headers.items()}


def signed_in(app: Flask, client_id: str) -> str:
    """The header of a client that has got a token."""
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": "any", "scope": "openid"}
    return f"Bearer {asked(app, 'POST', '/ims/token/v3', data=form).body['access_token']}"


class Caller:
    """A client of an emulator, the shared one unless another is given; signed in, in an organisation of its own."""

    base = ""
    """The path that all others start from."""

    def __init__(self, app: Flask | None = None, /, **headers: str) -> None:
        self.app = app or shared()
        self.headers = {
            "x-api-key": "a-client",
            "x-gw-ims-org-id": f"{next(_organisations):024X}@AdobeOrg",
            "x-sandbox-name": "prod",
        } | dashed(headers)
        if "Authorization" not in self.headers:
            self.headers["Authorization"] = signed_in(self.app, self.headers["x-api-key"])

    def beside(self, **headers: str) -> Self:
        """Another caller of the same emulator: the same one, but for these headers."""
        return type(self)(self.app, **(self.headers | dashed(headers)))

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        base: str | None = None,
        headers: Mapping[str, Any] | None = None,
        **what: Any,
    ) -> Answer:
        """Send a request; `headers` are added, and those that are None are left out."""
        sent = {name: value for name, value in (self.headers | dashed(headers or {})).items() if value is not None}
        where = (self.base if base is None else base) + path
        return asked(self.app, method, where, headers=sent, **(what if body is None else {"json": body, **what}))
