"""Runs: asked for, looked up, listed, reported on, tried again."""

from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowservice_client import ApiError, NotFound, Run, StaleEtag

from .api import A_DAY, NOBODY, Api, in_vain
from .given_runs import WINDOW, given_failed_run, given_once, given_run, with_status
from .profiles import examples
from .raw import Raw, refused
from .readings import TUTORIAL, Readings
from .run_relations import PARTS, breaches
from .sources import CREDENTIALS, MYSQL, TABLE_FLOW
from .tutorial import FLOW_SERVICE, JsonObject

HAPPENED_IN_2023 = range(1_672_531_200_000, 1_704_067_200_000)


@pytest.fixture
def _everybody_reports(rules: Readings) -> None:
    if TUTORIAL not in rules.of("run.update"):
        pytest.skip("only providers may say how runs go")


reporting = pytest.mark.usefixtures("_everybody_reports")


def reported(api: Api, run: Run, status: str, **metrics: JsonObject) -> Run:
    """A run after a report."""
    return api.runs.update(run.id, with_status(status, **metrics), etag=run.etag)


@pytest.mark.needs("lasting")
@pytest.mark.rests_on("run.new", "run.batch")
def test_a_run_that_was_asked_for_is_scheduled_and_found(api: Api, raw: Raw) -> None:
    flow = given_once(api)
    reply = raw("POST", f"{FLOW_SERVICE}/runs", json={"flowId": flow.id, "params": WINDOW})
    assert reply.status_code == 201
    run = next(api.runs.list(property=f"flowId=={flow.id}"))
    assert run.id in reply.text
    assert run.status == "scheduled"
    assert (run.flow_id, run.json["flowSpec"]) == (flow.id, flow.spec)
    assert api.runs.retrieve(run.id).json == run.json


@pytest.mark.needs("lasting")
@pytest.mark.rests_on("list.order", "list.equality")
def test_runs_are_listed_by_their_flow(api: Api) -> None:
    flows = [given_once(api).id for _ in range(3)]
    made: dict[str, list[str]] = {flow: [] for flow in flows}
    for number in range(7):
        flow = flows[number % 2]
        made[flow].append(given_run(api, flow).id)
    for flow in flows:
        own = f"flowId=={flow}"
        listed = [*api.runs.list(property=own, limit=2)]
        assert [each.id for each in listed] == made[flow]
        assert {each.flow_id for each in listed} <= {flow}
        assert api.runs.count(property=own) == len(made[flow])
    both = ",".join(flows[:2])
    assert {each.id for each in api.runs.list(property=f"flowId=={both}")} == {*made[flows[0]], *made[flows[1]]}


def test_a_flow_that_never_ran_has_no_runs(api: Api) -> None:
    flow = api.given_flow()
    assert [*api.runs.list(property=f"flowId=={flow.id}")] == []
    assert "lastRunDetails" not in flow.json


def test_a_run_that_is_not_there_is_404(api: Api) -> None:
    with pytest.raises(NotFound) as refusal:
        api.runs.retrieve(NOBODY)
    assert NOBODY in refusal.value.detail


@pytest.mark.needs("lasting")
def test_the_figures_of_a_new_run_belong_together(api: Api) -> None:
    made = given_run(api)
    assert breaches(made) == []
    assert made.id in [each.id for each in api.runs.list(limit=100)]


def test_the_figures_of_every_run_belong_together(api: Api) -> None:
    newest = islice(api.runs.list(orderby="-createdAt", limit=100), 100)
    assert {run.id: found for run in newest if (found := breaches(run))} == {}


@pytest.mark.rests_on("run.flow_state")
def test_only_a_known_flow_that_runs_once_is_run(api: Api) -> None:
    in_vain(lambda: api.runs.create({"flowId": NOBODY, "params": WINDOW}), "1430")
    often = api.given_flow().id
    in_vain(lambda: api.runs.create({"flowId": often, "params": WINDOW}), "1386")
    disabled = given_once(api).id
    api.flows.disable(disabled)
    in_vain(lambda: api.runs.create({"flowId": disabled, "params": WINDOW}), "1380")


