"""The tutorial's mapping set makes ten valid records of its ten events, the same ones whichever way it is asked."""

from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft7Validator

from mock_flowservice.connectors.mixpanel import mapping_row, mixpanel_rows
from mock_flowservice.data_files import read_json
from mock_flowservice.mapping import compile_mapping_set
from mock_flowservice.wire import JsonObject
from tests.commands.mapped import lines, ran, rows_in, written
from tests.data_prep.data_prep_client import DataPrep
from tests.schema_registry.registry_client import Registry

MAPPINGS = read_json("mixpanel/mappings.json")
ROWS = [mapping_row(event) for event in mixpanel_rows()]
EXPECTED = [{"_extconndev": {name: value for name, value in row["data"].items() if value is not None}} for row in ROWS]
"""By 7.4 of the facts about Mixpanel, every property of the events has a field of its own name and type."""


class Target(NamedTuple):
    """The target schema in an emulator: its id there, and what the registry composes of it."""

    registry: Registry
    id: str
    composed: JsonObject


@pytest.fixture(scope="module")
def target() -> Target:
    registry = Registry()
    group = registry.field_group(**read_json("mixpanel/target_schema_fields.json"))
    made = registry.schema(group["$id"])
    return Target(registry, made["$id"], registry.look_up(made).body)


def test_there_are_ten_events_and_each_becomes_one_valid_record(target: Target) -> None:
    mapped = [compile_mapping_set({"mappings": MAPPINGS}, target.composed).apply(row) for row in ROWS]
    assert len(mapped) == 10
    assert [each.record for each in mapped] == EXPECTED
    assert not any(each.warnings or each.errors for each in mapped)
    assert all(Draft7Validator(target.composed).is_valid(each.record) for each in mapped)


def test_a_preview_shows_the_same_records(target: Target) -> None:
    prep = DataPrep(target.registry.app, **target.registry.headers)
    answer = prep.preview(ROWS, *MAPPINGS, xdmSchema=target.id, xdmVersion="1.0")
    assert answer.status == 200
    assert answer.body == [{"data": record, "errors": None} for record in EXPECTED]


def test_the_command_line_writes_the_same_records(target: Target, tmp_path: Path) -> None:
    mapping_set = written(tmp_path / "mappings.json", MAPPINGS)
    schema = written(tmp_path / "schema.json", target.composed)
    done = ran("map", "--mapping-set", mapping_set, "--schema", schema, stdin=lines(ROWS))
    assert done.returncode == 0, done.stderr
    assert rows_in(done.stdout) == EXPECTED
    assert "10 rows in, 10 out, 0 refused" in done.stderr.decode()
