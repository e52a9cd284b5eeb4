"""What should be true of entities in two sandboxes: a plain record of each, and what may be done to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mock_flowservice.wire import JsonObject

SANDBOXES = ("prod", "dev")
BELOW: dict[str, dict[str, str]] = {
    "connections": {},
    "sourceConnections": {"baseConnectionId": "connections"},
    "targetConnections": {},
    "flows": {"sourceConnectionIds": "sourceConnections", "targetConnectionIds": "targetConnections"},
}
"""The fields in which a kind names what it stands on, and the kind of that."""
NEEDED = {"connections": "auth", "sourceConnections": "data", "targetConnections": "params", "flows": "scheduleParams"}
"""A field that an incomplete draft leaves out."""
ACTIONS = {
    ("draft", "publish"): "enabled",
    ("enabled", "disable"): "disabled",
    ("disabled", "enable"): "enabled",
    ("enabled", "enable"): "enabled",
    ("disabled", "disable"): "disabled",
}
"""Where an action leads from a state."""


@dataclass
class Life:
    """An entity as the model knows it."""

    kind: str
    sandbox: str
    shown: JsonObject
    """What a look-up shows."""
    operation: str = "create"
    """For a flow: what was done to it last."""
    etags: list[str] = field(default_factory=list)
    """All that it ever had."""
    alive: bool = True

    @property
    def id(self) -> str:
        return str(self.shown["id"])

    @property
    def state(self) -> str:
        return str(self.shown["state"])

    @property
    def is_published(self) -> bool:
        return self.alive and self.state != "draft"


class Predicate(NamedTuple):
    """A filter, as it is asked and as it is meant."""

    text: str
    holds: Callable[[JsonObject], bool]


class Model:
    """All entities that ever were, in the order of their making."""

    def __init__(self) -> None:
        self.lives: list[Life] = []

    def living(self, kind: str, sandbox: str) -> list[Life]:
        """The entities of a collection."""
        return [each for each in self.lives if each.alive and (each.kind, each.sandbox) == (kind, sandbox)]

    def by_id(self, id: str) -> Life:
        """An entity that is or was."""
        return next(each for each in self.lives if each.id == id)

    def below(self, kind: str, body: JsonObject) -> Iterator[Life]:
        """What an entity with this body stands on."""
        for name in BELOW[kind]:
            ids = body[name] if isinstance(body[name], list) else [body[name]]
            yield from map(self.by_id, ids)

    def stands(self, kind: str, sandbox: str, body: JsonObject) -> bool:
        """Whether all that an entity with this body stands on, down to the ground, is there and published."""
        return all(
            each.is_published and each.sandbox == sandbox and self.stands(each.kind, sandbox, each.shown)
            for each in self.below(kind, body)
        )

    def may_be_published(self, life: Life) -> bool:
        """Whether nothing is missing."""
        return NEEDED[life.kind] in life.shown and self.stands(life.kind, life.sandbox, life.shown)

    def is_used(self, life: Life) -> bool:
        """Whether a published flow stands on an entity."""
        flows = (each for each in self.living("flows", life.sandbox) if each.is_published)
        grounds = (ground for flow in flows for each in self.below("flows", flow.shown) for ground in self.ground(each))
        return any(ground is life for ground in grounds)

    def ground(self, life: Life) -> Iterator[Life]:
        """An entity and all that it stands on."""
        yield life
        for each in self.below(life.kind, life.shown):
            yield from self.ground(each)

    def inherited(self, life: Life) -> JsonObject:
        """What a published entity remembers of what it stands on."""
        if life.kind not in ("sourceConnections", "flows"):
            return {}
        if life.kind == "sourceConnections":
            [base] = self.below(life.kind, life.shown)
            return {"inheritedAttributes": {"baseConnection": reference(base)}}
        source, target = self.below("flows", life.shown)
        return {
            "inheritedAttributes": {
                "sourceConnections": [reference(source) | source.shown["inheritedAttributes"]],
                "targetConnections": [reference(target)],
                "properties": {"isSourceFlow": True},
            }
        }


def reference(life: Life) -> JsonObject:
    """How an entity is named by what stands on it."""
    return {"id": life.id, "connectionSpec": life.shown["connectionSpec"]}


def differs(field: str, value: str) -> Callable[[JsonObject], bool]:
    return lambda it: it.get(field) != value


def holds(field: str, value: str) -> Callable[[JsonObject], bool]:
    return lambda it: value in it.get(field, ())


def predicates(kind: str, ids: list[str]) -> list[Predicate]:
    """Filters of a collection, some of them by the ids of entities of any kind."""
    found = [Predicate(f"name=={name}", equal("name", name)) for name in ("a", "b")]
    found += [Predicate(f"name!={name}", differs("name", name)) for name in ("a", "b")]
    found += [Predicate(f"state=={state}", equal("state", state)) for state in ("draft", "enabled", "disabled")]
    found += [Predicate("state==draft,disabled", lambda it: it["state"] in ("draft", "disabled"))]
    found += [Predicate("description==seen", equal("description", "seen"))]
    for id in ids:
        found.append(Predicate(f"id=={id}", equal("id", id)))
        for name in BELOW[kind]:
            brackets = "[]" if name.endswith("s") else ""
            found.append(Predicate(f"{name}{brackets}=={id}", holds(name, id)))
    return found


def equal(name: str, value: Any) -> Callable[[JsonObject], bool]:
    """Whether a field has a value."""
    return lambda entity: bool(entity.get(name) == value)
