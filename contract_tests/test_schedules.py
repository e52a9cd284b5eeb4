"""When a flow may run: which schedules are taken, and how they come back."""

from itertools import product
from typing import Any

import pytest
from hypothesis import assume, example, given

from flowservice_client import ApiError, replace

from .api import A_DAY, Api
from .readings import Readings
from .schedules import FREQUENCIES, keeps_the_written_rules, schedules
from .tutorial import JsonObject

TUTORIAL = {"startTime": "1625040887", "frequency": "minute", "interval": 15}


@pytest.mark.rests_on("schedule.interval", "schedule.start", "schedule.types", "schedule.required")
@given(schedule=schedules())
@example(schedule=TUTORIAL)
@example(schedule={})
@example(schedule={"startTime": "1625040887", "frequency": "once"})
@example(schedule={"startTime": "1625040887", "frequency": "once", "interval": 15})
@example(schedule={"startTime": "1625040887", "frequency": "day", "interval": 1})
def test_a_schedule_is_taken_exactly_when_it_keeps_the_rules(api: Api, rules: Readings, schedule: JsonObject) -> None:
    expected = keeps_the_written_rules(schedule, rules, api.now())
    assume(expected is not None)
    assert api.takes_schedule(schedule) == expected


@pytest.mark.rests_on("schedule.interval", "schedule.types")
def test_every_frequency_has_its_smallest_interval(api: Api, rules: Readings) -> None:
    start = int(api.now()) + A_DAY
    for frequency, interval in product(FREQUENCIES, (None, -1, 0, 1, 14, 15, 16, "14", "15")):
        schedule = {"startTime": start, "frequency": frequency, "interval": interval}
        given_keys = {name: value for name, value in schedule.items() if value is not None}
        expected = keeps_the_written_rules(given_keys, rules, api.now())
        assert expected in (None, api.takes_schedule(given_keys)), given_keys


@pytest.mark.rests_on("schedule.required")
@pytest.mark.parametrize("schedule", [[], "once", 15, True, [TUTORIAL]], ids=str)
def test_what_is_no_object_is_no_schedule(api: Api, schedule: Any) -> None:
    api.flow_body(shared=True)
    with api.nothing_changes():
        assert not api.takes_schedule(schedule)


@pytest.mark.rests_on("schedule.types")
def test_a_schedule_comes_back_as_it_was_sent(api: Api) -> None:
    schedule = {"startTime": str(int(api.now()) + A_DAY), "frequency": "week", "interval": "15", "backfill": "true"}
    assert api.given_flow(scheduleParams=schedule).schedule == schedule


@pytest.mark.rests_on("schedule.interval", "patch.order")
def test_a_patch_cannot_break_the_rules(api: Api) -> None:
    flow = api.given_flow()
    with api.nothing_changes():
        for path, value in (("interval", 14), ("interval", 0), ("frequency", "month"), ("startTime", "soon")):
            with pytest.raises(ApiError) as refusal:
                api.flows.update(flow.id, [replace(f"/scheduleParams/{path}", value)], etag=flow.etag)
            assert refusal.value.status == 400


@pytest.mark.rests_on("patch.paths")
def test_a_patch_that_keeps_the_rules_changes_the_schedule(api: Api) -> None:
    flow = api.given_flow()
    schedule = {"startTime": int(api.now()) + 2 * A_DAY, "frequency": "day", "interval": 15}
    api.flows.update(flow.id, [replace("/scheduleParams", schedule)], etag=flow.etag)
    assert api.flows.retrieve(flow.id).schedule == schedule
