"""The curl commands of the tutorial: what a shell reads from them is what was sent, and sending it again works."""

from __future__ import annotations

import io
import json
import re
import shlex
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs

import requests
from rich.console import Console
from rich.text import Text

from flowservice_client import Exchange, as_curl
from flowservice_client.masking import MASK, masked
from flowservice_client.tutorial.account import Account
from flowservice_client.tutorial.journey import Journey
from flowservice_client.tutorial.telling import Telling
from flowservice_client.tutorial.texts import Texts
from flowservice_client.tutorial.walk import Told, walk
from tests.tutorial.walking import some_org, surroundings, walked

BLOCK = re.compile(r"^  curl .*?(?=\n\n)", re.MULTILINE | re.DOTALL)
SENT_BY_CURL = {"accept-encoding", "connection", "content-length", "host", "user-agent"}


@dataclass(frozen=True)
class Typed:
    """A request as a shell understands a curl command."""

    method: str
    url: str
    headers: dict[str, str]
    body: str

    @classmethod
    def read(cls, command: str) -> Typed:
        """What the words of a command say."""
        words = shlex.split(command)
        assert words[0] == "curl"
        url = next(word for word in words if word.startswith("http"))
        options = list(pairwise(words))
        headers = dict(value.split(": ", 1) for name, value in options if name == "-H")
        method = next((value for name, value in options if name == "-X"), "GET")
        return cls(method, url, headers, next((value for name, value in options if name == "--data-raw"), ""))

    def sent_again(self, token: str) -> requests.Response:
        """The answer to the same request, with a token in the mask's place."""
        headers = {name: value.replace(MASK, token) for name, value in self.headers.items()}
        return requests.request(self.method, self.url, headers=headers, data=self.body.encode(), timeout=30)


@dataclass
class Recording:
    """A teller that keeps every exchange, and repeats each that changes nothing."""

    exchanges: list[Exchange] = field(default_factory=list)
    repeated: list[tuple[int, int]] = field(default_factory=list)
    same_bodies: list[bool] = field(default_factory=list)

    def opens(self, *_: object) -> None:
        """Nothing yet."""

    begins = opens

    def ends(self, journey: Journey, _number: int, told: Told) -> None:
        """Keep and repeat."""
        for exchange in told.exchanges:
            self.exchanges.append(exchange)
            if exchange.method == "GET" and exchange is told.exchanges[-1]:
                again = Typed.read(as_curl(exchange)).sent_again(journey.client.tokens.current())
                self.repeated.append((exchange.status, again.status_code))
                self.same_bodies.append(exchange.reply_body == again.content)

    def closes(self, _outcome: object) -> None:
        """Nothing more."""


def recorded(url: str) -> Recording:
    """A walk and what it sent."""
    recording = Recording()
    assert walk(recording, {}, surroundings(url, some_org()), Account(), "") == 0
    return recording


def test_a_shell_reads_what_was_sent(url: str) -> None:
    for exchange in recorded(url).exchanges:
        typed = Typed.read(as_curl(exchange))
        assert typed.method == exchange.method
        assert typed.url == exchange.url
        sent = {name: value for name, value in exchange.request_headers.items() if name.lower() not in SENT_BY_CURL}
        assert typed.headers == sent | {name: f"Bearer {MASK}" for name in sent if name == "Authorization"}
        assert content(typed.body) == masked(content(exchange.request_body.decode()))


def test_a_command_can_be_sent_again(url: str) -> None:
    recording = recorded(url)
    assert len(recording.repeated) >= 5
    assert all(first == again for first, again in recording.repeated)
    assert all(recording.same_bodies)


def test_the_token_command_works_with_any_secret_in_the_masks_place(url: str) -> None:
    first = walked(url, "--json").lines[0]["requests"][0]["curl"]
    answer = Typed.read(first).sent_again("")
    assert (answer.status_code, set(answer.json())) == (200, {"access_token", "token_type", "expires_in"})


def test_the_commands_in_a_pipe_are_whole(url: str) -> None:
    told = [Typed.read(block) for block in BLOCK.findall(walked(url).out)]
    lines = walked(url, "--json").lines
    wanted = [Typed.read(request["curl"]) for line in lines for request in line.get("requests", [])]
    assert [(each.method, set(each.headers)) for each in told] == [(each.method, set(each.headers)) for each in wanted]
    assert [shape(each.body) for each in told] == [shape(each.body) for each in wanted]


def test_on_a_narrow_terminal_it_is_in_colour_and_no_command_is_broken(url: str) -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=40, color_system="standard", legacy_windows=False)
    assert walk(Telling(console, console, Texts("pt")), {}, surroundings(url, some_org()), Account(), "") == 0
    assert "\x1b[" in screen.getvalue()
    blocks = BLOCK.findall(Text.from_ansi(screen.getvalue()).plain)
    assert [Typed.read(block).method for block in blocks] == [each.method for each in recorded(url).exchanges]
    assert all("Authorization" in Typed.read(block).headers for block in blocks[1:])


def content(body: str) -> Any:
    """A JSON body, or the fields of a form without its secret."""
    if body.startswith(("{", "[")):
        return json.loads(body)
    return {name: values for name, values in parse_qs(body).items() if name != "client_secret"}


def shape(body: str) -> Any:
    """The names in a body, which are the same in every walk."""
    found = content(body)
    return sorted(found) if isinstance(found, dict) else [sorted(each) for each in found]
