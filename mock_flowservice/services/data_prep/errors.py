"""Every error of Data Prep that this emulator answers with, a row each.

No source shows a body of Data Prep's own, so the platform's older problem document is taken for all of them:
rule mapping_set.refusals.
"""

from functools import partial

from ...errors import ErrorKind, problem
from ..refusals import Refusals

_BAD_REQUEST = partial(ErrorKind, 400, "400", envelope=problem, title="BadRequestError", rule="mapping_set.refusals")
_NOT_FOUND = partial(ErrorKind, 404, "404", envelope=problem, title="NotFoundError", rule="mapping_set.refusals")

SET_UNKNOWN = _NOT_FOUND("There is no mapping set {id!r}.")
VERSION_UNKNOWN = _NOT_FOUND("Mapping set {id} has no version {version}; its latest is {latest}.")
MAPPING_UNKNOWN = _NOT_FOUND("The latest version of mapping set {set} has no mapping {id!r}.")
MAPPINGS_UNUSABLE = _BAD_REQUEST("The mapping set cannot be used: {problems}.")
SCHEMA_UNUSABLE = _BAD_REQUEST("The target schema cannot be used: {reason}.")
TOO_MUCH = _BAD_REQUEST("The mapping set is too much for one request: {reason}.", rule="mapping_set.limits")
EXPRESSION_MISSING = _BAD_REQUEST("The expression is empty.")
SAMPLE_UNUSABLE = _BAD_REQUEST("The sampleData cannot be used: {reason}.", rule="expression.sample")
PARAMETER = _BAD_REQUEST("The query parameter {name} is {value!r}, not {expected}.")
PARAMETER_MISSING = _BAD_REQUEST(
    "The query parameter {name} is missing.", source="spec; doc help/data-prep/api/mapping-set.md"
)

REFUSALS = Refusals()
