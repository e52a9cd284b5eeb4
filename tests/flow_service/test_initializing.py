"""Connections that take their time: initializing first, enabled once the delay is over."""

import pytest

from mock_flowservice import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.errors import UsageError
from mock_flowservice.settings import Settings
from tests.bodies import source_body, step
from tests.clocks import HandClock
from tests.flow_service.in_process import Platform

DELAY = 5


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def slow(clock: HandClock) -> Platform:
    """A platform whose connections initialize for so many seconds."""
    return Platform(create_app(Emulator(Settings(seed=1, initializing=DELAY), clock=clock)))


def test_a_connection_initializes_without_an_etag_and_is_then_enabled_with_a_new_one(
    slow: Platform, clock: HandClock
) -> None:
    made = slow.given_connection()
    before = slow.get("connections", made.id)
    assert before["state"] == "initializing"
    assert not {"etag", "version"} & before.keys()
    clock.moment += DELAY * 1000 - 1
    assert slow.get("connections", made.id) == before
    clock.moment += 1
    after = slow.get("connections", made.id)
    assert after["state"] == "enabled"
    assert after["etag"] == after["version"] != made.etag
    assert after["updatedAt"] == after["createdAt"] + DELAY * 1000
    clock.moment += DELAY * 1000
    assert slow.get("connections", made.id) == after


def test_what_initializes_is_neither_changed_nor_deleted_by_a_user(slow: Platform, clock: HandClock) -> None:
    made = slow.given_connection()
    assert slow.patch("connections", made, step("replace", "/name", "x")).refusal == (400, "1417-400")
    assert slow.delete("connections", made.id).refusal == (400, "1417-400")
    clock.moment += DELAY * 1000
    assert slow.patch("connections", made, step("replace", "/name", "x")).refusal == (412, "1404-412")
    assert slow.delete("connections", made.id).status == 204


def test_lists_see_the_states_as_look_ups_do(slow: Platform, clock: HandClock) -> None:
    first = slow.given_connection()
    clock.moment += DELAY * 500
    second = slow.given_connection()
    clock.moment += DELAY * 500
    assert [each["id"] for each in slow.all("connections", property="state==enabled")] == [first.id]
    assert [each["id"] for each in slow.all("connections", property="state==initializing")] == [second.id]


def test_nothing_but_connections_takes_its_time(slow: Platform) -> None:
    base = slow.given_connection().id
    made = slow.create("sourceConnections", source_body(baseConnectionId=base)).ref
    assert slow.get("sourceConnections", made.id)["state"] == "enabled"


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), 86_401])
def test_a_delay_is_a_number_of_seconds_within_a_day(seconds: float) -> None:
    with pytest.raises(UsageError, match="initializing"):
        Settings(initializing=seconds)
