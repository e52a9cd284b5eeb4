"""The tutorial where everything goes well."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from flowservice_client.tutorial.steps import STEPS
from mock_flowservice.cli import main as mock_main
from tests.tutorial.walking import PASSWORD, SECRET, command, left_over, some_org, surroundings, walked

ANNOUNCED = {"stale-etag": 412, "gone": 404}


def test_every_step_succeeds_and_only_the_announced_ones_are_refused(url: str) -> None:
    ended = walked(url, "--json")
    *steps, summary = ended.lines
    assert (ended.code, ended.err) == (0, "")
    assert [step["id"] for step in steps] == [step.id for step in STEPS]
    for step in steps:
        *before, last = [request["status"] for request in step["requests"]]
        assert all(200 <= status < 300 for status in before), step
        assert last == ANNOUNCED[step["id"]] if step["id"] in ANNOUNCED else 200 <= last < 300, step
        assert step["ok"]
        assert step["milliseconds"] >= max(request["milliseconds"] for request in step["requests"]) - 1
    assert (summary["ok"], summary["steps"], summary["removed"], summary["left"]) == (True, len(STEPS), [], [])


def test_it_passes_under_the_published_rules_too(strict_url: str) -> None:
    assert walked(strict_url).code == 0


def test_it_can_be_walked_again_on_the_same_server_and_leaves_nothing(url: str) -> None:
    org = some_org()
    assert [walked(url, org=org).code, walked(url, org=org).code] == [0, 0]
    assert left_over(url, org) == []


@pytest.mark.parametrize("language", ["en", "pt"])
def test_each_language_tells_every_step_as_plain_text(url: str, language: str) -> None:
    ended = walked(url, "--language", language)
    assert (ended.code, ended.err) == (0, "")
    assert all(f"{number:>2}/{len(STEPS)}  " in ended.out for number in range(1, len(STEPS) + 1))
    assert "\x1b" not in ended.out
    assert ("Criar uma conexão base" in ended.out) == (language == "pt")


def test_what_matters_of_an_answer_is_shown(url: str) -> None:
    out = walked(url).out
    for shown in ("tenantId  extconndev", "properties.$insert_id", "Items purchased", "No run yet", "1404-412"):
        assert shown in out


def test_the_language_can_come_from_the_environment(url: str) -> None:
    assert "Criar um grupo de campos" in walked(url, LANGUAGE="pt").out


@pytest.mark.parametrize("arguments", [["--language", "pt"], ["--json"]])
def test_no_secret_is_told(url: str, arguments: list[str]) -> None:
    ended = walked(url, *arguments, ACCESS_TOKEN="a-token-made-elsewhere")
    assert ended.code == 0
    for secret in (SECRET, PASSWORD, "a-token-made-elsewhere"):
        assert secret not in ended.out + ended.err


def test_the_emulators_own_command_walks_on_a_server_that_is_gone_afterwards() -> None:
    environ = surroundings("http://127.0.0.1:9", "nobody", ACCESS_TOKEN="stray", IMS_URL="http://127.0.0.1:9")
    proxies = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "MOCK_FLOWSERVICE_STORE": "?"}
    ended = command(["tutorial", "--json", "--profile", "published"], environ | proxies, mock_main)
    assert ended.code == 0, ended
    assert ended.lines[-1]["ok"]
    where = ended.lines[0]["requests"][0]["url"].removesuffix("/ims/token/v3")
    assert walked(where).code == 1


def test_the_emulators_own_command_takes_its_server_along_when_it_is_interrupted() -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    program = [sys.executable, "-m", "mock_flowservice", "tutorial", "--json"]
    with subprocess.Popen(program, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        first = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert walked(first["requests"][0]["url"].removesuffix("/ims/token/v3")).code == 1


def test_rich_is_not_loaded_until_a_person_is_told() -> None:
    program = "import sys, flowservice_client.cli, mock_flowservice.cli; sys.exit('rich' in sys.modules)"
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    assert subprocess.run([sys.executable, "-c", program], env=environ, check=False).returncode == 0
