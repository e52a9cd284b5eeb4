"""Rules: each that Flow Service asks turns its behaviour, and is named in the reply."""

from collections.abc import Callable

import pytest

from mock_flowservice.rules import RULES
from tests.bodies import MIXPANEL, MYSQL, connection_body, flow_body, source_body, target_body
from tests.caller import shared
from tests.flow_service.in_process import Platform
from tests.replies import Answer
from tests.rules_asked import PACKAGE, asked_in

QUARTER = {"startTime": 4102444800, "frequency": "hour", "interval": 1}
PAST = {"startTime": 1625040887, "frequency": "minute", "interval": 15}


def flow_with(schedule: dict[str, object]) -> Callable[[Platform], Answer]:
    """Create a flow with this schedule."""

    def ask(platform: Platform) -> Answer:
        body = flow_body(platform.given_source().id, platform.given_target().id, scheduleParams=schedule)
        return platform.create("flows", body)

    return ask


def of_two_specs(platform: Platform) -> Answer:
    base = platform.given_connection(MYSQL).id
    return platform.create("sourceConnections", source_body(baseConnectionId=base))


def into_mixpanel(platform: Platform) -> Answer:
    params = {"dataSetId": platform.given_dataset()}
    return platform.create("targetConnections", target_body(MIXPANEL, params=params))


def explored(query: str) -> Callable[[Platform], Answer]:
    """Explore a connection with this query."""
    return lambda platform: platform.ask("GET", f"/connections/{platform.given_connection().id}/explore?{query}")


def unversioned(platform: Platform) -> Answer:
    return platform.create("connections", connection_body(connectionSpec={"id": MIXPANEL}))


def outcome(answer: Answer) -> str:
    """What can differ of an answer: its code, or its status, or the form of what it holds."""
    if answer.status >= 400:
        return answer.code + (" problem" if "type" in answer.body else "")
    etag = answer.body.get("etag", "") if isinstance(answer.body, dict) else ""
    return f"{answer.status} {'structured' if '-0000-0200-0000-' in etag else ''}".strip()


EXAMPLES: dict[str, tuple[Callable[[Platform], Answer], str, str]] = {
    "error.envelope": (lambda platform: platform.ask("GET", "/flows/nobody"), "1101-404", "1101-404 problem"),
    "etag.form": (lambda platform: platform.create("connections", connection_body()), "201", "201 structured"),
    "spec.version": (unversioned, "201", "1413-422"),
    "schedule.interval": (flow_with(QUARTER), "1362-400", "201"),
    "schedule.start": (flow_with(PAST), "201", "1360-400"),
    "target.spec": (into_mixpanel, "201", "1307-400"),
    "target.dataset": (lambda platform: platform.create("targetConnections", target_body()), "201", "1325-400"),
    "explore.source_params": (explored("objectType=rest&sourceParams=e30"), "200", "1359-400"),
    "explore.object": (explored("objectType=rest&object=events"), "200", "1312-400"),
    "base.spec": (of_two_specs, "201", "1413-400"),
    "list.limit": (lambda platform: platform.page("flows", limit=101), "200", "1394-400"),
    "list.unknown_parameter": (lambda platform: platform.page("flows", colour="red"), "200", "1451-400"),
}
"""What to ask, and what comes under either value of the rule alone."""


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_alone_turns_what_it_is_about_and_is_named(rule: str) -> None:
    ask, tutorial, published = EXAMPLES[rule]
    for value, expected in (("tutorial", tutorial), ("published", published)):
        answer = ask(Platform(shared(**{rule: value})))
        assert outcome(answer) == expected
        assert rule in answer.rules


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_profile_holds_for_a_rule_that_is_not_set_alone(rule: str) -> None:
    ask, tutorial, published = EXAMPLES[rule]
    others = {other: "tutorial" for other in RULES if other != rule}
    answer = ask(Platform(shared("published", **others)))
    assert outcome(answer) == published
    assert outcome(ask(Platform(shared("tutorial")))) == tutorial


def test_every_rule_that_flow_service_asks_has_its_example() -> None:
    assert asked_in(PACKAGE / "services" / "flow_service") == EXAMPLES.keys()


def test_no_reply_names_a_rule_it_does_not_rest_on(platform: Platform) -> None:
    assert platform.page("flowSpecs").rules == set()
    assert platform.create("connections", connection_body()).rules == {"etag.form"}
