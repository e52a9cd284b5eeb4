"""`mock-flowservice map` among other programs: pipes, signals, several processes, terminals."""

import gzip
import os
import pty
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from multiprocessing import resource_tracker, spawn
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_tests.profiles import examples
from mock_flowservice.commands.ending import ending_well
from mock_flowservice.commands.job import Job
from mock_flowservice.commands.map_files import outcomes
from mock_flowservice.errors import UsageError
from mock_flowservice.mapping.lines import BLOCK, Block, blocks, opened
from tests.commands.dying import half_an_answer
from tests.commands.mapped import MAPPINGS, PROGRAM, SCHEMA, lines, ran, rows_in, written
from tests.servers import PATIENCE, environment

JOB = Job({"mappings": MAPPINGS}, SCHEMA, "rows.jsonl")
ROW = lines([{"name": "Ann and her sister", "age": 7, "padding": "x" * 100}])
BROKEN = b"broken\n"
MANY = (ROW * 99 + BROKEN) * (6 * BLOCK // len(ROW * 100))
"""Rows enough for every process to get some more than once."""


@pytest.fixture
def words(tmp_path: Path) -> tuple[str, ...]:
    """How the program is started on many rows in a file."""
    (tmp_path / "rows.jsonl").write_bytes(MANY)
    return (
        *(*PROGRAM, "map", "--mapping-set", written(tmp_path / "set.json", MAPPINGS)),
        *("--schema", written(tmp_path / "schema.json", SCHEMA)),
        *("--input", str(tmp_path / "rows.jsonl"), "--errors", str(tmp_path / "errors.jsonl")),
    )


@contextmanager
def in_the_middle(words: tuple[str, ...], processes: int) -> Iterator["subprocess.Popen[bytes]"]:
    """The program when it has written its first rows and cannot write on, because nobody reads them."""
    with subprocess.Popen(
        [*words, "--processes", str(processes)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        bufsize=0,
        start_new_session=True,
    ) as program:
        try:
            assert program.stdout and program.stdout.readline().endswith(b"}\n")
            yield program
        finally:
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGKILL)


def workers_of(program: "subprocess.Popen[bytes]") -> list[int]:
    """The processes that map rows for a program."""
    told = subprocess.run(["ps", "-A", "-o", "ppid=,pid=,args=", "-ww"], capture_output=True, text=True, check=True)
    found = (line.split(None, 2) for line in told.stdout.splitlines())
    return [int(pid) for parent, pid, command in found if int(parent) == program.pid and "spawn_main" in command]


PROCESSES = pytest.mark.parametrize("processes", [1, 2])


@PROCESSES
def test_a_reader_who_goes_away_ends_it_quietly(words: tuple[str, ...], processes: int, tmp_path: Path) -> None:
    with in_the_middle(words, processes) as program:
        assert program.stdout and program.stderr
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(PATIENCE) == -signal.SIGPIPE
    assert left_in(tmp_path) == {"rows.jsonl", "set.json", "schema.json"}


@PROCESSES
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_of_it_without_a_word(
    words: tuple[str, ...], processes: int, number: int, tmp_path: Path
) -> None:
    with in_the_middle(words, processes) as program:
        workers = workers_of(program)
        assert len(workers) == (processes if processes > 1 else 0)
        if number == signal.SIGINT:
            os.killpg(program.pid, number)
        else:
            program.send_signal(number)
        _, said = program.communicate(timeout=PATIENCE)
        assert (program.returncode, said) == (128 + number, b"")
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
    assert left_in(tmp_path) == {"rows.jsonl", "set.json", "schema.json"}


@pytest.mark.parametrize("which", [0, 1])
def test_a_lost_worker_is_one_clear_line_and_no_half_row(words: tuple[str, ...], which: int, tmp_path: Path) -> None:
    with in_the_middle(words, 2) as program:
        os.kill(workers_of(program)[which], signal.SIGKILL)
        out, said = program.communicate(timeout=PATIENCE)
    assert program.returncode == 2
    assert (
        said.startswith(b"mock-flowservice: a worker process ended too early, by signal 9") and said.count(b"\n") == 1
    )
    assert out.endswith(b"}\n") and len(rows_in(out)) < MANY.count(b"\n") - 1
    assert left_in(tmp_path) == {"rows.jsonl", "set.json", "schema.json"}


def test_a_worker_that_is_lost_in_the_middle_of_an_answer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mock_flowservice.commands.workers.work", half_an_answer)
    with pytest.raises(UsageError, match="signal 9"):
        list(outcomes(JOB, blocks(opened(BytesIO(ROW))), 2))


def test_a_worker_that_ends_before_it_knows_what_to_do_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    resource_tracker.ensure_running()
    monkeypatch.setattr(spawn, "get_executable", lambda: os.fsencode(shutil.which("true") or ""))
    large = Job({"mappings": MAPPINGS, "description": "x" * 1_000_000}, SCHEMA, "rows.jsonl")
    with pytest.raises(UsageError, match="a worker process ended too early, by exit code 0"):
        list(outcomes(large, blocks(opened(BytesIO(ROW))), 2))


def test_workers_end_when_the_program_is_killed(words: tuple[str, ...]) -> None:
    with in_the_middle(words, 2) as program:
        program.kill()
        assert program.stdout
        program.stdout.read()  # It ends when the last process that could write to it has ended.


def test_a_reader_who_goes_away_ends_it_where_no_signal_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "kill", lambda *_: None)  # As the system does for the first process of a container.
    with pytest.raises(SystemExit) as ended, ending_well():
        raise BrokenPipeError
    assert ended.value.code == 128 + signal.SIGPIPE


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_it_maps_the_same_in_any_number_of_processes(words: tuple[str, ...], tmp_path: Path) -> None:
    made = []
    for processes in (1, 3):
        ended = subprocess.run(
            [*words, "--processes", str(processes)],
            capture_output=True,
            env=environment(),
            timeout=PATIENCE,
            check=False,
        )
        made.append((ended.returncode, ended.stdout, ended.stderr, (tmp_path / "errors.jsonl").read_bytes()))
    assert made[0] == made[1]
    assert made[0][0] == 1 and len(rows_in(made[0][1])) + len(rows_in(made[0][3])) == MANY.count(b"\n")


