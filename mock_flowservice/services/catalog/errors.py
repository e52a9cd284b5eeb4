"""Every error of Catalog that this emulator answers with, a row each; the bodies are the platform's.

Source: catalog spec for the statuses, which it lists without bodies; doc help/landing/troubleshooting.md for the form.
"""

from functools import partial

from ...errors import ErrorKind, problem

_C = partial(ErrorKind, envelope=problem)
_BAD = partial(_C, 400, "400", title="BadRequestError")

NOT_FOUND = _C(404, "404", "Dataset {id} is not found.", title="NotFoundError", source="catalog spec")
STALE = _C(
    412,
    "412",
    "The dataset is at version {current}, not {given}.",
    title="PreconditionFailedError",
    source="doc help/catalog/api/appendix.md",
)
BAD_QUERY = _BAD("{name} is {value!r}, not {expected}.", source="catalog spec")
SCHEMA_UNKNOWN = _BAD("The schema of a dataset must exist; there is no {id!r}.", rule="dataset.schema")
CONTENT_INVALID = _BAD("The dataset cannot be left like this: {problems}.", rule="dataset.changes")
FIELD_PROTECTED = _BAD("Catalog alone sets {fields}.", rule="dataset.protected")
PATCH_INVALID = _BAD("The patch cannot be applied: {reason}.", rule="dataset.changes")
