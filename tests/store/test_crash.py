"""A process that is killed while it writes: what was acknowledged is there, and nothing is half there."""

import multiprocessing
import random
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from mock_flowservice import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.scope import Key, Shelf, Tenant
from mock_flowservice.settings import Settings
from mock_flowservice.store.base import Document, Missing, Store
from mock_flowservice.store.index import Index, OrderBy
from mock_flowservice.store.open import open_store
from tests import bodies
from tests.flow_service.in_process import Platform
from tests.replies import Ref
from tests.store.lives import CHANGES, ORG, WRITERS, live
from tests.store.shelves import sorted_out, walked

KILLS = 50
IMPORTED_ONCE = ["pytest", "tests.store.lives", "mock_flowservice.store.engines", "sqlalchemy.dialects.sqlite"]
"""What all lives share, so that a life begins in a moment."""
SHELF = Shelf(Tenant(ORG, "prod"), "connections")
INDEXES = (Index((("name",),), (OrderBy(("updatedAt",), descending=True),)), Index((), (OrderBy(("etag",)),)))

Told = dict[str, tuple[str, int]]
"""For each connection, the etag that was acknowledged last, and how much had been done to it by then."""


def test_what_was_acknowledged_survives_a_kill_and_nothing_is_half_there(tmp_path: Path) -> None:
    url, dice = f"sqlite:///{tmp_path}/crash.db", random.Random(50)
    told, seen = Told(), set[str]()
    for kill in range(KILLS):
        latest = acknowledged(url, dice.randrange(1, 40), dice.randrange(3000))
        with closing(open_store(url)) as store:
            found = {document.id: document for document in store.scan(SHELF)}
            assert len(found.keys() - seen - latest.keys()) <= WRITERS, "more than was under way"
            told |= latest
            check_whole(store, found)
            check_acknowledged(store, told)
            if kill % 5 == 0:
                emulator = Emulator(Settings(), store=store)
                told |= changed(Platform(create_app(emulator), x_gw_ims_org_id=ORG), store, latest)
            seen |= found.keys()
    assert len(told) > KILLS


def acknowledged(url: str, writes: int, wait: int) -> Told:
    """What a process was told before it died: it is killed after so many writes and a moment."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(IMPORTED_ONCE)
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=live, args=(url, sender))
    child.start()
    sender.close()
    with receiver:
        reports = received(receiver)
        told = Told(islice(reports, writes))
        for _ in range(wait):
            pass
        child.kill()
        told |= Told(reports)
    child.join()
    child.close()
    return told


def received(pipe: Connection) -> Iterator[tuple[str, tuple[str, int]]]:
    """Each report, until there are no more."""
    try:
        while True:
            id, etag, done = pipe.recv()
            yield id, (etag, done)
    except EOFError:
        return


def check_whole(store: Store, found: dict[str, Document]) -> None:
    """No document is half there, and every index agrees with the documents."""
    for id, document in found.items():
        body = document.body
        assert (body["id"], body["etag"]) == (id, document.etag)
    for index in INDEXES:
        assert walked(store, SHELF, index) == sorted_out(store, SHELF, index)


def check_acknowledged(store: Store, told: Told) -> None:
    """Every connection is as it was when that was acknowledged, or one step further."""
    for id, (etag, done) in told.items():
        try:
            document = store.get(Key(SHELF, id))
        except Missing:
            assert done >= CHANGES, "gone, and nobody had got as far as deleting it"
        else:
            name = str(done if document.etag == etag else done + 1)
            assert (document.body["name"], done <= CHANGES) == (name, True)


def changed(platform: Platform, store: Store, told: Told) -> Told:
    """Change connections by the etags that their writer knew: refused only where a later version was stored."""
    now = Told()
    for id, (etag, done) in told.items():
        try:
            held = store.get(Key(SHELF, id)).etag
        except Missing:
            continue
        answer = platform.patch("connections", Ref(id, etag), bodies.step("replace", "/name", str(done)))
        assert answer.status == (200 if held == etag else 412)
        now[id] = (answer.ref.etag, done) if answer.status == 200 else (held, done + 1)
    return now


def test_the_check_sees_a_document_that_is_half_there(tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:///{tmp_path}/x.db")) as store:
        held = store.put(Key(SHELF, "a"), {"id": "a", "etag": "1", "name": "0"}, etag="2", expected=None)
        with pytest.raises(AssertionError):
            check_whole(store, {"a": held})
        with pytest.raises(AssertionError):
            check_acknowledged(store, {"b": ("1", 0)})
