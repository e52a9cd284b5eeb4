"""An exchange as readable JSON, and an answer made of it again."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from hashlib import sha256
from http.client import responses as reasons
from io import BytesIO
from typing import Any

import requests
from urllib3 import HTTPResponse

from ..tutorial import JsonObject
from ..wire import text_of

LONG = 5000
"""A text of a request that is longer is cut."""
NOISE = frozenset(("user-agent", "accept-encoding", "connection", "content-length", "host", "cookie"))
"""Headers of a request that say nothing of what is asked."""
TELLING = (
    "content-type",
    "location",
    "allow",
    "etag",
    "retry-after",
    "www-authenticate",
    "x-request-id",
    "x-mock-rule",
)
"""Headers of an answer that somebody may read."""
LEFT_OUT = re.compile(r"\(\d+ characters, SHA-256 [0-9a-f]{16}(?:…|\\u2026)\)")
"""In what a very long text was shortened to."""


def asked(request: requests.PreparedRequest) -> JsonObject:
    """A request: method, path with query, the headers that matter, and its body."""
    headers = {text_of(name).lower(): text_of(value) for name, value in request.headers.items()}
    return {
        "method": str(request.method),
        "path": str(request.path_url),
        "headers": {name: headers[name] for name in sorted(headers) if name not in NOISE},
        **body_as_json(request.body),
    }


def answered(response: requests.Response) -> JsonObject:
    """An answer: status, the headers that matter, and its body."""
    return {
        "status": response.status_code,
        "headers": {name: response.headers[name] for name in TELLING if name in response.headers},
        **body_as_json(response.content),
    }


def shortened(value: Any) -> Any:
    """JSON in which a very long text only says how it begins, how long it is, and what its digest is."""
    if isinstance(value, dict):
        return {name: shortened(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shortened(each) for each in value]
    if isinstance(value, str) and len(value) > LONG:
        digest = sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return f"{value[:40]}… ({len(value)} characters, SHA-256 {digest}…)"
    return value


def body_as_json(body: Any) -> JsonObject:
    """A body as what it is: JSON, or else text, or else bytes; nothing where there is none."""
    if not body:
        return {}
    if not isinstance(body, bytes | str):
        return {"pieces": True}
    content: bytes = body.encode() if isinstance(body, str) else body
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}
    try:
        value = json.loads(text)
        return {"json": value} if is_whole(text, value) else {"text": text}
    except (ValueError, RecursionError):
        return {"text": text}


def is_whole(text: str, value: Any) -> bool:
    """Whether JSON says all that its text said: no name twice; raises ValueError for a number that JSON has not."""
    names: list[int] = []
    json.loads(text, object_pairs_hook=lambda pairs: names.append(len(pairs) - len(dict(pairs))))
    json.dumps(value, allow_nan=False)
    return not any(names)


def body_of(kept: Mapping[str, Any]) -> bytes:
    """The body of what was kept."""
    if "json" in kept:
        return json.dumps(kept["json"], separators=(",", ":")).encode()
    if "text" in kept:
        return str(kept["text"]).encode()
    return base64.b64decode(kept.get("base64", ""))


def response_of(answer: Mapping[str, Any], method: str) -> HTTPResponse:
    """An answer as it comes from a connection."""
    status: int = answer["status"]
    return HTTPResponse(
        BytesIO(body_of(answer)),
        answer["headers"],
        status,
        reason=reasons.get(status),
        preload_content=False,
        request_method=method,
    )