NAMES = st.none() | st.text(max_size=30)
ROWS = st.lists(st.fixed_dictionaries({}, optional={"name": NAMES, "age": st.integers(-5, 5) | st.text(max_size=3)}))


@settings(max_examples=examples(0.1))
@given(found=ROWS, size=st.integers(1, 100), packed=st.booleans())
def test_several_processes_keep_the_order_of_the_library(
    found: list[dict[str, object]], size: int, packed: bool
) -> None:
    text = lines(found)
    source = blocks(opened(BytesIO(gzip.compress(text) if packed else text)), size)
    made = list(outcomes(JOB, source, 3))
    applied = [JOB.compiled().apply(row) for row in found]
    assert rows_in(b"".join(each.mapped for each in made)) == [each.record for each in applied if not each.errors]
    refused = [number for number, each in enumerate(applied, 1) if each.errors]
    assert [row["_line"] for each in made for row in rows_in(each.refused)] == refused


def test_several_processes_read_no_further_ahead_than_they_are_many() -> None:
    read = 0

    def counted() -> Iterator[Block]:
        nonlocal read
        for block in blocks(opened(BytesIO(ROW * 40)), len(ROW)):
            read += 1
            yield block

    for taken, _ in enumerate(outcomes(JOB, counted(), 3), 1):
        assert read <= taken + 3


