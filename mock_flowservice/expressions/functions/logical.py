"""Choices: only the branch that is taken is evaluated."""

from ..operators import equals
from ..values import Value, truth
from .registry import Evaluator, Frame, function


@function("iif", table="logical", rule="expression.lazy")
def iif(frame: Frame, expression: Evaluator, true_value: Evaluator, false_value: Evaluator) -> Value:
    """One value if a condition holds, another if it does not; a null condition does not hold.

    Source: doc help/data-prep/functions.md. That only one branch is evaluated is inferred: rule expression.lazy.
    """
    return true_value(frame) if truth(expression(frame)) else false_value(frame)


@function("decode", table="logical", rule="expression.lazy")
def decode(frame: Frame, key: Evaluator, *options: Evaluator) -> Value:
    """The value that follows the option equal to the key; else the last argument, if one is left over, else null.

    Source: doc help/data-prep/functions.md. That options are evaluated one after another is inferred: rule
    expression.lazy.
    """
    wanted = key(frame)
    for option, value in zip(options[::2], options[1::2], strict=False):
        if equals(wanted, option(frame)):
            return value(frame)
    return options[-1](frame) if len(options) % 2 else None
