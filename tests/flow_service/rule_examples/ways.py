"""What an example of a rule is."""

from collections.abc import Callable

from tests.flow_service.in_process import Platform
from tests.replies import Answer

Example = tuple[Callable[[Platform], Answer], str, str]
"""What to ask, and what comes under either value of the rule alone."""
