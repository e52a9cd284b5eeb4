"""Make one Python function of all the mappings of a set: what they share is looked up once for each record.

The text of the function is made of names and numbers of our own alone; whatever a mapping says comes in as the value
of a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import accumulate, count
from typing import Any

from ..expressions.errors import ExpressionError
from ..wire import JsonObject
from ..xdm.fields import integer_range
from .coercion import exact_type
from .failures import TransformError, failed
from .plans import Plan
from .writing import Fill, writer

Run = Callable[[JsonObject], tuple[JsonObject, list[TransformError]]]
Names = tuple[str, ...]
PLAIN = frozenset((str, bool))
"""Types whose values JSON has as they are."""
BITS = 1 << 63
"""Whole numbers below this JSON has as they are, too."""
MOST_STEPS = 20_000
"""Of paths that become code, which takes much room: the mappings behind them are read and written by functions."""


def generate(plans: list[Plan], fill: Fill, *, nulls: bool) -> Run:
    """What applies all plans to a record: the result, and a warning for each that failed.

    Plans whose places nobody else touches come first; then the others in their order, parents before children.
    Source: rules mapping.order and mapping.null.
    """
    coded = affordable(plans)
    alone = coded & apart(plans) - {plan.position for plan in plans if plan.levels > 1}
    shared = sorted((plan for plan in plans if plan.position not in alone), key=lambda plan: len(plan.steps))
    code = _Code(fill, coded, nulls=nulls)
    for plan in plans:
        if plan.position in alone:
            code.write_alone(plan)
    code.join_objects()
    for plan in shared:
        code.write_shared(plan)
    return code.function()


def affordable(plans: list[Plan]) -> set[int]:
    """The positions of the first plans, as many as have MOST_STEPS together."""
    steps = accumulate(len(plan.steps) + (len(plan.path.steps) if plan.path else 0) for plan in plans)
    return {plan.position for plan, total in zip(plans, steps, strict=True) if total <= MOST_STEPS}


def apart(plans: Iterable[Plan]) -> set[int]:
    """The positions of the plans that write where no other one does, neither around nor inside, by names only."""
    steps = {plan.position: tuple(step if isinstance(step, str) else 0 for step in plan.steps) for plan in plans}
    whole = Counter(steps.values())
    parents = {each[:length] for each in whole for length in range(1, len(each))}
    return {
        position
        for position, each in steps.items()
        if 0 not in each
        and whole[each] == 1
        and each not in parents
        and not any(each[:length] in whole for length in range(1, len(each)))
    }


class _Code:
    """The lines of a function, and the values of the names in them."""

    def __init__(self, fill: Fill, coded: set[int], *, nulls: bool) -> None:
        self._fill, self._coded, self._nulls = fill, coded, nulls
        self._values: dict[str, Any] = {"ExpressionError": ExpressionError, "failed": failed, "nothing": {}}
        self._numbers = count()
        self._lines: list[str] = []
        self._read: dict[Names, str] = {(): "record"}
        self._made: dict[Names, str] = {(): "result"}

    def function(self) -> Run:
        """The finished function."""
        lines = [
            "def run(record):",
            "    result = {}",
            "    warnings = []",
            *self._lines,
            "    return result, warnings",
        ]
        exec("\n".join(lines), self._values)  # noqa: S102 - every line is our own; mappings are values of names
        return self._values["run"]  # type: ignore[no-any-return]

    def write_alone(self, plan: Plan) -> None:
        """Read, convert and write into the dict of the object around it."""
        target, name = self._object(plan.steps[:-1]), self._name(plan.steps[-1])
        self._value(plan)
        write = f"{target}[{name}] = value"
        convert = self._name(plan.convert)
        self._add(f"if {self._fits(plan)}:", f"    {write}", "elif value is not None:")
        self._guarded(plan, f"value = {convert}(value)", indent="    ")
        self._add("    if value is not None:", f"        {write}")
        if self._nulls:
            self._add("if value is None:", f"    {target}[{name}] = None")

    def write_shared(self, plan: Plan) -> None:
        """Read, and write where others do too."""
        self._value(plan)
        write = self._name(writer(plan.steps, plan.convert, plan.levels, self._fill, nulls=self._nulls))
        self._guarded(plan, f"{write}(result, value)")

    def join_objects(self) -> None:
        """Put each object that is not empty into the one around it, the innermost first."""
        for names in sorted(self._made, key=len, reverse=True):
            if names:
                made, around = self._made[names], self._made[names[:-1]]
                self._add(f"if {made}:", f"    {around}[{self._name(names[-1])}] = {made}")

    def _value(self, plan: Plan) -> None:
        """Set `value` to what a plan reads."""
        steps = plan.path.steps if plan.path else ()
        named = all(isinstance(step, str) for step in steps)
        if plan.path is None or not named or plan.position not in self._coded:
            self._guarded(plan, f"value = {self._name(plan.read)}(record)")
            return
        self._add(f"value = {self._parent(steps[:-1])}.get({self._name(steps[-1])})")
        if steps != (plan.path.flat,):
            flat = self._name(plan.path.flat)
            self._add(f"if value is None and {flat} in record:", f"    value = {self._name(plan.read)}(record)")

    def _parent(self, names: Any) -> str:
        """The variable that holds the object in which a path ends; made of what is around it the first time."""
        if names not in self._read:
            around = self._parent(names[:-1])
            variable = self._read[names] = f"source{next(self._numbers)}"
            self._add(
                f"{variable} = {around}.get({self._name(names[-1])})",
                f"if not isinstance({variable}, dict):",
                f"    {variable} = nothing",
            )
        return self._read[names]

    def _object(self, names: Any) -> str:
        """The variable that holds an object of the result."""
        if names not in self._made:
            self._object(names[:-1])
            variable = self._made[names] = f"target{next(self._numbers)}"
            self._add(f"{variable} = {{}}")
        return self._made[names]

    def _fits(self, plan: Plan) -> str:
        """The condition under which a value is written as it is."""
        if plan.field is None:
            return f"type(value) in {self._name(PLAIN)} or type(value) is int and -{BITS} <= value < {BITS}"
        if bounds := integer_range(plan.field):
            least, most = map(self._name, bounds)
            return f"type(value) is int and {least} <= value <= {most}"
        return f"type(value) is {self._name(exact_type(plan.field))}"

    def _guarded(self, plan: Plan, line: str, indent: str = "") -> None:
        """A line whose error is a warning, and the value null then."""
        known = self._name(plan)
        lines = ("try:", f"    {line}", "except ExpressionError as error:", "    value = None")
        self._add(*(indent + each for each in (*lines, f"    warnings.append(failed({known}, error))")))

    def _name(self, value: Any) -> str:
        """A name of our own for a value."""
        name = f"value{next(self._numbers)}"
        self._values[name] = value
        return name

    def _add(self, *lines: str) -> None:
        self._lines += [f"    {line}" for line in lines]
