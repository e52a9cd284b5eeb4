"""Rules: each that Flow Service asks turns its behaviour, and is named in the reply."""

import pytest

from mock_flowservice.rules import RULES
from tests.bodies import connection_body
from tests.caller import shared
from tests.flow_service.in_process import Platform
from tests.flow_service.rule_examples import EXAMPLES
from tests.replies import Answer
from tests.rules_asked import PACKAGE, asked_in


def outcome(answer: Answer) -> str:
    """What can differ of an answer: its code, or its status, or the form of what it holds."""
    if answer.status >= 400:
        return answer.code + (" problem" if "type" in answer.body else "")
    body = answer.body if isinstance(answer.body, dict) else {}
    words = [str(answer.status)]
    words += ["structured"] if "-0000-0200-0000-" in body.get("etag", "") else []
    words += ["listed"] if "items" in body and {"patch.answer", "run.answer"} & answer.rules else []
    words += ["whole"] if "flowId" in body and "run.retrigger" in answer.rules else []
    words += ["array"] if isinstance(answer.body, list) and "explore.file_form" in answer.rules else []
    return " ".join(words)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_alone_turns_what_it_is_about_and_is_named(rule: str) -> None:
    ask, tutorial, published = EXAMPLES[rule]
    for value, expected in (("tutorial", tutorial), ("published", published)):
        answer = ask(Platform(shared(**{rule: value})))
        assert outcome(answer) == expected
        assert rule in answer.rules


@pytest.mark.parametrize("rule", EXAMPLES)
def test_an_example_shows_a_difference_exactly_where_the_profiles_differ(rule: str) -> None:
    _, tutorial, published = EXAMPLES[rule]
    assert (tutorial == published) == (RULES[rule].tutorial == RULES[rule].published)


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
    source = platform.given_source().id
    assert platform.ask("GET", f"/sourceConnections/{source}").rules == set()
    created = platform.create("connections", connection_body()).rules
    assert created == {"etag.form", "create.fields", "create.location", "connection.test"}
