"""What a rule is: the sentence, who says so, and its value under each profile."""

from dataclasses import dataclass
from typing import Literal

Profile = Literal["tutorial", "published"]
TUTORIAL: Profile = "tutorial"
PUBLISHED: Profile = "published"
PROFILES = (TUTORIAL, PUBLISHED)

Standing = Literal["documented", "conflicting", "inferred"]


@dataclass(frozen=True)
class Rule:
    """One disputed behaviour. `tutorial` and `published` say in words what holds under each value."""

    id: str
    sentence: str
    standing: Standing
    sources: tuple[str, ...]
    tutorial: str
    published: str


def fixed(id: str, sentence: str, standing: Standing, sources: tuple[str, ...], value: str) -> Rule:
    """A rule that no profile turns: what is known does not say that it could be otherwise."""
    return Rule(id, sentence, standing, sources, value, value)
