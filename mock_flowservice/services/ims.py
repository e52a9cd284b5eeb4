"""IMS: access tokens for the credentials of a technical account."""

from urllib.parse import parse_qs

from ..call import Call, Reply, operation
from ..errors import ErrorKind, Explanation, ServiceError
from ..tokens import LIFETIME
from ..wire import JsonObject
from .refusals import Refusals

FIELDS = ("grant_type", "client_id", "client_secret", "scope")
FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 100
SCOPES = frozenset(("openid", "session", "AdobeID", "read_organizations", "additional_info.projectedProductContext"))
"""What the platform's own credentials ask for. Source: Adobe's Postman environment."""
REFUSALS = Refusals()


def ims_error(error: ServiceError, _call: Call) -> JsonObject:
    """The body of an IMS error; clients want both keys. Source: RFC 6749; what existing clients read."""
    return {"error": error.kind.code, "error_description": error.detail}


BODY_NOT_FORM = ErrorKind(
    400, "invalid_request", f"The body must be {FORM}, not {{given}}.", ims_error, rule="ims.refusals"
)
BODY_UNREADABLE = ErrorKind(
    400, "invalid_request", f"The body has more than {MOST_FIELDS} fields.", ims_error, rule="request.limits"
)
FIELD_MISSING = ErrorKind(400, "invalid_request", "Missing: {names}.", ims_error, source="RFC 6749")
FIELD_TWICE = ErrorKind(400, "invalid_request", "Given twice and not alike: {names}.", ims_error, source="RFC 6749")
GRANT_UNKNOWN = ErrorKind(
    400, "unsupported_grant_type", "The grant type {given!r} is not supported.", ims_error, source="RFC 6749"
)
CLIENT_UNKNOWN = ErrorKind(400, "invalid_client", "invalid client_id parameter", ims_error, rule="ims.refusals")
SECRET_WRONG = ErrorKind(
    400,
    "invalid_client",
    "invalid client_secret parameter",
    ims_error,
    source="what existing clients branch on",
)
SCOPE_UNKNOWN = ErrorKind(
    400,
    "invalid_scope",
    "Not a scope of this client: {scopes}.",
    ims_error,
    source="AdobeDocs/adobeio-auth#69",
    rule="ims.scope",
)


@operation("requestToken")
def request_token(call: Call) -> Reply:
    """Exchange client credentials, from the form, the query or both, for an access token.

    Source: developer.adobe.com ServerToServerAuthentication/IMS; Adobe's Postman collection; aepp.
    """
    fields = read_fields(call)
    check_client(call, fields["client_id"], fields["client_secret"])
    scopes = check_scopes(call, fields["scope"])
    token = call.emulator.tokens.issue(fields["client_id"], scopes)
    return Reply({"access_token": token, "token_type": "bearer", "expires_in": LIFETIME})


@operation("requestTokenV2")
def request_token_v2(call: Call) -> Reply:
    """The same by the older path.

    Source: Adobe's Postman collection; rule ims.older.
    """
    call.rests_on("ims.older")
    return request_token(call)


def read_fields(call: Call) -> dict[str, str]:
    """The four fields, each from wherever it stands; raises ServiceError."""
    form = read_form(call)
    given = {name: {*call.query.getlist(name), *form.get(name, ())} - {""} for name in FIELDS}
    if twice := [name for name, values in given.items() if len(values) > 1]:
        raise FIELD_TWICE(Explanation(twice[0], expected="one value"), names=", ".join(twice))
    grant = next(iter(given["grant_type"]), "client_credentials")
    if grant != "client_credentials":
        raise GRANT_UNKNOWN(Explanation("grant_type", grant, "client_credentials"), given=grant)
    if missing := [name for name, values in given.items() if not values]:
        raise FIELD_MISSING(Explanation(missing[0], expected="a value"), names=", ".join(missing))
    return {name: values.pop() for name, values in given.items()}


def read_form(call: Call) -> dict[str, list[str]]:
    """The fields of the body, none if it is empty; raises ServiceError for one that is no form."""
    content_type = (call.headers.get("Content-Type") or FORM).partition(";")[0].strip().lower()
    if not call.raw.strip():
        return {}
    if content_type != FORM:
        raise BODY_NOT_FORM(Explanation("Content-Type", content_type, FORM), given=content_type)
    try:
        return parse_qs(call.raw.decode(errors="replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BODY_UNREADABLE(Explanation(expected=f"at most {MOST_FIELDS} fields")) from None


def check_client(call: Call, client_id: str, secret: str) -> None:
    """The client is known and the secret is its own, where the settings name clients. Rule ims.refusals."""
    clients = call.emulator.settings.clients
    if clients and client_id not in clients:
        raise CLIENT_UNKNOWN(Explanation("client_id", expected="a client of the settings"))
    if clients and clients[client_id] != secret:
        raise SECRET_WRONG(Explanation("client_secret", expected="the secret of this client"))


def check_scopes(call: Call, text: str) -> str:
    """The scopes, separated by commas; raises ServiceError. Source: rule ims.scope."""
    scopes = text.replace(",", " ").split()
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if not scopes or (unknown and call.published("ims.scope")):
        why = Explanation("scope", text, ",".join(sorted(SCOPES)))
        raise SCOPE_UNKNOWN(why, scopes=", ".join(unknown) or text)
    return ",".join(scopes)
