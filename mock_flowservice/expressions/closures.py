"""What the parts of an expression become: functions of a frame, made of those for the parts inside."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from ..xdm.fields import EVERY
from .errors import ExpressionError, Place
from .functions.registry import Evaluator, Frame
from .limits import LAMBDA_ROOM, LAMBDA_SECONDS, room_of
from .paths import look_up, path_in, refuse_too_many
from .values import Value, as_integer, as_text, truth


def itself(frame: Any) -> Any:
    """The frame."""
    return frame


def constant(evaluator: Evaluator) -> Evaluator:
    """What is the same for each record, worked out at once; as it is where that is an error."""
    try:
        value = evaluator(Frame({}))
    except ExpressionError:
        return evaluator
    return lambda _: value


def of_record(name: str) -> Evaluator:
    """A field of the record, which is the frame."""
    return lambda frame: frame.get(name)  # type: ignore[attr-defined]


def members(target: Evaluator, names: list[str]) -> Evaluator:
    """A field of an object, or of one inside it; null where there is none."""

    def evaluate(frame: Frame) -> Value:
        value = target(frame)
        for name in names:
            if not isinstance(value, dict):
                return None
            value = value.get(name)
        return value

    return evaluate


def at_path(target: Evaluator, name: str) -> Evaluator:
    """What `${name}` is of an object."""
    path = path_in(name)
    if path.steps == (path.flat,):
        return members(target, [path.flat])

    def evaluate(frame: Frame) -> Value:
        value = target(frame)
        refuse_too_many(value, path.steps)
        found: Value = look_up(value, path)
        return found

    return evaluate if EVERY in path.steps else lambda frame: look_up(target(frame), path)


def index(target: Value, key: Value) -> Value:
    """A member of a list or object; null where there is none. Source: rule expression.fields."""
    if isinstance(target, dict) and key is not None:
        return target.get(as_text(key))
    if isinstance(target, list) and key is not None:
        position = as_integer(key)
        return target[position] if 0 <= position < len(target) else None
    return None


def map_key(value: Value) -> str:
    """The key of a map literal."""
    if value is None:
        raise ExpressionError("null is no key")
    return as_text(value)


def logical(operator: str, left: Evaluator, right: Evaluator) -> Evaluator:
    """`&&` and `||`."""
    if operator == "&&":
        return lambda frame: truth(left(frame)) and truth(right(frame))
    return lambda frame: truth(left(frame)) or truth(right(frame))


def conditional(condition: Evaluator, then: Evaluator | None, otherwise: Evaluator) -> Evaluator:
    """`?:` in both forms; only the branch that is chosen is evaluated."""
    if then is not None:
        return lambda frame: then(frame) if truth(condition(frame)) else otherwise(frame)

    def evaluate(frame: Frame) -> Value:
        value = condition(frame)
        return value if truth(value) else otherwise(frame)

    return evaluate


def list_of(members: list[Evaluator]) -> Evaluator:
    """A list of what the members give."""
    return lambda frame: [each(frame) for each in members]


def unary(operate: Callable[[Value], Value], operand: Evaluator, place: Place) -> Evaluator:
    """An operator on one operand."""

    def evaluate(frame: Frame) -> Value:
        try:
            return operate(operand(frame))
        except ExpressionError as error:
            error.place = error.place or place
            raise

    return evaluate


def binary(operate: Callable[[Value, Value], Value], left: Evaluator, right: Evaluator, place: Place) -> Evaluator:
    """An operator on two operands."""

    def evaluate(frame: Frame) -> Value:
        try:
            return operate(left(frame), right(frame))
        except ExpressionError as error:
            error.place = error.place or place
            raise

    return evaluate


def argument(
    evaluator: Evaluator, wanted: type, convert: Callable[[Value], Value], complaint: str, place: Place
) -> Evaluator:
    """An argument as its parameter takes it."""

    def evaluate(frame: Frame) -> Value:
        value = evaluator(frame)
        if value is None or type(value) is wanted:
            return value
        try:
            return convert(value)
        except ExpressionError as error:
            raise ExpressionError(f"{complaint}: {error.message}", place) from None

    return evaluate


def call(body: Callable[..., Value], evaluators: list[Evaluator], checked: list[int], place: Place) -> Evaluator:
    """A call: null as soon as a `checked` argument is null."""
    if len(evaluators) == 1 and checked:
        (only,) = evaluators

        def evaluate_one(frame: Frame) -> Value:
            try:
                value = only(frame)
                return None if value is None else body(value)
            except ExpressionError as error:
                error.place = error.place or place
                raise

        return evaluate_one

    def evaluate(frame: Frame) -> Value:
        try:
            values = [each(frame) for each in evaluators]
            for position in checked:
                if values[position] is None:
                    return None
            return body(*values)
        except ExpressionError as error:
            error.place = error.place or place
            raise

    return evaluate


class Allowance:
    """The time and the room that the lambdas of an evaluation share: rule expression.limits."""

    def __init__(self) -> None:
        self._until = monotonic() + LAMBDA_SECONDS
        self._left = LAMBDA_ROOM

    def refuse_lateness(self) -> None:
        """Raise ExpressionError when time is over."""
        if monotonic() > self._until:
            raise ExpressionError(f"the lambdas take longer than {LAMBDA_SECONDS} seconds")

    def spend(self, made: Value) -> Value:
        """Take away the room of a value, and give it back; raises ExpressionError."""
        self._left -= room_of(made, self._left)
        if self._left < 0:
            raise ExpressionError(f"the lambdas make more than {LAMBDA_ROOM:,} bytes")
        return made


def bound(body: Evaluator, place: Place) -> Callable[[Any], Callable[[Value], Value]]:
    """What makes, of a frame, the Python function that a lambda is there."""

    def bind(frame: Any) -> Callable[[Value], Value]:
        allowance: Allowance = frame[1]

        def apply(value: Value) -> Value:
            try:
                allowance.refuse_lateness()
                return allowance.spend(body((*frame, value)))  # type: ignore[arg-type]
            except ExpressionError as error:
                error.place = error.place or place
                raise

        return apply

    return bind
