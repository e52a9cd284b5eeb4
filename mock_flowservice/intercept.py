"""The emulator inside a process: what `requests` sends to the platform's hosts is answered here and never leaves."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes, urlsplit

from responses import BaseResponse, RequestsMock
from urllib3 import HTTPResponse

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from requests import PreparedRequest

PLATFORM = "https://platform.adobe.io"
IMS = "https://ims-na1.adobelogin.com"
ORIGINS = (PLATFORM, IMS)


class Application(BaseResponse):
    """A WSGI application as what answers every request to some origins, for `responses`."""

    def __init__(self, mock: RequestsMock, app: WSGIApplication, origins: Iterable[str]) -> None:
        super().__init__("ANY", PLATFORM)
        self._mock, self._app = mock, app
        self._origins = tuple(origin.rstrip("/") + "/" for origin in origins)

    def matches(self, request: PreparedRequest) -> tuple[bool, str]:
        """Whether a request goes to one of the origins; `responses` tells the reason to whom it fails."""
        return f"{request.url}/".startswith(self._origins), "another origin"

    def get_response(self, request: PreparedRequest) -> HTTPResponse:
        """What the application answers."""
        self._mock.calls.reset()  # responses would keep every call of a long session
        self.calls.reset()
        started: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
            started[:] = [int(status.split(" ", 1)[0]), headers]
            return written.append

        written: list[bytes] = []
        parts = self._app(environ_of(request), start)
        try:
            written.extend(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        status, headers = started
        body = b"" if request.method == "HEAD" else b"".join(written)
        return HTTPResponse(BytesIO(body), headers, status, preload_content=False, request_method=request.method)


def environ_of(request: PreparedRequest) -> dict[str, Any]:
    """A prepared request as WSGI has it. Source: PEP 3333."""
    url = urlsplit(str(request.url))
    body = body_of(request)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1") or "/",
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port or {"https": 443}.get(url.scheme, 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": url.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in (request.headers or {}).items():
        key = text_of(name).upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = text_of(value)
    if environ.pop("HTTP_TRANSFER_ENCODING", None):
        environ["CONTENT_LENGTH"] = str(len(body))
    return environ


def body_of(request: PreparedRequest) -> bytes:
    """The body in one piece."""
    body: Any = request.body
    if body is None or isinstance(body, bytes | str):
        return body.encode() if isinstance(body, str) else body or b""
    pieces = iter(lambda: body.read(65536), b"") if hasattr(body, "read") else body
    return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)


def text_of(header: str | bytes) -> str:
    """A header as WSGI carries it: bytes in the shape of a text."""
    return header.decode("latin-1") if isinstance(header, bytes) else header


@contextmanager
def intercepted(
    app: WSGIApplication | None = None, *, origins: Iterable[str] = ORIGINS, **settings: Any
) -> Iterator[RequestsMock]:
    """While the context lasts, requests to the origins are answered by an emulator in this process.

    `app` is an application of yours; without one a new emulator is made with these settings (the fields of
    `Settings`). A request to any other origin is refused with requests.ConnectionError and goes nowhere; what is
    yielded is the `responses.RequestsMock`, whose `add_passthru` lets others through. Holds for all threads.
    Raises UsageError.
    """
    if app is None:
        from .app import create_app

        app = create_app(**settings).wsgi_app
    with RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.add(Application(mock, app, origins))
        yield mock
