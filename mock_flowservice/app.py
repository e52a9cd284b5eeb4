"""Flask: routes made from the contract, and what happens to a request as one ordered list."""

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import orjson
from flask import Flask, Request, Response, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from .call import BUILT, Call, Reply
from .contract import Operation, operations
from .emulator import Emulator
from .errors import (
    BODY_CUT_OFF,
    BODY_TOO_LARGE,
    HTTP_REFUSED,
    INTERNAL,
    METHOD_UNKNOWN,
    NOT_BUILT,
    PATH_UNKNOWN,
    UNAVAILABLE,
    ServiceError,
    UsageError,
)
from .gateway import identify
from .services import REFUSALS
from .services.bodies import read_body
from .services.sandbox import enter_sandbox, settle_sandbox
from .settings import Settings
from .store.base import Unavailable

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LARGEST_BODY = 4 * 1024 * 1024
SMALL_BODY = 64 * 1024
"""In bytes."""

log = logging.getLogger("mock_flowservice")


class FinishedResponse(Response):
    """A response whose headers are complete: Werkzeug need not look them through again for every reply."""

    default_mimetype = None

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        """The headers as they are."""
        return self.headers


def create_app(emulator: Emulator | None = None, **settings: Any) -> Flask:
    """The emulator as a WSGI application: around an emulator of yours, or a new one with these settings.

    The settings are the fields of `Settings`; what is not given is read from `MOCK_FLOWSERVICE_…`.
    Raises UsageError for settings that cannot be used.
    """
    if emulator and settings:
        raise UsageError(f"an emulator has settings of its own: {', '.join(settings)} would change nothing")
    emulator = emulator or Emulator(Settings.read(**settings))
    app = Flask("mock_flowservice", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY + 1  # Werkzeug cuts chunks off here without a word
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    for operation in operations().values():
        rule, view, methods = flask_rule(operation), view_of(emulator, operation), [operation.method]
        app.add_url_rule(rule, operation.id, view, methods=methods, provide_automatic_options=False)
    app.register_error_handler(HTTPException, lambda error: answer(Call(emulator, current_request()), error))
    return app


def current_request() -> Request:
    """The request itself: asking Flask's stand-in for each of its parts takes longer."""
    found: Request = cast(Any, request)._get_current_object()
    return found


def flask_rule(operation: Operation) -> str:
    """The path of an operation as Flask writes it; greedy variables may hold slashes."""

    def variable(match: re.Match[str]) -> str:
        greedy = operation.parameters["path", match[1]].get("x-greedy")
        return f"<path:{match[1]}>" if greedy else f"<{match[1]}>"

    return re.sub(r"{(\w+)}", variable, operation.path)


def view_of(emulator: Emulator, operation: Operation) -> Callable[..., Response]:
    """The function that Flask calls for an operation."""
    reader = partial(read_body, REFUSALS[operation.document])

    def view(**params: str) -> Response:
        values = {name: value.rstrip("/") for name, value in params.items()}
        return answer(Call(emulator, current_request(), operation, values, read_body=reader))

    return view


def guard(call: Call) -> None:
    """The gateway and the sandbox, for all that lies behind them."""
    operation = call.operation
    if operation.guarded if operation else call.request.path.startswith("/data/"):
        identify(call)
    if operation and operation.sandboxed:
        enter_sandbox(call, REFUSALS[operation.document])


def take_body(call: Call) -> None:
    """Read the bytes of the body, before anything is locked; what they mean is asked later."""
    if call.request.method in ("POST", "PUT", "PATCH"):
        try:
            call.raw = call.request.get_data()
        except RequestEntityTooLarge:
            raise BODY_TOO_LARGE(limit=LARGEST_BODY) from None
        if len(call.raw) > LARGEST_BODY:  # in chunks, whose sum nobody announced
            raise BODY_TOO_LARGE(limit=LARGEST_BODY)
        if len(call.raw) < (call.request.content_length or 0):
            raise BODY_CUT_OFF(got=len(call.raw), announced=call.request.content_length)


def drain(call: Call) -> None:
    """Read a small body that nobody asked for: left unread, it would cost the caller its connection."""
    announced = call.request.content_length or 0
    if not call.raw and 0 < announced <= SMALL_BODY and call.headers.get("Expect") is None:
        with suppress(HTTPException, OSError):
            call.request.get_data()


def perform(call: Call, operation: Operation) -> Reply:
    """Run the operation; one that writes does so at one moment or not at all."""
    handler = BUILT[operation.id]
    if operation.safe:
        return handler(call)
    with call.emulator.store.transaction():
        reply = handler(call)
        if call.request.method != "DELETE":
            settle_sandbox(call)
        return reply


def answer(call: Call, failure: HTTPException | None = None) -> Response:
    """Take a request through guard, route, body and operation; the first refusal is the answer."""
    try:
        guard(call)
        operation = route(call, failure)
        take_body(call)
        reply = perform(call, operation)
    except ServiceError as error:
        reply = refused(call, error)
    except Unavailable as error:
        log.error("the store cannot be used: %s, request %a", error, call.request_id)
        reply = refused(call, UNAVAILABLE(request_id=call.request_id))
    except Exception:
        log.exception("%s %a failed, request %a", call.request.method, call.request.path, call.request_id)
        reply = refused(call, INTERNAL(request_id=call.request_id))
    drain(call)
    return render(call, reply)


def route(call: Call, failure: HTTPException | None) -> Operation:
    """The operation that was asked for; raises ServiceError if there is none, or if it is not built.

    Source: rule request.slash.
    """
    if call.request.path.endswith("/"):
        call.rests_on("request.slash")
    if call.operation is None:
        raise refusal(call, failure or NotFound())
    if call.operation.id not in BUILT:
        raise NOT_BUILT(operation=call.operation.id)
    return call.operation


def refusal(call: Call, failure: HTTPException) -> ServiceError:
    """What Flask could not route, as an error of ours."""
    path, method = call.request.path, call.request.method
    if isinstance(failure, NotFound):
        outside = not path.startswith(("/data/", "/ims/", "/_mock/"))
        hint = "; the services are under /data and /ims, the emulator's own API under /_mock" if outside else ""
        return PATH_UNKNOWN(path=path, hint=hint)
    if isinstance(failure, MethodNotAllowed):
        allowed = ", ".join(sorted(failure.valid_methods or ()))
        error = METHOD_UNKNOWN(method=method, path=path, allowed=allowed)
        error.headers["Allow"] = allowed
        return error
    return HTTP_REFUSED(reason=failure.description or failure.name)


def refused(call: Call, error: ServiceError) -> Reply:
    """The reply that a refusal becomes; why is written to the log. Source: rule request.order."""
    kind, why = error.kind, str(error.why)
    call.rests_on("request.order")
    if kind.rule:
        call.rests_on(kind.rule)
    body = kind.envelope(error, call)
    log.info(
        "%s %s %s %s%s; rules: %s",
        call.request.method,
        ascii(call.request.path),
        kind.status,
        kind.code,
        f" ({why})" if why else "",
        ", ".join(sorted(call.rules)) or "none",
    )
    return Reply(body, kind.status, error.headers)


def render(call: Call, reply: Reply) -> Response:
    """The reply as Flask sends it."""
    headers = {**reply.headers, "x-request-id": call.request_id}
    if call.rules:
        headers["x-mock-rule"] = ", ".join(sorted(call.rules))
    if reply.body is None:
        return FinishedResponse(status=reply.status, headers=headers)
    body = orjson.dumps(reply.body)
    headers |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    return FinishedResponse(body, reply.status, headers)
