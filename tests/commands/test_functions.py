"""`mock-flowservice functions`."""

import pytest

from mock_flowservice.expressions.functions.catalogue import catalogue
from tests.commands.mapped import ran, typed

NAMES = sorted({entry["function"] for entry in catalogue()})


def test_it_lists_every_function_once_under_its_category() -> None:
    result = typed("functions")
    assert result.exit_code == 0
    listed: list[tuple[str, str]] = []
    category = ""
    for line in filter(None, result.stdout.splitlines()):
        if line.startswith("  "):
            name, description = line.split(None, 1)
            listed.append((category, name))
            assert description
        else:
            category = line
    assert sorted(listed) == sorted((entry["category"], entry["function"]) for entry in catalogue())


@pytest.mark.parametrize("name", NAMES)
def test_it_shows_all_that_is_known_of_one(name: str) -> None:
    result = typed("functions", name)
    assert result.exit_code == 0
    for entry in catalogue():
        if entry["function"] == name:
            told = [entry["syntax"], entry["description"], entry["returns"], entry["example"], entry["result"]]
            told += [each["name"] for each in entry["params"]]
            assert all(each in result.stdout for each in told)


def test_a_name_that_is_unknown_is_one_line_with_the_nearest() -> None:
    ended = ran("functions", "cocnat")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr == b"mock-flowservice: there is no function 'cocnat'; is concat meant?\n"
