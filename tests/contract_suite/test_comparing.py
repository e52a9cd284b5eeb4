"""Two services, the same calls: equal ones do not differ, and every way to differ is told for what it is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonpointer import resolve_pointer, set_pointer

from benchmarks.deviations import ANSWERS, ENTITIES, RULES_TURNED, Deviation, turned
from contract_tests.cleaning import NEVER
from contract_tests.comparing.bindings import Bindings, Unbound
from contract_tests.comparing.differences import MISSING, Difference, differences
from contract_tests.comparing.play import Comparison, play
from contract_tests.comparing.report import kinds, lines
from contract_tests.plan import Plan
from contract_tests.recording.exchanges import body_as_json
from contract_tests.recording.pseudonyms import NAMES, START, like
from contract_tests.target import opened
from mock_flowservice.cli import main
from mock_flowservice.intercept import intercepted
from tests.contract_suite.runs import ran, there
from tests.servers import PATIENCE, environment, free_port, serving

OTHER = "http://other.test"
SAME = Deviation("nothing")
CAPITALS = Deviation("value: names in capitals", ENTITIES, change=turned("items/*/name", str.upper))
NAMED = {each.name: each for each in (*ANSWERS, *RULES_TURNED, CAPITALS)}
FOUND = (
    "status: 409 for a stale etag",
    "status: 200 for a made flow",
    "header: no Location",
    "field: no creation time",
    "field: one more in a flow",
    "type: times as texts",
    "order: connections backwards",
    "default: versions begin at 1",
    "error code: of a stale etag",
    "value: names in capitals",
)
SHIFT = 7_654_321
FORM = like("0" * 8 + "-1111-4111-8111-" + "0" * 12, 0)


def texts_of(count: int) -> list[str]:
    """Names as a recording has them, of every form of id."""
    forms = (FORM, "0" * 24, "0" * 32, "0" * 40, "0" * 48, "0" * 64)
    return [like(forms[n % len(forms)], n + 1) for n in range(count)]


IDS = texts_of(12)
PLACED = st.sampled_from(("{}", "/flows/{}/runs", "@/dataSets/{}", "id=={}&limit=1", 'the flow "{}".'))
NAMED_TEXTS = st.builds(str.format, PLACED, st.sampled_from(IDS)) | st.sampled_from(
    ("recorded-etag-1", '"recorded-etag-2"', "recorded-user-1@AdobeID")
)
TIMES = st.integers(START, START + 10**6) | st.integers(START * 1000, (START + 10**6) * 1000)
PLAIN = st.booleans() | st.integers(-1000, 1000) | st.text("abc /~", max_size=5)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | NAMED_TEXTS | TIMES,
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(IDS), inner),
)
NAMED_JSON = st.recursive(
    PLAIN | NAMED_TEXTS | TIMES,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab/~", max_size=3) | st.sampled_from(IDS), inner),
    max_leaves=10,
)
PLAIN_BODIES = st.dictionaries(
    st.text("ab/~", max_size=3),
    st.recursive(
        PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text("ab/~", max_size=3), inner), max_leaves=6
    ),
    min_size=1,
    max_size=4,
)


def compared(here: Any, there: Any, bindings: Bindings | None = None, sent: tuple[str, ...] = ()) -> list[Difference]:
    """How two bodies differ."""
    first, second = answer(json=here), answer(json=there)
    return [*differences(first, second, sent, bindings or Bindings({}, SHIFT))]


def answer(**body: Any) -> dict[str, Any]:
    """An answer that says no more than its body."""
    return {"status": 200, "headers": {}, **body}


def renamed(value: Any, names: dict[str, str]) -> Any:
    """A body as another service would have it: with names and times of its own."""
    if isinstance(value, dict):
        return {renamed(name, names): renamed(each, names) for name, each in value.items()}
    if isinstance(value, list):
        return [renamed(each, names) for each in value]
    if isinstance(value, str):
        return NAMES.sub(lambda found: names[found[0]], value)
    if type(value) is int and value >= START:
        return value + SHIFT * (1000 if value > 10**12 else 1)
    return value


@st.composite
def real_names(draw: st.DrawFn) -> dict[str, str]:
    """What a service may call what has these names in a recording; no two are the same."""
    numbers = draw(st.lists(st.integers(1, 2**40), min_size=len(IDS), max_size=len(IDS), unique=True))
    ids = {
        id: str(UUID(int=number)) if "-" in id else f"{number:0{len(id)}x}"[::-1]
        for id, number in zip(IDS, numbers, strict=True)
    }
    return ids | {"recorded-etag-1": '"0f"', "recorded-etag-2": "v.7", "recorded-user-1@AdobeID": "somebody"}


def places(value: Any, at: str = "") -> Iterator[str]:
    """Pointers to all that is in a body."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in members:
        pointer = f"{at}/{str(name).replace('~', '~0').replace('/', '~1')}"
        yield pointer
        yield from places(each, pointer)


