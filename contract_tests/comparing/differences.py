"""What may differ between two answers to the same call."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ..recording.pseudonyms import STAMP, is_time
from .bindings import Bindings

Sort = Literal["status", "header", "field", "type", "order", "default", "value", "error code", "body"]
ANEW = frozenset(
    ("message", "errorMessage", "errorDetails", "detail", "error_description", "exception", "access_token")
)
"""Fields for people, and tokens: that they say something matters, and not what."""
CODES = frozenset(("code", "error_code", "error", "error-code"))
HEADERS = ("content-type", "location", "allow", "retry-after", "www-authenticate")
"""Those that callers act on."""
MISSING = object()


@dataclass(frozen=True)
class Difference:
    """One way in which the second service answers otherwise than the first."""

    sort: Sort
    where: str
    """JSON pointer into the body, name of a header, or nothing."""
    expected: Any
    actual: Any

    def __str__(self) -> str:
        return f"{self.sort} {self.where}: {shown(self.expected)}, and here {shown(self.actual)}".replace(" :", ":")


def shown(value: Any) -> str:
    """A value in few words."""
    text = "nothing" if value is MISSING else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def differences(
    expected: dict[str, Any], actual: dict[str, Any], sent: Container[str], bindings: Bindings
) -> Iterator[Difference]:
    """How one answer differs from the other; both have `status`, `headers` and a body as recordings keep them.

    `sent` are the fields that the scene has sent: any other is a default when it comes back.
    """
    if expected["status"] != actual["status"]:
        yield Difference("status", "", expected["status"], actual["status"])
        return
    for name in HEADERS:
        here, there = (answer["headers"].get(name, MISSING) for answer in (expected, actual))
        if (here is MISSING) != (there is MISSING) or not (here is MISSING or bindings.fits(here, there)):
            yield Difference("header", name, here, there)
    if "json" in expected and "json" in actual:
        yield from Walk(bindings, sent).between(expected["json"], actual["json"], "")
    elif form(expected) != form(actual) or not bindings.fits(*(text_in(answer) for answer in (expected, actual))):
        yield Difference("body", "", form(expected), form(actual))


class Walk:
    """Goes through two bodies side by side."""

    def __init__(self, bindings: Bindings, sent: Container[str]) -> None:
        self._bindings, self._sent = bindings, sent

    def between(self, here: Any, there: Any, at: str) -> Iterator[Difference]:
        """How the second of two values differs from the first, at any depth."""
        if kind(here) != kind(there):
            yield Difference("type", at, here, there)
        elif isinstance(here, dict):
            yield from self._objects(here, there, at)
        elif isinstance(here, list):
            yield from self._lists(here, there, at)
        elif not self._same(here, there, at):
            yield Difference(self._sort(at), at, here, there)

    def _objects(self, here: dict[str, Any], there: dict[str, Any], at: str) -> Iterator[Difference]:
        theirs = dict(there)
        for name, value in here.items():
            found = name if name in theirs else next((each for each in theirs if self._bindings.fits(name, each)), None)
            if found is None:
                yield Difference(self._gone(name), f"{at}/{escape(name)}", value, MISSING)
            else:
                yield from self.between(value, theirs.pop(found), f"{at}/{escape(name)}")
        for name, value in theirs.items():
            yield Difference(self._gone(name), f"{at}/{escape(name)}", MISSING, value)

    def _lists(self, here: list[Any], there: list[Any], at: str) -> Iterator[Difference]:
        if len(here) != len(there):
            yield Difference("field", at, f"{len(here)} members", f"{len(there)} members")
            return
        before = self._bindings.tried()
        found = [
            each for n, pair in enumerate(zip(here, there, strict=True)) for each in self.between(*pair, f"{at}/{n}")
        ]
        if len(found) > 1 and self._is_another_order(here, there, before):
            yield Difference("order", at, here, there)
        else:
            yield from found

    def _is_another_order(self, here: list[Any], there: list[Any], known: Bindings) -> bool:
        rest = list(there)
        for each in here:
            for n, other in enumerate(rest):
                tried = known.tried()
                if next(Walk(tried, self._sent).between(each, other, ""), None) is None:
                    rest.pop(n)
                    known = tried
                    break
            else:
                return False
        return True

    def _same(self, here: Any, there: Any, at: str) -> bool:
        name = at.rpartition("/")[2]
        if isinstance(here, str):
            return name in ANEW or self._bindings.fits(here, there)
        is_a_time = is_time(here) or STAMP.search(name)
        return bool(here == there) or bool(is_a_time and len(str(here)) == len(str(there)))

    def _sort(self, at: str) -> Sort:
        name = at.rpartition("/")[2]
        if name in CODES:
            return "error code"
        return "value" if name in self._sent or (at.count("/") > 1 and "items" not in at) else "default"

    def _gone(self, name: str) -> Sort:
        return "error code" if name in CODES else "field"


def escape(name: str) -> str:
    """A name as a JSON pointer has it. Source: RFC 6901, 3."""
    return name.replace("~", "~0").replace("/", "~1")


def form(answer: dict[str, Any]) -> str:
    """What the body of an answer is."""
    return next((each for each in ("json", "text", "base64") if each in answer), "nothing")


def text_in(answer: dict[str, Any]) -> str:
    """The body of an answer that is no JSON."""
    return str(answer.get("text", answer.get("base64", "")))


def kind(value: Any) -> str:
    """The JSON type of a value."""
    kinds: tuple[tuple[type, str], ...] = ((bool, "boolean"), (str, "text"), (dict, "object"), (list, "array"))
    return "null" if value is None else next((name for each, name in kinds if isinstance(value, each)), "number")
