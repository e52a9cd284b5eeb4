"""What is there and what is not: every operation is built, and other methods and paths say so."""

import pytest

from mock_flowservice.call import BUILT
from mock_flowservice.contract import Operation, operations
from tests.bodies import MIXPANEL, UNKNOWN
from tests.flow_service.in_process import Platform

PUBLISHED = [each for each in operations().values() if each.document == "flow-service"]


def path_of(operation: Operation) -> str:
    """The path of an operation, with some id for each of its variables."""
    path = operation.path
    for place, name in operation.parameters:
        path = path.replace("{" + name + "}", UNKNOWN) if place == "path" else path
    return path


def test_every_published_operation_is_built() -> None:
    assert len(PUBLISHED) == 45
    assert {each.id for each in PUBLISHED} <= BUILT.keys()


@pytest.mark.parametrize("operation", PUBLISHED, ids=lambda each: each.id)
def test_an_operation_answers_whatever_it_is_asked(platform: Platform, operation: Operation) -> None:
    answer = platform.ask(operation.method, path_of(operation), {"any": "body"}, base="")
    assert answer.status in (200, 201, 400, 404)


@pytest.mark.parametrize(("method", "path"), [("PUT", "/flows"), ("DELETE", "/runs"), ("POST", f"/flows/{UNKNOWN}")])
def test_a_method_that_is_not_possible_names_those_that_are(platform: Platform, method: str, path: str) -> None:
    answer = platform.ask(method, path, {})
    assert answer.status == 405
    assert answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/nothing", f"/connectionSpecs/{MIXPANEL}/nothing", "/flows/a/b/c", "//flows"])
def test_an_unknown_path_is_404_in_the_platforms_words(platform: Platform, path: str) -> None:
    answer = platform.ask("GET", path)
    assert (answer.status, answer.body["title"]) == (404, "NotFoundError")
