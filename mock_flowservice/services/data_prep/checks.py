"""What is wrong with the mappings of a set, in words: what no set may hold, and what only an unchecked one may."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from ...call import Call
from ...errors import Explanation
from ...mapping.budget import Budget, BudgetSpent
from ...mapping.mappings import EXPRESSION, Problem, broken, plain_mapping, repeated
from ...wire import JsonObject
from ..bodies import in_words
from .errors import MAPPINGS_UNUSABLE, TOO_MUCH
from .languages import rest_on, rest_on_language
from .schemas import schema_of

MOST_PROBLEMS = 100


def check(call: Call, mapping_set: JsonObject, *, strict: bool = False) -> None:
    """Refuse a set that holds what is no mapping, or if `strict` what cannot work. Source: rule mapping_set.check."""
    if strict or call.published("mapping_set.check"):
        refuse(problems(call, mapping_set))
    else:
        plain = enumerate(map(plain_mapping, mapping_set["mappings"]))
        refuse((position, phrase) for position, mapping in plain for phrase in broken(mapping))


def problems(call: Call, mapping_set: JsonObject) -> list[Problem]:
    """All that keeps the mappings of a set from working, in their order.

    Source: doc help/data-prep/home.md for the longest expression; rule mapping_set.validated.
    """
    from ...mapping.plans import Plan, Planner, plans

    call.rests_on("mapping_set.validated")
    mappings = plain_mappings(call, mapping_set)
    found = [*repeated(mappings)]
    with bounded() as budget:
        planner = Planner(schema_of(call, mapping_set), call.emulator.environment, nulls=False, budget=budget)
        for each in plans(mappings, planner):
            if isinstance(each, Plan):
                rest_on(call, each.rules)
            else:
                found.append(each)
    return sorted(found)


def plain_mappings(call: Call, mapping_set: JsonObject) -> list[JsonObject]:
    """The mappings of a set, in whatever spelling it comes, that are to be read."""
    mappings = [plain_mapping(each) for each in mapping_set["mappings"]]
    call.rests_on("mapping.paths")
    if any(each["sourceType"] == EXPRESSION for each in mappings):
        rest_on_language(call)
    return mappings


@contextmanager
def bounded() -> Iterator[Budget]:
    """What a call may spend on mappings; raises ServiceError when it is spent."""
    try:
        yield Budget()
    except BudgetSpent as spent:
        raise TOO_MUCH(Explanation("/mappings", problem=str(spent)), reason=spent) from None


def refuse(found: Iterable[Problem]) -> None:
    """Raise the error that names the problems, if there are any."""
    phrases = [(f"/mappings/{position}", phrase) for position, phrase in islice(found, MOST_PROBLEMS)]
    if phrases:
        raise MAPPINGS_UNUSABLE(Explanation(*phrases[0]), problems=in_words(phrases))
