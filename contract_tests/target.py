"""What is tested: an emulator in this process, a server at an address, the real service, or a recording of one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from flowservice_client import ApiError, Client, FlowServiceError, NotConfigured
from flowservice_client.config import PREFIX as VARIABLES
from flowservice_client.config import Options

from .cleaning import Cleaned, Cleaner, kept, place_of
from .in_process import emulator_in_process
from .ledger import PREFIX, Clerk, Ledger
from .plan import Kind, Plan
from .readings import Readings
from .recording.recorder import Recorder
from .recording.recording import RUN, Recording
from .recording.replay import Replay
from .recording.scenes import Scenes
from .tidying import tidied
from .wire import Limits, Wire

CALLER: Options = {
    "client_id": "contract-tests",
    "client_secret": "no-secret",
    "org": "C0117AC7C0117AC7C0117AC7@AdobeOrg",
}
"""As whom an emulator is called that was told nobody else."""
STAYING = frozenset(("live", "real"))
"""The targets where what was made stays when a run ends."""
ALLOW = "--production (with pytest --flowservice-production) takes it all the same"


class Refused(NotConfigured):
    """The target may not be used, and why."""


@dataclass(frozen=True)
class Target:
    """A service that is tested, and what the suite knows of it.

    `run` begins every name that this run gives, `now` is the time in epoch seconds. `alone` says that nobody else
    changes anything in the sandbox meanwhile. `cleaner` knows what was made, `scenes` which test asks, `recording` how
    a recorded target was recorded.
    """

    kind: Kind
    client: Client
    wire: Wire
    rules: Readings
    run: str
    cleaner: Cleaner
    now: Callable[[], float] = time
    scenes: Scenes = field(default_factory=Scenes)
    recording: Recording | None = None

    @property
    def is_emulator(self) -> bool:
        """Whether it says how it reads the rules."""
        return bool(self.rules)

    @property
    def alone(self) -> bool:
        """Whether nobody else is at work in the sandbox."""
        return (self.recording.target if self.recording else self.kind) == "in process"

    @property
    def seen(self) -> float:
        """When its answers were given, in epoch seconds."""
        return self.recording.seen if self.recording else self.now()


@contextmanager
def opened(plan: Plan, limits: Limits | None = None, scenes: Scenes | None = None) -> Iterator[Target]:
    """The target of a plan, as long as the context lasts; what was made is deleted at its end.

    Raises NotConfigured, of which Refused is one, and NoAnswer.
    """
    scenes = scenes or Scenes()
    if plan.recorded:
        with replayed(plan.recorded, limits or limits_of(plan), scenes) as target:
            yield target
        return
    wire = Wire(limits or limits_of(plan))
    with asked(plan, wire) as client:
        logged_in(client)
        rules = Readings() if plan.real else rules_of(client)
        stays = plan.kind in STAYING
        if stays and not rules and not plan.production:
            refuse_production(client)
        run = f"{PREFIX}{uuid4().hex[:8]}"
        with kept(client, wire, run, plan.ledger if stays else None, published_only=not rules) as cleaner:
            began = int(time())
            now: Callable[[], float] = (lambda: began) if plan.record else time
            target = Target(plan.kind, client, wire, rules, run, cleaner, now, scenes)
            recording = closing(Recorder(plan.record, target, began)) if plan.record else nullcontext()
            with tidied(wire, cleaner, scenes), recording:
                yield target


@contextmanager
def replayed(folder: Path, limits: Limits, scenes: Scenes) -> Iterator[Target]:
    """The target that was recorded in a folder."""
    wire = Replay(limits, folder, scenes)
    recording = wire.recording
    with (
        Client(adapter=wire, **recording.caller) as client,
        kept(client, wire, RUN, None, published_only=not recording.rules) as cleaner,
    ):
        rules = Readings(recording.rules)
        yield Target("recorded", client, wire, rules, RUN, cleaner, lambda: recording.begins, scenes, recording)


@contextmanager
def asked(plan: Plan, wire: Wire) -> Iterator[Client]:
    """A client of the target of a plan; nothing is asked yet."""
    with ExitStack() as stack:
        if plan.kind == "in process":
            stack.enter_context(emulator_in_process())
        elif plan.kind == "live":
            stack.enter_context(patch.dict(os.environ, past_any_proxy()))
        yield stack.enter_context(Client(adapter=wire, **caller(plan)))


def clean(plan: Plan) -> Cleaned:
    """Delete what interrupted runs left behind, as the plan's ledger tells; raises NotConfigured and NoAnswer.

    No run that writes to this ledger may be going on meanwhile.
    """
    if plan.kind not in STAYING:
        raise NotConfigured("a base URL, or that it is the real service, has to be said: nothing else keeps anything")
    try:
        wire, ledger = Wire(limits_of(plan)), Ledger.read(plan.ledger)
    except OSError as error:
        raise NotConfigured(f"the ledger cannot be read: {error}") from None
    wire.limits.cleaning = True
    with asked(plan, wire) as client:
        here = place_of(client)
        wire.observers.append(Clerk(ledger, "", here))
        published_only = plan.real or not rules_of(client)
        cleaned = Cleaner(client, ledger, here, published_only).clean()
    ledger.tidy()
    return cleaned


def limits_of(plan: Plan) -> Limits:
    """The limits of a plan; a worker of pytest-xdist has its share of them."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return Limits(plan.max_calls and max(1, plan.max_calls // workers), plan.rate / workers)


def logged_in(client: Client) -> None:
    """Raise NotConfigured where no token is to be had: there is nothing to test then."""
    try:
        client.tokens.current()
    except ApiError as error:
        raise NotConfigured(f"{client.settings.ims} gives no token: {error}") from None


def refuse_production(client: Client) -> None:
    """Raise Refused unless the sandbox is known to be one for development.

    Source: Sandbox API, GET /sandboxes/{name}; its types are `development` and `production`.
    """
    name = client.settings.sandbox
    try:
        found = client.sandboxes.retrieve(name).json.get("type")
    except FlowServiceError as error:
        raise Refused(f"whether sandbox {name} is for production cannot be told ({error}); {ALLOW}") from None
    if found != "development":
        told = "is for production" if found == "production" else f"is of an unknown type ({found})"
        raise Refused(f"sandbox {name} {told}, and tests make things there; {ALLOW}")


def caller(plan: Plan) -> Any:
    """The settings of the client: the environment's, and for an emulator somebody's where it names nobody."""
    if plan.kind == "in process":
        return {**CALLER, "environ": {}}
    named = {"base_url": plan.base_url} if plan.base_url else {}
    if plan.real:
        return named
    absent = {name: value for name, value in CALLER.items() if not os.environ.get(VARIABLES + name.upper())}
    return named if os.environ.get(f"{VARIABLES}CREDENTIALS") else {**absent, **named}


def past_any_proxy() -> dict[str, str]:
    """What keeps a proxy of the environment from looking for this machine's own addresses on its own."""
    return {"no_proxy": ",".join(filter(None, (os.environ.get("no_proxy"), "127.0.0.1,localhost")))}


def rules_of(client: Client) -> Readings:
    """How the target reads disputed rules, which an emulator says."""
    try:
        answer: Any = client.gateway.ask("GET", "/_mock/rules")
        found = Readings({rule["id"]: rule["value"] for rule in answer["rules"]})
    except (ApiError, LookupError, TypeError):  # whatever another service says there
        return Readings()
    found.rows = tuple(answer["rules"])
    return found
