"""How load is made: wrk where it is installed, else threads in Python."""

import http.client
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16


@dataclass(frozen=True)
class Request:
    """The request that is sent again and again."""

    path: str
    headers: dict[str, str]
    body: str


def have_wrk() -> bool:
    """Whether wrk is installed."""
    return shutil.which("wrk") is not None


def rate(port: int, request: Request, seconds: float) -> float:
    """Answered requests per second; raises RuntimeError when an answer is an error."""
    return _wrk(port, request, seconds) if have_wrk() else _threads(port, request, seconds)


def post(port: int, request: Request, timeout: float = 10) -> int:
    """Send the request once: the status of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("POST", request.path, request.body, request.headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def _wrk(port: int, request: Request, seconds: float) -> float:
    headers = "\n".join(f"wrk.headers[{name!r}] = {value!r}" for name, value in request.headers.items())
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f'wrk.method = "POST"\nwrk.body = [==[{request.body}]==]\n{headers}\n')
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "-s", script.name]
        command.append(f"http://127.0.0.1:{port}{request.path}")
        report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report or "Socket errors" in report:
        raise RuntimeError(report)
    return float(next(line.split()[1] for line in report.splitlines() if "Requests/sec" in line))


def _threads(port: int, request: Request, seconds: float) -> float:
    counts = [0] * CONNECTIONS
    deadline = time.perf_counter() + seconds

    def drive(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while time.perf_counter() < deadline:
            connection.request("POST", request.path, request.body, request.headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 300:
                raise RuntimeError(f"{answer.status} from port {port}")
            counts[number] += 1

    threads = [threading.Thread(target=drive, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def repository() -> Path:
    """The folder of the checkout."""
    return Path(__file__).parent.parent
