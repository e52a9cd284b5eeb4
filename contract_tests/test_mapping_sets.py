"""Mapping sets: their versions, and what only clients know of: changes of single mappings, and deletion."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowservice_client import NotFound, replace

from .api import Api, in_vain
from .profiles import examples
from .raw import Raw
from .readings import Readings
from .spelled import CONTENT_TYPE, KINDS, PLAIN, Spelling, normal, spellings
from .tutorial import DATA_PREP, FIELDS, JsonObject

NOBODY = "0" * 32
MAPPING: JsonObject = {"sourceType": "ATTRIBUTE", "source": "data.first", "destination": "_id"}
THREADS = 16
CALCULATED: JsonObject = {"sourceType": "EXPRESSION", "source": "lower(data.first)", "destination": "_id"}
UNREADABLE: JsonObject = {"sourceType": "EXPRESSION", "source": "lower(", "destination": "_id"}


def sources(api: Api, id: str) -> list[str | None]:
    return [each.source for each in api.mapping_sets.mappings(id)]


@pytest.mark.rests_on("mapping_set.validated", "mapping_set.schema")
@given(works=st.lists(st.booleans(), max_size=5))
def test_each_mapping_has_its_verdict_in_the_place_where_it_was_sent(api: Api, works: list[bool]) -> None:
    usable = [(MAPPING, CALCULATED)[at % 2] if good else UNREADABLE for at, good in enumerate(works)]
    mappings = [each | {"destination": f"_repo.field{at}"} for at, each in enumerate(usable)]
    verdicts = api.mapping_sets.validate({"mappings": mappings})
    assert [each["status"] for each in verdicts] == ["SUCCESS" if good else "FAILED" for good in works]
    assert [each["errors"] is None for each in verdicts] == works


@pytest.mark.rests_on("mapping_set.validated")
def test_a_failed_verdict_says_which_mapping_is_wrong_and_nothing_is_stored(api: Api) -> None:
    with api.nothing_changes():
        [failed] = api.mapping_sets.validate({"mappings": [UNREADABLE]})
    assert failed["errors"]
    for error in failed["errors"]:
        assert error["exception"]
        assert error.get("source") in (None, UNREADABLE["source"])
        assert error.get("destination") in (None, UNREADABLE["destination"])


@pytest.mark.rests_on("mapping_set.validated")
def test_of_two_mappings_with_one_destination_the_later_one_fails(api: Api) -> None:
    verdicts = api.mapping_sets.validate({"mappings": [MAPPING, CALCULATED, MAPPING | {"destination": "_repo.a"}]})
    assert [each["status"] for each in verdicts] == ["SUCCESS", "FAILED", "SUCCESS"]


@pytest.mark.rests_on("mapping_set.validated", "mapping_set.refusals")
@given(works=st.lists(st.booleans(), min_size=1, max_size=3))
def test_a_set_is_created_with_validation_exactly_when_every_verdict_is_good(api: Api, works: list[bool]) -> None:
    mappings = [(MAPPING if good else UNREADABLE) | {"destination": f"to.a{at}"} for at, good in enumerate(works)]
    if all(works):
        api.mapping_sets.delete(api.mapping_sets.create({"mappings": mappings}, validate=True).id)
    else:
        where = f"/mappings/{works.index(False)}"
        in_vain(lambda: api.mapping_sets.create({"mappings": mappings}, validate=True), where)


@pytest.mark.rests_on("mapping_set.mappings")
def test_a_replacement_is_the_next_version_and_the_one_before_stays_readable(api: Api) -> None:
    id = api.given_mapping_set().id
    before = api.mapping_sets.retrieve(id, version=0).json
    body = {"outputSchema": before["outputSchema"], "mappings": [MAPPING]}
    assert api.mapping_sets.replace(id, body).version == 1
    assert sources(api, id) == ["data.first"]
    assert api.mapping_sets.retrieve(id, version=0).json["mappings"] == before["mappings"]


@pytest.mark.rests_on("mapping.changed")
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


@pytest.mark.rests_on("mapping.changed", "flow.mapping")
def test_a_flow_keeps_the_version_that_it_names(api: Api) -> None:
    flow = api.given_flow()
    [transformation] = flow.transformations or []
    api.mapping_sets.add_mapping(transformation["params"]["mappingId"], MAPPING)
    api.flows.update(flow.id, [replace("/name", api.name())], etag=flow.etag)
    assert api.flows.retrieve(flow.id).transformations == [transformation]


@pytest.mark.needs("simultaneous calls")
@pytest.mark.rests_on("mapping.changed")
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


@pytest.mark.rests_on("mapping_set.deleted")
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


@pytest.mark.rests_on("mapping.changed", "mapping_set.refusals", "mapping_set.check")
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


said = st.lists(
    st.sampled_from([("ATTRIBUTE", "id"), ("ATTRIBUTE", "person.name"), ("EXPRESSION", "lower(name)")]), max_size=4
)


def body_of(spelling: Spelling, api: Api, said: list[tuple[str, str]]) -> JsonObject:
    """A mapping set in a spelling, into fields of the shared schema."""
    fields = [f"{api.namespace()}.{name}" for name in FIELDS]
    mappings = [spelling.mapping(*each, field) for each, field in zip(said, fields, strict=False)]
    return {**spelling.target(api.shared(api.given_schema).id), "mappings": mappings}


@pytest.mark.rests_on("mapping_set.schema")
@settings(max_examples=examples(0.6))
@given(spelling=spellings, said=said)
def test_every_spelling_of_a_set_is_previewed_and_validated_alike(
    api: Api, spelling: Spelling, said: list[tuple[str, str]]
) -> None:
    record = {"id": "1", "name": "ANA", "person": {"name": "Ana"}}
    values = {"id": "1", "person.name": "Ana", "lower(name)": "ana"}
    data, failed, verdicts = seen(api, record, body_of(spelling, api, said))
    assert [*data.get(api.namespace(), {}).values()] == [values[source] for _, source in said]
    assert failed == []
    assert verdicts == ["SUCCESS"] * len(said)
    assert seen(api, record, body_of(PLAIN, api, said)) == (data, failed, verdicts)


def seen(api: Api, record: JsonObject, body: JsonObject) -> Any:
    """What a set makes of a record, and how its mappings are judged."""
    [row] = api.mapping_sets.preview([record], body)
    failed = [(each["source"], each["destination"]) for each in row["errors"] or []]
    return row["data"], failed, [each["status"] for each in api.mapping_sets.validate(body)]


@pytest.mark.rests_on("mapping.source_type", "mapping_set.check")
@settings(max_examples=examples(0.4))
@given(spelling=spellings, said=said)
def test_every_spelling_of_a_set_reads_alike(
    api: Api, rules: Readings, spelling: Spelling, said: list[tuple[str, str]]
) -> None:
    schema, field = api.shared(api.given_schema).id, f"{api.namespace()}.{FIELDS[0]}"
    body = {**spelling.target(schema), "mappings": [spelling.mapping(*each, field) for each in said[:1]]}
    shown = api.mapping_sets.retrieve(api.mapping_sets.create(body).id).json
    assert shown["outputSchema"]["schemaRef"]["id"] == shown["schemaRef"]["id"] == shown["xdmSchema"] == schema
    assert shown["xdmVersion"] == shown["schemaRef"]["contentType"] == CONTENT_TYPE
    assert [*map(normal, shown["mappings"])] == [(*each, field) for each in said[:1]]
    words = rules.allowed("mapping.source_type", tutorial=1, published=0)
    assert all(each["sourceType"] in [KINDS[each["sourceType"]][word] for word in words] for each in shown["mappings"])


@pytest.mark.rests_on("mapping_set.replaced", "mapping_set.mappings", "mapping_set.version")
@settings(max_examples=examples(0.4))
@given(contents=st.lists(st.lists(st.sampled_from(FIELDS), unique=True, max_size=3), min_size=1, max_size=5))
def test_every_version_stays_as_it_was_made(api: Api, rules: Readings, contents: list[list[str]]) -> None:
    schema, sets = api.shared(api.given_schema).id, api.mapping_sets
    bodies = [
        PLAIN.target(schema)
        | {"mappings": [PLAIN.mapping("ATTRIBUTE", each, f"{api.namespace()}.{each}") for each in content]}
        for content in contents
    ]
    id = sets.create(bodies[0]).id
    assert [sets.replace(id, body).version for body in bodies[1:]] == [*range(1, len(bodies))]
    for version, content in enumerate(contents):
        shown = sets.retrieve(id, version=version).json
        assert [each["source"] for each in shown["mappings"]] == content
        assert shown["version"] == version
    latest = sets.retrieve(id).version
    assert latest in rules.allowed("mapping_set.version", tutorial=len(contents) - 1, published=0)
    assert sources(api, id) == contents[-1]
    in_vain(lambda: sets.retrieve(id, version=len(contents)), id, status=404)
