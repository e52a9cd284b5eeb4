"""JSON Lines through a mapping set: in order, whole, and never more than a little at once."""

import gzip
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.errors import UsageError
from mock_flowservice.mapping import compile_mapping_set, plans, rows
from mock_flowservice.mapping import lines as reading
from mock_flowservice.mapping.lines import BLOCK, blocks, opened
from mock_flowservice.mapping.rows import Tally, map_block, map_rows
from tests.commands.mapped import MAPPINGS, SCHEMA, lines, rows_in

SET = compile_mapping_set({"mappings": MAPPINGS}, SCHEMA)
NAMES = st.none() | st.text(max_size=30) | st.lists(st.integers(), max_size=2)
ROWS = st.fixed_dictionaries({}, optional={"name": NAMES, "age": st.integers(-5, 5) | st.text(max_size=3)})
BROKEN = st.sampled_from([b"[1]", b"null", b'"text"', b"{", b'{"name": "\xff"}', b"NaN", b"{}{}", b"[" * 2000])
BLANK = st.sampled_from([b"", b"  ", b"\r", b"\t"])
LINES = st.lists(ROWS.map(lambda row: json.dumps(row).encode()) | BROKEN | BLANK, max_size=40)


def mapped(text: bytes, size: int = BLOCK) -> tuple[bytes, bytes, Tally]:
    """What comes out of a text, what is refused, and the tally."""
    given, refused, tally = b"", b"", Tally()
    for block in blocks(opened(io.BytesIO(text)), size):
        outcome = map_block(SET, block, "rows.jsonl")
        given, refused = given + outcome.mapped, refused + outcome.refused
        tally.add(outcome.tally)
    return given, refused, tally


@given(found=LINES, size=st.integers(1, 400), ends=st.booleans(), packed=st.booleans(), mark=st.booleans())
def test_each_line_comes_out_as_the_library_maps_it_in_order(
    found: list[bytes], size: int, ends: bool, packed: bool, mark: bool
) -> None:
    text = b"\xef\xbb\xbf" * mark + b"\n".join(found) + b"\n" * ends
    given, refused, tally = mapped(gzip.compress(text) if packed else text, size)
    expected: list[Any] = []
    turned_away: list[int] = []
    for number, line in enumerate(found, 1):
        row = read(line)
        if isinstance(row, dict) and not (applied := SET.apply(row)).errors:
            expected.append(applied.record)
        elif line.strip():
            turned_away.append(number)
    assert rows_in(given) == expected
    assert [row["_line"] for row in rows_in(refused)] == turned_away
    assert (tally.taken, tally.given, tally.refused) == (
        len(expected) + len(turned_away),
        len(expected),
        len(turned_away),
    )


@given(found=LINES, size=st.integers(1, 400))
def test_the_tally_counts_rows_by_code_and_keeps_the_first_example(found: list[bytes], size: int) -> None:
    _, _, tally = mapped(b"\n".join(found), size)
    codes: dict[tuple[str, str], list[str]] = {}
    for number, line in enumerate(found, 1):
        row = read(line)
        if isinstance(row, dict):
            applied = SET.apply(row)
            problems = [((each.code, ""), each.message) for each in applied.errors]
            problems += [((each.code, each.destination), each.message) for each in applied.warnings]
            for code in dict(problems):
                message = next(message for known, message in problems if known == code)
                codes.setdefault(code, []).append(f"line {number}: {message}")
        elif line.strip():
            codes.setdefault(("INGEST-1401-400", ""), []).append(f"line {number}: ")
    assert {code: seen.rows for code, seen in tally.codes.items()} == {code: len(each) for code, each in codes.items()}
    assert all(seen.example.startswith(codes[code][0]) for code, seen in tally.codes.items())