@pytest.mark.parametrize(
    ("closed", "code", "said"),
    [
        ("<&-", 2, b"mock-flowservice: there is no standard input\n"),
        (">&-", 2, b"mock-flowservice: there is no standard output\n"),
        ("2>&-", 0, b""),
    ],
)
def test_a_program_that_is_started_without_a_stream_says_so(
    words: tuple[str, ...], closed: str, code: int, said: bytes
) -> None:
    command = f"{shlex.join(words[:6])} {closed}"
    ended = subprocess.run(["bash", "-c", command], input=ROW, capture_output=True, env=environment(), check=False)
    assert (ended.returncode, ended.stderr) == (code, said)
    assert len(rows_in(ended.stdout)) == (code == 0)


@pytest.mark.parametrize("words", [("functions",), ("eval", "1")], ids=["functions", "eval"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run([*PROGRAM, *words], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert (ended.returncode, ended.stderr) == (2, b"mock-flowservice: No space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("output", ["/dev/full", "-"])
def test_a_disk_that_is_full_for_rows_is_one_line(words: tuple[str, ...], output: str) -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [*words, "--output", output], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )
    assert ended.returncode == 2
    assert ended.stderr.endswith(b"No space left on device\n") and ended.stderr.count(b"\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("wrong", [False, True], ids=["a summary", "an error"])
def test_a_disk_that_is_full_for_what_it_says_is_exit_code_2(words: tuple[str, ...], wrong: bool) -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [*words, *["--processes", "no number"] * wrong],
            stdout=subprocess.DEVNULL,
            stderr=full,
            env=environment(),
            check=False,
        )
    assert ended.returncode == 2


def test_rows_are_not_added_to_the_file_that_they_come_from(words: tuple[str, ...], tmp_path: Path) -> None:
    with (tmp_path / "rows.jsonl").open("ab") as rows:
        ended = subprocess.run(words, stdout=rows, stderr=subprocess.PIPE, env=environment(), check=False)
    assert ended.returncode == 2 and b"standard output is" in ended.stderr and ended.stderr.count(b"\n") == 1
    assert (tmp_path / "rows.jsonl").read_bytes() == MANY


def test_a_bar_is_drawn_where_somebody_watches(words: tuple[str, ...], tmp_path: Path) -> None:
    said = on_a_terminal([*words, "--output", str(tmp_path / "out.jsonl")])
    size = len(MANY) / 1e6
    assert f"{size:.1f}/{size:.1f} MB".encode() in said and b"% " not in said
    assert b" rows in, " in said and said.count(b" rows in, ") == 1


def test_without_rows_it_does_not_wait_for_somebody_to_type_them(words: tuple[str, ...], tmp_path: Path) -> None:
    said = on_a_terminal([*words[:6], "--output", str(tmp_path / "out.jsonl")])
    assert said == b"mock-flowservice: there are no rows: give --input FILE, or pipe them in\r\n"


def on_a_terminal(command: list[str]) -> bytes:
    """What a program writes to standard error when that is a terminal, as is its standard input."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, env=environment(TERM="xterm")):
        os.close(theirs)
        said = b""
        with open(ours, "rb", buffering=0) as terminal:
            try:
                while piece := terminal.read(4096):
                    said += piece
            except OSError:
                """The terminal is gone: on Linux that is an error."""
    return said


def test_the_server_starts_without_what_these_commands_need() -> None:
    heavy = "lark rich regex orjson mock_flowservice.mapping mock_flowservice.expressions mock_flowservice.xdm"
    code = f"import sys, mock_flowservice.cli; print(*set({heavy.split()}) & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=True)
    assert ended.stdout == b"\n"


def test_a_program_runs_from_a_pipe_to_a_pipe(words: tuple[str, ...]) -> None:
    ended = ran(*words[3:8], stdin=gzip.compress(ROW))
    assert ended.returncode == 0 and rows_in(ended.stdout) == [
        {"_demo": {"name": "Ann and her sister", "loud": "ANN AND HER SISTER", "age": 7}}
    ]
    assert ended.stderr == b"1 row in, 1 out, 0 refused\n"
