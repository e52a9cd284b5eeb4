"""That a mapping gave no value for a record."""

from typing import NamedTuple

from ..expressions.errors import ExpressionError
from ..wire import JsonObject
from .mappings import KINDS
from .plans import Plan

TRANSFORM_ERROR = "MAPPER-3700-400"
"""Source: doc help/sources/tutorials/api/monitor.md."""


class TransformError(NamedTuple):
    """Why one mapping gave no value for one record; `sourceType` is a word: ATTRIBUTE, EXPRESSION or STATIC."""

    position: int
    source: str
    destination: str
    source_type: str
    message: str
    code: str = TRANSFORM_ERROR


def failed(plan: Plan, error: ExpressionError) -> TransformError:
    """That a mapping failed."""
    return transform_error(plan.position, plan.mapping, error.phrase)


def transform_error(position: int, mapping: JsonObject, message: str) -> TransformError:
    """That the mapping at a position failed."""
    kind = str(mapping["sourceType"])
    return TransformError(
        position, mapping["source"] or "", mapping["destination"] or "", KINDS.get(kind, kind), message
    )
