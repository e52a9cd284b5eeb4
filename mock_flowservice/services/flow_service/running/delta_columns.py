"""The delta column of a run: the first one stays with the flow, and later ones agree with it."""

from ....call import Call
from ....errors import Explanation
from ....store.base import Document
from ....wire import JsonObject
from ..entities import FLOWS
from ..errors import DELTA_COLUMN_CHANGED, RUN_DELTA_COLUMN_MISSING, RUN_PARAMS
from ..transformations import delta_columns
from .flows import spec_of


def check_delta_column(call: Call, column: JsonObject | None, held: JsonObject | None, *, of_table: bool) -> None:
    """The delta column of a run fits its flow, which may hold one already; raises ServiceError.

    Source: S 1382-400, 1383-400; rule run.delta_column.
    """
    if not of_table:
        if column is not None:
            call.rests_on("run.delta_column")
            why = Explanation("/params/deltaColumn", column, "none: the flow reads no table")
            raise RUN_PARAMS(why, reason="a deltaColumn is for flows that read tables")
    elif held is None:
        if not (column or {}).get("name"):
            raise RUN_DELTA_COLUMN_MISSING(Explanation("/params/deltaColumn", column, "the name of a column"))
    elif column is not None and column != {name: held.get(name) for name in column}:
        raise DELTA_COLUMN_CHANGED(Explanation("/params/deltaColumn", column, str(held)), column=column, held=held)


def settle_delta_column(call: Call, document: Document, column: JsonObject | None) -> None:
    """The delta column of a run fits its flow, and is kept there from the first run on; raises ServiceError.

    Source: doc help/sources/tutorials/api/on-demand-ingestion.md; rule run.delta_column.
    """
    flow = document.body
    transformations = flow.get("transformations") or []
    known = next(iter(delta_columns(flow)), None)
    of_table = any(each.get("name") == "Copy" for each in spec_of(call, flow)["transformationSpecs"])
    check_delta_column(call, column, known, of_table=of_table)
    if of_table and known is None:
        call.rests_on("run.delta_column")
        FLOWS.replace(call, document, flow | {"transformations": copying(transformations, column)})


def copying(transformations: list[JsonObject], column: JsonObject | None) -> list[JsonObject]:
    """Transformations with this delta column in their Copy, which comes last where there was none."""
    copies = [each for each in transformations if each["name"] == "Copy"] or [{"name": "Copy"}]
    copies = [{**each, "params": {**(each.get("params") or {}), "deltaColumn": column}} for each in copies]
    rest = iter(copies)
    return [next(rest) if each["name"] == "Copy" else each for each in transformations] + list(rest)
