"""What the text of a user agent says of the system, the browser and the device, through ua-parser."""

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 2_048
"""Characters of the text that are read."""
UNKNOWN = "Unknown"
NO_VERSION = "??"
"""What stands for the version of a known name. Source: Yauaa; rule expression.user_agents."""
_BROWSERS = {"IE": "Internet Explorer"}
_MOBILE = re.compile(r"\b(?:Mobile|iOS)\b")
_DESKTOPS = frozenset({"Windows", "Mac OS X", "Linux", "Chrome OS", "Ubuntu", "Debian", "Fedora", "FreeBSD", "OpenBSD"})
_CLASSES = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        ("Robot", r"bot\b|crawler|spider|https?://"),
        ("Handheld Game Console", r"PlayStation (?:Portable|Vita)|Nintendo 3?DS"),
        ("Game Console", r"PlayStation|Xbox|Nintendo"),
        ("eReader", r"Kindle(?! Fire)|\bKobo|\bNook\b|PocketBook"),
        ("Virtual Reality", r"Oculus|\bQuest\b"),
        ("Watch", r"Watch"),
        ("Voice", r"HomePod|Amazon Echo|Alexa"),
        ("Car", r"Tesla"),
        ("Set-top box", r"Roku|Apple ?TV|Set-?top|\bSTB\b"),
        ("TV", r"TV\b|Web0S|Inettv"),
        ("Tablet", r"iPad|Tablet|\bTab\b|Kindle Fire"),
        ("Phone", r"iPhone|iPod|Mobile|Phone|BlackBerry|MIDP"),
    )
)
"""Device classes by the words of the text and of the device's name: the first that is found.

Source: doc help/data-prep/functions.md for the classes; the words are inferred: rule expression.user_agents.
"""


@dataclass(frozen=True, slots=True)
class Named:
    """A system or browser: its name, its name before a version, and its version."""

    name: str = UNKNOWN
    short: str = UNKNOWN
    version: str | None = None

    @property
    def number(self) -> str:
        """The version."""
        return UNKNOWN if self.name == UNKNOWN else self.version or NO_VERSION

    @property
    def with_version(self) -> str:
        """The name and the version."""
        return UNKNOWN if self.name == UNKNOWN else f"{self.short} {self.number}"

    @property
    def with_major(self) -> str:
        """The name and the first part of the version."""
        return self.with_version if self.version is None else f"{self.short} {self.version.partition('.')[0]}"


@dataclass(frozen=True, slots=True)
class Agent:
    """What the text of a user agent says."""

    system: Named
    browser: Named
    device_class: str


def read_agent(text: str) -> Agent:
    """What a text says; whatever it does not say is Unknown."""
    return _read(text[:LONGEST])


@lru_cache(maxsize=4096)
def _read(text: str) -> Agent:
    from ua_parser import parse

    found = parse(text)
    system = found.os.family if found.os else UNKNOWN
    browser = found.user_agent.family if found.user_agent else UNKNOWN
    browser = " ".join(_MOBILE.sub("", _BROWSERS.get(browser, browser)).split()) or browser
    device = found.device
    words = f"{device.family} {device.brand} {device.model}" if device else ""
    return Agent(
        Named("Windows NT" if system == "Windows" else system, system, version(found.os)),
        Named(browser, browser, version(found.user_agent)),
        device_class(text, words, system),
    )


def version(parts: object) -> str | None:
    """The parts of a version as one text."""
    numbers = (getattr(parts, name, None) for name in ("major", "minor", "patch", "patch_minor"))
    return ".".join(number for number in numbers if number) or None


def device_class(text: str, device: str, system: str) -> str:
    """One of the documented classes. Android leaves the word Mobile out on tablets."""
    if device.startswith("Spider") and "Smartphone" in device:
        return "Robot Mobile"
    for name, words in _CLASSES:
        if words.search(device) or words.search(text):
            return name
    return "Tablet" if system == "Android" else "Desktop" if system in _DESKTOPS else UNKNOWN
