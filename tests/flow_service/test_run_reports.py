"""What a provider reports of a run: what it changes, in the run and in its flow, and what it cannot."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier

import pytest

from mock_flowservice.wire import JsonObject
from tests.bodies import UNKNOWN, step
from tests.caller import emulated
from tests.clocks import HandClock
from tests.flow_service.given_runs import (
    COLUMN,
    given_once,
    given_run,
    given_table,
    report,
    reported,
    status_body,
)
from tests.flow_service.in_process import Platform
from tests.flow_service.run_oracle import ENDED, STATUSES, WORDS, may_follow
from tests.replies import Ref


@pytest.mark.parametrize(("word", "status"), WORDS.items())
def test_every_published_word_for_a_status_is_taken_and_spelt_in_one_way(
    platform: Platform, word: str, status: str
) -> None:
    flow = given_once(platform).id
    body = status_body(word) | {"activities": [{"id": "copyActivity", "statusSummary": {"status": word}}]}
    told = report(platform, given_run(platform, flow), body).body
    assert told["metrics"]["statusSummary"]["status"] == told["state"] == status
    assert told["activities"][0]["statusSummary"]["status"] == status
    for spelling in (status, status.upper(), status.lower()):
        for path in ("metrics.statusSummary.status", "state"):
            assert [run["id"] for run in platform.all("runs", property=f"{path}=={spelling}")] == [told["id"]]


@pytest.mark.parametrize("word", ["", "done", "active", "in progress", "ſuccess"])
def test_an_unknown_status_is_refused_and_changes_nothing(platform: Platform, word: str) -> None:
    run = given_run(platform)
    before = platform.get("runs", run.id)
    for body in (status_body(word), {"activities": [{"statusSummary": {"status": word}}]}):
        assert report(platform, run, body).refusal == (400, "1437-400")
    assert platform.get("runs", run.id) == before


@pytest.mark.parametrize(("before", "after"), list(product(STATUSES, STATUSES)))
def test_a_run_goes_forward_and_what_has_ended_stays(platform: Platform, before: str, after: str) -> None:
    run = reported(platform, given_run(platform), before)
    held = platform.get("runs", run.id)
    answer = report(platform, run, status_body(after))
    assert answer.refusal == (400, "1422-400") if not may_follow(before, after) else answer.body["state"] == after
    if not may_follow(before, after):
        assert platform.get("runs", run.id) == held


@pytest.mark.parametrize("status", ENDED)
def test_a_run_that_has_ended_takes_no_report_at_all(platform: Platform, status: str) -> None:
    run = reported(platform, given_run(platform), status)
    bodies: list[JsonObject] = [{}, {"providerRefId": "another"}, {"metrics": {}}]
    for body in bodies:
        assert report(platform, run, body).refusal == (400, "1422-400")


def test_a_report_answers_the_bare_run_with_a_new_etag(platform: Platform) -> None:
    run = given_run(platform)
    before = platform.get("runs", run.id)
    answer = report(platform, run, {"providerRefId": "P-1", "recordTypes": ["a"]})
    assert answer.status == 200
    assert answer.body == platform.get("runs", run.id)
    changed = {name for name in answer.body if answer.body[name] != before.get(name)}
    assert changed == {"providerRefId", "recordTypes", "etag", "updatedAt"}


def test_a_report_leaves_what_it_does_not_name(platform: Platform) -> None:
    first = {"metrics": {"sizeSummary": {"inputBytes": 5}}, "activities": [{"id": "a"}], "recordTypes": ["x"]}
    run = report(platform, given_run(platform), first).ref
    told = report(platform, run, status_body("inProgress", fileSummary={"inputFileCount": -1})).body
    assert (told["activities"], told["recordTypes"]) == (first["activities"], ["x"])
    assert told["metrics"]["sizeSummary"] == {"inputBytes": 5}
    assert told["metrics"]["fileSummary"] == {"inputFileCount": -1}
    last = report(platform, report(platform, Ref(run.id, told["etag"]), {}).ref, {"activities": []}).body
    assert (last["activities"], last["state"]) == ([], "inProgress")


def test_the_custom_summary_is_read_only(platform: Platform) -> None:
    told = report(platform, given_run(platform), status_body("inProgress", customSummary={"a": 1})).body
    assert "customSummary" not in told["metrics"]


@pytest.mark.parametrize("etag", [None, "", '"old"', "*", "W/{}", "{}x", "bare"])
def test_a_report_needs_the_current_etag(platform: Platform, etag: str | None) -> None:
    run = given_run(platform)
    sent = run.etag.strip('"') if etag == "bare" else etag and etag.replace("{}", run.etag)
    answer = platform.ask("PUT", f"/runs/{run.id}", status_body("success"), headers={"If-Match": sent})
    assert answer.refusal == ((412, "1404-412") if etag else (400, "1403-400"))
    assert platform.get("runs", run.id)["etag"] == run.etag


def test_an_etag_is_good_for_one_report(platform: Platform) -> None:
    run = given_run(platform)
    assert reported(platform, run, "inProgress").etag != run.etag
    assert report(platform, run, status_body("failed")).refusal == (412, "1404-412")
    assert platform.get("runs", run.id)["state"] == "inProgress"


def test_of_simultaneous_reports_exactly_one_counts() -> None:
    platform = Platform(emulated())
    flow = given_once(platform)
    run, at_once = given_run(platform, flow.id), Barrier(8)

    def tell(number: int) -> tuple[int, int]:
        body = status_body("inProgress", durationSummary={"startedAtUTC": number})
        client = platform.beside()
        at_once.wait()
        return report(client, run, body).status, number

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(tell, range(8)))
    assert sorted(status for status, _ in outcomes) == [200, *[412] * 7]
    [winner] = [number for status, number in outcomes if status == 200]
    assert platform.get("flows", flow.id)["lastRunDetails"]["startedAtUTC"] == winner


@pytest.mark.parametrize(
    "named",
    [
        {"flowId": UNKNOWN},
        {"flowId": ""},
        {"flowSpec": {"id": UNKNOWN}},
        {"flowSpec": {"id": "6499120c-0b15-42dc-936e-847ea3c24d72", "version": "2.0"}},
    ],
)
def test_a_run_stays_with_its_flow_and_its_flow_spec(platform: Platform, named: JsonObject) -> None:
    run = given_run(platform)
    assert report(platform, run, named).refusal == (400, "1312-400")
    entity = platform.get("runs", run.id)
    same = {"flowId": entity["flowId"], "flowSpec": entity["flowSpec"]}
    assert report(platform, run, same).status == 200


def test_the_relatives_of_a_run_must_be_there(platform: Platform) -> None:
    flow = given_once(platform).id
    other, run = given_run(platform, flow), given_run(platform, flow)
    for field, value in (("parentFlowRunId", UNKNOWN), ("childFlowRunIds", [other.id, UNKNOWN])):
        answer = report(platform, run, {field: value})
        assert answer.refusal == (400, "1439-400")
        assert field in answer.body["errorMessage"]
    family = {
        "parentFlowRunId": other.id,
        "childFlowRunIds": [other.id],
        "predecessors": [{"flowId": flow, "flowRunId": other.id}],
    }
    told = report(platform, run, family).body
    assert {name: told[name] for name in family} == family


def test_who_reports_is_remembered_and_who_asked_stays(platform: Platform) -> None:
    run = given_run(platform)
    before = platform.get("runs", run.id)
    other = platform.beside(x_api_key="a-provider", Authorization="Bearer any")
    told = report(other, run, status_body("inProgress")).body
    assert (told["createdBy"], told["updatedBy"], told["updatedClient"]) == ("a-client", "a-provider", "a-provider")
    assert told["createdAt"] == before["createdAt"]
    assert told["updatedAt"] > before["updatedAt"]


def test_the_times_of_the_last_run_are_the_runs_own(timed: Platform, clock: HandClock) -> None:
    flow = given_once(timed)
    run = given_run(timed, flow.id)
    started, completed = clock.moment + 1000, clock.moment + 2000
    clock.moment += 5000
    run = reported(timed, run, "inProgress", durationSummary={"startedAtUTC": started})
    shown = timed.get("flows", flow.id)
    assert shown["lastRunDetails"] == {"id": run.id, "state": "inProgress", "startedAtUTC": started}
    assert shown["updatedAt"] == clock.moment
    assert shown["etag"] == shown["version"] != flow.etag
    duration = {"startedAtUTC": started, "completedAtUTC": completed}
    reported(timed, run, "success", durationSummary=duration)
    assert timed.get("flows", flow.id)["lastRunDetails"] == {"id": run.id, "state": "success", **duration}
    for condition, found in ((f">={started}", [flow.id]), (f">{started}", [])):
        listed = timed.all("flows", property=f"lastRunDetails.startedAtUTC{condition}")
        assert [each["id"] for each in listed] == found


def test_a_report_that_changes_nothing_the_flow_shows_leaves_its_etag(platform: Platform) -> None:
    flow = given_once(platform)
    run = reported(platform, given_run(platform, flow.id), "inProgress")
    etag = platform.get("flows", flow.id)["etag"]
    reported(platform, run, "inProgress", sizeSummary={"inputBytes": 1})
    assert platform.get("flows", flow.id)["etag"] == etag


def test_an_older_run_that_ends_late_does_not_hide_a_newer_one(platform: Platform) -> None:
    flow = given_once(platform)
    older, newer = (given_run(platform, flow.id) for _ in range(2))
    older = reported(platform, older, "inProgress")
    assert platform.get("flows", flow.id)["lastRunDetails"]["id"] == older.id
    reported(platform, newer, "inProgress")
    reported(platform, older, "failed")
    assert platform.get("flows", flow.id)["lastRunDetails"] == {"id": newer.id, "state": "inProgress"}


def test_a_flow_can_be_changed_after_its_runs(platform: Platform) -> None:
    for flow, params in ((given_once(platform), {}), (given_table(platform), {"deltaColumn": COLUMN})):
        reported(platform, given_run(platform, flow.id, **params), "success")
        held = platform.get("flows", flow.id)
        assert platform.patch("flows", flow, step("replace", "/name", "x")).refusal == (412, "1404-412")
        changed = platform.patch("flows", Ref(flow.id, held["etag"]), step("replace", "/name", "x"))
        assert changed.status == 200
        after = platform.get("flows", flow.id)
        assert after["lastRunDetails"] == held["lastRunDetails"]
        assert after.get("transformations") == held.get("transformations")
