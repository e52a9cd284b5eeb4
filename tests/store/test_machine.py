"""Any order of calls, transactions and roll-backs agrees with a plain dict."""

from contextlib import AbstractContextManager
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from contract_tests.profiles import examples
from mock_flowservice.scope import Key
from mock_flowservice.store.base import Conflict, Document, Missing, Position, Store
from mock_flowservice.store.index import Index, OrderBy
from tests.store.shelves import new_shelf

IDS = st.sampled_from(["a", "b", "c", "\0", "ü"])
SEEN = st.sampled_from(("now", "now", "now", "old", "none"))
VALUES = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "x", "X", "\0", "xy", 0.5])
BODIES = st.fixed_dictionaries(
    {},
    optional={"name": VALUES, "tags": st.lists(VALUES, max_size=3), "inner": st.fixed_dictionaries({"n": VALUES})},
)
PATHS = st.sampled_from([("name",), ("tags[]",), ("inner", "n"), ("no", "such")])
ORDERS = st.builds(OrderBy, PATHS, st.booleans())
INDEXES = st.builds(Index, st.lists(PATHS, max_size=2, unique=True).map(tuple), st.lists(ORDERS, max_size=2).map(tuple))


class Machine(RuleBasedStateMachine):
    """A shelf of a store, and what should lie on it."""

    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.shelf = new_shelf()
        self.model: dict[str, Document] = {}
        self.before: dict[str, Document] = {}
        self.transaction: AbstractContextManager[None] | None = None
        self.number = 0
        self.last = self.last_before = 0

    @property
    def in_order(self) -> list[Document]:
        """What should lie there, as it came to be."""
        return sorted(self.model.values(), key=lambda document: document.sequence)

    @rule(id=IDS, seen=SEEN, body=BODIES)
    def put(self, id: str, seen: str, body: dict[str, Any]) -> None:
        self.number += 1
        held = self.model.get(id)
        etag, current = str(self.number), held.etag if held else None
        expected = {"now": current, "old": "?", "none": None}[seen]
        if expected != current:
            with pytest.raises(Conflict) as conflict:
                self.store.put(Key(self.shelf, id), body, etag=etag, expected=expected)
            assert conflict.value.current == current
            return
        self.model[id] = put = self.store.put(Key(self.shelf, id), body, etag=etag, expected=expected)
        assert (put.id, put.etag, put.body) == (id, etag, body)
        assert put.sequence == held.sequence if held else put.sequence > self.last
        self.last = max(self.last, put.sequence)

    @rule(id=IDS, now=st.booleans())
    def delete(self, id: str, now: bool) -> None:
        held = self.model.get(id)
        if held and now:
            self.store.delete(Key(self.shelf, id), expected=held.etag)
            del self.model[id]
            return
        with pytest.raises(Conflict) as conflict:
            self.store.delete(Key(self.shelf, id), expected="?")
        assert conflict.value.current == (held.etag if held else None)

    @rule(id=IDS)
    def get(self, id: str) -> None:
        if id in self.model:
            assert self.store.get(Key(self.shelf, id)) == self.model[id]
        else:
            with pytest.raises(Missing):
                self.store.get(Key(self.shelf, id))

    @rule(index=INDEXES, start=st.integers(0, 8), end=st.integers(0, 8), most=st.integers(1, 4))
    def walk(self, index: Index, start: int, end: int, most: int) -> None:
        found = [(key, document) for document in self.in_order for key in index.keys(document.body)]
        entries = sorted((Position(key, document.sequence), document) for key, document in found)
        after = entries[start][0] if start < len(entries) else Position()
        until = entries[end][0].key if end < len(entries) else None
        expected = [each for each in entries if each[0] > after and (until is None or each[0].key < until)]
        assert self.store.walk(self.shelf, index, after=after, until=until, most=most) == expected[:most]

    @precondition(lambda self: self.transaction is None)
    @rule()
    def begin(self) -> None:
        self.before, self.last_before = dict(self.model), self.last
        self.transaction = self.store.transaction()
        self.transaction.__enter__()

    @precondition(lambda self: self.transaction is not None)
    @rule()
    def commit(self) -> None:
        assert self.transaction
        self.transaction.__exit__(None, None, None)
        self.transaction = None

    @precondition(lambda self: self.transaction is not None)
    @rule()
    def roll_back(self) -> None:
        assert self.transaction
        error = ZeroDivisionError()
        assert not self.transaction.__exit__(ZeroDivisionError, error, None)
        self.transaction, self.model, self.last = None, self.before, self.last_before

    @invariant()
    def what_lies_there_is_what_should(self) -> None:
        assert list(self.store.scan(self.shelf)) == self.in_order

    def teardown(self) -> None:
        if self.transaction:
            self.roll_back()


def test_any_order_of_calls_agrees_with_a_plain_dict(store: Store) -> None:
    on_store = type("OnStore", (Machine,), {"store": store})
    run_state_machine_as_test(on_store, settings=settings(max_examples=examples(1), stateful_step_count=30))
