"""Compile a mapping set once, and apply it to any number of records."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from ..expressions.environment import WORLD, Environment
from ..wire import JsonObject
from ..xdm.check import Checker, Invalid, SchemaUnusable, checker, is_settled
from .budget import Budget
from .failures import TransformError, transform_error
from .generated import generate
from .mappings import Problem, plain_mapping, repeated
from .plans import Plan, Planner, plans
from .targets import composed_schema, inline_schema
from .writing import Fill, freely

MOST_ERRORS = 100
"""Of a record, that are told."""


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

    The position is -1 for what is wrong with the schema, or with the whole set.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"mapping {at}: {phrase}" if at >= 0 else phrase for at, phrase in problems))
        self.problems = problems


class MappingSet:
    """A compiled mapping set; threads can share one."""

    def __init__(
        self, plans: list[Plan], broken: list[TransformError], check: Checker | None, fill: Fill, *, nulls: bool
    ) -> None:
        self._run = generate(plans, fill, nulls=nulls)
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
        errors = list(islice(self._check.problems(result), MOST_ERRORS)) if self._check else []
        return Mapped(result, warnings, errors)


def compile_mapping_set(
    mapping_set: JsonObject | list[JsonObject],
    schema: JsonObject | None = None,
    *,
    environment: Environment = WORLD,
    keep_going: bool = False,
    wrapped: bool = False,
    budget: Budget | None = None,
) -> MappingSet:
    """Compile a mapping set, in any spelling that the API takes, or a list of mappings, against a schema.

    The schema is a composed one, or one that refers to nothing but what Adobe gives everybody; without it the set's
    own `outputSchema.jsonSchema` is taken. Without either, values stay as they are, and results are not checked.
    Raises MappingSetError that names every mapping that cannot work; with `keep_going` such a mapping is a warning of
    each record instead, and a destination may be written to twice. `wrapped` says what
    `[*]` gives where the source ends with a name: objects that hold that name again (rule mapping.every). With a
    `budget`, compiling and applying raise BudgetSpent when it is.
    """
    sent = {"mappings": mapping_set} if isinstance(mapping_set, list) else mapping_set
    mappings = mappings_of(sent)
    nulls = sent.get("allowNullValues") is True
    target, check = usable(inline_schema(sent) if schema is None else schema)
    found = list(plans(mappings, Planner(target, environment, nulls, wrapped, budget)))
    problems = [each for each in found if not isinstance(each, Plan)]
    if not keep_going and (wrong := [*problems, *repeated(mappings)]):
        raise MappingSetError(sorted(wrong))
    ready = [each for each in found if isinstance(each, Plan)]
    broken = [transform_error(position, mappings[position], phrase) for position, phrase in problems]
    fill = budget.fill if budget else freely
    if target is None or (not nulls and is_settled(target, [plan.steps for plan in ready])):
        check = None
    return MappingSet(ready, broken, check, fill, nulls=nulls)


def mappings_of(mapping_set: JsonObject) -> list[JsonObject]:
    """The mappings of a set, in the spelling kept inside; raises MappingSetError for what is no mapping set."""
    mappings = mapping_set.get("mappings") if isinstance(mapping_set, dict) else None
    if not isinstance(mappings, list):
        raise MappingSetError([(-1, "it is no mapping set: that is a list of mappings, or an object with `mappings`")])
    if wrong := [(position, "it is no object") for position, each in enumerate(mappings) if not isinstance(each, dict)]:
        raise MappingSetError(wrong)
    return [plain_mapping(each) for each in mappings]


def usable(schema: JsonObject | None) -> tuple[JsonObject | None, Checker | None]:
    """A schema, composed, and what checks records against it; raises MappingSetError."""
    if schema is None:
        return None, None
    if not isinstance(schema, dict):
        raise MappingSetError([(-1, "the schema cannot be used: it is no object")])
    try:
        composed = composed_schema(schema)
        return composed, checker(composed)
    except SchemaUnusable as error:
        raise MappingSetError([(-1, f"the schema cannot be used: {error}")]) from None
