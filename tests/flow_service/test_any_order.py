"""Any order of calls, on all four collections in two sandboxes: a plain model predicts every answer."""

from collections.abc import Sequence
from functools import cache

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mock_flowservice.wire import JsonObject
from tests.bodies import FILE_FLOW, KINDS, spec_ref, step
from tests.caller import emulated
from tests.clocks import HandClock
from tests.flow_service.drafting import spec_of, what_is_missing
from tests.flow_service.in_process import Platform
from tests.flow_service.life_model import ACTIONS, BELOW, NEEDED, SANDBOXES, Life, Model, predicates
from tests.replies import Answer, Ref

HERE, ELSEWHERE = SANDBOXES
names = st.sampled_from(["a", "b"])
rarely = st.sampled_from([False] * 5 + [True])


@cache
def served() -> tuple[HandClock, Flask]:
    """One emulator for all runs, with its clock: each run has an organisation of its own."""
    clock = HandClock()
    return clock, emulated(clock=clock)


class AnyOrder(RuleBasedStateMachine):
    """Entities are made, changed, acted upon and deleted, now and then from the other sandbox than their own."""

    def __init__(self) -> None:
        super().__init__()
        self.clock, app = served()
        first = Platform(app)
        self.platforms = {name: first.beside(x_sandbox_name=name) for name in SANDBOXES}
        self.model = Model()

    @initialize()
    def begin(self) -> None:
        """A flow with all that it stands on, another in drafts, and a connection in the other sandbox."""
        for draft in (False, True):
            made: dict[str, str] = {}
            for kind in KINDS:
                self.make(kind, HERE, "a", draft, True, [made[below] for below in BELOW[kind].values()])
                made[kind] = self.model.lives[-1].id
        self.make("connections", ELSEWHERE, "b", False, True, [])

    @rule(kind=st.sampled_from(KINDS), draft=st.booleans(), lacks=rarely, strange=rarely, name=names, data=st.data())
    def make_one(self, kind: str, draft: bool, lacks: bool, strange: bool, name: str, data: st.DataObject) -> None:
        sandbox = ELSEWHERE if strange else data.draw(st.sampled_from(SANDBOXES))
        below = [self.any(data, below, None if strange else sandbox) for below in BELOW[kind].values()]
        ids = [each.id for each in below if each]
        if len(ids) == len(below):
            self.make(kind, sandbox, name, draft, not lacks, ids)

    @rule(kind=st.sampled_from(KINDS), name=names, stale=rarely, strange=rarely, data=st.data())
    def rename(self, kind: str, name: str, stale: bool, strange: bool, data: st.DataObject) -> None:
        if life := self.any(data, kind):
            fields = {"name": name, "description": "seen"}
            steps = [step("add", f"/{field}", value) for field, value in fields.items()]
            self.change(life, self.caller(life, strange), stale, steps, fields)

    @rule()
    def complete_all_drafts(self) -> None:
        for life in self.model.lives:
            if life.alive and life.state == "draft":
                field = NEEDED[life.kind]
                value = self.all_fields(life.kind, life.sandbox)[field]
                shown = value if field != "auth" else {**value, "params": {**value["params"], "password": "******"}}
                self.change(life, life.sandbox, False, [step("add", f"/{field}", value)], {field: shown})

    @rule(kind=st.sampled_from(KINDS), strange=rarely, data=st.data())
    def publish(self, kind: str, strange: bool, data: st.DataObject) -> None:
        if life := self.any(data, kind):
            self.act(life, "publish", self.caller(life, strange))

    @rule(kinds=st.permutations(KINDS))
    def publish_all_drafts(self, kinds: list[str]) -> None:
        for kind in kinds:
            for life in self.model.lives:
                if life.alive and (life.kind, life.state) == (kind, "draft"):
                    self.act(life, "publish", life.sandbox)

    @rule(kind=st.sampled_from(["flows"] * 3 + [*KINDS]), op=st.sampled_from(["enable", "disable"]), data=st.data())
    def switch(self, kind: str, op: str, data: st.DataObject) -> None:
        if life := self.any(data, kind):
            self.act(life, op, life.sandbox)

    @rule(kind=st.sampled_from(KINDS), strange=rarely, data=st.data())
    def delete(self, kind: str, strange: bool, data: st.DataObject) -> None:
        if not (life := self.any(data, kind)):
            return
        sandbox = self.caller(life, strange)
        answer = self.platforms[sandbox].delete(life.kind, life.id)
        if not self.is_seen(life, sandbox):
            assert answer.status == 404
        elif self.model.is_used(life):
            assert answer.status == 400
        else:
            assert answer.status == 204
            life.alive = False

    @rule(kind=st.sampled_from(KINDS), strange=rarely, data=st.data())
    def look_up(self, kind: str, strange: bool, data: st.DataObject) -> None:
        if not (life := self.any(data, kind)):
            return
        sandbox = self.caller(life, strange)
        answer = self.platforms[sandbox].ask("GET", f"/{kind}/{life.id}")
        if self.is_seen(life, sandbox):
            self.is_as_expected(life, answer.body["items"])
        else:
            assert answer.status == 404

    @rule(moments=st.integers(1, 5))
    def wait(self, moments: int) -> None:
        self.clock.moment += moments

    @rule(
        kind=st.sampled_from(KINDS),
        sandbox=st.sampled_from(SANDBOXES),
        order=st.sampled_from([None, "name", "-name"]),
        data=st.data(),
    )
    def list_some(self, kind: str, sandbox: str, order: str | None, data: st.DataObject) -> None:
        known = predicates(kind, [each.id for each in self.model.lives])
        asked = data.draw(st.lists(st.sampled_from(known), max_size=2))
        query = {"property": [each.text for each in asked], **({"orderby": order} if order else {})}
        expected = [each.id for each in self.model.living(kind, sandbox) if all(one.holds(each.shown) for one in asked)]
        if order:
            expected.sort(key=lambda id: str(self.model.by_id(id).shown["name"]), reverse=order == "-name")
        limit = data.draw(st.integers(1, 4))
        platform = self.platforms[sandbox]
        assert [each["id"] for each in platform.all(kind, limit=limit, **query)] == expected
        assert platform.page(kind, **query, count="true").body == {"count": len(expected)}

    @invariant()
    def every_list_is_the_model(self) -> None:
        for sandbox, platform in self.platforms.items():
            for kind in KINDS:
                listed, living = platform.all(kind, limit=100), self.model.living(kind, sandbox)
                assert [each["id"] for each in listed] == [each.id for each in living]
                for life, entity in zip(living, listed, strict=True):
                    self.is_as_expected(life, [entity])

    def is_as_expected(self, life: Life, items: list[JsonObject]) -> None:
        [entity] = items
        assert (entity.pop("lastOperation")["operation"] if life.kind == "flows" else "create") == life.operation
        assert entity == life.shown

    def any(self, data: st.DataObject, kind: str, sandbox: str | None = None) -> Life | None:
        """An entity that is or was, of a kind and perhaps of a sandbox; None if there never was one."""
        lives = [each for each in self.model.lives if each.kind == kind and sandbox in (None, each.sandbox)]
        living = [each for each in lives if each.alive]
        return data.draw(st.sampled_from(living * 5 + lives)) if lives else None

    def caller(self, life: Life, strange: bool) -> str:
        """The sandbox of an entity, or the other one."""
        return SANDBOXES[(SANDBOXES.index(life.sandbox) + strange) % len(SANDBOXES)]

    def is_seen(self, life: Life, sandbox: str) -> bool:
        return life.alive and life.sandbox == sandbox

    def make(self, kind: str, sandbox: str, name: str, draft: bool, complete: bool, below: list[str]) -> None:
        """Try to make an entity that stands on those with these ids."""
        body = self.all_fields(kind, sandbox, below) | {"name": name}
        if not complete:
            del body[NEEDED[kind]]
        answer = self.platforms[sandbox].ask("POST", f"/{kind}?mode=draft" if draft else f"/{kind}", body)
        if draft or (complete and self.model.stands(kind, sandbox, body)):
            self.remember(kind, sandbox, answer.ref, body, "draft" if draft else "enabled")
        else:
            assert answer.status == 400

    def remember(self, kind: str, sandbox: str, ref: Ref, body: JsonObject, state: str) -> None:
        """Keep what is shown at first: what was sent, and what the service adds."""
        shown, now = self.platforms[sandbox].get(kind, ref.id), self.clock.moment
        if kind == "flows":
            assert shown.pop("lastOperation") == {"started": now, "updated": 0, "operation": "create"}
        sent = {field: value for field, value in body.items() if field != "auth"}
        told = {"id": ref.id, "state": state, "etag": ref.etag, "version": ref.etag, "sandboxName": sandbox}
        assert shown.items() >= (sent | told | {"createdAt": now, "updatedAt": now}).items()
        life = Life(kind, sandbox, shown, etags=[ref.etag])
        expected = self.model.inherited(life) if state != "draft" else {}
        assert {field: value for field, value in shown.items() if field == "inheritedAttributes"} == expected
        self.model.lives.append(life)

    def act(self, life: Life, op: str, sandbox: str) -> None:
        """Try an action."""
        answer = self.platforms[sandbox].ask("POST", f"/{life.kind}/{life.id}/action?op={op}")
        after = ACTIONS.get((life.state, op)) if life.kind == "flows" or op == "publish" else None
        if not self.is_seen(life, sandbox):
            assert answer.status == 404
        elif after is None or (op == "publish" and not self.model.may_be_published(life)):
            assert answer.status == 400
        elif after == life.state:
            assert answer.ref == Ref(life.id, life.etags[-1])
        else:
            self.changed(life, answer, {"state": after}, op)

    def change(self, life: Life, sandbox: str, stale: bool, steps: list[JsonObject], fields: JsonObject) -> None:
        """Try a PATCH with the newest etag or an older one."""
        etag = life.etags[-1] if not stale else (['"nobody-had-this"', *life.etags])[-2]
        answer = self.platforms[sandbox].patch(life.kind, Ref(life.id, etag), *steps)
        if not self.is_seen(life, sandbox):
            assert answer.status == 404
        elif stale:
            assert answer.status == 412
        elif life.state != "draft" and not self.model.stands(life.kind, sandbox, life.shown):
            assert answer.status == 400
        else:
            self.changed(life, answer, fields, "update")

    def changed(self, life: Life, answer: Answer, fields: JsonObject, operation: str) -> None:
        """Note what has changed, and that the etag is one that never was."""
        assert answer.ref.id == life.id
        assert answer.ref.etag not in life.etags
        life.etags.append(answer.ref.etag)
        life.shown |= fields | {
            "etag": answer.ref.etag,
            "version": answer.ref.etag,
            "updatedAt": self.clock.moment,
        }
        if life.kind == "flows":
            life.operation = operation
        if operation == "publish":
            life.shown |= self.model.inherited(life)

    def all_fields(self, kind: str, sandbox: str, below: Sequence[str] = ()) -> JsonObject:
        """All that an entity needs, standing on those with these ids."""
        refs = dict.fromkeys(KINDS, Ref("nobody", "none"))
        refs |= {name: Ref(id, "") for name, id in zip(BELOW[kind].values(), below, strict=False)}
        spec = {"flowSpec": spec_ref(FILE_FLOW)} if kind == "flows" else {"connectionSpec": spec_ref(spec_of(kind))}
        return spec | what_is_missing(self.platforms[sandbox], kind, refs)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(stateful_step_count=40, suppress_health_check=[*HealthCheck])
