"""`mock-flowservice eval`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.commands.mapped import ran, typed, written

SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text()
VALUES = st.recursive(SCALARS, lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(), each, max_size=4))


def test_it_prints_the_value_as_json() -> None:
    ended = ran("eval", 'concat(upper(name), "!")', "--record", '{"name":"x"}')
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b'"X!"\n', b"")


@given(value=VALUES)
def test_it_prints_what_the_record_holds(value: object) -> None:
    result = typed("eval", "field", "--record", json.dumps({"field": value}))
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == value


def test_the_record_comes_from_a_file_or_standard_input(tmp_path: Path) -> None:
    record = written(tmp_path / "record.json", {"n": 20})
    assert typed("eval", "n + 1", "--record", f"@{record}").stdout == "21\n"
    assert typed("eval", "n + 1", "--record", "-", stdin=b'{"n": 41}').stdout == "42\n"


def test_without_a_record_every_field_is_null() -> None:
    assert typed("eval", "coalesce(a.b, 1)").stdout == "1\n"


def test_an_expression_after_two_dashes_may_begin_with_one() -> None:
    assert typed("eval", "--", "-1 + 3").stdout == "2\n"


def test_a_date_time_is_printed_as_iso_text() -> None:
    printed = json.loads(typed("eval", 'date("2024-05-06T07:08:09+02:00")').stdout)
    assert datetime.fromisoformat(printed) == datetime(2024, 5, 6, 5, 8, 9, tzinfo=UTC)


def test_an_expression_that_cannot_be_read_is_shown_with_a_caret() -> None:
    result = typed("eval", "1 + uper(name)")
    assert result.exit_code == 2
    first, *shown = result.stderr.splitlines()
    assert first.startswith("mock-flowservice: ") and "upper" in first
    assert shown == ["1 + uper(name)", "    ^"]


def test_an_expression_without_a_value_for_the_record_exits_with_1_and_a_caret() -> None:
    result = typed("eval", "1 + left(name, n)", "--record", '{"name": "x", "n": "many"}')
    assert result.exit_code == 1 and result.stdout == ""
    assert "'many'" in result.stderr and result.stderr.splitlines()[1] == "1 + left(name, n)"
    assert result.stderr.splitlines()[2].strip() == "^"


@pytest.mark.parametrize("record", ["[1]", "no JSON", "@no/such/file", ""])
def test_a_record_that_is_none_is_one_line_and_exit_code_2(record: str) -> None:
    result = typed("eval", "1", "--record", record)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.startswith("mock-flowservice: ") and result.stderr.count("\n") == 1
