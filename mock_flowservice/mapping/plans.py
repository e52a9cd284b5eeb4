"""What a mapping does with each record, worked out once: where it reads, what it makes of it, where it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from ..expressions.compiler import compile_expression
from ..expressions.environment import Environment
from ..expressions.errors import ExpressionError
from ..expressions.limits import MOST_MEMBERS
from ..expressions.paths import Path, look_up, parse_path
from ..expressions.values import Value
from ..wire import JsonObject
from ..xdm.fields import EVERY, NoField, Step, field_at
from .budget import Budget
from .coercion import Coercion, coercion, unschemed
from .mappings import ATTRIBUTE, EXPRESSION, Problem, blank, broken

MOST_STEPS = 64
"""Of a path. Source: rule mapping.limits."""


@dataclass(frozen=True)
class Plan:
    """One mapping, ready: `read` gives its value for a record, `convert` makes that what the field holds.

    `path` is where it reads, if it copies an attribute; `steps` is where it writes, `field` what the schema says of
    that place, None without a schema.
    """

    position: int
    mapping: JsonObject
    read: Callable[[JsonObject], Value]
    steps: tuple[Step, ...]
    convert: Coercion
    path: Path | None
    field: JsonObject | None
    rules: frozenset[str]

    @property
    def levels(self) -> int:
        """How many lists inside each other the value was collected from by `[*]`."""
        return self.path.steps.count(EVERY) if self.path else 0


@dataclass(frozen=True)
class Planner:
    """What all mappings of a set have in common: the schema that they write to, and how values are made.

    `wrapped` values that `[*]` pairs are objects that hold the source's name again: rule mapping.every.
    """

    schema: JsonObject | None
    environment: Environment
    nulls: bool
    wrapped: bool = False
    budget: Budget | None = None
    coercions: dict[int, tuple[JsonObject, Coercion]] = field(default_factory=dict)
    """Those of the fields met so far, by identity: making one takes time and room for all that lies in the field."""

    def plan(self, position: int, mapping: JsonObject) -> Plan:
        """The plan of a mapping that is not `broken`; raises ExpressionError or NoField for one that cannot work."""
        steps = short_path(mapping["destination"]).steps
        if any(isinstance(step, int) and step >= MOST_MEMBERS for step in steps):
            raise ExpressionError(f"its destination has an index beyond {MOST_MEMBERS:,}")
        target = None if self.schema is None else field_at(self.schema, steps)
        read, path, rules = self._source(mapping["sourceType"], mapping["source"])
        if self.wrapped and path and EVERY in steps:
            read = wrapping(path)
        convert = unschemed if target is None else self._coercion(target)
        if self.budget is not None:
            read, convert = self.budget.watched(read), self.budget.watched(convert)
        return Plan(position, mapping, read, steps, convert, path, target, rules)

    def _coercion(self, target: JsonObject) -> Coercion:
        if id(target) not in self.coercions:
            self.coercions[id(target)] = target, coercion(target, nulls=self.nulls)
        return self.coercions[id(target)][1]

    def _source(self, kind: str, source: str) -> tuple[Callable[[JsonObject], Value], Path | None, frozenset[str]]:
        if kind == ATTRIBUTE:
            path = short_path(source)
            return partial(look_up, path=path), path, frozenset()
        if kind == EXPRESSION:
            expression = compile_expression(source, self.environment)
            return expression.evaluate, None, expression.rules
        return lambda _: source, None, frozenset()


def short_path(text: str) -> Path:
    """A path that no more than MOST_STEPS lead along; raises ExpressionError."""
    path = parse_path(text)
    if len(path.steps) > MOST_STEPS:
        raise ExpressionError(f"the path has {len(path.steps):,} steps, and {MOST_STEPS} are the most")
    return path


def wrapping(path: Path) -> Callable[[JsonObject], Value]:
    """What reads a path, and wraps each value that `[*]` collects in an object that names it."""
    name, levels = path.steps[-1], path.steps.count(EVERY)

    def wrapped(value: Value, level: int) -> Value:
        if level and isinstance(value, list):
            return [wrapped(each, level - 1) for each in value]
        return None if value is None else {str(name): value}

    if not levels or not isinstance(name, str):
        return partial(look_up, path=path)
    return lambda record: wrapped(look_up(record, path), levels)


def plans(mappings: list[JsonObject], planner: Planner) -> Iterator[Plan | Problem]:
    """The plan of each mapping in turn, or all that is wrong with it; raises BudgetSpent."""
    for position, mapping in enumerate(mappings):
        if planner.budget is not None:
            planner.budget.refuse_lateness()
        wrong = [*broken(mapping), *blank(mapping)]
        if not wrong:
            try:
                yield planner.plan(position, mapping)
            except ExpressionError as error:
                wrong = [error.phrase]
            except NoField as error:
                wrong = [str(error)]
        yield from ((position, phrase) for phrase in wrong)
