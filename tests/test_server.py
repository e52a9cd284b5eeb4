"""`mock-flowservice serve`, as a user starts and stops it."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from mock_flowservice.server import answers
from tests.servers import PATIENCE, SERVE, Program, environment, serving


def answer(url: str) -> dict[str, object]:
    with urllib.request.urlopen(url, timeout=PATIENCE) as reply:
        body: dict[str, object] = json.load(reply)
        return body


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=lambda stop: stop.name)
def test_it_says_when_it_is_ready_and_stops_when_it_is_told_to(stop: signal.Signals) -> None:
    with serving("--port", "0") as (process, url):
        assert answer(f"{url}/_mock/health")["status"] == "ok"
        process.send_signal(stop)
        assert process.ended() == (0, "", "")


def test_after_a_kill_nothing_keeps_the_port() -> None:
    with serving("--port", "0") as (process, url):
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), PATIENCE) as connection:
            process.kill()
            connection.settimeout(PATIENCE)
            assert connection.recv(1) == b""
        with serving("--port", port) as (_, again):
            assert answer(f"{again}/_mock/health")["status"] == "ok"


def test_a_busy_port_is_one_clear_line_and_exit_code_2() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        ended = run("--port", str(port))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"mock-flowservice: cannot listen on 127.0.0.1:{port}: Address already in use\n"


def test_a_port_that_another_emulator_serves_is_busy() -> None:
    with serving("--port", "0") as (_, url):
        ended = run("--port", url.rpartition(":")[2])
    assert ended.returncode == 2
    assert "Address already in use" in ended.stderr


def run(*options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A server that is not expected to start."""
    return subprocess.run(
        [*SERVE, *options], capture_output=True, text=True, env=environment(**environ), timeout=PATIENCE, check=False
    )


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--rule", "no.such=tutorial"], "no.such"),
        (["--rule", "etag.form"], "etag.form"),
        (["--rule", "etag.form=perhaps"], "perhaps"),
        (["--store", "oracle://x"], "oracle://x"),
        (["--store", "sqlite:////no/such/folder/x.db"], "unable to open"),
        (["--store", "postgresql://ada:x@127.0.0.1:1/mock"], "postgresql://***@127.0.0.1:1/mock"),
        (["--workers", "2"], "memory"),
        (["--workers", "0"], "workers is 0"),
        (["--workers", "2", "--seed", "1", "--store", "sqlite:///x.db"], "seed"),
        (["--host", "no.such.host.invalid"], "no.such.host.invalid"),
        (["--port", "70000"], "70000"),
        (["--port", "http"], "http"),
        (["--profile", "strict"], "strict"),
    ],
)
def test_an_option_that_cannot_be_used_is_named_and_exits_with_2(options: list[str], word: str) -> None:
    ended = run("--port", "0", *options)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert word in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_seed_on_a_store_that_was_used_is_one_clear_line(tmp_path: Path) -> None:
    options = ("--port", "0", "--seed", "1", "--store", f"sqlite:///{tmp_path}/x.db")
    with serving(*options) as (_, url):
        assert answer(f"{url}/_mock/health")["store"] == "sqlite"
    ended = run(*options)
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (2, "", 1)
    assert "seed" in ended.stderr


@pytest.mark.parametrize(
    "stop", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL], ids=lambda stop: stop.name
)
def test_several_workers_on_one_store_stop_together(stop: signal.Signals, tmp_path: Path) -> None:
    with serving("--port", "0", "--store", f"sqlite:///{tmp_path}/x.db", "--workers", "3") as (process, url):
        assert answer(f"{url}/_mock/health")["status"] == "ok"
        process.send_signal(stop)
        assert process.ended() == (-9 if stop == signal.SIGKILL else 0, "", "")
        with serving("--port", url.rpartition(":")[2]) as (_, again):
            assert answer(f"{again}/_mock/health")["store"] == "memory"


def workers_of(process: Program) -> set[int]:
    """The processes that a server has started."""
    command = ["ps", "-o", "pid=", "--ppid", str(process.pid)]
    return set(map(int, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()))


def test_a_worker_that_dies_is_replaced_where_a_store_knows_all_that_it_knew(tmp_path: Path) -> None:
    with serving("--port", "0", "--store", f"sqlite:///{tmp_path}/x.db", "--workers", "2") as (process, url):
        dead, other = workers_of(process)
        os.kill(dead, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while len(now := workers_of(process) - {dead}) < 2 or not answers("127.0.0.1", int(url.rpartition(":")[2])):
            assert process.poll() is None and time.monotonic() < deadline
        assert other in now
        process.terminate()
        code, out, err = process.ended()
        assert (code, out, "Unexpected exit from worker-" in err) == (0, "", True)


@pytest.mark.parametrize("seed", [(), ("--seed", "1", "--store", "sqlite:///seeded.db")], ids=["memory", "seed"])
def test_a_server_ends_with_a_worker_whose_knowledge_is_lost(
    seed: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with serving("--port", "0", *seed) as (process, _):
        os.kill(workers_of(process).pop(), signal.SIGKILL)
        code, _, err = process.ended()
    assert (code, len(err.splitlines()), "Unexpected exit from worker-1" in err) == (1, 1, True)


def test_a_server_to_whose_log_nobody_listens_goes_on() -> None:
    with serving("--port", "0") as (process, url):
        for _ in range(100):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                answer(f"{url}/{'x' * 2000}")
        assert len(process.said()) > 128 * 1024, "more than a pipe holds"


def test_tokens_of_one_process_are_good_at_another_on_its_store(tmp_path: Path) -> None:
    options = ("--port", "0", "--profile", "published", "--store", f"sqlite:///{tmp_path}/x.db")
    sign_in = b"grant_type=client_credentials&client_id=me&client_secret=any&scope=openid"
    with serving(*options) as (_, one), serving(*options) as (_, other):
        with urllib.request.urlopen(f"{one}/ims/token/v3", sign_in, timeout=PATIENCE) as reply:
            token = json.load(reply)["access_token"]
        headers = {
            "Authorization": f"Bearer {token}",
            "x-api-key": "me",
            "x-gw-ims-org-id": "0123456789ABCDEF01234567@AdobeOrg",
            "x-sandbox-name": "prod",
        }
        request = urllib.request.Request(f"{other}/data/foundation/flowservice/connections", headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            assert json.load(reply)["items"] == []


def test_what_is_wrong_before_the_command_is_one_line_too() -> None:
    ended = subprocess.run(
        [*SERVE[:-1], "--nope"], capture_output=True, text=True, env=environment(), timeout=PATIENCE, check=False
    )
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (2, "", 1)


def test_options_can_come_from_the_environment_and_an_argument_beats_them() -> None:
    environ = {"MOCK_FLOWSERVICE_PORT": "0", "MOCK_FLOWSERVICE_PROFILE": "published"}
    with serving(**environ) as (_, url):
        assert answer(f"{url}/_mock/health")["profile"] == "published"
    with serving("--profile", "tutorial", **environ) as (_, url):
        assert answer(f"{url}/_mock/health")["profile"] == "tutorial"


def test_one_rule_can_be_set_apart_from_the_profile() -> None:
    with serving("--port", "0", "--rule", "schedule.interval=published") as (_, url):
        rules = answer(f"{url}/_mock/rules")["rules"]
    assert isinstance(rules, list)
    assert [rule["id"] for rule in rules if rule["value"] == "published"] == ["schedule.interval"]
