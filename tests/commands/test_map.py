"""`mock-flowservice map`: its options, its files, and what it says."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from mock_flowservice.data_files import read_json
from mock_flowservice.xdm.compose import compose
from mock_flowservice.xdm.standard import standard_resources
from tests.commands.mapped import MAPPINGS, SCHEMA, lines, rows_in, typed, written

GOOD, OLD, LONG = {"name": "Ann", "age": 7}, {"name": "Bob", "age": "old"}, {"name": "x" * 30}
KINDS = {"ATTRIBUTE": "text/x.schema-path", "EXPRESSION": "text/x.aep-xl"}
OLDER = [
    {
        "sourceType": KINDS[each["sourceType"]],
        "sourceAttribute": each["source"],
        "destinationXdmPath": each["destination"],
    }
    for each in MAPPINGS
]
MAPPED = {"_demo": {"name": "Ann", "loud": "ANN", "age": 7}}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a mapping set, a schema and rows, where the program runs."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "set.json", {"mappings": MAPPINGS})
    written(tmp_path / "schema.json", SCHEMA)
    (tmp_path / "rows.jsonl").write_bytes(lines([GOOD, OLD, LONG]) + b"broken\n\n")
    return tmp_path


WITH_SCHEMA = ("map", "--mapping-set", "set.json", "--schema", "schema.json")


def test_rows_go_from_file_to_file_and_the_refused_ones_apart(files: Path) -> None:
    result = typed(*WITH_SCHEMA, "--input", "rows.jsonl", "--output", "out.jsonl", "--errors", "errors.jsonl")
    assert result.exit_code == 1 and result.stdout == ""
    assert rows_in((files / "out.jsonl").read_bytes()) == [MAPPED, {"_demo": {"name": "Bob", "loud": "BOB"}}]
    long, broken = rows_in((files / "errors.jsonl").read_bytes())
    assert long["name"] == LONG["name"] and (long["_filename"], long["_line"]) == ("rows.jsonl", 3)
    assert broken["_corrupt_record"] == "broken" and broken["_line"] == 4


def test_the_summary_counts_rows_and_gives_an_example_of_each_code(files: Path) -> None:
    first, *codes = typed(*WITH_SCHEMA, "--input", "rows.jsonl").stderr.splitlines()
    assert first == "4 rows in, 2 out, 2 refused"
    assert [line.split(":")[0] for line in codes] == [
        "DCVS-1101-400",
        "INGEST-1401-400",
        "MAPPER-3700-400 of _demo.age",
    ]
    assert codes[0].startswith("DCVS-1101-400: 1 row, the first in line 3: ")


def test_warnings_alone_refuse_nothing(files: Path) -> None:
    result = typed(*WITH_SCHEMA, stdin=lines([GOOD, OLD]))
    assert result.exit_code == 0 and len(rows_in(result.stdout_bytes)) == 2
    assert "MAPPER-3700-400 of _demo.age: 1 row" in result.stderr


@pytest.mark.parametrize("input", [(), ("--input", "-")], ids=["silently", "by a dash"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_rows_come_from_standard_input_plain_or_gzip(files: Path, input: tuple[str, ...], pack: Any) -> None:
    result = typed(*WITH_SCHEMA, *input, stdin=pack(lines([GOOD])))
    assert (result.exit_code, rows_in(result.stdout_bytes)) == (0, [MAPPED])
    assert result.stderr == "1 row in, 1 out, 0 refused\n"


def test_gzip_is_told_by_its_content_and_written_for_a_name(files: Path) -> None:
    (files / "rows.txt").write_bytes(gzip.compress(lines([GOOD, LONG])))
    result = typed(
        *WITH_SCHEMA, "--input", "rows.txt", "--output", "out.jsonl.gz", "--errors", "errors.gz", "--processes", "1"
    )
    assert result.exit_code == 1
    assert rows_in(gzip.decompress((files / "out.jsonl.gz").read_bytes())) == [MAPPED]
    assert rows_in(gzip.decompress((files / "errors.gz").read_bytes()))[0]["_line"] == 2


@pytest.mark.parametrize(
    "sent",
    [
        MAPPINGS,
        {"mappings": MAPPINGS},
        {"id": "a", "version": 3, "xdmSchema": "b", "mappings": MAPPINGS},
        OLDER,
    ],
    ids=["an array", "mappings alone", "a whole set", "the older spelling"],
)
def test_a_mapping_set_has_any_spelling_of_the_api(files: Path, sent: Any) -> None:
    written(files / "set.json", sent)
    result = typed("map", "--mapping-set", "set.json", stdin=lines([GOOD]))
    assert rows_in(result.stdout_bytes) == [MAPPED]


def test_all_problems_of_a_mapping_set_are_said_at_once(files: Path) -> None:
    wrong = [
        MAPPINGS[0],
        {"sourceType": "EXPRESSION", "source": "1 +\n  uper(name)", "destination": "_demo.loud"},
        {"sourceType": "ATTRIBUTE", "source": "x", "destination": "_demo.nam"},
    ]
    written(files / "set.json", wrong)
    result = typed(*WITH_SCHEMA, "--input", "rows.jsonl", "--output", "out.jsonl")
    assert result.exit_code == 2 and not (files / "out.jsonl").exists()
    said = result.stderr.splitlines()
    assert said[0] == "mock-flowservice: set.json cannot be used:"
    assert said[1].startswith("mapping 1: there is no function 'uper'") and "line 2, column 3" in said[1]
    assert said[2:4] == ["    uper(name)", "    ^"]
    assert said[4].startswith("mapping 2: ") and "'name'" in said[4] and len(said) == 5


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("set.json", "{"),
        ("set.json", "1"),
        ("set.json", '{"mappings": 1}'),
        ("schema.json", "[]"),
        ("schema.json", "1"),
        ("schema.json", '{"$ref": "https://ns.adobe.com/xdm/unheard-of"}'),
        ("schema.json", '{"type": "object", "properties": {"a": {"type": "no type"}}, "required": 1}'),
    ],
)
def test_a_file_that_cannot_be_used_is_exit_code_2(files: Path, name: str, text: str) -> None:
    (files / name).write_text(text)
    result = typed(*WITH_SCHEMA, "--input", "rows.jsonl")
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.startswith("mock-flowservice: ") and "Traceback" not in result.stderr


def test_a_schema_that_nothing_can_be_checked_with_is_not_blamed_on_the_mapping_set(files: Path) -> None:
    written(files / "schema.json", SCHEMA | {"required": 1})
    result = typed(*WITH_SCHEMA, "--input", "rows.jsonl")
    assert result.exit_code == 2 and result.stderr.count("\n") == 1
    assert result.stderr.startswith("mock-flowservice: the schema cannot be used: #/required")


@pytest.mark.parametrize("option", ["--mapping-set", "--schema", "--input"])
def test_a_file_that_is_not_there_is_one_line(files: Path, option: str) -> None:
    result = typed(*WITH_SCHEMA, "--input", "rows.jsonl", option, "nowhere")
    assert (result.exit_code, result.stderr) == (2, "mock-flowservice: nowhere: No such file or directory\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--input", "rows.jsonl", "--output", "./rows.jsonl"), "--output and --input are the same file"),
        (("--input", "rows.jsonl", "--errors", "set.json"), "--errors and --mapping-set are the same file"),
        (("--output", "new", "--errors", "new"), "--errors and --output are the same file"),
        (("--output", "-", "--errors", "-"), "--errors and --output are the same file"),
        (("--input", ""), "No such file or directory"),
        (("--output", "."), "Is a directory"),
        (("--output", "no/such/folder"), "no/such/folder: No such file or directory"),
        (("--processes", "-1"), "--processes"),
    ],
)
def test_options_that_contradict_are_refused_and_destroy_nothing(
    files: Path, options: tuple[str, ...], said: str
) -> None:
    before = {path.name: path.read_bytes() for path in files.iterdir()}
    result = typed(*WITH_SCHEMA, *options)
    assert result.exit_code == 2 and said in result.stderr and result.stderr.count("\n") == 1
    assert {path.name: path.read_bytes() for path in files.iterdir()} == before


def test_a_run_that_fails_leaves_the_output_as_it_was(files: Path) -> None:
    (files / "out.jsonl").write_text("from before")
    (files / "rows.gz").write_bytes(gzip.compress(lines([GOOD] * 1000))[:-20])
    result = typed(*WITH_SCHEMA, "--input", "rows.gz", "--output", "out.jsonl")
    assert result.exit_code == 2 and "gzip" in result.stderr
    assert (files / "out.jsonl").read_text() == "from before"
    assert not list(files.glob(".out*"))


def test_an_output_keeps_its_mode_and_its_link(files: Path) -> None:
    target = files / "target.jsonl"
    target.touch(0o640)
    (files / "out.jsonl").symlink_to(target)
    assert typed(*WITH_SCHEMA, "--output", "out.jsonl", stdin=lines([GOOD])).exit_code == 0
    assert (files / "out.jsonl").is_symlink() and rows_in(target.read_bytes()) == [MAPPED]
    assert target.stat().st_mode & 0o777 == 0o640


FIELDS: dict[str, Any] = {
    "$id": "https://ns.adobe.com/extconndev/mixins/1",
    "properties": {"_demo": SCHEMA["properties"]["_demo"]},
}
EVENT: dict[str, Any] = {
    "$id": "https://ns.adobe.com/extconndev/schemas/1",
    "type": "object",
    "allOf": [{"$ref": "https://ns.adobe.com/xdm/context/experienceevent"}, {"$ref": FIELDS["$id"]}],
}


def test_a_schema_is_composed_of_the_resources_in_its_file_and_of_adobes(files: Path) -> None:
    own = [*MAPPINGS[:1], {"sourceType": "EXPRESSION", "source": "uuid()", "destination": "_id"}]
    own.append({"sourceType": "STATIC", "source": "2024-01-02T03:04:05Z", "destination": "timestamp"})
    written(files / "set.json", own)
    written(files / "schema.json", [EVENT, FIELDS])
    good = typed(*WITH_SCHEMA, stdin=lines([GOOD]))
    assert good.exit_code == 0, good.stderr
    written(files / "set.json", MAPPINGS)
    poor = typed(*WITH_SCHEMA, stdin=lines([GOOD]))
    assert poor.exit_code == 1 and "INGEST-1555-400" in poor.stderr


def test_a_composed_schema_and_its_resources_give_the_same(files: Path) -> None:
    known = standard_resources() | {FIELDS["$id"]: FIELDS}
    said = []
    for schema in ([EVENT, FIELDS], compose(EVENT, known.get)):
        written(files / "schema.json", schema)
        result = typed(*WITH_SCHEMA, "--input", "rows.jsonl")
        said.append((result.exit_code, result.stdout, result.stderr))
    assert said[0] == said[1]


def test_a_reference_that_leads_nowhere_is_named(files: Path) -> None:
    lost: dict[str, Any] = {"$id": FIELDS["$id"], "allOf": [{"$ref": "https://ns.adobe.com/extconndev/mixins/lost"}]}
    for schema, missing in ((EVENT, FIELDS["$id"]), ([EVENT, lost], lost["allOf"][0]["$ref"])):
        written(files / "schema.json", schema)
        result = typed(*WITH_SCHEMA, "--input", "rows.jsonl")
        assert result.exit_code == 2 and missing in result.stderr


def test_the_tutorials_mappings_map_the_tutorials_events(files: Path) -> None:
    written(files / "set.json", read_json("mixpanel/mappings.json"))
    result = typed("map", "--mapping-set", "set.json", stdin=lines([{"data": {"time": 1, "item_name": "chair"}}]))
    assert json.loads(result.stdout) == {"_extconndev": {"item_name": "chair", "time": 1}}