def read(line: bytes) -> Any:
    """What a line holds, None if it is no JSON."""
    try:
        return json.loads(line, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


@given(found=LINES, size=st.integers(1, 400))
def test_a_refused_row_stands_beside_its_errors_and_can_be_mapped_again(found: list[bytes], size: int) -> None:
    _, refused, tally = mapped(b"\n".join(found), size)
    for row in rows_in(refused):
        assert row["_filename"] == "rows.jsonl" and row["_errors"]
        assert all(error.keys() == {"code", "message"} for error in row["_errors"])
        line = found[row["_line"] - 1]
        if "_corrupt_record" in row:
            assert row["_errors"][0]["code"] == "INGEST-1401-400"
            assert row["_corrupt_record"] == line.decode(errors="replace").strip()
        else:
            assert row.items() >= read(line).items()
    corrected = [row for row in rows_in(refused) if "_corrupt_record" not in row]
    _, _, again = mapped(lines(corrected))
    assert again.refused == len(corrected)
    assert sum(seen.rows for (code, _), seen in tally.codes.items() if code != "MAPPER-3700-400") >= tally.refused


def test_a_mapping_that_fails_is_a_warning_and_refuses_nothing() -> None:
    given, refused, tally = mapped(lines([{"name": "x", "age": "old"}, {"name": "y", "age": "older"}]))
    assert rows_in(given) == [{"_demo": {"name": "x", "loud": "X"}}, {"_demo": {"name": "y", "loud": "Y"}}]
    assert not refused and tally.refused == 0
    assert tally.codes["MAPPER-3700-400", "_demo.age"].rows == 2
    assert tally.codes["MAPPER-3700-400", "_demo.age"].example.startswith("line 1: 'old' is ")


def test_what_was_refused_and_is_not_corrected_is_refused_again() -> None:
    _, refused, _ = mapped(b"no row\n")
    given, again, tally = mapped(refused)
    assert not given
    assert tally.refused == 1
    assert rows_in(again)[0]["_errors"][0]["message"] == "the row was refused before, and is not corrected"


def test_a_refused_row_names_the_mappings_that_failed_too() -> None:
    _, refused, _ = mapped(lines([{"name": "a name of more than twenty characters", "age": "old"}]))
    (row,) = rows_in(refused)
    assert [error["code"] for error in row["_errors"]] == ["DCVS-1101-400", "MAPPER-3700-400"]


def test_a_row_that_can_be_read_but_not_written_is_refused_as_it_came() -> None:
    line = b'{"name": "' + b"x" * 30 + b'", "deep": ' + b"[" * 500 + b"]" * 500 + b"}"
    _, refused, tally = mapped(line)
    assert rows_in(refused)[0]["_corrupt_record"] == line.decode() and tally.refused == 1


def test_a_result_that_is_no_json_refuses_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "MOST_STEPS", 300)
    text = compile_mapping_set({"mappings": [{"source": "_", "destination": ".".join("a" * 300)}]})
    outcome = next(map_rows(io.BytesIO(b'{"_": 1}'), text))
    (row,) = rows_in(outcome.refused)
    assert row["_errors"][0]["code"] == "DCVS-1101-400" and not outcome.mapped


@given(lengths=st.lists(st.integers(12, 300), max_size=20), size=st.integers(1, 400), ends=st.booleans())
def test_lines_that_are_too_long_are_refused_and_their_neighbours_are_not(
    lengths: list[int], size: int, ends: bool
) -> None:
    found = [b'{"name":"x"' + b" " * (length - 12) + b"}" for length in lengths]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "LONGEST", 100)
        patch.setattr(rows, "LONGEST_SHOWN", 10)
        given, refused, tally = mapped(b"\n".join(found) + b"\n" * ends, size)
    assert tally.taken == len(lengths)
    assert [row["_line"] for row in rows_in(refused)] == [n for n, length in enumerate(lengths, 1) if length >= 100]
    assert all(len(row["_corrupt_record"]) <= 10 for row in rows_in(refused))
    assert len(rows_in(given)) == tally.given == len(lengths) - tally.refused


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_nothing_is_read_far_ahead_of_what_is_mapped(pack: Any) -> None:
    row = lines([{"name": "x" * 1000}])
    count = 8 * BLOCK // len(row)
    stream = io.BytesIO(pack(row * count))
    made = map_rows(stream, SET)
    assert stream.tell() <= 2
    taken = 0
    for outcome in made:
        taken += outcome.tally.taken
        assert len(outcome.refused) < 2 * BLOCK
        if pack is bytes:
            assert stream.tell() <= taken * len(row) + 2 * BLOCK
    assert taken == count


def test_lines_come_as_soon_as_they_are_there() -> None:
    class Trickle(io.BytesIO):
        """A stream that has one line at a time, as a pipe may."""

        def read1(self, size: int | None = -1, /) -> bytes:
            return self.readline()

    stream = Trickle(lines([{"name": "one"}, {"name": "two"}]))
    made = map_rows(stream, SET)
    assert rows_in(next(made).mapped) == [{"_demo": {"name": "one", "loud": "ONE"}}]
    assert rows_in(next(made).mapped) == [{"_demo": {"name": "two", "loud": "TWO"}}]


@given(cut=st.integers(2, 60), members=st.integers(1, 3))
def test_gzip_that_ends_early_is_an_error_and_several_members_are_one_text(cut: int, members: int) -> None:
    row = lines([{"name": "x"}])
    packed = gzip.compress(row, mtime=0)
    assert mapped(packed * members)[2].given == members
    if cut < len(packed):
        with pytest.raises(UsageError):
            mapped(packed[:cut])
