"""Every error of Catalog that this emulator answers with, a row each; the bodies are the platform's.

Source: catalog spec for the statuses, which it lists without bodies; doc help/landing/troubleshooting.md for the form.
"""

from functools import partial

from ...errors import ErrorKind, problem

_C = partial(ErrorKind, envelope=problem)

NOT_FOUND = _C(404, "404", "Dataset {id} is not found.", title="NotFoundError", source="catalog spec")
STALE = _C(
    412,
    "412",
    "The dataset is at version {current}, not {given}.",
    title="PreconditionFailedError",
    source="doc help/catalog/api/appendix.md",
)
BAD_QUERY = _C(400, "400", "{name} is {value!r}, not {expected}.", title="BadRequestError", source="catalog spec")
SCHEMA_UNKNOWN = _C(400, "400", "The schema of a dataset must exist; there is no {id!r}.", title="BadRequestError")
CONTENT_INVALID = _C(400, "400", "The dataset cannot be left like this: {problems}.", title="BadRequestError")
FIELD_PROTECTED = _C(400, "400", "Catalog alone sets {fields}.", title="BadRequestError")
PATCH_INVALID = _C(400, "400", "The patch cannot be applied: {reason}.", title="BadRequestError")
