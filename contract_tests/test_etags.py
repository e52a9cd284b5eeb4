"""Etags are compare-and-swap: only who has seen the current version may change an entity."""

import pytest

from flowservice_client import ApiError, StaleEtag, add, remove, replace

from .api import WITH_ETAG, Api, Kind
from .raw import Raw

STEPS = [{"op": "replace", "path": "/name", "value": "refused"}]

each_kind = pytest.mark.parametrize("kind", WITH_ETAG, ids=str)


@each_kind
def test_the_current_etag_lets_a_change_through(api: Api, kind: Kind) -> None:
    collection, before = kind.collection(api), kind.given(api)
    name = api.name("renamed")
    answered = collection.update(before.id, [replace("/name", name)], etag=before.etag)
    after = collection.retrieve(before.id)
    assert (answered.id, answered.etag) == (before.id, after.etag)
    assert after.etag != before.etag
    assert after.name == name
    changed = {name for name in after.json if after.json[name] != before.json.get(name)}
    assert changed <= {"name", "etag", "version", "updatedAt", "updatedBy", "updatedClient", "lastOperation"}


@each_kind
def test_etag_and_version_of_an_entity_are_the_same_quoted_text(api: Api, kind: Kind) -> None:
    entity = kind.given(api)
    assert entity.etag == entity.json["version"]
    assert entity.etag is not None
    assert entity.etag[0] == entity.etag[-1] == '"'


@each_kind
def test_a_stale_etag_is_refused_and_changes_nothing(api: Api, kind: Kind) -> None:
    collection, entity = kind.collection(api), kind.given(api)
    first = api.name("first")
    collection.update(entity.id, [replace("/name", first)], etag=entity.etag)
    with api.nothing_changes(), pytest.raises(StaleEtag) as refusal:
        collection.update(entity.id, [replace("/name", "second")], etag=entity.etag)
    assert str(entity.etag).strip('"') in refusal.value.detail
    assert collection.retrieve(entity.id).name == first


@each_kind
def test_every_etag_that_ever_was_stays_stale(api: Api, kind: Kind) -> None:
    collection, entity = kind.collection(api), kind.given(api)
    etags = [entity.etag]
    for name in ("a", "b", "a", "b"):
        etags.append(collection.update(entity.id, [replace("/name", f"{api.run} {name}")], etag=etags[-1]).etag)
    assert len({*etags}) == len(etags)
    with api.nothing_changes():
        for etag in etags[:-1]:
            with pytest.raises(StaleEtag):
                collection.update(entity.id, [replace("/name", "refused")], etag=etag)


@pytest.mark.rests_on("patch.order")
@each_kind
def test_without_an_etag_nothing_is_changed(api: Api, kind: Kind) -> None:
    entity = kind.given(api)
    with api.nothing_changes(), pytest.raises(ApiError) as refusal:
        kind.collection(api).update(entity.id, [replace("/name", "refused")], etag=None)
    assert refusal.value.status == 400


@pytest.mark.rests_on("etag.match")
@each_kind
def test_no_other_etag_will_do(api: Api, raw: Raw, kind: Kind) -> None:
    entity, other = kind.given(api), kind.given(api)
    bare = str(entity.etag).strip('"')
    attempts = [other.etag, bare, f'W/"{bare}"', f"'{bare}'", f'"{bare} "', f'"{bare}", "x"', "*", '""', "null"]
    with api.nothing_changes():
        for etag in attempts:
            headers = {"If-Match": etag}
            reply = raw("PATCH", f"{kind.path}/{entity.id}", json=STEPS, headers=headers)
            assert reply.status_code == 412, etag


@pytest.mark.rests_on("patch.order")
@each_kind
def test_an_etag_does_not_help_where_there_is_no_entity(api: Api, kind: Kind) -> None:
    entity = kind.given(api)
    collection = kind.collection(api)
    api.remove(entity.id)
    with pytest.raises(ApiError) as refusal:
        collection.update(entity.id, [replace("/name", "refused")], etag=entity.etag)
    assert refusal.value.status == 404
    assert entity.id in refusal.value.detail


@pytest.mark.rests_on("patch.paths", "patch.order")
@each_kind
def test_a_patch_is_applied_whole_or_not_at_all(api: Api, kind: Kind) -> None:
    entity = kind.given(api)
    good = replace("/name", "half done")
    impossible = [
        remove("/nothing"),
        replace("/params/nothing/deeper", 1),
        {"op": "move", "from": "/name", "path": "/description"},
        replace("/id", "another"),
        replace("/etag", '"another"'),
        replace("/name", 5),
        remove("/name/deeper"),
        add("name", "no pointer"),
    ]
    with api.nothing_changes():
        for bad in impossible:
            with pytest.raises(ApiError) as refusal:
                kind.collection(api).update(entity.id, [good, bad], etag=entity.etag)
            assert refusal.value.status == 400, bad