@pytest.mark.rests_on("run.start_time", "run.unit")
def test_a_window_does_not_end_before_it_starts(api: Api) -> None:
    flow = given_once(api).id
    turned = WINDOW | {"windowEndTime": WINDOW["windowStartTime"] - 1}
    in_vain(lambda: api.runs.create({"flowId": flow, "params": turned}), "1381")
    in_vain(lambda: api.runs.create({"flowId": flow, "params": {}}), "1384")
    assert [*api.runs.list(property=f"flowId=={flow}")] == []


def given_table_flow(api: Api, **fields: Any) -> str:
    """A flow that reads a table once."""
    spec = {"id": MYSQL, "version": "1.0"}
    base = api.given_connection(connectionSpec=spec, auth=CREDENTIALS[MYSQL]).id
    source = api.given_source_connection(
        baseConnectionId=base, connectionSpec=spec, data={"format": "tabular"}, params={"tableName": "orders"}
    )
    once = {"startTime": int(api.now()) + A_DAY, "frequency": "once"}
    fields = {"flowSpec": {"id": TABLE_FLOW, "version": "1.0"}, "scheduleParams": once, **fields}
    return api.given_flow(sourceConnectionIds=[source.id], **fields).id


@pytest.mark.needs("lasting")
@pytest.mark.rests_on("run.delta_column")
def test_the_first_run_of_a_table_says_which_column_tells_what_is_new(api: Api) -> None:
    flow = given_table_flow(api)
    column = {"name": "changed_at", "dateFormat": "yyyy-MM-dd HH:mm:ss"}
    in_vain(lambda: api.runs.create({"flowId": flow, "params": WINDOW}), "1383")
    api.runs.create({"flowId": flow, "params": WINDOW | {"deltaColumn": column}})
    [copy] = [each for each in api.flows.retrieve(flow).transformations or [] if each["name"] == "Copy"]
    assert copy["params"]["deltaColumn"] == column
    in_vain(lambda: api.runs.create({"flowId": flow, "params": WINDOW | {"deltaColumn": {"name": "made_at"}}}), "1382")
    api.runs.create({"flowId": flow, "params": WINDOW | {"deltaColumn": column}})
    assert api.runs.count(property=f"flowId=={flow}") == 2


@pytest.mark.needs("reports")
@pytest.mark.rests_on("run.update", "run.put", "etag.match")
@reporting
def test_a_report_needs_the_current_etag_and_gives_a_new_one(api: Api, raw: Raw) -> None:
    run = given_run(api)
    reply = raw("PUT", f"{FLOW_SERVICE}/runs/{run.id}", json=with_status("inProgress"))
    refused(reply)
    with pytest.raises(StaleEtag):
        api.runs.update(run.id, with_status("inProgress"), etag='"nobody-had-this"')
    assert api.runs.retrieve(run.id).json == run.json
    after = reported(api, run, "inProgress")
    assert after.json == api.runs.retrieve(run.id).json
    assert (after.status, after.etag != run.etag) == ("inProgress", True)
    with pytest.raises(StaleEtag):
        reported(api, run, "success")


@pytest.mark.needs("reports")
@pytest.mark.rests_on("run.put", "run.last", "run.status_words")
@reporting
def test_what_a_run_says_of_itself_holds_together_and_the_flow_says_the_same(api: Api) -> None:
    flow = given_once(api).id
    run, started = given_run(api, flow), HAPPENED_IN_2023.start
    assert api.flows.retrieve(flow).last_run is None
    reported(
        api,
        run,
        "success",
        durationSummary={"startedAtUTC": started, "completedAtUTC": started + 9000},
        recordSummary={"inputRecordCount": 10, "outputRecordCount": 8, "failedRecordCount": 1, "skippedRecordCount": 1},
    )
    shown = api.runs.retrieve(run.id)
    assert shown.metrics is not None
    times, records = shown.metrics["durationSummary"], shown.metrics["recordSummary"]
    assert times["startedAtUTC"] <= times["completedAtUTC"]
    parts = ("outputRecordCount", "failedRecordCount", "skippedRecordCount")
    assert records["inputRecordCount"] == sum(records[each] for each in parts)
    last = {"id": run.id, "state": "success", "startedAtUTC": started, "completedAtUTC": started + 9000}
    assert api.flows.retrieve(flow).last_run == last
    succeeded = api.runs.list(property=["metrics.statusSummary.status==Success", f"flowId=={flow}"])
    assert [each.id for each in succeeded] == [run.id]


