"""Compile a mapping set once, and apply it to any number of records."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from ..expressions.environment import WORLD, Environment
from ..expressions.errors import ExpressionError
from ..wire import JsonObject
from ..xdm.check import Checker, Invalid, SchemaUnusable, checker, is_settled
from .budget import Budget
from .generated import generate
from .mappings import KINDS, Problem, plain_mapping
from .plans import Plan, Planner, plans

TRANSFORM_ERROR = "MAPPER-3700-400"
"""Source: doc help/sources/tutorials/api/monitor.md."""
MOST_ERRORS = 100
"""Of a record, that are told."""


class TransformError(NamedTuple):
    """Why one mapping gave no value for one record; `sourceType` is a word: ATTRIBUTE, EXPRESSION or STATIC."""

    position: int
    source: str
    destination: str
    source_type: str
    message: str
    code: str = TRANSFORM_ERROR


class Mapped(NamedTuple):
    """What a record became.

    `warnings` name the mappings that failed: what they write is missing. `errors` say why the result is no valid
    XDM, a hundred of them at most; a row that has any is refused.
    """

    record: JsonObject
    warnings: list[TransformError]
    errors: list[Invalid]


class MappingSetError(Exception):
    """A mapping set cannot be used; `problems` are pairs of the position of a mapping and what is wrong with it.

    The position is -1 for what is wrong with the schema.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"mapping {at}: {phrase}" if at >= 0 else phrase for at, phrase in problems))
        self.problems = problems


class MappingSet:
    """A compiled mapping set; threads can share one."""

    def __init__(self, plans: list[Plan], broken: list[TransformError], check: Checker | None, *, nulls: bool) -> None:
        self._run = generate(plans, failed, nulls=nulls)
        self._broken = broken
        self._check = check
        self.rules = frozenset().union(*(plan.rules for plan in plans))

    def apply(self, record: JsonObject) -> Mapped:
        """Map one record, a dict as JSON gives it, which stays as it is; raises TypeError for anything else."""
        if not isinstance(record, dict):
            raise TypeError(f"a record is a dict, not {type(record).__name__}")
        result, warnings = self._run(record)
        if self._broken or len(warnings) > 1:
            warnings = sorted([*self._broken, *warnings])
        errors = self._check.problems(result) if self._check else ()
        return Mapped(result, warnings, list(islice(errors, MOST_ERRORS)))


def compile_mapping_set(
    mapping_set: JsonObject,
    schema: JsonObject | None = None,
    *,
    environment: Environment = WORLD,
    keep_going: bool = False,
    wrapped: bool = False,
    budget: Budget | None = None,
) -> MappingSet:
    """Compile a mapping set, in any spelling that the API takes, against a composed schema.

    Without a schema values stay as they are, and results are not checked. Raises MappingSetError that names every
    mapping that cannot work; with `keep_going` such a mapping is a warning of each record instead. `wrapped` says what
    `[*]` gives where the source ends with a name: objects that hold that name again (rule mapping.every). With a
    `budget`, compiling and applying raise BudgetSpent when it is.
    """
    mappings = [plain_mapping(each) for each in mapping_set["mappings"]]
    nulls = mapping_set.get("allowNullValues") is True
    found = list(plans(mappings, Planner(schema, environment, nulls, wrapped, budget)))
    problems = [each for each in found if not isinstance(each, Plan)]
    if problems and not keep_going:
        raise MappingSetError(problems)
    ready = [each for each in found if isinstance(each, Plan)]
    broken = [transform_error(position, mappings[position], phrase) for position, phrase in problems]
    return MappingSet(ready, broken, check_for(schema, ready, nulls=nulls), nulls=nulls)


def check_for(schema: JsonObject | None, plans: list[Plan], *, nulls: bool) -> Checker | None:
    """What checks results against a schema; None where there is none, or where no result could fail.

    Raises MappingSetError for a schema that nothing can be checked with.
    """
    if schema is None or (not nulls and is_settled(schema, [plan.steps for plan in plans])):
        return None
    try:
        return checker(schema)
    except SchemaUnusable as error:
        raise MappingSetError([(-1, f"the schema cannot be used: {error}")]) from None


def failed(plan: Plan, error: ExpressionError) -> TransformError:
    """That a mapping failed."""
    return transform_error(plan.position, plan.mapping, error.phrase)


def transform_error(position: int, mapping: JsonObject, message: str) -> TransformError:
    """That the mapping at a position failed."""
    kind = str(mapping["sourceType"])
    return TransformError(
        position, mapping["source"] or "", mapping["destination"] or "", KINDS.get(kind, kind), message
    )
