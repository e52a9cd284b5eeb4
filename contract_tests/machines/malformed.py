"""Malformed calls: whatever comes in between, it is clearly refused, and nothing that is there changes."""

from __future__ import annotations

import requests
from hypothesis import strategies as st
from hypothesis.stateful import precondition

from ..api import KINDS, NOBODY
from ..raw import is_clear_error
from .machine import Machine, move
from .transitions import Transition

FAMILY, AS_IT_WAS = "malformed calls", "as it was"
BODIES = {"broken JSON": '{"name": ', "no body": "", "a list": "[]", "a text": '"name"', "null": "null"}
HEADERS: dict[str, dict[str, str | None]] = {
    "no token": {"Authorization": None},
    "no bearer token": {"Authorization": "nonsense"},
    "no api key": {"x-api-key": None},
    "no organisation": {"x-gw-ims-org-id": None},
}
TROUBLE = "doc help/landing/troubleshooting.md"
TRANSITIONS = tuple(
    Transition(FAMILY, AS_IT_WAS, name, AS_IT_WAS, source)
    for names, source in (
        (BODIES, "doc help/sources/errors/flow-service-errors.md (1405-400)"),
        (("another content type",), TROUBLE),
        (HEADERS, TROUBLE),
        (("an unknown id",), "destinations spec, 404"),
        (("a wrong method",), "spec: no such operation"),
    )
    for name in names
)
collections = st.sampled_from((*KINDS,))


class Malformed(Machine):
    """Calls that nothing takes, to any collection; nobody has to make anything for them."""

    family = FAMILY
    transitions = TRANSITIONS

    @move(kind=collections, body=st.sampled_from((*BODIES,)))
    def send_malformed_body(self, kind: str, body: str) -> None:
        self.refused_call(body, self.raw("POST", KINDS[kind].path, data=BODIES[body]))

    @move(kind=collections, headers=st.sampled_from((*HEADERS,)))
    def send_malformed_headers(self, kind: str, headers: str) -> None:
        sent = self.raw("GET", KINDS[kind].path, params=KINDS[kind].query, headers=HEADERS[headers])
        self.refused_call(headers, sent)

    @move(kind=collections)
    def send_another_content_type(self, kind: str) -> None:
        sent = self.raw("POST", KINDS[kind].path, data="name=a", headers={"Content-Type": "text/plain"})
        self.refused_call("another content type", sent)

    @move(kind=collections)
    def ask_for_an_unknown_id(self, kind: str) -> None:
        self.refused_call("an unknown id", self.raw("GET", f"{KINDS[kind].path}/{NOBODY}"))

    @move(kind=collections, method=st.sampled_from(("PUT", "DELETE")))
    def use_a_wrong_method(self, kind: str, method: str) -> None:
        self.refused_call("a wrong method", self.raw(method, KINDS[kind].path, json={}))

    @precondition(lambda self: self.whereabouts())
    @move(number=st.integers(0, 9), body=st.sampled_from((*BODIES,)))
    def change_by_malformed_body(self, number: int, body: str) -> None:
        there = self.whereabouts()
        path, etag = there[number % len(there)]
        self.refused_call(body, self.raw("PATCH", path, data=BODIES[body], headers={"If-Match": etag}))

    def refused_call(self, name: str, reply: requests.Response) -> None:
        """A call was refused, in words; nothing has changed."""
        assert 400 <= reply.status_code < 500, f"{name}: {reply.status_code} {reply.text}"
        assert is_clear_error(reply), reply.text
        self.passed(AS_IT_WAS, name, AS_IT_WAS, FAMILY)
