"""Regular expressions."""

from functools import partial

from ..regexes import groups, matches
from . import registry

function = partial(registry.function, table="regular_expressions", rule="expression.regexes")


@function("extract_regex")
def extract_regex(text: str, pattern: str) -> list[str | None]:
    """The first match of a regular expression, followed by what each of its groups matched.

    Source: doc help/data-prep/functions.md. No match giving an empty list, and null for a group that took no part are
    inferred: rule expression.regexes.
    """
    return groups(text, pattern)


@function("matches_regex")
def matches_regex(text: str, pattern: str) -> bool:
    """Whether a regular expression matches a text, the whole of it.

    Source: doc help/data-prep/functions.md. That a part is not enough is inferred: rule expression.regexes.
    """
    return matches(text, pattern)
