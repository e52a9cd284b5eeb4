"""What Schemathesis loads: in its stateful phase most requests are likely to succeed, so that something follows."""

import schemathesis
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, HookContext
from schemathesis.generation.meta import TestPhase

LIKELY = 4
"""So many requests that are likely to succeed come for each that is as it was drawn."""


@schemathesis.hook
def flatmap_case(context: HookContext, case: Case) -> SearchStrategy[Case]:
    """Let most steps of a scenario say what the document gives as an example; links fill in ids and etags."""
    if case.meta is None or case.meta.phase.name is not TestPhase.STATEFUL:
        return st.just(case)
    return st.integers(0, LIKELY).map(lambda number: likely(case) if number else case)


def likely(case: Case) -> Case:
    """A case with the body of the example, and no query parameters but those that must be there."""
    required = [each for each in case.operation.query if each.is_required]
    case.query = {each.name: each.examples[0] for each in required}
    for body in case.operation.body:
        case.body = body.examples[0]
    return case
