"""The tutorial where something goes wrong: it says what, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client.cli import main
from flowservice_client.config import Options
from flowservice_client.masking import MASK
from flowservice_client.tutorial.account import Account
from flowservice_client.tutorial.command import spelt
from flowservice_client.tutorial.interruption import interruptible, noting_interruption
from flowservice_client.tutorial.journey import Journey
from flowservice_client.tutorial.showing import SHORTEST, Veil, spellings
from flowservice_client.tutorial.walk import Told, walk
from tests.client.client_under_test import Asked, serving
from tests.tutorial.walking import (
    PASSWORD,
    SECRET,
    at,
    command,
    left_over,
    passed_on,
    some_org,
    stumbling,
    surroundings,
    walked,
)

REQUESTS = 27


@pytest.mark.parametrize("how", ["refuse", "done", "cut"])
@pytest.mark.parametrize("number", range(1, REQUESTS - 1))
def test_wherever_it_fails_nothing_is_left(url: str, number: int, how: str) -> None:
    org = some_org()
    with stumbling(url, at(number, how)) as server:
        ended = walked(server.url, "--json", org=org)
    *_, failed, summary = ended.lines
    assert (ended.code, failed["ok"], summary["ok"]) == (1, False, False)
    assert failed["error"]["request"].startswith(tuple({asked.method for asked in server.asked}))
    assert summary["left"] == []
    assert left_over(url, org) == []


def test_what_cannot_be_deleted_is_named_with_its_reason(url: str) -> None:
    org = some_org()
    with stumbling(url, lambda asked, _before: "refuse" if "/flows/" in asked.path else "pass") as server:
        told, lines = walked(server.url, org=org), walked(server.url, "--json", org=org)
    left = lines.lines[-1]["left"]
    assert [each["kind"] for each in left if "Not today" in each["reason"]] == ["flows"]
    assert f"still there: {left[0]['kind']}" in told.out
    assert len(left_over(url, org)) == 2 * len(left)


def test_cleaning_up_stops_where_nobody_answers_any_more(url: str) -> None:
    org = some_org()
    with stumbling(url, lambda _asked, before: "cut" if before >= 6 else "pass") as server:
        ended = walked(server.url, "--json", org=org)
    left = ended.lines[-1]["left"]
    assert {each["kind"] for each in left} == {"fieldgroups", "schemas", "dataSets", "connections"}
    assert [each["kind"] for each in left if "reason" in each] == ["connections"]


def test_an_address_without_a_server_is_said_clearly() -> None:
    ended = walked("http://127.0.0.1:9")
    assert ended.code == 1
    assert "POST http://127.0.0.1:9/ims/token/v3" in ended.err
    assert "Is the server running" in ended.err


def test_a_server_that_answers_500_is_said_clearly() -> None:
    with serving(lambda _asked: (500, {}, {"title": "Out of order", "detail": "Not today"})) as server:
        ended = walked(server.url, "--language", "pt")
    assert ended.code == 1
    for said in ("A etapa 1 de", "/ims/token/v3", "500 Internal Server Error", "Not today", "O próprio serviço falhou"):
        assert said in ended.err


def test_something_that_is_no_platform_is_said_clearly() -> None:
    with serving(lambda _asked: (200, {}, b"<html>Welcome!</html>")) as server:
        ended = walked(server.url)
    assert ended.code == 1
    assert "Something answers that is not Experience Platform" in ended.err


def test_a_wrong_path_in_the_address_is_not_blamed_on_the_credentials(url: str) -> None:
    ended = walked(f"{url}/data")
    assert ended.code == 1
    assert f"POST {url}/data/ims/token/v3" in ended.err
    assert "Check the address first" in ended.err


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (404, {"message": "Not here"}, "Check the address first"),
        (403, {"error_code": "403010", "message": "Oauth token is missing."}, "Check the address first"),
        (401, {"error": "invalid_client"}, "Check client id, client secret"),
        (403, {"error": "access_denied"}, "Check client id, client secret"),
    ],
)
def test_a_refused_token_is_advised_on_by_who_refuses_it(status: int, body: dict[str, str], said: str) -> None:
    with serving(lambda _asked: (status, {}, body)) as server:
        ended = walked(server.url)
    assert f"what to try  {said}" in ended.err


def test_a_token_that_is_not_good_is_said_clearly(strict_url: str) -> None:
    ended = walked(strict_url, CLIENT_SECRET="", ACCESS_TOKEN="forged-by-nobody")
    assert ended.code == 1
    for said in ("Step 2 of", "/schemaregistry/stats", "401 Unauthorized · 401013", "The token was refused"):
        assert said in ended.err
    assert "forged-by-nobody" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("method", "ending", "answer", "said"),
    [
        ("GET", "/test", {"result": False}, "could not log in to Mixpanel"),
        ("PATCH", "", {"id": "f", "etag": '"e"'}, "An etag that is no longer current was accepted"),
    ],
)
def test_a_promise_that_is_not_kept_is_a_failure(
    url: str, method: str, ending: str, answer: dict[str, Any], said: str
) -> None:
    org = some_org()

    def script(asked: Asked) -> tuple[int, dict[str, str], Any]:
        found = passed_on(url, asked)
        return (200, {}, answer) if asked.method == method and asked.path.endswith(ending) else found

    with serving(script) as server:
        ended = walked(server.url, org=org)
    assert ended.code == 1
    assert said in ended.err
    assert left_over(url, org) == []


def test_an_answer_that_breaks_a_promise_is_shown(url: str) -> None:
    def script(asked: Asked) -> tuple[int, dict[str, str], Any]:
        return (200, {}, {"result": False}) if asked.path.endswith("/test") else passed_on(url, asked)

    with serving(script) as server:
        told, lines = walked(server.url), walked(server.url, "--json")
    assert "    result  false" in told.out
    *_, failed, summary = lines.lines
    assert (failed["ok"], failed["answer"]) == (False, {"result": False})
    made = ["connections", "dataSets", "schemas", "fieldgroups"]
    assert ([each["kind"] for each in summary["removed"]], summary["left"]) == (made, [])


@pytest.mark.parametrize("secret", [SECRET, 'a "secret" / of\\these tësts'])
def test_a_server_that_repeats_what_it_was_sent_is_not_quoted_with_secrets(secret: str) -> None:
    with serving(lambda asked: (500, {}, b"You sent " + asked.body + b" \x1b[31mHa!")) as server:
        ended = walked(server.url, CLIENT_SECRET=secret)
        lines = walked(server.url, "--json", CLIENT_SECRET=secret)
    assert "You sent" in ended.err
    for text in (ended.out + ended.err, lines.out + lines.err):
        assert not [spelling for spelling in spellings(secret) if spelling in text]
        assert PASSWORD not in text
        assert "\x1b" not in text


@given(secret=st.text(min_size=SHORTEST).filter(lambda text: MASK not in text))
def test_a_secret_is_veiled_as_it_is_and_as_json_and_forms_write_it(secret: str) -> None:
    veil = Veil()
    veil.learn([secret])
    for quoted in (secret, json.dumps({"password": secret}), urlencode({"password": secret})):
        assert not [spelling for spelling in spellings(secret) if spelling in veil(quoted)]
        assert MASK in veil(quoted)


@pytest.mark.parametrize(
    ("environ", "said"),
    [({"ORG": ""}, "org is missing"), ({"BASE_URL": "platform"}, "base_url"), ({"CREDENTIALS": "/none"}, "/none")],
)
def test_wrong_settings_are_wrong_use(environ: dict[str, str], said: str) -> None:
    ended = walked("http://127.0.0.1:9", **environ)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


@pytest.mark.parametrize(
    ("environ", "options"),
    [
        ({"BASE_URL": "127.0.0.1:8080"}, "--base-url"),
        ({"CREDENTIALS": "/none"}, "--credentials"),
        ({"RETRIES": "some"}, "FLOWSERVICE_RETRIES"),
        ({"ACCESS_TOKEN": "ünsendable", "SANDBOX": "ü"}, "--sandbox, FLOWSERVICE_ACCESS_TOKEN"),
        ({"CLIENT_ID": "", "CLIENT_SECRET": ""}, "--client-id, --client-secret, or --credentials"),
        ({"ORG": "", "BASE_URL": "platform"}, "--org, --base-url, or --credentials"),
    ],
)
def test_the_advice_names_the_settings_that_are_wrong_and_no_other(environ: dict[str, str], options: str) -> None:
    ended = walked("http://127.0.0.1:9", **environ)
    assert f"What to try: {options}; --help says more." in ended.err


def test_every_setting_is_advised_on_as_the_command_line_takes_it() -> None:
    taken = {option for each in main.commands["tutorial"].params for option in each.opts}
    spellings_of_settings = {name: spelt(name) for name in Options.__annotations__}
    for name, spelling in spellings_of_settings.items():
        option = f"--{name.replace('_', '-')}"
        assert spelling == (option if option in taken else f"FLOWSERVICE_{name.upper()}")


@pytest.mark.parametrize("columns", [1, 40, 80, 1000])
def test_each_wrong_setting_is_told_in_lines_that_fit(columns: int) -> None:
    environ = surroundings("platform", "", CLIENT_ID="") | {"COLUMNS": str(columns)}
    ended = command(["tutorial", "--language", "pt"], environ)
    assert (ended.code, ended.out) == (2, "")
    for said in ("O tutorial não", "- client_id is", "- org is", "- base_url must be", "O que tentar: --client-id"):
        assert said in " ".join(ended.err.split())
    for line in ended.err.splitlines():
        assert len(line) <= columns or len(line.split()) == 1


@pytest.mark.parametrize("arguments", [["--language", "de"], ["--no-such-option"]])
def test_wrong_arguments_are_wrong_use(arguments: list[str]) -> None:
    assert walked("http://127.0.0.1:9", *arguments).code == 2


@pytest.mark.parametrize("sent", [(signal.SIGINT,), (signal.SIGTERM,), (signal.SIGINT, signal.SIGTERM)])
@pytest.mark.parametrize("ending", ["/flows", "/schemas", "/mappingSets"])
def test_an_interruption_cleans_up_and_shows_no_traceback(
    url: str, ending: str, sent: tuple[signal.Signals, ...]
) -> None:
    org, child = some_org(), [0]

    def script(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        answer = passed_on(url, asked)
        if asked.method == "POST" and asked.path.endswith(ending):
            for each in sent:
                os.kill(child[0], each)
        return answer

    with serving(script) as server:
        environ = surroundings(server.url, org) | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with subprocess.Popen(
            [sys.executable, "-m", "flowservice_client", "tutorial"],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            child[0] = process.pid
            out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Interrupted after" in out
    assert "Interrupting as soon as" in err
    assert "Traceback" not in err
    assert left_over(url, org) == []


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruptible(), noting_interruption("Stopping") as interruption:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not interruption.requested
            assert signal.getsignal(signal.SIGTERM) is interruption
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("as_json", [[], ["--json"]])
@pytest.mark.parametrize("program", ["flowservice_client", "mock_flowservice"])
def test_it_ends_quietly_with_1_when_nobody_reads_on_and_leaves_nothing(
    url: str, program: str, as_json: list[str]
) -> None:
    org = some_org()
    environ = surroundings(url, org) | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-m", program, "tutorial", *as_json],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        assert (process.wait(timeout=60), err) == (1, "")
    assert left_over(url, org) == []


class Deaf:
    """A teller whose listener goes away at some step."""

    def __init__(self, step: str) -> None:
        self._step = step

    def opens(self, *_: object) -> None:
        """Say nothing."""

    begins = closes = opens

    def ends(self, _journey: Journey, _number: int, told: Told) -> None:
        """Find that nobody listens."""
        if told.step.id == self._step:
            raise BrokenPipeError


def test_nothing_is_left_when_the_listener_goes_away(url: str) -> None:
    org = some_org()
    with pytest.raises(BrokenPipeError):
        walk(Deaf("flow"), {}, surroundings(url, org), Account(), "")
    assert left_over(url, org) == []