counts = st.integers(0, 10**9)


@pytest.mark.needs("reports")
@pytest.mark.rests_on("run.put", "run.last", "run.status")
@reporting
@settings(max_examples=examples(0.4))
@given(parts=st.tuples(counts, counts, counts), took=st.integers(0, A_DAY * 1000), size=st.integers(-1, 2**53))
def test_whatever_a_run_reports_its_figures_belong_together(
    api: Api, parts: tuple[int, int, int], took: int, size: int
) -> None:
    run, started = given_run(api), HAPPENED_IN_2023.start
    after = reported(
        api,
        run,
        "success",
        durationSummary={"startedAtUTC": started, "completedAtUTC": started + took},
        sizeSummary={"inputBytes": size},
        recordSummary={"inputRecordCount": sum(parts), **dict(zip(PARTS, parts, strict=True))},
    )
    assert breaches(after) == []
    assert after.json["metrics"]["sizeSummary"]["inputBytes"] == size
    last = api.flows.retrieve(str(run.flow_id)).last_run
    assert last == {"id": run.id, "state": "success", "startedAtUTC": started, "completedAtUTC": started + took}


@pytest.mark.needs("reports")
@pytest.mark.rests_on("run.retrigger", "run.new")
@reporting
def test_a_failed_run_is_tried_again_as_another(api: Api) -> None:
    failed = given_failed_run(api)
    again = api.runs.retrigger(failed.id)
    assert again.id != failed.id
    shown = api.runs.retrieve(again.id)
    assert (shown.flow_id, shown.json["params"]) == (failed.flow_id, failed.json["params"])
    assert shown.status == "scheduled"
    assert api.runs.retrieve(failed.id).json == failed.json


@pytest.mark.needs("reports")
@pytest.mark.rests_on("run.retrigger", "run.status")
@reporting
def test_what_brought_records_is_not_tried_again(api: Api) -> None:
    flow = given_once(api).id
    full = reported(api, given_run(api, flow), "success", recordSummary={"outputRecordCount": 7})
    empty = reported(api, given_run(api, flow), "success", recordSummary={"outputRecordCount": 0})
    for run, fits in ((given_run(api, flow), False), (full, False), (empty, True)):
        if fits:
            assert api.runs.retrigger(run.id).id != run.id
        else:
            assert not_tried_again(api, run) == (400, "1387-400")


@pytest.mark.needs("reports")
@pytest.mark.rests_on("run.retrigger")
@reporting
def test_nothing_is_tried_again_while_its_flow_is_disabled(api: Api) -> None:
    failed = given_failed_run(api)
    api.flows.disable(str(failed.flow_id))
    assert not_tried_again(api, failed) == (400, "1388-400")
    api.flows.enable(str(failed.flow_id))
    assert api.runs.retrigger(failed.id).id != failed.id


@pytest.mark.needs("reports")
@pytest.mark.rests_on("action.spelling")
def test_a_run_is_only_ever_tried_again(api: Api, raw: Raw) -> None:
    run = given_failed_run(api)
    for op in ("", "enable", "publish", "explode"):
        reply = raw("POST", f"{FLOW_SERVICE}/runs/{run.id}/action", params={"op": op})
        refused(reply)
    assert api.runs.count(property=f"flowId=={run.flow_id}") == 1


def not_tried_again(api: Api, run: Run) -> tuple[int, str | None]:
    """With what a run is not tried again, and nothing comes of it."""
    before = api.runs.count(property=f"flowId=={run.flow_id}")
    with pytest.raises(ApiError) as refusal:
        api.runs.retrigger(run.id)
    assert api.runs.count(property=f"flowId=={run.flow_id}") == before
    return refusal.value.status, refusal.value.code
