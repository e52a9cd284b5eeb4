"""Serving the emulator on Granian: it says when it is ready, and stops when it is told to."""

import gc
import http.client
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from .emulator import open_unused
from .errors import UsageError
from .settings import Settings

THREADS = 64
"""Requests that one worker handles at a time: a client that sends its body slowly holds one of them."""
FAREWELL = 5
"""Seconds that a request in flight may take once the server has been told to stop."""
PATIENCE = 30.0
"""Seconds that a server may take until it answers."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
    "loggers": {
        "_granian": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "mock_flowservice": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT.

    Port 0 takes a free one. `ready` is called once, with the base URL, when requests are answered. Raises
    UsageError when the port cannot be had.
    """
    open_unused(settings).close()  # what cannot be opened is better said before anything is served
    host = settings.host
    with reserved(host, settings.port) as held:
        port = int(held.getsockname()[1])
        server = MPServer(
            "mock_flowservice",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=settings.workers,
            blocking_threads=THREADS,
            websockets=False,
            workers_kill_timeout=FAREWELL,
            respawn_failed_workers=can_go_on(settings),
            log_level=LogLevels.error,
            log_dictconfig=LOGGING,
        )
        on_hangup = signal.getsignal(signal.SIGHUP)
        server.on_startup(lambda: stop_on_hangup(server, on_hangup))
        server.on_startup(lambda: announce(host, port, ready))
        server.serve(target_loader=partial(load, settings), wrap_loader=False)


def can_go_on(settings: Settings) -> bool:
    """Whether another worker can take the place of one that has died: none knows what only that one knew."""
    return settings.store != "memory://" and settings.seed is None


def stop_on_hangup(server: MPServer, before: Any) -> None:
    """A closing terminal stops the server, unless nohup said no: Granian would start it anew, without its state."""
    signal.signal(signal.SIGHUP, server.signal_handler_interrupt if before == signal.SIG_DFL else before)


def load(settings: Settings) -> Any:
    """The application, made in the process that serves it; one line says why it cannot be made."""
    from .app import create_app
    from .emulator import Emulator

    threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        app = create_app(Emulator(settings))
    except UsageError as error:
        sys.exit(f"mock-flowservice: {error}")
    look_rarely_for_cycles()
    return app


def look_rarely_for_cycles() -> None:
    """Spare the garbage collector what it would find nothing in: documents are many, live long and hold no cycles."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def end_with_parent() -> None:
    """Stop this process when the one that started it is gone: nobody else would, and the port would stay taken."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(FAREWELL)
        os._exit(1)


def reserved(host: str, port: int) -> socket.socket:
    """A socket that keeps the port ours until Granian, which shares ports, has bound it; raises UsageError."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            bound = probe.getsockname()
        held = socket.socket(family, socket.SOCK_STREAM)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            held.bind(bound)
        except OSError:
            held.close()
            raise
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot listen on {host}:{port}: {reason}") from None
    return held


def announce(host: str, port: int, ready: Callable[[str], None]) -> None:
    """Call `ready` from a thread as soon as the server answers."""

    def wait() -> None:
        if answers(host, port):
            shown = f"[{host}]" if ":" in host else host
            ready(f"http://{shown}:{port}")

    threading.Thread(target=wait, daemon=True).start()


def answers(host: str, port: int) -> bool:
    """Wait until the server answers its health check; false when PATIENCE runs out."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - only translated, not bound
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection(here, port, timeout=PATIENCE)
        try:
            connection.request("GET", "/_mock/health")
            return connection.getresponse().status == http.client.OK
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    return False
