"""What stands on disk in the place of what identifies: as long, of the same form, and the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flowservice_client.masking import is_secret

from ..contract import FOLDER
from ..tutorial import JsonObject

TOKEN, SECRET = "recorded-token", "recorded-secret"
TENANT = "extconndev"
"""The tutorial's own: it identifies nobody."""
START = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
"""When every recording begins, in epoch seconds."""
NEAR = 370 * 24 * 60 * 60
"""Times no farther from a run belong to it."""
EDGE = r"(?:(?<![0-9A-Za-z])|(?<=%[0-9A-Fa-f]{2}))"
"""Where an id may begin; in a URL behind an escaped character, too."""
ID = re.compile(
    EDGE
    + r"(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|[0-9a-f]{48}|[0-9a-f]{40}|[0-9a-f]{32}"
    + r"|[0-9a-f]{24})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
EPOCH = re.compile(EDGE + r"\d{10}(?:\d{3})?(?![0-9A-Za-z.])")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)([T ]|%20|\+)(\d\d)(:|%3A)(\d\d)\4(\d\d)", re.IGNORECASE)
PAGE = re.compile(r"(?<=continuationToken=)[^&\"\s]+")
STAMP = re.compile(r"(created|updated|modified)(At|Date|AtUTC)?$", re.IGNORECASE)
PERSON = re.compile(r"(created|updated|modified)(By|User|UserId|Client|ClientId)$", re.IGNORECASE)
OPAQUE = {"etag": '"recorded-etag-{}"'} | dict.fromkeys(
    ("x-request-id", "requestId", "request_id", "registryRequestId"), "recorded-request-{}"
)
"""Names of what a service makes up in any form it likes."""
NAMES = re.compile(
    EDGE
    + r"(?!0{8}-)(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-0{12}"
    + r"|(?=[0-9a-f]*[1-9a-f])0{14}(?:[0-9a-f]{50}|[0-9a-f]{34}|[0-9a-f]{26}|[0-9a-f]{18}|[0-9a-f]{10})"
    + r"|recorded-?(?:token|secret|client|tenant|text|user|page|etag|request|sandbox)(?:-?\d+)?(?:@[a-z.]+)?"
    + r"|A{24}@AdobeOrg|contract[-_]0{8})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
"""What stands in a recording for something that identifies."""
WORTH_SEARCHING = 8
"""A text that is at least so long is replaced inside others, too."""


@cache
def literals() -> frozenset[str]:
    """The ids that stand in the suite itself and in the contract documents: they identify nobody."""
    files = (*Path(__file__).parents[1].rglob("*.py"), *FOLDER.glob("*.json"))
    return frozenset(id.lower() for file in files for id in ID.findall(file.read_text("utf-8")))


class Pseudonyms:
    """Names for all that identifies, in the order in which it is met.

    `known` are texts that identify, with what takes their place. `began` is when the run began, in epoch seconds; all
    times near it are moved so that it began at START. An id that a test sends before any answer had it is the test's
    own and stays, as does one of the suite's `literals`.
    """

    def __init__(self, known: Mapping[str, str], began: int) -> None:
        self._known: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        self._secrets: dict[str, str] = {}
        self._ids = {id: id for id in literals()}
        self._stamps: set[int] = set()
        self._sent: set[str] = set()
        self._counts: dict[str, int] = {}
        self._pattern: re.Pattern[str] | None = None
        self.began, self.shift = began, START - began
        for text, pseudonym in known.items():
            self._learn(text, pseudonym)

    def name_tenant(self, tenant: str) -> None:
        """Say what the organisation's own names begin with; the tutorial's tenant identifies nobody."""
        if tenant != TENANT:
            self._learn(tenant, "recordedtenant")
            for form in ("_{}", "ns.adobe.com/{}"):
                self._learn(form.format(tenant), form.format("recordedtenant"), inside=True)

    def sent(self, request: JsonObject) -> JsonObject:
        """A request without what identifies; what nobody has told the test stays."""
        return self._both(request, self._note_sent)

    def seen(self, answer: JsonObject) -> JsonObject:
        """An answer without what identifies."""
        return self._both(answer, self._note_seen)

    def moment(self, seconds: float) -> str:
        """A time of the run, moved, as text."""
        return datetime.fromtimestamp(seconds + self.shift, UTC).isoformat(timespec="milliseconds")

    def _both(self, value: JsonObject, note: Callable[[JsonObject, str, Any], None]) -> JsonObject:
        for node, name, leaf in leaves(value):
            note(node, name, leaf)
        moved: JsonObject = self._replaced(value, "", fresh=note == self._note_seen)
        return moved

    def _note_sent(self, node: JsonObject, name: str, leaf: Any) -> None:
        if not isinstance(leaf, str):
            return
        if leaf and is_secret_at(node, name) and leaf not in self._secrets and leaf not in self._whole:
            self._secrets[leaf] = self._next(SECRET + "-{}")
            if len(leaf) >= WORTH_SEARCHING:
                self._learn(leaf, self._secrets[leaf])
        self._sent.add(leaf)

    def _note_seen(self, node: JsonObject, name: str, leaf: Any) -> None:
        if isinstance(leaf, int) and STAMP.search(name):
            self._stamps.add(leaf)
        if not isinstance(leaf, str) or not leaf or leaf in self._sent or leaf in self._whole:
            return
        if name == "access_token":
            self._learn(leaf, TOKEN)
        elif form := self._form_of(node, name, leaf):
            self._learn(leaf, self._next(form))

    def _form_of(self, node: JsonObject, name: str, leaf: str) -> str | None:
        if ID.fullmatch(leaf.strip('"')):
            return None
        if name == "sandboxName" or ("isDefault" in node and name in ("name", "title")):
            return None if leaf.lower() == "prod" else "recorded-sandbox-{}"
        if PERSON.search(name):
            return f"recorded-user-{{}}{leaf[leaf.find('@') :]}" if "@" in leaf else "recorded-user-{}"
        return OPAQUE.get(name)

    def _learn(self, text: str, pseudonym: str, *, inside: bool = False) -> None:
        self._whole[text] = pseudonym
        if inside or len(text) >= WORTH_SEARCHING:
            self._known |= {text: pseudonym, quote(text, safe=""): quote(pseudonym, safe="")}
            longest_first = sorted(self._known, key=len, reverse=True)
            self._pattern = re.compile(EDGE + f"(?:{'|'.join(map(re.escape, longest_first))})(?![0-9A-Za-z])")

    def _next(self, form: str) -> str:
        self._counts[form] = self._counts.get(form, 0) + 1
        return form.format(self._counts[form])

    def _replaced(self, value: Any, name: str, *, fresh: bool) -> Any:
        if isinstance(value, dict):
            return {self._text(key, fresh): self._member(value, key, fresh) for key in value}
        if isinstance(value, list):
            return [self._replaced(each, name, fresh=fresh) for each in value]
        if isinstance(value, str):
            return self._text(value, fresh)
        return self._time(value) if type(value) is int else value

    def _member(self, node: JsonObject, name: str, fresh: bool) -> Any:
        leaf = node[name]
        if isinstance(leaf, str) and leaf in self._secrets and not fresh and is_secret_at(node, name):
            return self._secrets[leaf]
        return self._replaced(leaf, name, fresh=fresh)

    def _text(self, text: str, fresh: bool) -> str:
        if text in self._whole:
            return self._whole[text]
        if self._pattern:
            text = self._pattern.sub(lambda found: self._known[found[0]], text)
        text = PAGE.sub(lambda found: self._page(found[0], fresh), text)
        text = ID.sub(lambda found: self._id(found[0], fresh), text)
        text = EPOCH.sub(lambda found: str(self._time(int(found[0]))), text)
        return MOMENT.sub(self._moment, text)

    def _page(self, token: str, fresh: bool) -> str:
        if fresh and token not in self._whole:
            self._whole[token] = self._next("recorded-page-{}")
        return self._whole.get(token, token)

    def _id(self, text: str, fresh: bool) -> str:
        id = text.lower()
        if id not in self._ids:
            self._ids[id] = like(id, int(self._next("{}"))) if fresh else id
        return self._ids[id] if text == id else self._ids[id].upper() if self._ids[id] != id else text

    def _time(self, number: int) -> int:
        for unit in (1, 1000):
            if (number in self._stamps and 10**9 * unit <= number < 10**10 * unit) or self._is_near(number, unit):
                return number + self.shift * unit
        return number

    def _is_near(self, number: int, unit: int = 1) -> bool:
        return abs(number - self.began * unit) <= NEAR * unit

    def _moment(self, found: re.Match[str]) -> str:
        day, between, hour, colon, minute, second = found.groups()
        try:
            at = datetime.fromisoformat(f"{day}T{hour}:{minute}:{second}+00:00")
        except ValueError:
            return found[0]
        if not self._is_near(int(at.timestamp())):
            return found[0]
        at += timedelta(seconds=self.shift)
        return f"{at:%Y-%m-%d}{between}{at:%H}{colon}{at:%M}{colon}{at:%S}"


def is_time(value: object) -> bool:
    """Whether a value of a recording is a time of the recorded run."""
    return type(value) is int and any(abs(value - START * unit) <= NEAR * unit for unit in (1, 1000))


def like(id: str, number: int) -> str:
    """The pseudonym of an id: of its form and length, the number in it."""
    if "-" not in id:
        return f"{number:0{len(id)}x}"
    middle = id[9:23] if id[9:14] == "0000-" else "0000-4000-8000"
    return f"{number:08x}-{middle}-000000000000"


def leaves(value: Any, node: JsonObject | None = None, name: str = "") -> Iterator[tuple[JsonObject, str, Any]]:
    """All texts, numbers and so on at any depth, each with the object it stands in and its name there."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, value, key)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, node, name)
    else:
        yield node or {}, name, value


def is_secret_at(node: JsonObject, name: str) -> bool:
    """Whether a text in a request is secret, by its name or by the path of the patch that it stands in."""
    patched = name == "value" and is_secret(str(node.get("path")))
    return name != "authorization" and (is_secret(name) or patched)
