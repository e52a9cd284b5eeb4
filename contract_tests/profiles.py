"""How thoroughly Hypothesis searches: `quick` while working, `ci` the same each time, `deep` before a release."""

import os

from hypothesis import HealthCheck, settings

NO_HURRY = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
UNHURRIED = settings(deadline=None, derandomize=False, suppress_health_check=NO_HURRY)


def load_profile() -> None:
    """Take the profile that HYPOTHESIS_PROFILE names; without it `ci` where CI is set, and `quick` elsewhere."""
    settings.register_profile("quick", UNHURRIED, max_examples=25, stateful_step_count=15)
    settings.register_profile("ci", UNHURRIED, max_examples=100, stateful_step_count=25, derandomize=True)
    settings.register_profile("deep", UNHURRIED, max_examples=2000, stateful_step_count=60)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "quick"))


def examples(share: float) -> int:
    """So many of the profile's examples, for what is dearer or cheaper than most."""
    return max(1, round(settings().max_examples * share))
