"""Our contract documents say what Adobe's say, but for the differences that are written down."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from mock_flowservice.wire import JsonObject
from tests.adobe_differences import DIFFERENCES, Difference
from tests.adobe_documents import Operation, declares, fields, operations

ROOT = Path(__file__).parents[1]
OURS = ROOT / "fixtures" / "openapi"
ADOBES = ROOT / ".." / "shared" / "reference" / "openapi"
WHOLE = ("flow-service", "data-prep")
"""Documents that have to have everything that Adobe's have."""
ADJACENT = ("schema-registry", "catalog", "sandbox")
"""Documents that have a part of Adobe's operations."""

pytestmark = pytest.mark.skipif(
    not ADOBES.is_dir(), reason=f"NOT COMPARED with Adobe's documents: they are not at {ADOBES}"
)

Found = tuple[str, str, str]
"""A difference: the document, the operation and part where it is, what is different."""


@cache
def ours(name: str) -> dict[str, Operation]:
    document: JsonObject = json.loads((OURS / f"{name}.json").read_text("utf-8"))
    return {operation.key: operation for operation in operations(document)}


@cache
def adobes(name: str) -> dict[str, Operation]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document: JsonObject = yaml.load((ADOBES / f"{name}.yaml").read_text("utf-8"), loader)
    return {operation.key: operation for operation in operations(document)}


def counterpart(name: str, mine: Operation) -> Operation | None:
    """Adobe's operation that ours is, or is a case of."""
    exact = adobes(name).get(mine.key)
    return exact or next((theirs for theirs in adobes(name).values() if theirs.includes(mine)), None)


def differences(name: str) -> Iterator[Found]:
    """Everything in which our document differs from Adobe's."""
    for mine in ours(name).values():
        if theirs := counterpart(name, mine):
            yield from ((name, f"{mine.title} {part}", what) for part, what in compared(name, mine, theirs))
        else:
            yield name, mine.title, "operation beyond Adobe's"
    for key in adobes(name).keys() - ours(name).keys() if name in WHOLE else ():
        yield name, adobes(name)[key].title, "operation"


def compared(name: str, mine: Operation, theirs: Operation) -> Iterator[tuple[str, str]]:
    """What of one of Adobe's operations ours lacks."""
    yield from (("parameters", each) for each in theirs.parameters() - mine.parameters())
    if name not in WHOLE:
        return
    yield from (("request", path) for path in missing(mine, mine.request(), theirs, theirs.request()))
    answers = mine.successes()
    for status, schema in theirs.successes().items():
        if status not in answers:
            yield "response", status
        yield from (("response", path) for path in missing(mine, answers.get(status, {}), theirs, schema))


def missing(mine: Operation, schema: JsonObject, theirs: Operation, their_schema: JsonObject) -> Iterator[str]:
    """The field paths of their schema that ours does not know."""
    for path in dict.fromkeys(fields(theirs.document, their_schema)):
        if not declares(mine.document, schema, path):
            yield path


def covered(found: Found) -> bool:
    return any(row.covers(*found) for row in DIFFERENCES)


@pytest.mark.parametrize("name", [*WHOLE, *ADJACENT])
def test_every_difference_from_adobes_document_is_written_down(name: str) -> None:
    assert adobes(name), f"nothing was read from Adobe's {name}"
    assert sorted(found for found in differences(name) if not covered(found)) == []


@pytest.mark.parametrize("row", DIFFERENCES, ids=lambda row: f"{row.document} {row.where} {row.what}")
def test_every_difference_written_down_still_exists(row: Difference) -> None:
    assert row.reason
    assert any(row.covers(*found) for found in differences(row.document)), "this row can go"
