"""What Schemathesis loads: scenarios whose steps mostly succeed, so that something follows, and notes of what came."""

import os
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, HookContext, Response
from schemathesis.generation.meta import TestPhase

LIKELY = 4
"""So many steps that are likely to succeed come for each that stays as it was drawn."""
NOTES = Path(os.environ["SCHEMATHESIS_NOTES"])
"""Where the answers are noted: the id of an operation and a status on each line, once."""

noted: set[str] = set()


@schemathesis.hook
def flatmap_case(context: HookContext, case: "Case[Any]") -> "SearchStrategy[Case[Any]]":
    """Let most steps of a scenario ask what the document gives as an example; links fill in ids and etags."""
    if case.meta is None or case.meta.phase.name is not TestPhase.STATEFUL:
        return st.just(case)
    return st.integers(0, LIKELY).map(lambda number: case if number == LIKELY else likely(case))


def likely(case: "Case[Any]") -> "Case[Any]":
    """A case with the body of the example, and no query parameters but those that must be there."""
    case.query = {each.name: each.examples[0] for each in case.operation.query if each.is_required}
    for body in case.operation.body:
        case.body = body.examples[0]
    return case


@schemathesis.hook
def after_call(context: HookContext, case: "Case[Any]", response: Response) -> None:
    """Note that an operation has answered with a status."""
    note = f"{case.operation.definition.raw['operationId']} {response.status_code}\n"
    if note not in noted:
        noted.add(note)
        with NOTES.open("a") as notes:
            notes.write(note)
