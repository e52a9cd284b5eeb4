"""Trying a run again: which runs, as what, and how it is asked for."""

import pytest

from tests.caller import shared
from tests.flow_service.given_runs import (
    given_run,
    reported,
    retrigger,
)
from tests.flow_service.in_process import Platform


@pytest.mark.parametrize("op", ["re-trigger", "RE_TRIGGER", "Re_Trigger", "RE-TRIGGER"])
def test_a_failed_run_is_tried_again_as_a_new_one(platform: Platform, op: str) -> None:
    run = reported(platform, given_run(platform), "failed")
    before = platform.get("runs", run.id)
    again = platform.ask("POST", f"/runs/{run.id}/action?op={op}")
    assert (again.status, again.body.keys()) == (200, {"id", "etag"})
    new = platform.get("runs", again.ref.id)
    assert new["id"] != run.id
    assert (new["flowId"], new["params"], new["state"]) == (before["flowId"], before["params"], "scheduled")
    window = {name: run["metrics"]["durationSummary"]["extensions"] for name, run in (("a", before), ("b", new))}
    assert window["a"] == window["b"]
    assert new["providerRefId"] != before["providerRefId"]
    assert platform.get("runs", run.id) == before


def test_the_new_run_is_shown_whole_where_that_is_published() -> None:
    platform = Platform(shared(run__retrigger="published"))
    run = reported(platform, given_run(platform), "failed")
    again = retrigger(platform, run.id)
    assert again.body == platform.get("runs", again.body["id"])
    assert again.body["id"] != run.id


@pytest.mark.parametrize(
    ("status", "records", "code"),
    [
        *((status, 0, "1387-400") for status in ("scheduled", "inProgress", "partialSuccess")),
        ("success", 1, "1387-400"),
        ("success", -1, "1387-400"),
        ("success", None, "1387-400"),
        ("success", 0, ""),
        ("failed", 5, ""),
        ("failed", None, ""),
    ],
)
def test_what_failed_or_took_in_nothing_is_tried_again(
    platform: Platform, status: str, records: int | None, code: str
) -> None:
    summary = {"inputRecordCount": 3} | ({} if records is None else {"outputRecordCount": records})
    run = reported(platform, given_run(platform), status, recordSummary=summary)
    answer = retrigger(platform, run.id)
    assert (answer.code if answer.status == 400 else "") == code
    assert len(platform.all("runs")) == 1 + (not code)


@pytest.mark.parametrize(
    ("query", "code"),
    [("", "1359-400"), ("?op=", "1359-400"), ("?op=stop", "1401-400"), ("?op=enable", "1401-400")],
)
def test_no_other_action_is_possible(platform: Platform, query: str, code: str) -> None:
    run = reported(platform, given_run(platform), "failed")
    assert platform.ask("POST", f"/runs/{run.id}/action{query}").refusal == (400, code)


def test_an_etag_sent_with_an_action_must_be_the_current_one(platform: Platform) -> None:
    run = reported(platform, given_run(platform), "failed")
    assert retrigger(platform, run.id, headers={"If-Match": '"old"'}).refusal == (412, "1404-412")
    assert len(platform.all("runs")) == 1
    assert retrigger(platform, run.id, headers={"If-Match": run.etag}).status == 200