@given(body=ANY_JSON)
def test_whatever_is_compared_with_itself_has_no_differences(body: Any) -> None:
    assert compared(body, deepcopy(body)) == []


@given(body=NAMED_JSON, names=real_names())
def test_names_and_times_of_another_service_are_no_difference_and_are_learnt(body: Any, names: dict[str, str]) -> None:
    bindings, other = Bindings({}, SHIFT), renamed(body, names)
    assert compared(body, other, bindings) == []
    assert bindings.real(body) == other


@given(id=st.sampled_from(IDS), place=PLACED, first=real_names(), second=real_names())
def test_a_name_that_stands_for_two_things_is_a_difference(
    id: str, place: str, first: dict[str, str], second: dict[str, str]
) -> None:
    assume(first[id] != second[id])
    found = compared([id, place.format(id)], [first[id], place.format(second[id])])
    assert [each.where for each in found] == ["/1"]


@pytest.mark.parametrize("id", IDS[:6])
def test_an_id_of_another_form_is_a_difference(id: str) -> None:
    assert [each.where for each in compared({"id": id}, {"id": f"{id}0"})] == ["/id"]


def test_what_nobody_has_told_yet_cannot_be_asked_for() -> None:
    with pytest.raises(Unbound):
        Bindings({}, 0).real({"path": f"/flows/{IDS[0]}"})


@given(body=PLAIN_BODIES, choice=st.data())
def test_one_changed_leaf_is_found_where_it_is(body: dict[str, Any], choice: st.DataObject) -> None:
    leaves = [at for at in places(body) if not isinstance(resolve_pointer(body, at), dict | list)]
    assume(leaves)
    at = choice.draw(st.sampled_from(leaves))
    before = resolve_pointer(body, at)
    after = not before if isinstance(before, bool) else before + ("x" if isinstance(before, str) else 1)
    [found] = compared(body, set_pointer(body, at, after, inplace=False))
    assert (found.where, found.expected, found.actual) == (at, before, after)
    assert found.sort == ("default" if at.count("/") == 1 else "value")


@given(body=PLAIN_BODIES, choice=st.data())
def test_another_type_is_found_where_it_is(body: dict[str, Any], choice: st.DataObject) -> None:
    at = choice.draw(st.sampled_from([*places(body)]))
    assert compared(body, set_pointer(body, at, None, inplace=False)) == [
        Difference("type", at, resolve_pointer(body, at), None)
    ]


@given(body=PLAIN_BODIES, choice=st.data())
def test_a_field_that_only_one_has_is_found_where_it_is(body: dict[str, Any], choice: st.DataObject) -> None:
    at = choice.draw(st.sampled_from([at for at in places(body) if isinstance(parent(body, at), dict)]))
    less, value = deepcopy(body), resolve_pointer(body, at)
    parent(less, at).pop(at.rpartition("/")[2].replace("~1", "/").replace("~0", "~"))
    assert compared(body, less) == [Difference("field", at, value, MISSING)]
    assert compared(less, body) == [Difference("field", at, MISSING, value)]


def parent(body: Any, at: str) -> Any:
    """What holds what a pointer points to."""
    return resolve_pointer(body, at.rpartition("/")[0])


