"""One page about a run, that needs nothing but itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..findings import Findings
from ..plan import Kind
from ..standings import version
from ..subject import NOWHERE
from . import words
from .drawing import drawing
from .exclusions import MOST, exclusions, share
from .life_cycles import life_cycles
from .operations import Service, services
from .outcomes import WORDS, verdict, word
from .rules import STANDINGS, by_standing, rules

TEMPLATES = Path(__file__).parent / "templates"
TARGETS: dict[Kind, str] = {
    "in process": "an emulator in the process of the tests",
    "live": "a running emulator",
    "real": "Adobe's service",
    "recorded": "a recording",
}
SLOWEST = 10
"""As many of the slowest tests are named."""


def page(findings: Findings) -> str:
    """The page."""
    return templates().get_template("page.html").render(shown(findings))


def shown(findings: Findings) -> dict[str, Any]:
    """All that the templates speak of."""
    found = services(findings)
    return {
        "findings": findings,
        "version": version,
        "target": target(findings),
        "nowhere": NOWHERE,
        "day": words.day(findings.started),
        "today": date.fromisoformat(words.day(findings.started)),
        "seen": words.day(findings.subject.seen if findings.subject else findings.started),
        "verdict": verdict(findings),
        "words": WORDS,
        "counts": {each: [*map(word, findings.tests.values())].count(each) for each in WORDS},
        "services": found,
        "unknown_calls": findings.calls - calls_of(found),
        "life_cycles": [(each, drawing(each)) for each in life_cycles(findings)],
        "standings": STANDINGS,
        "rules": by_standing(rules(findings)),
        "exclusions": exclusions(findings),
        "share": share(findings),
        "most_share": MOST,
        "slowest": sorted(findings.tests.values(), key=lambda each: -each.took)[:SLOWEST],
    }


def target(findings: Findings) -> str:
    """What was tested, in words."""
    recorded = findings.subject and findings.subject.recorded
    return TARGETS[findings.target] + (f" of {TARGETS[recorded]}" if recorded else "")


def calls_of(found: list[Service]) -> int:
    """The calls that all services answered."""
    return sum(each.calls for each in found)


def templates() -> Environment:
    """The templates; what comes from elsewhere is made visible and escaped."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=words.visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    named = (words.counted, words.number, words.moment, words.duration, words.short, word)
    found.filters.update({each.__name__: each for each in named})
    return found
