"""What an example of a rule is."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask

from tests.replies import Answer


def status(answer: Answer) -> int:
    """The status of an answer."""
    return answer.status


class Example(NamedTuple):
    """What to ask of an emulator, and what is seen of the answer under either value of the rule alone."""

    ask: Callable[[Flask], Answer]
    tutorial: Any
    published: Any
    seen: Callable[[Answer], Any] = status


def always(ask: Callable[[Flask], Answer], value: Any, seen: Callable[[Answer], Any] = status) -> Example:
    """The example of a rule that no profile turns."""
    return Example(ask, value, value, seen)
