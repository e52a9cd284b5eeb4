"""Examples of the rules that every request meets, and of those of IMS and the Sandbox API."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from tests.bodies import step
from tests.caller import Caller
from tests.catalog.catalog_client import Catalog
from tests.replies import Answer, asked

from .example import Example, always

FLOWS = "/data/foundation/flowservice/flows"
SETS = "/data/foundation/catalog/dataSets"
SANDBOXES = "/data/foundation/sandbox-management/sandboxes"
GRANT = {"grant_type": "client_credentials", "client_id": "a-client", "client_secret": "any", "scope": "openid"}


def asking(path: str = FLOWS, **headers: Any) -> Callable[[Flask], Answer]:
    """Read something, with these headers."""
    return lambda app: Caller(app).ask("GET", path, headers=headers)


def sending(content_type: str = "application/json", data: str = "{}") -> Callable[[Flask], Answer]:
    """Create a data set from this body."""
    return lambda app: Caller(app).ask("POST", SETS, headers={"Content-Type": content_type}, data=data)


def mistyping(app: Flask) -> Answer:
    """Create a flow from text."""
    return Caller(app).ask("POST", FLOWS, headers={"Content-Type": "text/plain"}, data="{}")


def token(path: str = "/ims/token/v3", **what: Any) -> Callable[[Flask], Answer]:
    """Ask for a token."""
    return lambda app: asked(app, "POST", path, **what)


def patching_too_much(app: Flask) -> Answer:
    catalog = Catalog(app)
    return catalog.patch(catalog.given(), [step("add", "/description", "x")] * 1001)


def starting(app: Flask) -> Answer:
    """Write to a sandbox that is not there yet."""
    return Caller(app).ask("POST", SETS, {"name": "first"}, headers={"x-sandbox-name": "new"})


def code(answer: Answer) -> str:
    return answer.code


def error(answer: Answer) -> Any:
    return answer.body.get("error")


def code_type(answer: Answer) -> type:
    return type(answer.body["error_code"])


def names(answer: Answer) -> list[str]:
    return [each["name"] for each in answer.body["sandboxes"]]


EXAMPLES: dict[str, Example] = {
    "request.order": always(asking("/data/foundation/nothing", Authorization=None), "403010", code),
    "request.limits": always(patching_too_much, 400),
    "request.refusals": always(sending(data="{"), 400),
    "request.content_type": Example(mistyping, 400, 415),
    "request.slash": always(asking(f"{FLOWS}/"), 200),
    "gateway.refusals": always(asking(x_gw_ims_org_id=None), 400),
    "gateway.code": Example(asking(x_api_key=None), str, int, code_type),
    "gateway.order": Example(asking(Authorization=None, x_api_key=None), "403010", "403000", code),
    "auth.token": Example(asking(Authorization="Bearer made-up"), 200, 401),
    "header.org": Example(asking(x_gw_ims_org_id="me@AdobeOrg"), 200, 403),
    "header.sandbox": Example(asking(SETS, x_sandbox_name=None), 200, 400),
    "header.sandbox_id": Example(asking(SETS, x_sandbox_id="1"), 200, 400),
    "sandbox.unknown": Example(starting, 201, 403),
    "sandbox.name": always(asking(SETS, x_sandbox_name="a" * 129), 403),
    "sandbox.codes": always(asking(f"{SANDBOXES}/nobody"), "SMS-1001-404", code),
    "sandbox.list": always(asking(SANDBOXES), ["prod", "dev"], names),
    "ims.scope": Example(token(data=GRANT | {"scope": "made_up"}), 200, 400),
    "ims.refusals": always(token(data="{}", content_type="application/json"), "invalid_request", error),
    "ims.older": always(token("/ims/token/v2", data=GRANT), 86399, lambda answer: answer.body["expires_in"]),
}
