"""Schedules: which are taken under either profile, and what may no longer change after the start."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_tests.readings import READINGS
from contract_tests.schedules import FREQUENCIES, keeps
from mock_flowservice.wire import JsonObject
from tests.bodies import flow_body, step
from tests.caller import emulated
from tests.clocks import HandClock
from tests.flow_service.in_process import Platform

NOW = 2_000_000_000

intervals = st.sampled_from([-1, 0, 1, 2, 14, 15, 16, 60, 10**15 - 1, 10**15, 2**70, 15.0, 15.5, True, 1e300])
times = st.sampled_from([-1, 0, NOW - 1, NOW, NOW + 1, NOW * 1000, 10**15, float(NOW), NOW + 0.5, False, 1625040887])
junk: st.SearchStrategy[Any] = st.sampled_from(
    ["", " 15", "+15", "1e3", "15.0", "１５", "-", "fifteen", "0" * 16, "\0", None, [], {}]
)


def written(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Numbers as they are, as text, or junk."""
    return st.one_of(numbers, numbers.map(str), junk)


schedules = st.fixed_dictionaries(
    {},
    optional={
        "startTime": st.one_of(st.just(NOW + 60), written(times)),
        "endTime": written(times),
        "frequency": st.sampled_from([*FREQUENCIES, "month", "Minute", "", 5, None]),
        "interval": written(intervals),
        "backfill": st.sampled_from([True, False, "true", "false", "True", "yes", "", 1, 0, None]),
    },
)
likely = st.fixed_dictionaries(
    {"startTime": written(times), "frequency": st.sampled_from(FREQUENCIES)},
    optional={"interval": written(intervals), "backfill": st.sampled_from([True, False, "true", "false"])},
)


@cache
def ends(profile: str) -> tuple[Platform, str, str]:
    """A platform on which it is NOW, with a source and a target."""
    platform = Platform(emulated(profile, HandClock(NOW * 1000)))
    return platform, platform.given_source().id, platform.given_target().id


@given(schedule=schedules | likely, profile=st.sampled_from(READINGS))
def test_a_schedule_is_taken_exactly_when_it_keeps_the_rules(schedule: JsonObject, profile: str) -> None:
    platform, source, target = ends(profile)
    answer = platform.create("flows", flow_body(source, target, scheduleParams=schedule))
    expected = keeps(schedule, profile, profile, NOW)
    assert answer.status == (201 if expected else 400), answer.body
    if expected:
        shown = platform.get("flows", answer.ref.id)["scheduleParams"]
        assert repr(sorted(shown.items())) == repr(sorted(schedule.items()))


@given(schedule=schedules | likely, profile=st.sampled_from(READINGS))
def test_a_changed_schedule_keeps_the_rules_but_may_start_in_the_past(schedule: JsonObject, profile: str) -> None:
    platform, source, target = ends(profile)
    made = platform.given_flow(source, target)
    answer = platform.patch("flows", made, step("replace", "/scheduleParams", schedule))
    expected = keeps(schedule, profile, profile, now=0)
    assert answer.status == (200 if expected else 400), answer.body


BASE: JsonObject = {"startTime": NOW + 60, "frequency": "hour", "interval": 15}
ONCE: JsonObject = {"startTime": NOW + 60, "frequency": "once"}