@given(numbers=st.permutations(range(5)), names=real_names())
def test_the_same_in_another_order_is_one_difference(numbers: list[int], names: dict[str, str]) -> None:
    assume(numbers != [*range(5)])
    here = [{"id": IDS[6 * (n % 2)], "users": [{"id": IDS[n]}], "name": f"{n}"} for n in range(5)]
    there = [renamed(here[n], names) for n in numbers]
    assert compared({"items": here}, {"items": there}) == [Difference("order", "/items", here, there)]


def test_one_more_in_a_list_is_one_difference() -> None:
    assert compared({"items": [1, 2]}, {"items": [1]}) == [Difference("field", "/items", "2 members", "1 members")]


def test_what_was_sent_is_a_value_and_what_was_not_is_a_default() -> None:
    found = compared({"name": "a", "state": "a"}, {"name": "b", "state": "b"}, sent=("name",))
    assert {each.where: each.sort for each in found} == {"/name": "value", "/state": "default"}


def test_codes_are_told_apart_and_words_for_people_are_not_compared() -> None:
    here, there = {"code": "1-2", "errorMessage": "No."}, {"code": "1-3", "errorMessage": "Never."}
    assert compared(here, there) == [Difference("error code", "/code", "1-2", "1-3")]
    assert [each.sort for each in compared(here, {"code": "1-2"})] == ["field"]


@pytest.mark.parametrize(
    ("change", "sort"),
    [
        ({"status": 201}, "status"),
        ({"headers": {"content-type": "text/html"}}, "header"),
        ({"headers": {}}, "header"),
        ({"headers": {"content-type": "text/plain", "allow": "GET"}}, "header"),
        ({"text": "another"}, "body"),
        ({"text": None, "base64": "/w=="}, "body"),
    ],
)
def test_what_is_no_json_is_compared_as_well(change: dict[str, Any], sort: str) -> None:
    here = {"status": 200, "headers": {"content-type": "text/plain"}, "text": f"of {IDS[0]}"}
    there = {name: value for name, value in (here | change).items() if value is not None}
    assert [each.sort for each in differences(here, there, (), Bindings({}, 0))] == [sort]
    assert [*differences(here, here | {"text": f"of {IDS[6][::-1]}"}, (), Bindings({}, 0))] != []


def test_bytes_are_compared_as_well() -> None:
    found = differences(answer(base64="/w=="), answer(base64="/g=="), (), Bindings({}, 0))
    assert [each.sort for each in found] == ["body"]


