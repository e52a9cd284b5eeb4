"""What is known of how a target reads the rules that documents disagree on."""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T")
TUTORIAL, PUBLISHED = "tutorial", "published"
READINGS = (TUTORIAL, PUBLISHED)


class Readings(dict[str, str]):
    """The value of each disputed rule, `tutorial` or `published`; empty where the target does not say."""

    rows: tuple[dict[str, Any], ...] = ()
    """What the target itself says of each rule."""

    def of(self, rule: str) -> tuple[str, ...]:
        """The readings that a target may follow: the one that it names, or else both."""
        return (self[rule],) if rule in self else READINGS

    def allowed(self, rule: str, *, tutorial: T, published: T) -> list[T]:
        """What may come under a rule: under the reading that the target names, or else under either."""
        values = {TUTORIAL: tutorial, PUBLISHED: published}
        return [values[reading] for reading in self.of(rule)]

    @property
    def are_the_tutorials(self) -> bool:
        """Whether the target says that every rule is read as in the tutorial."""
        return {*self.values()} == {TUTORIAL}
