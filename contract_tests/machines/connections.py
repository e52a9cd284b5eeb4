"""Connections: bases, sources that stand on them, and targets; finished or as drafts."""

from __future__ import annotations

from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from .. import tutorial
from ..sources import CREDENTIALS, FILE_STORAGE
from ..tutorial import DATA_LAKE, MIXPANEL, JsonObject, filled
from .entities import (
    BASE,
    CREATIONS,
    DRAFT,
    DRAFTS,
    ENABLED,
    ERRORS,
    EVENTS,
    FILES,
    LISTS,
    SOURCE,
    TARGET,
    Entities,
    Entity,
    common,
)
from .machine import move
from .transitions import NOTHING, Transition

KINDS = (BASE, SOURCE, TARGET)
SPECS = {FILES: FILE_STORAGE, EVENTS: MIXPANEL}
ACCOUNTS = {FILES: CREDENTIALS[FILE_STORAGE], EVENTS: filled(tutorial.CREATE_CONNECTION["auth"], {})}
PARAMS = {FILES: {"path": "/events.json"}, EVENTS: filled(tutorial.CREATE_SOURCE_CONNECTION["params"], {})}
TRANSITIONS = (
    *(row for kind in KINDS for row in common(kind, (DRAFT, ENABLED))),
    Transition(BASE, NOTHING, "create, a draft of a spec without", NOTHING, f"{DRAFTS} (1368-400)"),
    Transition(SOURCE, NOTHING, "create, a draft of a spec without", NOTHING, f"{DRAFTS} (1368-400)"),
    Transition(SOURCE, NOTHING, "create, on what is gone", NOTHING, f"{ERRORS} (1439-400)", ("reference.unknown",)),
    Transition(SOURCE, NOTHING, "create, on a draft", NOTHING, "inferred", ("draft.dependency",)),
    Transition(SOURCE, DRAFT, "publish, on a draft", DRAFT, DRAFTS),
    Transition(SOURCE, DRAFT, "publish, on what is gone", DRAFT, "inferred", ("draft.checks",)),
    Transition(SOURCE, ENABLED, "patch, on what is gone", ENABLED, "inferred", ("reference.in_use", "patch.order")),
)


class Connections(Entities):
    """Connections of two sources, and targets in the data lake."""

    family = "connections"
    transitions = TRANSITIONS
    share = 3
    kinds: ClassVar[tuple[str, ...]] = KINDS

    @move(kind=st.sampled_from((SOURCE, *KINDS)), **CREATIONS)
    def create_entity(self, **asked: Any) -> None:
        self.create_next(**asked)

    @precondition(lambda self: self.known)
    @move(kind=st.sampled_from(KINDS), state=st.sampled_from((None, DRAFT, ENABLED)), **LISTS)
    def list_entities(self, **asked: Any) -> None:
        self.compare_list(**asked)

    def body(self, known: Entity, name: str) -> JsonObject:
        """What makes a connection."""
        body: JsonObject = {**self.described(name), "connectionSpec": spec_of(SPECS.get(known.spec, DATA_LAKE))}
        if known.kind == BASE:
            return {**body, "auth": ACCOUNTS[known.spec]}
        body["data"] = {"format": "json"}
        if known.kind == SOURCE:
            return {**body, "baseConnectionId": self.known[known.on[BASE]].id, "params": PARAMS[known.spec]}
        return {**body, "params": {"dataSetId": self.api.shared(self.api.given_dataset).id}}


def spec_of(id: str) -> JsonObject:
    """How a body names a spec."""
    return {"id": id, "version": "1.0"}
