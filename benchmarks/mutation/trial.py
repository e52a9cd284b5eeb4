"""The trial of mutants: what each test reaches, which tests meet a mutant, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Literal

from .forks import Outcome, Task, outcomes
from .mutants import REPOSITORY, Mutant
from .suite import IMPORT, Seen, Suite

Fate = Literal["caught", "hung", "survived", "not reached"]
PATIENCE, SLACK = 3.0, 30.0
"""How many times longer than usual tests may take before they hang, and the seconds that are always given."""
WHOLE = 1800.0
"""Seconds that a run of the whole suite may take, on a machine that has other things to do."""
FEW = 10
WORD = re.compile(r"[A-Za-z][a-z]{3,}")


@dataclass(frozen=True)
class Verdict:
    """What came of a mutant: the first test that failed, and whether the emulator did not even start."""

    mutant: Mutant
    fate: Fate
    test: str = ""
    unfit: bool = False


Fates = Generator[Verdict, None, list[Mutant]]
"""Verdicts as they come, and in the end the mutants that are left."""


@dataclass
class Trial:
    """Tries mutants on a suite, under profiles of the emulator; begins by watching the suite without any."""

    suite: Suite
    profiles: Sequence[str]
    jobs: int
    plain: dict[str, Seen] = field(default_factory=dict)
    """What was seen of the emulator as it is, by profile."""
    unsteady: dict[str, set[str]] = field(default_factory=dict)
    """The tests that failed on it, by profile: nothing can be learnt from them."""

    def watch(self) -> None:
        """See which lines each test runs, and which tests fail without any fault, in their order or in another."""
        tasks = [Task(profile, partial(self.suite.watched, profile), WHOLE) for profile in self.profiles]
        for seen in settled(outcomes(tasks, self.jobs)):
            self.plain[seen.about] = seen.gave
            self.unsteady[seen.about] = set(seen.gave.failed)
        controls = [
            Task(profile, partial(self.suite.run, self.quickest(seen.took, profile), profile, to_the_end=True), WHOLE)
            for profile, seen in self.plain.items()
        ]
        for seen in settled(outcomes(controls, self.jobs)):
            self.unsteady[seen.about] |= set(seen.gave.failed)

    def reaching(self, mutant: Mutant, profile: str) -> frozenset[str]:
        """The tests that run the lines of a mutant; of lines outside all functions, those that use what they bind."""
        reached = self.plain[profile].reached
        if mutant.binds and not mutant.in_function:
            return union(reached, {file: lines_with(file, mutant.binds) for file in reached}) - {IMPORT}
        return union(reached, {mutant.file: mutant.lines}) - {IMPORT}

    def is_met(self, mutant: Mutant) -> bool:
        """Whether any test runs a mutant."""
        return any(self.reaching(mutant, profile) for profile in self.profiles)

    def is_reached(self, mutant: Mutant) -> bool:
        """Whether any test runs a mutant, or what the import of the emulator made of it."""
        runs = (union(self.plain[profile].reached, {mutant.file: mutant.lines}) for profile in self.profiles)
        return not mutant.in_function or any(runs)

    def quickest(self, tests: Iterable[str], profile: str, mutant: Mutant | None = None) -> list[str]:
        """The tests that can be learnt from: first those whose names tell of the mutant, then the quickest."""
        took = self.plain[profile].took
        told = words(f"{mutant.file} {mutant.where} {mutant.before}") if mutant else frozenset[str]()
        steady = [test for test in tests if test not in self.unsteady[profile]]
        return sorted(steady, key=lambda test: (-len(words(test) & told), took.get(test, 0), test))

    def verdicts(self, mutants: Sequence[Mutant]) -> Iterator[Verdict]:
        """What came of each mutant.

        It meets the tests that run its lines, under each profile. If they are FEW and it survives, it meets all others:
        what is made once and kept for all may be made wrong in one test and seen in another.
        """
        left = [each for each in mutants if self.is_reached(each)]
        yield from (Verdict(each, "not reached") for each in mutants if each not in left)
        for profile in self.profiles:
            met = {each: self.quickest(self.reaching(each, profile), profile, each) for each in left}
            left = yield from self.round(left, met, profile)
        first = self.profiles[0]
        everything = frozenset(self.suite.items)
        rest = {
            each: self.quickest(everything - reaching, first, each)
            for each in left
            if len(reaching := self.reaching(each, first)) < FEW
        }
        left = yield from self.round(left, rest, first)
        yield from (Verdict(each, "survived") for each in left)

    def round(self, mutants: Sequence[Mutant], met: Mapping[Mutant, list[str]], profile: str) -> Fates:
        """Let mutants meet tests; gives back those that survive."""
        took = self.plain[profile].took
        tasks = (
            Task(
                each,
                partial(self.suite.run, met[each], profile, each.put_in_place),
                SLACK + PATIENCE * sum(took.get(test, 0) for test in met[each]),
            )
            for each in mutants
            if met.get(each)
        )
        caught = set[Mutant]()
        for outcome in outcomes(tasks, self.jobs):
            if verdict := verdict_of(outcome):
                caught.add(verdict.mutant)
                yield verdict
        return [each for each in mutants if each not in caught]


def settled(found: Iterable[Outcome[str]]) -> Iterator[Outcome[str]]:
    """Outcomes of what must not fail; raises RuntimeError."""
    for outcome in found:
        if outcome.ended != "gave":
            raise RuntimeError(f"the suite {outcome.ended} on the emulator as it is ({outcome.about})")
        yield outcome


def verdict_of(outcome: Outcome[Mutant]) -> Verdict | None:
    """What came of a mutant in a round, None if it survived."""
    if outcome.ended == "hung":
        return Verdict(outcome.about, "hung")
    if outcome.ended == "died":
        return Verdict(outcome.about, "caught", "(the process died)", unfit=True)
    seen: Seen = outcome.gave
    return Verdict(outcome.about, "caught", seen.failed[0], seen.unfit) if seen.failed else None


def union(reached: Mapping[str, Mapping[int, frozenset[str]]], lines: Mapping[str, Iterable[int]]) -> frozenset[str]:
    """The tests that run any of some lines."""
    found = (reached.get(file, {}).get(line, frozenset()) for file, wanted in lines.items() for line in wanted)
    return frozenset().union(*found)


@cache
def lines_with(file: str, names: frozenset[str]) -> tuple[int, ...]:
    """The lines of a file that have one of these names in them."""
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b")
    text = (REPOSITORY / file).read_text().split("\n")
    return tuple(number for number, line in enumerate(text, 1) if pattern.search(line))


@cache
def words(text: str) -> frozenset[str]:
    """The longer words of a text, without the s of a plural."""
    return frozenset(word.lower().rstrip("s") for word in WORD.findall(text.replace("_", " ")))
