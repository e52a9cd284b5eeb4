"""The faults that measure the contract suite: each is one change of the text, chosen fairly, tried alone."""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.mutation.forks import Task, outcomes
from benchmarks.mutation.kinds import KINDS
from benchmarks.mutation.mutants import REPOSITORY, chosen, domain_files, is_python, mutants_in
from benchmarks.mutation.report import COLUMNS, SURVIVORS
from benchmarks.mutation.sources import Source
from benchmarks.mutation.swap import put_in_place

SHOWN = {
    "condition inverted": (
        "def f(x):\n    if not x:\n        return [y for y in x if y]\n",
        {("not x", "x"), ("y", "not (y)")},
    ),
    "bound moved": (
        "MOST = 20\ndef f(x):\n    return x[0] < 15\n",
        {("20", "21"), ("20", "19"), ("x[0] < 15", "x[0] <= 15"), ("15", "16"), ("15", "14")},
    ),
    "check dropped": (
        "def problems(x):\n    check_x(x)\n    yield 'é'\n    raise BAD(x)\n",
        {("check_x(x)", "pass"), ("yield 'é'", "yield from ()"), ("raise BAD(x)", "pass")},
    ),
    "wrong status": (
        "BAD = ErrorKind(400, 'x')\nGONE = _F(404, 'x')\ndef f():\n    return Reply({}, 201)\n",
        {("400", "409"), ("404", "400"), ("201", "200")},
    ),
    "wrong field": ("def f(x):\n    return {'é': 1, **x, \"id\": 2}\n", {("'é'", '"é_"'), ('"id"', '"id_"')}),
    "lost update": (
        "def f(call, x):\n    call.store.put(x)\n    x['etag'] = new_etag(call)\n    x |= touch(call)\n",
        {
            ("call.store.put(x)", "pass"),
            ("x['etag'] = new_etag(call)", "pass"),
            ("new_etag(call)", "'\"same\"'"),
            ("x |= touch(call)", "pass"),
            ("touch(call)", "{}"),
        },
    ),
    "order swapped": (
        "ORDER = (first, second)\ndef f(xs):\n    check_a()\n    check_b()\n"
        "    for x in xs:\n        total = g(total, x)\n"
        "    for x in xs:\n        x.go()\n"
        "    return {'rows': [x for x in total], 'set': set([x for x in total])}\n",
        {
            ("first, second", "second, first"),
            ("check_a()\n    check_b()", "check_b()\n    check_a()"),
            ("xs", "reversed([*xs])"),
            ("total", "reversed([*total])"),
        },
    ),
    "default returned": (
        "def f() -> bool:\n    return g()\ndef g() -> list[int] | None:\n    return None\n"
        "def h() -> Other:\n    return g()\n",
        {("g()", "False")},
    ),
    "and or exchanged": (
        "def f(x, y):\n    return x and (y or x)\n",
        {("x and (y or x)", "x or (y or x)"), ("y or x", "y and x")},
    ),
}
"""By kind, a source and all changes of this kind that are found in it."""


def changes(kind: str, text: str) -> list[tuple[str, str]]:
    source = Source(text)
    found = [change for place in source.places() for change in KINDS[kind](place, source)]
    assert all(is_python(source.replaced(*change)) for change in found)
    return [(source.part(start, end), after) for start, end, after in found]


def test_every_kind_is_shown_here() -> None:
    assert SHOWN.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", SHOWN)
def test_a_kind_finds_its_places_and_no_others(kind: str) -> None:
    text, expected = SHOWN[kind]
    assert sorted(changes(kind, text)) == sorted(expected)


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_sees_is_left_alone(kind: str) -> None:
    text = (
        "if TYPE_CHECKING:\n    x = 1 < 2\n"
        "@lru_cache(maxsize=256)\ndef f(x: Literal[15]) -> None:\n"
        '    """Says 15."""\n    assert x < 15\n'
        "    call.rests_on('a' if x else 'b')\n    said = f'{x if x else 15}'\n    Explanation('at', {'id': 15})\n"
    )
    assert changes(kind, text) == []


def test_a_mutant_differs_from_its_source_in_its_own_line_alone() -> None:
    path = REPOSITORY / "mock_flowservice/gateway.py"
    before = path.read_text().splitlines()
    for mutant in mutants_in(path):
        after = mutant.text().splitlines()
        same = before[: mutant.line - 1]
        assert after[: len(same)] == same
        assert after != before
        assert mutant.line in mutant.lines


def test_a_choice_is_even_and_always_the_same() -> None:
    files = domain_files(["services/flow_service/lists", "gateway.py", "tokens.py"])
    found = [mutant for path in files for mutant in mutants_in(path)]
    first = chosen(found, 60, seed=1)
    assert chosen(found[::-1], 60, seed=1) == first
    assert chosen(found, 60, seed=2) != first
    assert len({mutant.change for mutant in first}) == 60
    kinds = Counter(mutant.kind for mutant in first)
    plenty = [kind for kind, count in Counter(mutant.kind for mutant in found).items() if count >= 10]
    assert max(kinds[kind] for kind in plenty) - min(kinds[kind] for kind in plenty) <= 1
    assert {mutant.file for mutant in first} == {mutant.file for mutant in found}


def test_a_process_imports_the_mutant_and_the_file_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a_package").mkdir()
    (tmp_path / "a_package/__init__.py").write_text("")
    (tmp_path / "a_package/module.py").write_text("value = 1\n")

    def value() -> int:
        sys.path.insert(0, str(tmp_path))
        put_in_place(tmp_path, "a_package/module.py", "value = 2\n")
        from a_package import module  # type: ignore[import-not-found]

        return int(module.value)

    [outcome] = outcomes([Task("it", value, 30)], 1)
    assert (outcome.ended, outcome.gave) == ("gave", 2)
    assert (tmp_path / "a_package/module.py").read_text() == "value = 1\n"
    assert "a_package" not in sys.modules


def test_what_has_been_imported_cannot_be_replaced_any_more() -> None:
    with pytest.raises(RuntimeError, match=r"benchmarks\.mutation\.swap has been imported before"):
        put_in_place(REPOSITORY, "benchmarks/mutation/swap.py", "")


def test_a_task_that_hangs_is_ended_and_one_that_dies_is_told_apart() -> None:
    tasks = [
        Task("hangs", lambda: time.sleep(600), 0.2),
        Task("dies", lambda: os._exit(3), 30),
        Task("fails", lambda: 1 / 0, 30),
        Task("gives", lambda: [1] * 100_000, 30),
    ]
    ended = {each.about: each for each in outcomes(tasks, jobs=2)}
    assert {about: each.ended for about, each in ended.items()} == {
        "hangs": "hung",
        "dies": "died",
        "fails": "died",
        "gives": "gave",
    }
    assert ended["gives"].gave == [1] * 100_000


def test_every_survivor_that_is_listed_can_still_be_made_and_has_its_reason() -> None:
    listed = [tuple(row[name] for name in COLUMNS) for row in json.loads(SURVIVORS.read_text())]
    files = domain_files([f"/{row[0]}" for row in listed]) if listed else []
    possible = {mutant.key for path in files for mutant in mutants_in(path)}
    assert [row for row in listed if row not in possible] == []
    assert len({*listed}) == len(listed)
    assert all(row["reason"].strip() for row in json.loads(SURVIVORS.read_text()))
