"""Mappings that are added, replaced and deleted one by one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.app import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.settings import Settings
from mock_flowservice.wire import JsonObject
from tests.caller import shared
from tests.data_prep.data_prep_client import DataPrep
from tests.replies import Answer

MANY = 16
KEPT = ("id", "createdDate", "createdBy")
"""What a replaced mapping keeps."""
CHANGED = ("mappings", "version", "modifiedDate", "modifiedBy")
"""What changes of a set with its mappings."""
BROKEN: list[JsonObject] = [{}, {"source": "a"}, {"source": "a", "destination": "b", "sourceType": "ATRIBUTE"}]


def from_(source: str) -> JsonObject:
    return {"source": source, "destination": f"to.{source}"}


def sources(mappings: list[JsonObject]) -> list[str]:
    return [each["source"] for each in mappings]


sent = st.text("abc", min_size=1, max_size=2)
changes = st.lists(st.tuples(st.sampled_from(["add", "put", "delete"]), st.integers(0, 9), sent), max_size=6)


@given(start=st.lists(sent, max_size=3), plan=changes)
def test_each_change_makes_a_version_and_leaves_all_other_mappings_as_they_are(
    start: list[str], plan: list[tuple[str, int, str]]
) -> None:
    client = DataPrep()
    id = client.given({"mappings": [from_(source) for source in start]})
    versions = [client.retrieve(id).body]
    for step in plan:
        expected = changed(client, id, versions[-1]["mappings"], *step)
        versions.append(client.retrieve(id).body)
        assert versions[-1]["mappings"] == expected == client.mappings(id).body
        assert len({each["id"] for each in expected}) == len(expected)
    assert [client.retrieve(id, version=number).body for number in range(len(versions))] == versions
    assert [each["version"] for each in versions] == list(range(len(versions)))
    for version in versions:
        assert version | {name: versions[0][name] for name in CHANGED} == versions[0]


def changed(
    client: DataPrep, id: str, before: list[JsonObject], what: str, where: int, source: str
) -> list[JsonObject]:
    """Make a change; the mappings that are there now if all went as it should."""
    if what == "add" or not before:
        return [*before, taken(client.add(id, from_(source)), source)]
    place = where % len(before)
    old, rest = before[place], before[place + 1 :]
    if what == "delete":
        assert client.delete_mapping(id, old["id"]).status == 204
        return before[:place] + rest
    new = taken(client.put_mapping(id, old["id"], from_(source)), source)
    assert [new[name] for name in KEPT] == [old[name] for name in KEPT]
    assert new["version"] == old["version"] + 1
    return [*before[:place], new, *rest]


def taken(answer: Answer, source: str) -> JsonObject:
    """The mapping that an addition or a replacement answers with."""
    assert answer.status == 200
    assert answer.body["source"] == source
    return dict(answer.body)


def test_a_replacement_is_whole() -> None:
    client = DataPrep()
    id = client.given({"mappings": [from_("a") | {"name": "n", "identity": True, "sourceType": "STATIC"}]})
    [before] = client.mappings(id).body
    after = client.put_mapping(id, before["id"], {"sourceAttribute": "b", "destinationXdmPath": "to.b"}).body
    assert ("name" in after, after["identity"], after["sourceType"]) == (False, False, "text/x.schema-path")
    assert after == client.mapping(id, before["id"]).body


def test_what_was_read_can_be_sent_back_as_one_mapping() -> None:
    client = DataPrep()
    id = client.given({"mappings": [from_("a")]})
    [before] = client.mappings(id).body
    assert client.put_mapping(id, before["id"], before).body == before | {"version": 1}
    assert client.add(id, before).body["id"] != before["id"]


@pytest.mark.parametrize("mapping", BROKEN)
def test_what_is_no_mapping_is_refused_and_changes_nothing(mapping: JsonObject) -> None:
    client = DataPrep()
    id = client.given({"mappings": [from_("a")]})
    before = client.retrieve(id).body
    own = before["mappings"][0]["id"]
    asked = {"/mappings/1": client.add(id, mapping), "/mappings/0": client.put_mapping(id, own, mapping)}
    for place, answer in asked.items():
        assert (answer.status, place in answer.body["detail"]) == (400, True)
    assert client.retrieve(id).body == before


def test_the_published_profile_checks_the_set_as_it_would_be() -> None:
    client = DataPrep(shared(mapping_set__check="published"))
    id = client.given({"mappings": [from_("a"), from_("b")]})
    twice = client.add(id, from_("a"))
    assert (twice.status, "'to.a'" in twice.body["detail"]) == (400, True)
    second = client.mappings(id).body[1]["id"]
    assert client.put_mapping(id, second, from_("a")).status == 400
    assert client.put_mapping(id, second, from_("b")).status == 200
    assert client.delete_mapping(id, second).status == 204


def test_the_published_profile_answers_with_the_word_for_the_kind() -> None:
    client = DataPrep(shared(mapping__source_type="published"))
    id = client.given()
    added = client.add(id, from_("a") | {"sourceType": "text/plain"}).body
    replaced = client.put_mapping(id, added["id"], from_("a")).body
    assert (added["sourceType"], replaced["sourceType"]) == ("STATIC", "ATTRIBUTE")


def every_change(client: DataPrep, id: str, mapping: str) -> list[Answer]:
    """All that can be asked about one mapping or all of them, by the ids of set and mapping."""
    by_id = [client.mapping(id, mapping), client.put_mapping(id, mapping, from_("b"))]
    return [*by_id, client.delete_mapping(id, mapping)]


def test_a_mapping_of_no_set_or_of_another_is_not_there() -> None:
    client = DataPrep()
    id, other = client.given({"mappings": [from_("a")]}), client.given({"mappings": [from_("a")]})
    own, strange = client.mappings(id).body[0]["id"], client.mappings(other).body[0]["id"]
    before = client.retrieve(id).body
    asked = every_change(client, id, strange) + every_change(client, id, "f" * 32)
    asked += [*every_change(client, "f" * 32, own), client.add("f" * 32, from_("b"))]
    asked += every_change(client.beside(x_sandbox_name="dev"), id, own)
    asked += [client.beside(x_sandbox_name="dev").add(id, from_("b"))]
    assert [answer.status for answer in asked] == [404] * len(asked)
    assert client.retrieve(id).body == before


def test_a_deleted_mapping_stays_in_older_versions_only() -> None:
    client = DataPrep()
    id = client.given({"mappings": [from_("a"), from_("b")]})
    gone = client.mappings(id).body[0]["id"]
    assert client.delete_mapping(id, gone).status == 204
    assert {answer.status for answer in every_change(client, id, gone)} == {404}
    assert sources(client.retrieve(id, version=0).body["mappings"]) == ["a", "b"]


@pytest.fixture(params=["memory", "file"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DataPrep]:
    """A service on each kind of store."""
    url = "memory://" if request.param == "memory" else f"sqlite:///{tmp_path}/store.db"
    emulator = Emulator(Settings(store=url))
    yield DataPrep(create_app(emulator))
    emulator.store.close()


def test_of_simultaneous_changes_none_is_lost(anywhere: DataPrep) -> None:
    client = anywhere
    id = client.given({"mappings": [from_(f"old{number}") for number in range(MANY)]})
    old = [each["id"] for each in client.mappings(id).body]
    at_once = Barrier(MANY)

    def change(number: int) -> int:
        caller = client.beside()
        at_once.wait()
        if number % 2:
            return caller.delete_mapping(id, old[number]).status
        return caller.add(id, from_(f"new{number}")).status

    with ThreadPoolExecutor(MANY) as threads:
        assert [*threads.map(change, range(MANY))] == [200, 204] * (MANY // 2)
    found = client.retrieve(id).body
    assert found["version"] == MANY
    expected = {f"old{number}" for number in range(0, MANY, 2)} | {f"new{number}" for number in range(0, MANY, 2)}
    assert set(sources(found["mappings"])) == expected
    assert len(found["mappings"]) == len(expected)
