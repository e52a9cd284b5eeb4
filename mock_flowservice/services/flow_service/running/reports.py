"""What a provider reports of a run it carries out: the body of a PUT, held against what is known.

Source: spec updateRun; codes from doc help/sources/errors/flow-service-errors.md.
"""

from collections.abc import Iterator

from ....call import Call
from ....errors import ErrorKind, Explanation
from ....wire import JsonObject
from ...bodies import kept
from ..collection import Collection
from ..entities import FLOWS, RUNS
from ..errors import FIELD_INVALID, PREDECESSOR_FLOW, PREDECESSOR_RUN, REFERENCE_MISSING, RUN_MOVE
from .metrics import ENDED, next_metrics, status_of, with_status

REPORTED = ("providerRefId", "parentFlowRunId", "childFlowRunIds", "params", "predecessors", "recordTypes")
"""What a provider says of a run, besides its metrics and activities."""


def reported(call: Call, run: JsonObject, body: JsonObject) -> JsonObject:
    """The fields of a run that a report changes; raises ServiceError. Source: rules run.put, run.status."""
    call.rests_on("run.put")
    check_not_ended(run)
    check_owner(run, body)
    check_references(call, body)
    fields = kept(body, REPORTED)
    if "activities" in body:
        activities = enumerate(body["activities"])
        fields["activities"] = [with_status(call, each, f"/activities/{index}") for index, each in activities]
    metrics = next_metrics(call, run, body.get("metrics", {}))
    return fields | {"metrics": metrics, "state": metrics["statusSummary"]["status"]}


def check_not_ended(run: JsonObject) -> None:
    """The run has not ended; raises ServiceError. Source: rule run.status."""
    status = status_of(run)
    if status in ENDED:
        why = Explanation("path", status, "a run that has not ended")
        raise RUN_MOVE(why, id=run["id"], before=status, after="anything else")


def check_owner(run: JsonObject, body: JsonObject) -> None:
    """A run stays with its flow and its flow spec; raises ServiceError. Source: rule run.put."""
    spec = body.get("flowSpec", {})
    for pointer, named, ours in (
        ("/flowId", body.get("flowId"), run["flowId"]),
        ("/flowSpec/id", spec.get("id"), run["flowSpec"]["id"]),
        ("/flowSpec/version", spec.get("version"), run["flowSpec"]["version"]),
    ):
        if named is not None and named != ours:
            why = Explanation(pointer, named, ours)
            raise FIELD_INVALID(why, problems=f"{pointer}: {named!r} is not {ours!r}, which the run is of")


def check_references(call: Call, body: JsonObject) -> None:
    """The runs and flows that a report names are there; raises ServiceError. Source: F 1428, 1429 and 1439 -400."""
    known: set[tuple[str, str]] = set()
    for row, collection, id, pointer in references(body):
        if id is None or (collection.name, id) in known:
            continue
        if collection.look_up(call, id) is None:
            why = Explanation(pointer, id, f"one of the {collection.name}")
            raise row(why, field=pointer.split("/")[1], id=id, collection=collection.name)
        known.add((collection.name, id))


def references(body: JsonObject) -> Iterator[tuple[ErrorKind, Collection, str | None, str]]:
    """What a report names: the row for what is not there, where it should be, its id, and where in the body it is."""
    for index, each in enumerate(body.get("predecessors", ())):
        yield PREDECESSOR_RUN, RUNS, each.get("flowRunId"), f"/predecessors/{index}/flowRunId"
        yield PREDECESSOR_FLOW, FLOWS, each.get("flowId"), f"/predecessors/{index}/flowId"
    yield REFERENCE_MISSING, RUNS, body.get("parentFlowRunId"), "/parentFlowRunId"
    for index, child in enumerate(body.get("childFlowRunIds", ())):
        yield REFERENCE_MISSING, RUNS, child, f"/childFlowRunIds/{index}"
