"""Walks through the steps, has each told as it goes, and leaves nothing behind."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ..client import Client
from ..config import Options
from ..errors import ApiError, NoAnswer
from ..exchange import Exchange
from .account import Account
from .belongings import Belonging, Belongings
from .failure import Failure, failure_of
from .interruption import Interruption, noting_interruption
from .journey import Answer, Journey, Unmet
from .steps import STEPS, Step

FAILED = 1
INTERRUPTED = 130


@dataclass(frozen=True)
class Told:
    """How one step went: the answer, or the failure; both where an answer breaks a promise."""

    step: Step
    exchanges: tuple[Exchange, ...]
    seconds: float
    answer: Answer = Answer()
    failure: Failure | None = None


@dataclass
class Outcome:
    """How the walk went.

    `removed` is what the clean-up after a failure or an interruption deleted, without what the steps deleted
    themselves; `left` is what is still there.
    """

    mark: str
    mapping_set_id: str = ""
    steps: int = 0
    seconds: float = 0.0
    failure: Failure | None = None
    interrupted: bool = False
    removed: list[Belonging] = field(default_factory=list)
    left: list[Belonging] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """What the command ends with."""
        return INTERRUPTED if self.interrupted else FAILED if self.failure else 0


class Teller(Protocol):
    """Shows a walk to somebody."""

    def opens(self, journey: Journey) -> None:
        """Say where it goes."""

    def begins(self, number: int, step: Step) -> None:
        """Say what comes next."""

    def ends(self, journey: Journey, number: int, told: Told) -> None:
        """Say how it went."""

    def closes(self, outcome: Outcome) -> None:
        """Say what is left."""


def walk(teller: Teller, options: Options, environ: Mapping[str, str], account: Account, words: str) -> int:
    """Take all steps, up to the first that fails; the exit code. Raises NotConfigured before the first.

    An interruption is answered with `words`, and heeded when the step is over; a second one at once.
    """
    exchanges: list[Exchange] = []
    with (
        Client(on_exchange=exchanges.append, environ=environ, **options) as client,
        noting_interruption(words) as interruption,
    ):
        journey = Journey(client, account, exchanges, Belongings(client))
        outcome = Outcome(journey.mark)
        started = time.perf_counter()
        try:
            teller.opens(journey)
            take_steps(journey, teller, outcome, interruption)
        except KeyboardInterrupt:
            outcome.interrupted = True
        finally:
            clear(journey.belongings, outcome)
        outcome.mapping_set_id = journey.mapping_set_id
        outcome.seconds = time.perf_counter() - started
        teller.closes(outcome)
    return outcome.exit_code


def take_steps(journey: Journey, teller: Teller, outcome: Outcome, interruption: Interruption) -> None:
    """Take one step after the other and have it told, up to a failure or an interruption."""
    for number, step in enumerate(STEPS, 1):
        if interruption.requested:
            raise KeyboardInterrupt
        teller.begins(number, step)
        told = take(step, journey)
        teller.ends(journey, number, told)
        if told.failure:
            outcome.failure = told.failure
            return
        outcome.steps = number


def take(step: Step, journey: Journey) -> Told:
    """Take one step."""
    journey.exchanges.clear()
    started = time.perf_counter()
    answer, failure = Answer(), None
    try:
        answer = step.act(journey)
    except (ApiError, NoAnswer, Unmet) as error:
        answer = error.answer if isinstance(error, Unmet) else answer
        failure = failure_of(error, journey.exchanges)
    return Told(step, (*journey.exchanges,), time.perf_counter() - started, answer, failure)


def clear(belongings: Belongings, outcome: Outcome) -> None:
    """Delete what the steps have not; another Ctrl-C leaves the rest as it is."""
    try:
        for belonging in belongings.clear():
            outcome.removed.append(belonging)
    except KeyboardInterrupt:
        outcome.interrupted = True
    outcome.left = belongings.held