@pytest.mark.parametrize(
    ("text", "kept"), [('{"token":"aNaN"}', "json"), ("[NaN]", "text"), ("[1e999]", "text"), ('{"a":1,"a":1}', "text")]
)
def test_a_body_is_kept_as_json_wherever_that_says_all_of_it(text: str, kept: str) -> None:
    assert [*body_as_json(text)] == [kept]


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Part of the suite, as an emulator answered it."""
    folder = tmp_path_factory.mktemp("compared")
    run = ran(folder, "test_etags.py", "test_operations.py", f"--flowservice-record={folder / 'r'}")
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "r"


@contextmanager
def elsewhere(deviation: Deviation = SAME) -> Iterator[None]:
    """At another address an emulator answers that may deviate; what is made there must go again."""
    with intercepted(deviation.app(), origins=[OTHER]):
        before = there(OTHER)
        yield
        assert there(OTHER) == before


def played(recording: Path, folder: Path, sort: str = "") -> Comparison:
    """What a comparison finds until there is a difference of a sort."""
    with opened(Plan(base_url=OTHER, ledger=folder / "ledger")) as target:
        told = play(recording, target, lambda found: sort in {kind.sort for kind in kinds(found)})
    assert {*target.cleaner.done.left.values()} <= {NEVER}
    return told


def compare(*options: object) -> Result:
    """What the command says."""
    return CliRunner().invoke(main, ["contract", "compare", *map(str, options)])


def test_on_an_equal_service_nothing_is_found(recording: Path, tmp_path: Path) -> None:
    with elsewhere():
        told = played(recording, tmp_path)
    assert [*lines(told)] == [f"{told.asked:,} calls were played, 0 could not be; the answers are the same"]
    assert told.asked > 1000
    assert told.tells


@pytest.mark.parametrize("name", FOUND)
def test_a_deviation_is_found_for_what_it_is(name: str, recording: Path, tmp_path: Path) -> None:
    deviation, sort = NAMED[name], name.partition(":")[0]
    with intercepted(deviation.app(), origins=[OTHER]):
        told = played(recording, tmp_path, sort)
    found = [kind for kind in kinds(told) if kind.sort == sort]
    assert found, [*lines(told)]
    assert not deviation.operations or {kind.operation for kind in found} & {*deviation.operations}


def test_every_sort_of_deviation_is_tried() -> None:
    tried = {name.partition(":")[0] for name in FOUND}
    assert {each.name.partition(":")[0] for each in ANSWERS} - {"error"} == tried


def test_it_exits_with_0_where_all_is_the_same(recording: Path, tmp_path: Path) -> None:
    with elsewhere():
        result = compare("--a", recording, "--b", OTHER, "--ledger", tmp_path / "ledger")
    assert result.exit_code == 0, result.output
    assert "the answers are the same" in result.output


def test_it_exits_with_1_and_names_the_rule_that_is_read_otherwise(recording: Path, tmp_path: Path) -> None:
    with elsewhere(NAMED["rule: delete.status"]):
        result = compare("--a", recording, "--b", OTHER, "--ledger", tmp_path / "ledger")
    assert result.exit_code == 1, result.output
    assert "deleteConnection: status" in result.output
    assert "    rules: delete.status" in result.output


def test_it_exits_with_2_where_a_server_cannot_be_reached(recording: Path, tmp_path: Path) -> None:
    with elsewhere():
        result = compare("--a", recording, "--b", "http://nobody.test", "--ledger", tmp_path / "ledger")
    assert result.exit_code == 2, result.output
    assert "that could not be told" in result.output


@pytest.mark.parametrize("holds", ["", "{}"])
def test_it_exits_with_2_where_a_folder_holds_no_recording(holds: str, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    if holds:
        (tmp_path / "a/meta.json").write_text(holds)
    with elsewhere():
        result = compare("--a", tmp_path / "a", "--b", OTHER, "--ledger", tmp_path / "ledger")
    assert result.exit_code == 2, result.output
    assert "holds no recording" in result.output


def test_it_exits_with_2_where_there_is_no_folder_at_all(tmp_path: Path) -> None:
    result = compare("--a", tmp_path / "none", "--b", OTHER)
    assert (result.exit_code, "no address and no folder" in result.output) == (2, True)


def test_it_exits_with_2_where_nothing_was_asked(recording: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/meta.json").write_bytes((recording / "meta.json").read_bytes())
    with elsewhere():
        result = compare("--a", tmp_path / "a", "--b", OTHER, "--ledger", tmp_path / "ledger")
    assert result.exit_code == 2, result.output


def test_two_servers_are_compared_and_neither_keeps_anything(tmp_path: Path) -> None:
    with serving("--port", "0") as (_, a), serving("--port", "0") as (_, b):
        ended = asked_as_a_user_does(tmp_path, "--a", a, "--b", b, "-k", "test_a_stale_etag")
        assert there(a) == there(b) == {kind: [] for kind in there(a)}
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "the answers are the same" in ended.stdout
    assert not (tmp_path / "ledger").exists()


def test_a_first_server_that_cannot_be_reached_is_unclear_too(tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    assert asked_as_a_user_does(tmp_path, "--a", nobody, "--b", nobody, "-k", "stale").returncode == 2


def asked_as_a_user_does(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = (sys.executable, "-m", "mock_flowservice", "contract", "compare", *options, "--ledger", "ledger")
    return subprocess.run(
        command, capture_output=True, text=True, env=environment(), cwd=folder, timeout=PATIENCE, check=False
    )
