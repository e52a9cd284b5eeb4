"""Mapping sets: their versions, and what only clients know of: changes of single mappings, and deletion."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import NotFound, replace

from .api import Api, in_vain, needs_an_emulator
from .raw import Raw
from .tutorial import DATA_PREP, JsonObject

NOBODY = "0" * 32
MAPPING: JsonObject = {"sourceType": "ATTRIBUTE", "source": "data.first", "destination": "_id"}
THREADS = 16
CALCULATED: JsonObject = {"sourceType": "EXPRESSION", "source": "lower(data.first)", "destination": "_id"}
UNREADABLE: JsonObject = {"sourceType": "EXPRESSION", "source": "lower(", "destination": "_id"}


def sources(api: Api, id: str) -> list[str | None]:
    return [each.source for each in api.mapping_sets.mappings(id)]


@needs_an_emulator
@given(works=st.lists(st.booleans(), max_size=5))
def test_each_mapping_has_its_verdict_in_the_place_where_it_was_sent(api: Api, works: list[bool]) -> None:
    usable = [(MAPPING, CALCULATED)[at % 2] if good else UNREADABLE for at, good in enumerate(works)]
    mappings = [each | {"destination": f"_repo.field{at}"} for at, each in enumerate(usable)]
    verdicts = api.mapping_sets.validate({"mappings": mappings})
    assert [each["status"] for each in verdicts] == ["SUCCESS" if good else "FAILED" for good in works]
    assert [each["errors"] is None for each in verdicts] == works


def test_a_failed_verdict_says_which_mapping_is_wrong_and_nothing_is_stored(api: Api) -> None:
    with api.nothing_changes():
        [failed] = api.mapping_sets.validate({"mappings": [UNREADABLE]})
    assert failed["errors"]
    for error in failed["errors"]:
        assert error["exception"]
        assert error.get("source") in (None, UNREADABLE["source"])
        assert error.get("destination") in (None, UNREADABLE["destination"])


@needs_an_emulator
def test_of_two_mappings_with_one_destination_the_later_one_fails(api: Api) -> None:
    verdicts = api.mapping_sets.validate({"mappings": [MAPPING, CALCULATED, MAPPING | {"destination": "_repo.a"}]})
    assert [each["status"] for each in verdicts] == ["SUCCESS", "FAILED", "SUCCESS"]


@needs_an_emulator
@given(works=st.lists(st.booleans(), min_size=1, max_size=3))
def test_a_set_is_created_with_validation_exactly_when_every_verdict_is_good(api: Api, works: list[bool]) -> None:
    mappings = [(MAPPING if good else UNREADABLE) | {"destination": f"to.a{at}"} for at, good in enumerate(works)]
    if all(works):
        api.mapping_sets.delete(api.mapping_sets.create({"mappings": mappings}, validate=True).id)
    else:
        where = f"/mappings/{works.index(False)}"
        in_vain(lambda: api.mapping_sets.create({"mappings": mappings}, validate=True), where)


def test_a_replacement_is_the_next_version_and_the_one_before_stays_readable(api: Api) -> None:
    id = api.given_mapping_set().id
    before = api.mapping_sets.retrieve(id, version=0).json
    body = {"outputSchema": before["outputSchema"], "mappings": [MAPPING]}
    assert api.mapping_sets.replace(id, body).version == 1
    assert sources(api, id) == ["data.first"]
    assert api.mapping_sets.retrieve(id, version=0).json["mappings"] == before["mappings"]


@needs_an_emulator
def test_each_change_of_a_mapping_is_a_version_of_its_set(api: Api) -> None:
    id, sets = api.given_mapping_set().id, api.mapping_sets
    start = sources(api, id)
    added = sets.add_mapping(id, MAPPING)
    assert sets.replace_mapping(id, added.id, MAPPING | {"source": "data.second"}).id == added.id
    assert sets.mapping(id, added.id).source == "data.second"
    sets.delete_mapping(id, added.id)
    with pytest.raises(NotFound):
        sets.mapping(id, added.id)
    first, *later = (sets.retrieve(id, version=number).json for number in range(4))
    shown = [[each["source"] for each in version["mappings"]] for version in later]
    assert shown == [[*start, "data.first"], [*start, "data.second"], start]
    for version in later:
        assert [each for each in version["mappings"] if each["id"] != added.id] == first["mappings"]


@needs_an_emulator
def test_a_flow_keeps_the_version_that_it_names(api: Api) -> None:
    flow = api.given_flow()
    [transformation] = flow.transformations or []
    api.mapping_sets.add_mapping(transformation["params"]["mappingId"], MAPPING)
    api.flows.update(flow.id, [replace("/name", api.name())], etag=flow.etag)
    assert api.flows.retrieve(flow.id).transformations == [transformation]


@needs_an_emulator
def test_of_mappings_added_at_one_moment_none_is_lost(api: Api, raw: Raw) -> None:
    id, start = api.mapping_sets.create({"mappings": [MAPPING]}).id, Barrier(THREADS)
    before = sources(api, id)

    def add(number: int) -> int:
        start.wait()
        body = MAPPING | {"source": f"data.{number}", "destination": f"_id{number}"}
        return raw("POST", f"{DATA_PREP}/mappingSets/{id}/mappings", json=body).status_code

    with ThreadPoolExecutor(THREADS) as threads:
        assert {*threads.map(add, range(THREADS))} == {200}
    added = sources(api, id)[len(before) :]
    assert sorted(map(str, added)) == sorted(f"data.{number}" for number in range(THREADS))
    assert api.mapping_sets.retrieve(id, version=THREADS).version == THREADS
    in_vain(lambda: api.mapping_sets.retrieve(id, version=THREADS + 1), id, status=404)


@needs_an_emulator
def test_a_deleted_set_is_gone_with_all_its_versions(api: Api) -> None:
    id, sets = api.given_mapping_set().id, api.mapping_sets
    sets.add_mapping(id, MAPPING)
    sets.delete(id)
    for attempt in (
        lambda: sets.retrieve(id),
        lambda: sets.retrieve(id, version=0),
        lambda: sets.mappings(id),
        lambda: sets.delete(id),
    ):
        in_vain(attempt, id, status=404)


@needs_an_emulator
def test_what_is_not_there_or_is_no_mapping_is_refused_and_changes_nothing(api: Api) -> None:
    id, sets = api.given_mapping_set().id, api.mapping_sets
    own = sets.mappings(id)[0].id
    with api.nothing_changes():
        for where, which in ((NOBODY, own), (id, NOBODY)):
            in_vain(lambda where=where, which=which: sets.replace_mapping(where, which, MAPPING), NOBODY, status=404)
            in_vain(lambda where=where, which=which: sets.delete_mapping(where, which), NOBODY, status=404)
        in_vain(lambda: sets.add_mapping(NOBODY, MAPPING), NOBODY, status=404)
        in_vain(lambda: sets.add_mapping(id, {"source": "data.first"}), "destination")
        in_vain(lambda: sets.replace_mapping(id, own, {"destination": "_id"}), "source")
