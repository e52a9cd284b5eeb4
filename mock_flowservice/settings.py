"""What can be set, by argument or by environment, checked once."""

import os
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from .errors import UsageError
from .rules import PROFILES, RULES, TUTORIAL, Profile

LONGEST = 86_400
"""Seconds that a connection may initialize."""


@dataclass(frozen=True)
class Settings:
    """The settings of one emulator; raises UsageError for what cannot be used.

    `rules` sets single rules apart from the profile. `clients` (api key to secret) and `orgs`, where given,
    are the only ones that are let in. `seed` makes ids and times repeatable. `initializing` is
    for how many seconds a new connection reads so. `store` is the URL of what keeps resources. `host`, `port` and
    `workers` matter to `serve` only.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    profile: Profile = TUTORIAL
    rules: Mapping[str, Profile] = field(default_factory=dict)
    store: str = field(default="memory://", repr=False)
    seed: int | None = None
    workers: int = 1
    clients: Mapping[str, str] = field(default_factory=dict, repr=False)
    orgs: Set[str] = frozenset()
    initializing: float = 0

    def __post_init__(self) -> None:
        for name, (kind, what) in KINDS.items():
            value = getattr(self, name)
            if not isinstance(value, kind) or isinstance(value, bool):
                raise UsageError(f"{name} is {value!r}, not {what}")
        for word in (*self.clients.keys(), *self.clients.values(), *self.orgs):
            if not isinstance(word, str):
                raise UsageError(f"clients and orgs are texts; one is of type {type(word).__name__}")
        if self.profile not in PROFILES:
            raise UsageError(f"profile is {self.profile!r}, not one of {', '.join(PROFILES)}")
        if not 0 <= self.port <= 65535:
            raise UsageError(f"port is {self.port}, not a number from 0 to 65535")
        if problem := self._workers_problem():
            raise UsageError(f"workers is {self.workers}, {problem}")
        if not 0 <= self.initializing <= LONGEST:
            raise UsageError(f"initializing is {self.initializing}, not a number of seconds from 0 to {LONGEST}")
        for rule, value in self.rules.items():
            if rule not in RULES:
                raise UsageError(f"there is no rule {rule!r}{meant(rule)}; GET /_mock/rules lists all")
            if value not in PROFILES:
                raise UsageError(f"rule {rule} is {value!r}, not one of {', '.join(PROFILES)}")

    def _workers_problem(self) -> str:
        if self.workers < 1:
            return "not a number from 1 up"
        if self.workers > 1 and self.store == "memory://":
            return "and each would have a memory of its own: give them a store to share"
        if self.workers > 1 and self.seed is not None:
            return "and each would begin with the ids of the seed: leave one of the two out"
        return ""

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ, **given: Any) -> "Settings":
        """Settings from the environment, over which what is `given` (and not None) wins; raises UsageError."""
        if unknown := given.keys() - KINDS.keys():
            raise UsageError(f"there is no setting {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
        values: dict[str, Any] = {}
        for name, (variable, parse) in VARIABLES.items():
            if text := environ.get(variable, "").strip():
                try:
                    values[name] = parse(text)
                except UsageError as error:
                    raise UsageError(f"{variable}: {error}") from None
        return cls(**(values | {name: value for name, value in given.items() if value is not None}))


KINDS: dict[str, tuple[Any, str]] = {
    "host": (str, "a name or an address"),
    "port": (int, "a number"),
    "profile": (str, "a word"),
    "rules": (Mapping, "a mapping of rules to values"),
    "store": (str, "a URL"),
    "seed": (int | None, "a number"),
    "workers": (int, "a number"),
    "clients": (Mapping, "a mapping of ids to secrets"),
    "orgs": (Set, "a set of organisation ids"),
    "initializing": (int | float, "a number of seconds"),
}
"""What each setting has to be, in Python and in words."""


def meant(rule: str) -> str:
    """Which rule may have been meant."""
    nearest = get_close_matches(rule, RULES, 1)
    return f"; {nearest[0]} is the nearest" if nearest else ""


def pairs(texts: Iterable[str]) -> dict[str, Any]:
    """`["a=b"]` as `{"a": "b"}`; raises UsageError."""
    found = dict(text.strip().partition("=")[::2] for text in texts)
    for name, value in found.items():
        if not (name and value):
            raise UsageError(f"{name or value!r} has no two sides: write NAME=VALUE")
    return found


def seconds(text: str) -> float:
    """A number of seconds; raises UsageError."""
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a number of seconds") from None


def whole_number(text: str) -> int:
    """A whole number; raises UsageError."""
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a whole number") from None


VARIABLES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "host": ("MOCK_FLOWSERVICE_HOST", str),
    "port": ("MOCK_FLOWSERVICE_PORT", whole_number),
    "profile": ("MOCK_FLOWSERVICE_PROFILE", str),
    "rules": ("MOCK_FLOWSERVICE_RULE", lambda text: pairs(text.split(","))),
    "store": ("MOCK_FLOWSERVICE_STORE", str),
    "seed": ("MOCK_FLOWSERVICE_SEED", whole_number),
    "workers": ("MOCK_FLOWSERVICE_WORKERS", whole_number),
    "clients": ("MOCK_FLOWSERVICE_CLIENT", lambda text: pairs(text.split(","))),
    "orgs": ("MOCK_FLOWSERVICE_ORG", lambda text: frozenset(each.strip() for each in text.split(","))),
    "initializing": ("MOCK_FLOWSERVICE_INITIALIZING", seconds),
}
"""The environment variable of each setting, and how its text is read; several values are separated by commas."""
