"""Any order of calls, on all four collections in two sandboxes: a plain model predicts every answer."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from mock_flowservice.wire import JsonObject
from tests.bodies import FILE_FLOW, FILE_STORAGE, spec_ref, step
from tests.caller import emulated
from tests.clocks import HandClock
from tests.flow_service.drafting import KINDS, LAKE, what_is_missing
from tests.flow_service.in_process import Platform
from tests.flow_service.life_model import ACTIONS, BELOW, NEEDED, SANDBOXES, Life, Model, predicates
from tests.replies import Answer, Ref

names = st.sampled_from(["a", "b"])
sandboxes = st.sampled_from(SANDBOXES)


class AnyOrder(RuleBasedStateMachine):
    """Entities are made, changed, acted upon and deleted, from their own sandbox and from the other."""

    bases, sources, targets, flows = (Bundle(kind) for kind in KINDS)
    entities = bases | sources | targets | flows

    def __init__(self) -> None:
        super().__init__()
        self.clock = HandClock()
        first = Platform(emulated(clock=self.clock))
        self.platforms = {name: first.beside(x_sandbox_name=name) for name in SANDBOXES}
        self.model = Model()

    @rule(target=bases, sandbox=sandboxes, name=names, draft=st.booleans(), complete=st.booleans())
    def make_connection(self, sandbox: str, name: str, draft: bool, complete: bool) -> str:
        return self.make("connections", sandbox, name, draft, complete)

    @rule(target=targets, sandbox=sandboxes, name=names, draft=st.booleans(), complete=st.booleans())
    def make_target(self, sandbox: str, name: str, draft: bool, complete: bool) -> str:
        return self.make("targetConnections", sandbox, name, draft, complete)

    @rule(target=sources, sandbox=sandboxes, base=bases, name=names, draft=st.booleans(), complete=st.booleans())
    def make_source(self, sandbox: str, base: str, name: str, draft: bool, complete: bool) -> str:
        return self.make("sourceConnections", sandbox, name, draft, complete, base)

    @rule(
        target=flows,
        sandbox=sandboxes,
        source=sources,
        to=targets,
        name=names,
        draft=st.booleans(),
        complete=st.booleans(),
    )
    def make_flow(self, sandbox: str, source: str, to: str, name: str, draft: bool, complete: bool) -> str:
        return self.make("flows", sandbox, name, draft, complete, source, to)

    @rule(entity=entities, sandbox=sandboxes, name=names, stale=st.booleans())
    def rename(self, entity: str, sandbox: str, name: str, stale: bool) -> None:
        if life := self.known(entity):
            fields = {"name": name, "description": "seen"}
            steps = [step("add", f"/{field}", value) for field, value in fields.items()]
            self.change(life, sandbox, stale, steps, fields)

    @rule(entity=entities)
    def complete(self, entity: str) -> None:
        if (life := self.known(entity)) and life.alive and life.state == "draft":
            field = NEEDED[life.kind]
            value = self.all_fields(life.kind, life.sandbox)[field]
            shown = value if field != "auth" else {**value, "params": {**value["params"], "password": "******"}}
            self.change(life, life.sandbox, False, [step("add", f"/{field}", value)], {field: shown})

    @rule(entity=entities, sandbox=sandboxes, op=st.sampled_from(["publish", "enable", "disable"]))
    def act(self, entity: str, sandbox: str, op: str) -> None:
        if not (life := self.known(entity)):
            return
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

    @rule(entity=entities, sandbox=sandboxes)
    def delete(self, entity: str, sandbox: str) -> None:
        if not (life := self.known(entity)):
            return
        answer = self.platforms[sandbox].delete(life.kind, life.id)
        if not self.is_seen(life, sandbox):
            assert answer.status == 404
        elif self.model.is_used(life):
            assert answer.status == 400
        else:
            assert answer.status == 204
            life.alive = False

    @rule(moments=st.integers(1, 5))
    def wait(self, moments: int) -> None:
        self.clock.moment += moments

    @rule(kind=st.sampled_from(KINDS), sandbox=sandboxes, order=st.sampled_from([None, "name", "-name"]), data=st.data())
    def list_some(self, kind: str, sandbox: str, order: str | None, data: st.DataObject) -> None:
        known = predicates(kind, [each.id for each in self.model.lives.values()])
        asked = data.draw(st.lists(st.sampled_from(known), max_size=2))
        query = {"property": [each.text for each in asked], **({"orderby": order} if order else {})}
        expected = [
            each.id for each in self.model.living(kind, sandbox) if all(one.holds(each.shown) for one in asked)
        ]
        if order:
            expected.sort(key=lambda id: str(self.model.by_id(id).shown["name"]), reverse=order == "-name")
        limit = data.draw(st.integers(1, 4))
        platform = self.platforms[sandbox]
        assert [each["id"] for each in platform.all(kind, limit=limit, **query)] == expected
        assert platform.page(kind, **query, count="true").body == {"count": len(expected)}

    @invariant()
    def every_look_up_is_as_the_model_says(self) -> None:
        for life in self.model.lives.values():
            for sandbox, platform in self.platforms.items():
                answer = platform.ask("GET", f"/{life.kind}/{life.id}")
                if self.is_seen(life, sandbox):
                    self.is_as_expected(life, answer.body["items"])
                else:
                    assert answer.status == 404

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

    def known(self, symbol: str) -> Life | None:
        """An entity; nothing for one that was refused."""
        return self.model.lives.get(symbol)

    def is_seen(self, life: Life, sandbox: str) -> bool:
        return life.alive and life.sandbox == sandbox

    def make(self, kind: str, sandbox: str, name: str, draft: bool, complete: bool, *below: str) -> str:
        """Try to make an entity; its symbol, or nothing."""
        if not all(below):
            return ""
        body = self.all_fields(kind, sandbox, *below) | {"name": name}
        if not complete:
            del body[NEEDED[kind]]
        platform = self.platforms[sandbox]
        answer = platform.ask("POST", f"/{kind}?mode=draft" if draft else f"/{kind}", body)
        if not draft and not (complete and self.model.stands(kind, sandbox, body)):
            assert answer.status == 400
            return ""
        return self.remember(kind, sandbox, answer.ref, body, "draft" if draft else "enabled")

    def remember(self, kind: str, sandbox: str, ref: Ref, body: JsonObject, state: str) -> str:
        """Keep what is shown at first, which is what was sent, and what the service adds."""
        shown = self.platforms[sandbox].get(kind, ref.id)
        if kind == "flows":
            assert shown.pop("lastOperation") == {"started": self.clock.moment, "updated": 0, "operation": "create"}
        secret = {"auth"} & body.keys()
        assert {field: shown[field] for field in body if field not in secret}.items() >= {
            field: value for field, value in body.items() if field not in secret
        }.items()
        life = Life(kind, sandbox, shown, etags=[ref.etag])
        assert shown.items() >= {"state": state, "etag": ref.etag, "version": ref.etag, "sandboxName": sandbox}.items()
        assert shown["createdAt"] == shown["updatedAt"] == self.clock.moment
        expected = self.model.inherited(life) if state != "draft" else {}
        assert {field: value for field, value in shown.items() if field == "inheritedAttributes"} == expected
        symbol = f"{kind} {len(self.model.lives)}"
        self.model.lives[symbol] = life
        return symbol

    def change(
        self, life: Life, sandbox: str, stale: bool, steps: list[JsonObject], fields: JsonObject
    ) -> None:
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

    def all_fields(self, kind: str, sandbox: str, *below: str) -> JsonObject:
        """All that an entity needs, standing on these."""
        fields = BELOW[kind].values()
        refs: dict[str, Any] = dict.fromkeys(KINDS, Ref("nobody", "none"))
        refs |= {name: Ref(self.model.lives[symbol].id, "") for name, symbol in zip(fields, below, strict=False)}
        spec = {"flowSpec": spec_ref(FILE_FLOW)} if kind == "flows" else {"connectionSpec": spec_ref(spec_of(kind))}
        return spec | what_is_missing(self.platforms[sandbox], kind, refs)


def spec_of(kind: str) -> str:
    return LAKE if kind == "targetConnections" else FILE_STORAGE


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(deadline=None, suppress_health_check=[*HealthCheck])
