"""A PostgreSQL server of one's own, in a temporary folder and on loopback, for as long as tests need it."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.servers import PATIENCE, free_port

UNTIL_STDIN_ENDS = '"$@" & server=$!; cat > /dev/null; kill -QUIT $server; wait $server'
"""Runs a server that ends with whoever started it, however that ends."""
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "max_connections": "200",
}


class Databases:
    """Makes databases on a server, each new and empty."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """How a store names a database of this server."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/{database}"

    def fresh(self) -> str:
        """The URL of a new database."""
        name = f"store{next(self._numbers)}"
        with self.connected() as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def connected(self) -> "psycopg.Connection[Any]":
        """A connection to the server itself."""
        return psycopg.connect(host="127.0.0.1", port=self._port, user="postgres", dbname="postgres", autocommit=True)


def program(name: str) -> str:
    """Where a program of PostgreSQL is; skips the test if it is not installed."""
    found = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))]
    path = shutil.which(name) or (found[-1] if found else None)
    if path is None:
        pytest.skip(f"PostgreSQL is not installed here ({name} is missing): its store was NOT tested")
    return path


@contextmanager
def running() -> Iterator[Databases]:
    """A server that is ready; it is stopped at the end whatever happens."""
    initdb, postgres, user = program("initdb"), program("postgres"), owner()
    folder = tempfile.mkdtemp(prefix="postgres-")
    try:
        if user is not None:
            shutil.chown(folder, user)
        made = [initdb, "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale", "C"]
        subprocess.run(made, check=True, capture_output=True, user=user, cwd=folder)
        port = free_port()
        settings = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        command = ["sh", "-c", UNTIL_STDIN_ENDS, "sh", postgres, "-D", f"{folder}/data", "-p", str(port), *settings]
        with (
            Path(folder, "log").open("wb") as log,
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, user=user, cwd=folder, start_new_session=True
            ) as server,
        ):
            databases = Databases(port)
            wait_for(databases, Path(folder, "log"), server)
            yield databases
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def owner() -> str | None:
    """As whom a server runs: it refuses to be root's. None is whoever we are."""
    if os.geteuid() != 0:
        return None
    users = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"


def wait_for(databases: Databases, log: Path, server: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            databases.connected().close()
        except psycopg.OperationalError:
            assert server.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.02)
        else:
            return
