"""What came of a trial, for people: the share that was caught, and why each survivor is one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .mutants import Mutant
from .trial import Verdict

SURVIVORS = Path(__file__).parents[1] / "survivors.json"
CAUGHT = ("caught", "hung")
COLUMNS = ("file", "in", "kind", "before", "after")
"""What names a mutant in the list of survivors; no line numbers, so that it outlives edits elsewhere."""
LONGEST = 100


def known_reasons(path: Path = SURVIVORS) -> dict[tuple[str, ...], str]:
    """Why a person let each survivor pass, by its key."""
    return {tuple(row[name] for name in COLUMNS): row["reason"] for row in json.loads(path.read_text())}


def share(verdicts: Sequence[Verdict]) -> float:
    """Which part was caught, in percent."""
    return 100 * sum(each.fate in CAUGHT for each in verdicts) / max(1, len(verdicts))


def page(verdicts: Sequence[Verdict], reasons: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    """The report, line by line."""
    survivors = [each for each in verdicts if each.fate not in CAUGHT]
    yield from table("kind", verdicts, {each: each.mutant.kind for each in verdicts})
    yield from table("file", verdicts, {each: each.mutant.file for each in verdicts})
    for verdict in sorted(survivors, key=lambda each: (each.mutant.file, each.mutant.line)):
        yield from told(verdict, reasons.get(verdict.mutant.key, "NO REASON"))
    for verdict in verdicts:
        if verdict.fate in CAUGHT and verdict.mutant.key in reasons:
            yield f"caught now, and still listed as a survivor: {title(verdict.mutant)}\n"
    fates = Counter(each.fate for each in verdicts)
    named = ", ".join(f"{count} {fate}" for fate, count in fates.most_common())
    unfit = sum(each.unfit for each in verdicts)
    yield f"{len(verdicts)} mutants: {named}; of {unfit} the emulator did not start"
    missing = sum(each.mutant.key not in reasons for each in survivors)
    yield f"score {share(verdicts):.1f} %; {missing} of {len(survivors)} survivors without a reason"


def table(what: str, verdicts: Sequence[Verdict], of: Mapping[Verdict, str]) -> Iterator[str]:
    """How many were caught, by something."""
    yield f"| {what} | mutants | caught | share |\n| --- | --- | --- | --- |"
    for name in sorted({*of.values()}):
        these = [each for each in verdicts if of[each] == name]
        caught = sum(each.fate in CAUGHT for each in these)
        yield f"| {name} | {len(these)} | {caught} | {share(these):.0f} % |"
    yield ""


def told(verdict: Verdict, reason: str) -> Iterator[str]:
    """A survivor."""
    yield f"{verdict.fate}: {title(verdict.mutant)}"
    yield f"  - {brief(verdict.mutant.key[3])}\n  + {brief(verdict.mutant.key[4])}\n  {reason}\n"


def title(mutant: Mutant) -> str:
    """Where a mutant is, and what it is."""
    return f"{mutant.file}:{mutant.line} {mutant.where or '(module)'}: {mutant.kind}"


def brief(text: str) -> str:
    """A text on one line."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def rows(verdicts: Sequence[Verdict], reasons: Mapping[tuple[str, ...], str]) -> list[dict[str, object]]:
    """All verdicts as JSON; those of survivors can be taken over into the list of survivors, with a reason."""
    return [
        {
            **dict(zip(COLUMNS, each.mutant.key, strict=True)),
            "line": each.mutant.line,
            "fate": each.fate,
            "test": each.test,
            "reason": reasons.get(each.mutant.key, ""),
        }
        for each in verdicts
    ]
