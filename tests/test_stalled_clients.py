"""Clients that stall, cut off or lie: they hold up nobody, keep no server alive, and have nothing done."""

import http.client
import json
import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest

from mock_flowservice.app import LARGEST_BODY
from mock_flowservice.server import FAREWELL
from tests import servers
from tests.bodies import connection_body
from tests.servers import PATIENCE, SERVE, started

CONNECTIONS = "/data/foundation/flowservice/connections"
GOOD = {
    "Authorization": "Bearer anything",
    "x-api-key": "me",
    "x-gw-ims-org-id": "0123456789ABCDEF01234567@AdobeOrg",
    "x-sandbox-name": "prod",
}
BODY = json.dumps(connection_body()).encode()


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server of one's own: its process and its port."""
    with servers.serving("--port", "0") as (process, url):
        yield process, int(url.rpartition(":")[2])


def head(**headers: object) -> bytes:
    """The head of a request that creates a connection."""
    fields = GOOD | {"Host": "here", "Content-Type": "application/json"} | headers
    lines = [f"POST {CONNECTIONS} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def dialled(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), PATIENCE)


def stalled(port: int) -> socket.socket:
    """A client that sends the first byte of its body and no more."""
    client = dialled(port)
    client.sendall(head(Content_Length=100) + b"{")
    return client


def status(client: socket.socket) -> int:
    return int(client.makefile("rb").readline().split()[1])


def created(port: int) -> int:
    """How many connections there are."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{CONNECTIONS}?count=true", headers=GOOD)
    with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
        return int(json.load(reply)["count"])


def test_many_stalled_clients_hold_up_nobody() -> None:
    with serving() as (_, port), ExitStack() as clients:
        for _ in range(40):
            clients.enter_context(stalled(port))
        assert created(port) == 0


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGHUP], ids=lambda stop: stop.name)
def test_a_stalled_client_keeps_no_server_alive(stop: signal.Signals) -> None:
    with serving() as (process, port), stalled(port):
        process.send_signal(stop)
        assert process.wait(FAREWELL + PATIENCE) == 0


def test_a_killed_server_leaves_no_worker_behind_for_a_stalled_client() -> None:
    with serving() as (process, port), stalled(port) as client:
        process.kill()
        client.settimeout(FAREWELL + PATIENCE)
        assert hung_up(client)


def hung_up(client: socket.socket) -> bool:
    """Wait until the other side is gone, in whichever way."""
    try:
        return client.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_server_that_was_told_to_ignore_a_closing_terminal_keeps_what_it_has() -> None:
    deaf = ["bash", "-c", "trap '' HUP; exec \"$@\"", "-", *SERVE, "--port", "0"]
    with started(deaf) as (process, line):
        port = int(line.rpartition(":")[2])
        with dialled(port) as client:
            client.sendall(head(Content_Length=len(BODY)) + BODY)
            assert status(client) == 201
        os.kill(process.pid, signal.SIGHUP)
        assert created(port) == 1


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "chunked"])
@pytest.mark.parametrize("beyond", [0, 1], ids=["just small enough", "just too large"])
def test_a_body_is_as_large_as_it_may_be_however_it_is_sent(chunked: bool, beyond: int) -> None:
    body = BODY.ljust(LARGEST_BODY + beyond)
    with serving() as (_, port), dialled(port) as client:
        if chunked:
            client.sendall(head(Transfer_Encoding="chunked") + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
        else:
            client.sendall(head(Content_Length=len(body)))
            client.sendall(body)
        assert status(client) == (413 if beyond else 201)
        assert created(port) == 1 - beyond


@pytest.mark.parametrize(
    ("method", "path", "headers", "expected"),
    [
        ("POST", CONNECTIONS, {"Authorization": ""}, 403),
        ("POST", "/data/foundation/flowservice/nothing", {}, 404),
        ("POST", "/_mock/health", {}, 405),
        ("GET", "/data/foundation/conversion/mappingSets/suggestion", {}, 501),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_a_refused_caller_keeps_its_connection(method: str, path: str, headers: dict[str, str], expected: int) -> None:
    with serving() as (_, port), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.connect()
        connection.auto_open = 0
        json_body = GOOD | {"Content-Type": "application/json"}
        for verb, where, sent, wanted in (
            (method, path, json_body | headers, expected),
            ("POST", CONNECTIONS, json_body, 201),
        ):
            connection.request(verb, where, BODY, sent)
            reply = connection.getresponse()
            reply.read()
            assert reply.status == wanted


def test_a_read_that_brings_a_body_keeps_its_connection() -> None:
    with serving() as (_, port), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.connect()
        connection.auto_open = 0
        for _ in range(3):
            connection.request("GET", CONNECTIONS, BODY, GOOD)
            reply = connection.getresponse()
            reply.read()
            assert reply.status == 200


def test_a_body_that_ends_before_its_length_has_nothing_done() -> None:
    with serving() as (_, port), dialled(port) as client:
        client.sendall(head(Content_Length=len(BODY) + 500) + BODY)
        client.shutdown(socket.SHUT_WR)
        assert status(client) == 400
        assert created(port) == 0
