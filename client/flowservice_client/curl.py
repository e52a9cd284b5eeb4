"""Writes an exchange as the curl command a person could have typed, its secrets masked."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator

from .exchange import Exchange
from .masking import MASK, is_secret, masked, masked_query, masked_url
from .wire import Json

WIDEST = 128
CURL_SETS_ITSELF = frozenset({"accept-encoding", "connection", "content-length", "host", "user-agent"})
SHOWN_THOUGH_NAMED_LIKE_A_SECRET = frozenset({"x-api-key"})


def as_curl(exchange: Exchange) -> str:
    """The request as one curl command over several lines, quoted for a POSIX shell.

    Masked are Authorization and cookies, secret form fields and query parameters, and in JSON bodies whatever
    is named like a secret and all of `auth.params`. The client id (`x-api-key`) is shown.
    """
    lines = [f"curl {_verb(exchange.method)}{shlex.quote(masked_url(exchange.url))}"]
    lines += [f"  -H {shlex.quote(header)}" for header in _headers(exchange)]
    if exchange.request_body:
        lines.append(f"  --data-raw {shlex.quote(masked_body(exchange.request_body))}")
    return " \\\n".join(lines)


def masked_body(body: bytes) -> str:
    """A JSON or form body as text without its secrets; of any other body only the length."""
    try:
        text = body.decode()
        return laid_out(masked(json.loads(text)), margin="  ")
    except UnicodeDecodeError:
        return f"<{len(body)} bytes>"
    except ValueError:
        return masked_query(text) if "=" in text else f"<{len(body)} bytes>"


def laid_out(value: Json, margin: str) -> str:
    """JSON that is easy on the eye: what fits into a line is one line, the rest has an item a line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(margin + flat) <= WIDEST or not isinstance(value, (dict, list)):
        return flat
    inner = margin + "  "
    if isinstance(value, dict):
        pairs = ((json.dumps(name, ensure_ascii=False) + ": ", item) for name, item in value.items())
        rows, ends = [f"{inner}{name}{laid_out(item, inner)}" for name, item in pairs], "{}"
    else:
        rows, ends = [f"{inner}{laid_out(item, inner)}" for item in value], "[]"
    return ends[0] + "\n" + ",\n".join(rows) + f"\n{margin}{ends[1]}"


def _verb(method: str) -> str:
    return {"GET": "", "HEAD": "--head "}.get(method, f"-X {method} ")


def _headers(exchange: Exchange) -> Iterator[str]:
    for name, value in exchange.request_headers.items():
        lower = name.lower()
        if lower in CURL_SETS_ITSELF:
            continue
        if is_secret(name) and lower not in SHOWN_THOUGH_NAMED_LIKE_A_SECRET:
            scheme, blank, _ = value.partition(" ")
            value = f"{scheme} {MASK}" if blank and lower == "authorization" else MASK
        yield f"{name}: {value}"
