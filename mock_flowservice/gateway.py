"""The gateway in front of every service: who is calling, and for which organisation.

Source: doc help/landing/troubleshooting.md for codes and messages; rule gateway.order for their order.
"""

import re

from .call import Call
from .errors import (
    API_KEY_INVALID,
    API_KEY_MISSING,
    ORG_MALFORMED,
    ORG_MISSING,
    ORG_NOT_ENTITLED,
    TOKEN_INVALID,
    TOKEN_MISSING,
    Explanation,
    ServiceError,
)
from .scope import Tenant

ORG_ID = re.compile(r"[0-9A-Fa-f]{24}@AdobeOrg")
LOOSE_ORG_ID = re.compile(r"[^\s@]+@AdobeOrg")


def check_token(call: Call) -> None:
    """A bearer token is there and good. Source: doc troubleshooting; rule auth.token."""
    header = call.headers.get("Authorization")
    if not header:
        raise TOKEN_MISSING(Explanation("Authorization", expected="Bearer and a token"))
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TOKEN_INVALID(Explanation("Authorization", expected="Bearer and a token"))
    call.grant = call.emulator.tokens.read(token.strip())
    if call.grant is None:
        if call.published("auth.token"):
            raise TOKEN_INVALID(Explanation("Authorization", expected="a token from POST /ims/token/v3"))
    elif call.grant.expires <= call.now:
        raise TOKEN_INVALID(Explanation("Authorization", expected="a token that has not expired"))


def check_api_key(call: Call) -> None:
    """The api key is there and known. Source: doc troubleshooting; `clients` of the settings."""
    api_key = (call.headers.get("x-api-key") or "").strip()
    if not api_key:
        raise API_KEY_MISSING(Explanation("x-api-key", expected="the client id of your credentials"))
    clients = call.emulator.settings.clients
    if clients and api_key not in clients:
        raise API_KEY_INVALID(Explanation("x-api-key", api_key, f"one of {', '.join(clients)}"))
    call.client_id = api_key


def check_org(call: Call) -> None:
    """The organisation is there, well-formed and entitled. Source: doc troubleshooting; rule header.org."""
    org = (call.headers.get("x-gw-ims-org-id") or "").strip()
    if not org:
        raise ORG_MISSING(Explanation("x-gw-ims-org-id", expected="an organisation id"))
    if not ORG_ID.fullmatch(org) and (not LOOSE_ORG_ID.fullmatch(org) or call.published("header.org")):
        raise ORG_MALFORMED(Explanation("x-gw-ims-org-id", org, "an id that ends in @AdobeOrg (rule header.org)"))
    orgs = call.emulator.settings.orgs
    if orgs and org not in orgs:
        raise ORG_NOT_ENTITLED(Explanation("x-gw-ims-org-id", org, f"one of {', '.join(sorted(orgs))}"))
    call.tenant = Tenant(org, "")


def check_grant(call: Call) -> None:
    """The token was issued for this api key. Source: rule auth.token."""
    if call.grant and call.grant.client_id != call.client_id and call.published("auth.token"):
        raise API_KEY_INVALID(Explanation("x-api-key", call.client_id, "the client the token was issued for"))


TOKEN_FIRST = (check_token, check_api_key, check_org)
API_KEY_FIRST = (check_api_key, check_token, check_org)


def identify(call: Call) -> None:
    """Find out who is calling; the first thing wrong is reported. Source: rule gateway.order."""
    published = call.emulator.published("gateway.order")
    try:
        for check in API_KEY_FIRST if published else TOKEN_FIRST:
            check(call)
    except ServiceError:
        call.published("gateway.order")
        raise
    check_grant(call)
