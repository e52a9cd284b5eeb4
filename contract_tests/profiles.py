"""How thoroughly Hypothesis searches: `quick` while working, `ci` the same each time, `deep` before a release.

`record` is for recordings, which are to stay small.
"""

from __future__ import annotations

import os
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings

NO_HURRY = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
UNHURRIED = settings(deadline=None, derandomize=False, suppress_health_check=NO_HURRY)
NAMES = ("quick", "ci", "deep", "record")
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
SEARCHING = (*WITHOUT_SHRINKING, Phase.shrink)


def profile_name(chosen: str | None = None) -> str:
    """The profile that was chosen, or HYPOTHESIS_PROFILE names; else `ci` where CI is set, and `quick` elsewhere."""
    return chosen or os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "quick")


def load_profile(chosen: str | None = None, *, searches: bool = True, repeatable: bool = False) -> None:
    """Take a profile; without `searches`, because calls are dear, the smallest failing example is not looked for.

    `repeatable` makes every profile try the same each time, whatever was found before.
    """
    phases = SEARCHING if searches else WITHOUT_SHRINKING
    settings.register_profile("quick", UNHURRIED, phases=phases, max_examples=25, stateful_step_count=15)
    settings.register_profile(
        "ci", UNHURRIED, phases=phases, max_examples=100, stateful_step_count=25, derandomize=True
    )
    settings.register_profile("deep", UNHURRIED, phases=phases, max_examples=2000, stateful_step_count=60)
    settings.register_profile("record", UNHURRIED, phases=phases, max_examples=5, stateful_step_count=15)
    if repeatable:
        for name in NAMES:
            settings.register_profile(name, settings.get_profile(name), derandomize=True, database=None)
    settings.load_profile(profile_name(chosen))


def without_constants_of_modules() -> Any:
    """A patch under which Hypothesis draws none of the constants of modules that happen to be loaded."""
    return patch("hypothesis.internal.conjecture.providers.is_local_module_file", lambda _: False, create=True)


def examples(share: float) -> int:
    """So many of the profile's examples, for what is dearer or cheaper than most."""
    return max(1, round(settings().max_examples * share))