@pytest.mark.parametrize(
    ("schedule", "tutorial", "published"),
    [
        ({}, "1317-400", "1317-400"),
        (BASE | {"frequency": "month"}, "1397-400", "1397-400"),
        ({"startTime": NOW + 60, "interval": 15}, "1359-400", "1359-400"),
        ({"frequency": "once"}, "1359-400", "1359-400"),
        ({"startTime": NOW + 60, "frequency": "hour"}, "1359-400", "1359-400"),
        (BASE | {"startTime": "soon"}, "1340-400", "1340-400"),
        (BASE | {"endTime": "-1"}, "1340-400", "1340-400"),
        (BASE | {"interval": "often"}, "1312-400", "1312-400"),
        (BASE | {"backfill": "maybe"}, "1312-400", "1312-400"),
        (BASE | {"interval": 14}, "1362-400", "201"),
        (BASE | {"interval": 0}, "1362-400", "1362-400"),
        (BASE | {"interval": 14, "frequency": "minute"}, "1362-400", "1362-400"),
        (ONCE | {"interval": 15}, "201", "1361-400"),
        (ONCE | {"backfill": True}, "201", "1364-400"),
        (ONCE | {"interval": "often"}, "1312-400", "1361-400"),
        (BASE | {"startTime": NOW - 1}, "201", "1360-400"),
    ],
)
def test_each_fault_of_a_schedule_has_its_code(schedule: JsonObject, tutorial: str, published: str) -> None:
    for profile, code in (("tutorial", tutorial), ("published", published)):
        platform, source, target = ends(profile)
        answer = platform.create("flows", flow_body(source, target, scheduleParams=schedule))
        assert (answer.code if answer.status == 400 else str(answer.status)) == code


def test_every_fault_of_a_schedule_is_named(platform: Platform) -> None:
    schedule = {"startTime": "soon", "frequency": "month", "backfill": "maybe"}
    body = flow_body(platform.given_source().id, platform.given_target().id, scheduleParams=schedule)
    message = platform.create("flows", body).body["errorMessage"]
    assert all(value in message for value in schedule.values())


def started(platform: Platform, clock: HandClock, **fields: Any) -> Any:
    """A flow that starts this very second."""
    schedule = {"startTime": str(clock.seconds + 60), "frequency": "hour", "interval": 15} | fields
    made = platform.given_flow(scheduleParams=schedule)
    clock.moment += 60_000
    return made


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (step("replace", "/scheduleParams/startTime", "2100000000"), "1366-400"),
        (step("remove", "/scheduleParams/startTime"), "1366-400"),
        (step("replace", "/scheduleParams", {"frequency": "hour", "interval": 15, "startTime": 1}), "1366-400"),
        (step("replace", "/scheduleParams/frequency", "once"), "1403-400"),
        (step("add", "/scheduleParams/backfill", False), "1404-400"),
        (step("add", "/scheduleParams/backfill", "false"), "1404-400"),
    ],
)
def test_what_can_no_longer_change_after_the_start(
    timed: Platform, clock: HandClock, change: JsonObject, code: str
) -> None:
    made = started(timed, clock)
    before = timed.get("flows", made.id)
    assert timed.patch("flows", made, change).refusal == (400, code)
    assert timed.get("flows", made.id) == before


@pytest.mark.parametrize(
    "change",
    [
        step("replace", "/scheduleParams/frequency", "day"),
        step("replace", "/scheduleParams/interval", "30"),
        step("add", "/scheduleParams/backfill", True),
        step("add", "/scheduleParams/backfill", "true"),
        step("add", "/scheduleParams/endTime", 2_100_000_000),
        step("replace", "/scheduleParams/startTime", 2_000_000_060),
        step("replace", "/name", "changed"),
    ],
)
def test_what_can_still_change_after_the_start(timed: Platform, clock: HandClock, change: JsonObject) -> None:
    assert timed.patch("flows", started(timed, clock), change).status == 200


def test_all_can_change_until_the_start(timed: Platform, clock: HandClock) -> None:
    made = timed.given_flow(scheduleParams={"startTime": clock.seconds + 60, "frequency": "hour", "interval": 15})
    clock.moment += 59_000
    later = {"startTime": clock.seconds + 99, "frequency": "once", "backfill": False}
    assert timed.patch("flows", made, step("replace", "/scheduleParams", later)).status == 200


def test_a_flow_that_runs_once_may_stay_so(timed: Platform, clock: HandClock) -> None:
    made = started(timed, clock, frequency="once")
    assert timed.patch("flows", made, step("replace", "/scheduleParams/frequency", "once")).status == 200
