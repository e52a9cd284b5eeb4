"""Patches: steps are taken in their order, all or none, and only where a client may change something."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flowservice_client import Document, StaleEtag, add, remove, replace

from .api import NOBODY, WITH_ETAG, Api, Kind
from .json_patches import Impossible, patched, patches
from .profiles import examples
from .raw import Raw, refused
from .readings import Readings
from .tutorial import JsonObject

each_kind = pytest.mark.parametrize("kind", WITH_ETAG, ids=str)
STAMPS = frozenset(("etag", "version", "updatedAt", "updatedBy", "updatedClient", "lastOperation"))
"""What every change changes."""
START: JsonObject = {"a": {"b": ["x", {"a": 1}, "z"]}, "list": [1, 2, 3], "m~n": True, "a/b": "slashed"}
FREE = {
    "sourceConnections": "/params/contract",
    "targetConnections": "/params/contract",
    "flows": "/transformations/0/params/contract",
}
"""Where an entity takes any JSON. No such place is published, so a service may refuse it, but only whole."""
with_free_place = pytest.mark.parametrize("kind", [kind for kind in WITH_ETAG if str(kind) in FREE], ids=str)


class Patched:
    """An entity that is changed again and again."""

    def __init__(self, api: Api, raw: Raw, kind: Kind) -> None:
        self.kind, self._raw, self._collection = kind, raw, kind.collection(api)
        self.id = kind.given(api).id

    def now(self) -> Document:
        found: Document = self._collection.retrieve(self.id)
        return found

    def send(self, steps: Any, etag: str | None = None) -> Any:
        """The answer to a patch, with the current etag unless one is given."""
        headers = {"If-Match": etag or str(self.now().etag)}
        return self._raw("PATCH", f"{self.kind.path}/{self.id}", json=steps, headers=headers)

    def refuse(self, steps: Any, word: str = "") -> None:
        """It refuses a patch and stays as it was."""
        before = self.now().json
        refused(self.send(steps), word=word)
        assert self.now().json == before


@pytest.fixture
def entity(api: Api, raw: Raw, kind: Kind) -> Iterator[Patched]:
    found = Patched(api, raw, kind)
    yield found
    api.remove(found.id)


def without_stamps(entity: JsonObject) -> JsonObject:
    """What only a change that says so changes."""
    return {name: value for name, value in entity.items() if name not in STAMPS}


def outcome_of(document: JsonObject, steps: list[JsonObject]) -> JsonObject | None:
    """What steps make of a document; None where one of them cannot be taken."""
    try:
        result: JsonObject = patched(document, steps)
    except Impossible:
        return None
    return result


@pytest.mark.rests_on("patch.dialect", "patch.paths")
@with_free_place
@settings(max_examples=examples(0.8))
@given(data=st.data())
def test_a_patch_does_what_json_patch_says_or_is_refused_whole(
    entity: Patched, rules: Readings, data: st.DataObject
) -> None:
    place = FREE[str(entity.kind)]
    if not entity.send([add(place, START)]).ok:
        assert not rules
        return  # it takes nothing there that it does not know
    steps = data.draw(patches(START, place), label="steps")
    before = entity.now()
    expected = outcome_of(before.json, steps)
    reply = entity.send(steps, before.etag)
    after = entity.now()
    if expected is None:
        refused(reply)
        assert after.json == before.json
    else:
        assert reply.status_code == 200, reply.text
        assert without_stamps(after.json) == without_stamps(expected)
        assert after.etag != before.etag


TEXTS = st.sampled_from(["", "a", "b", "äöü \U0001f600"])
STEPS = st.one_of(
    st.builds(add, st.sampled_from(["/name", "/description"]), TEXTS),
    st.builds(replace, st.sampled_from(["/name", "/description"]), TEXTS),
    st.builds(remove, st.just("/description")),
)


@each_kind
@settings(max_examples=examples(0.5))
@given(steps=st.lists(STEPS, min_size=1, max_size=5))
@example(steps=[remove("/description"), replace("/description", "a")])
@example(steps=[remove("/description"), add("/description", "a"), replace("/name", "b"), replace("/description", "b")])
def test_steps_build_upon_each_other(entity: Patched, api: Api, steps: list[JsonObject]) -> None:
    named = [{**step, "value": f"{api.run} {step['value']}"} if "value" in step else step for step in steps]
    before = entity.now().json
    expected = outcome_of(before, named)
    reply = entity.send(named)
    assert (reply.status_code == 200) == (expected is not None), reply.text
    assert without_stamps(entity.now().json) == without_stamps(expected or before)


@pytest.mark.rests_on("patch.dialect")
@each_kind
@pytest.mark.parametrize("op", ["replace", "REPLACE", "Replace"])
def test_the_case_of_an_operation_does_not_matter(entity: Patched, api: Api, op: str) -> None:
    name = api.name("renamed")
    assert entity.send([{"op": op, "path": "/name", "value": name}]).status_code == 200
    assert entity.now().name == name


@pytest.mark.rests_on("error.envelope")
@each_kind
@pytest.mark.parametrize("op", ["move", "copy", "test", "MOVE"])
def test_nothing_is_moved_copied_or_tested(entity: Patched, op: str) -> None:
    step = {"op": op, "from": "/name", "path": "/description", "value": entity.now().json["description"]}
    entity.refuse([step], word="1434")
    entity.refuse([replace("/name", "half done"), step], word="1434")


@pytest.mark.rests_on("patch.dialect")
@each_kind
def test_what_is_no_patch_is_refused(entity: Patched) -> None:
    step: JsonObject = {"op": "replace", "path": "/name", "value": "refused"}
    for body in (
        [],
        {},
        "replace",
        5,
        [5],
        [[]],
        [None],
        [[step]],
        *([{name: value for name, value in step.items() if name != left_out}] for left_out in step),
        *([step | {"op": op}] for op in (None, "rename", "replace ", ["replace"])),
        *([step | {"path": path}] for path in (None, 5, "name", "", "/", "/name~", "/name~2", "/name/0", ["name"])),
        {"steps": [step]},
    ):
        entity.refuse(body)


@pytest.mark.rests_on("patch.paths")
@each_kind
def test_only_what_a_client_may_say_is_changed(entity: Patched, kind: Kind) -> None:
    now = entity.now().json
    spec = "flowSpec" if str(kind) == "flows" else "connectionSpec"
    kept = ("id", "etag", "version", "createdAt", "updatedAt", "createdBy", "updatedClient", "sandboxName", "imsOrgId")
    for name in (*kept, "state", spec):
        entity.refuse([replace(f"/{name}", now[name])])
        entity.refuse([add(f"/{name}", "refused")])
        entity.refuse([remove(f"/{name}")])
    for path in (f"/{spec}/id", f"/{spec}/version", "/nothing", "/nothing/deeper", "/inheritedAttributes", "/runs"):
        entity.refuse([add(path, NOBODY)])
    entity.refuse([{"op": "replace", "path": "", "value": now}])


@pytest.mark.rests_on("create.fields")
@each_kind
def test_what_a_change_leaves_must_be_what_a_creation_takes(entity: Patched, kind: Kind) -> None:
    for name in ("name", "description"):
        for wrong in (5, True, ["a"], {"a": "b"}):
            entity.refuse([replace(f"/{name}", wrong)])
    needed = {
        "connections": "/auth/params/password",
        "sourceConnections": "/params/projectId",
        "targetConnections": "/params/dataSetId",
        "flows": "/sourceConnectionIds/0",
    }
    entity.refuse([remove(needed[str(kind)])])
    assert entity.send([remove("/description")]).ok


@each_kind
def test_a_change_to_what_it_was_is_a_change(entity: Patched) -> None:
    before = entity.now()
    assert entity.send([replace("/name", before.name)]).status_code == 200
    after = entity.now()
    assert after.etag != before.etag
    assert without_stamps(after.json) == without_stamps(before.json)


@each_kind
def test_of_two_who_read_the_second_reads_again_before_both_changes_hold(api: Api, kind: Kind) -> None:
    collection, entity = kind.collection(api), kind.given(api)
    ours, theirs = collection.retrieve(entity.id), collection.retrieve(entity.id)
    name = api.name("ours")
    collection.update(entity.id, [replace("/name", name)], etag=ours.etag)
    with pytest.raises(StaleEtag):
        collection.update(entity.id, [replace("/description", "theirs")], etag=theirs.etag)
    again = collection.retrieve(entity.id)
    collection.update(entity.id, [replace("/description", "theirs")], etag=again.etag)
    found = collection.retrieve(entity.id)
    assert (found.name, found.json["description"]) == (name, "theirs")
    assert len({ours.etag, again.etag, found.etag}) == 3


@pytest.mark.rests_on("flow.last_operation")
@pytest.mark.parametrize("kind", WITH_ETAG[-1:], ids=str)
def test_a_flow_tells_the_steps_of_its_last_change(entity: Patched, api: Api) -> None:
    steps = [replace("/name", api.name()), remove("/description"), add("/description", "again")]
    assert entity.send(steps).ok
    last = entity.now().json["lastOperation"]
    assert last["operation"] == "update"
    assert [{**each, "op": each["op"].lower()} for each in last["ops"]] == steps
