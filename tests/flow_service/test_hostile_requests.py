"""Requests that nobody should send: whatever they hold, the answer is the caller's fault and never the emulator's."""

import json
from copy import deepcopy
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.bodies import AZURE_BLOB, KINDS, connection_body, copy, flow_body, mapping, source_body, step, target_body
from tests.caller import shared
from tests.flow_service.in_process import Platform

SPECIAL = [
    2**53,
    2**63,
    2**64,
    -(2**80),
    1e308,
    -0.0,
    15.5,
    "\0",
    "\u202e",
    "💥",
    "a" * 5000,
    "{0}",
    "%s",
    "../..",
    '"',
]
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
leaves = st.none() | st.booleans() | st.sampled_from(SPECIAL) | words | st.floats(allow_nan=False, allow_infinity=False)
junk = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | st.just("id"), inner, max_size=3),
    max_leaves=6,
)


class Prepared:
    """A tenant with one entity of each kind, and a body that would make another."""

    def __init__(self, profile: str) -> None:
        self.platform = Platform(shared(profile))
        base = self.platform.given_connection().id
        source, target = self.platform.given_source(baseConnectionId=base), self.platform.given_target()
        steps = [mapping(self.platform.given_mapping_set()), copy()]
        self.flow = self.platform.given_flow(source.id, target.id)
        self.bodies: dict[str, JsonObject] = {
            "connections": connection_body(description="d"),
            "sourceConnections": source_body(baseConnectionId=base, description="d"),
            "targetConnections": target_body(params=self.platform.get("targetConnections", target.id)["params"]),
            "flows": flow_body(source.id, target.id, transformations=steps, options={"a": 1}, policy={}),
        }


@cache
def prepared(profile: str) -> Prepared:
    """The one tenant of a profile that all requests of these tests go to."""
    return Prepared(profile)


tenants = st.sampled_from(["tutorial", "published"]).map(prepared)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where in a body something can be replaced."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for name, child in children for place in places(child, (*path, name)))]


def replaced(body: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    changed = deepcopy(body)
    holder = changed
    for name in place[:-1]:
        holder = holder[name]
    holder[place[-1]] = value
    return changed


@given(tenant=tenants, kind=st.sampled_from(KINDS), where=st.integers(0, 99), value=junk)
def test_any_value_at_any_place_of_a_body_is_taken_or_refused(
    tenant: Prepared, kind: str, where: int, value: Any
) -> None:
    body = tenant.bodies[kind]
    spots = places(body)
    answer = tenant.platform.create(kind, replaced(body, spots[where % len(spots)], value))
    assert answer.status in (201, 400, 422)
    if answer.status == 201:
        assert tenant.platform.get(kind, answer.ref.id)["etag"] == answer.ref.etag


@given(tenant=tenants, kind=st.sampled_from(KINDS), raw=st.binary(max_size=40) | st.text('[]{}",:0e-n\\', max_size=20))
def test_any_bytes_are_no_more_than_a_bad_body(tenant: Prepared, kind: str, raw: bytes | str) -> None:
    headers = {"Content-Type": "application/json"}
    assert tenant.platform.create(kind, None, data=raw, headers=headers).status == 400


pointers = st.lists(
    st.sampled_from(["name", "options", "auth", "params", "scheduleParams", "transformations", "0", "-", "~", "~2", ""])
    | words
    | st.just("9" * 5000),
    max_size=4,
).map(lambda parts: "/" + "/".join(parts))
any_steps = st.lists(
    st.fixed_dictionaries(
        {"op": st.sampled_from(["add", "replace", "remove", "Add", "move", "\0"]), "path": pointers | words},
        optional={"value": junk, "from": pointers},
    ),
    max_size=4,
)


@given(tenant=tenants, steps=any_steps | junk)
def test_any_patch_is_done_or_refused(tenant: Prepared, steps: Any) -> None:
    platform = tenant.platform
    flow = platform.get("flows", tenant.flow.id)
    what: Any = {"data": json.dumps(steps), "headers": {"If-Match": flow["etag"], "Content-Type": "application/json"}}
    answer = platform.ask("PATCH", f"/flows/{tenant.flow.id}", **what)
    assert answer.status in (200, 400)
    assert (platform.get("flows", tenant.flow.id) == flow) == (answer.status == 400)


queries = st.lists(
    st.tuples(
        st.sampled_from(["property", "limit", "orderby", "continuationToken", "count", "mode", "x"]),
        words | st.text('name.createdAt[]=<>!~,"+-#0 ', max_size=20) | st.just("1" * 5000),
    ),
    max_size=4,
)


@given(tenant=tenants, kind=st.sampled_from([*KINDS, "runs", "connectionSpecs"]), query=queries)
def test_any_query_of_a_list_is_answered_or_refused(tenant: Prepared, kind: str, query: Any) -> None:
    text = "&".join(f"{name}={quote(value)}" for name, value in query)
    assert tenant.platform.ask("GET", f"/{kind}?{text}").status in (200, 400)


names = st.sampled_from(["objectType", "OBJECT", "file_type", "preview", "sourceParams", "filters", "x"])


@given(
    tenant=tenants,
    query=st.dictionaries(names, words | st.sampled_from(["rest", "json", "e30", "true"]), max_size=5),
)
def test_any_explore_call_is_answered_or_refused(tenant: Prepared, query: dict[str, str]) -> None:
    base = tenant.platform.all("connections", limit=1)[0]["id"]
    assert tenant.platform.ask("GET", f"/connections/{base}/explore", query_string=query).status in (200, 400)


@given(
    tenant=tenants,
    kind=st.sampled_from([*KINDS, "runs", "flowSpecs"]),
    id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.just("a" * 9000),
    method=st.sampled_from(["GET", "DELETE", "PATCH"]),
)
def test_any_id_is_merely_unknown(tenant: Prepared, kind: str, id: str, method: str) -> None:
    answer = tenant.platform.ask(method, f"/{kind}/{quote(id, safe='')}", headers={"If-Match": '"x"'})
    assert answer.status in ((404, 405) if id.strip("/.") else (200, 404, 405))


@given(
    name=st.sampled_from(["If-Match", "x-sandbox-name", "x-request-id", "Accept", "Content-Type", "x-gw-ims-org-id"]),
    value=st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=20),
)
def test_any_header_is_answered_or_refused(name: str, value: str) -> None:
    tenant, headers = prepared("tutorial"), {"If-Match": '"x"', name: value}
    answer = tenant.platform.ask("PATCH", f"/flows/{tenant.flow.id}", [step("add", "/name", "x")], headers=headers)
    assert answer.status in (400, 403, 404, 412)


def test_nesting_of_any_depth_is_refused_at_once(platform: Platform) -> None:
    headers = {"Content-Type": "application/json"}
    for raw in (b"[" * 100_000, b"[" * 50_000 + b"]" * 50_000, b'{"a":' * 20_000 + b"1" + b"}" * 20_000):
        assert platform.create("flows", None, data=raw, headers=headers).status == 400


def test_a_depth_that_can_be_read_can_be_written(platform: Platform) -> None:
    value: Any = 1
    for _ in range(60):
        value = [value]
    made = platform.given_flow(options={"deep": value})
    assert platform.get("flows", made.id)["options"] == {"deep": value}
    assert platform.create("flows", {"name": [value] * 5}).status == 400


@pytest.mark.parametrize("field", ["sourceConnectionIds", "transformations", "name"])
def test_long_arrays_are_refused_without_delay(platform: Platform, field: str) -> None:
    body = flow_body(platform.given_source().id, platform.given_target().id)
    elements: tuple[Any, ...] = ("x", 5, {})
    for element in elements:
        answer = platform.create("flows", body | {field: [element] * 10_000})
        assert answer.status == 400
        assert len(answer.body["errorMessage"]) < 5_000


def test_long_arrays_that_are_allowed_are_kept(platform: Platform) -> None:
    made = platform.given_flow(options={"list": list(range(10_000))})
    remove = step("remove", "/options/list/0")
    made = platform.patch("flows", made, *[remove] * 1000).ref
    assert platform.get("flows", made.id)["options"] == {"list": list(range(1000, 10_000))}
    assert platform.patch("flows", made, *[remove] * 1001).refusal == (400, "1455-400")


def test_a_body_beyond_four_mebibytes_is_refused(platform: Platform) -> None:
    assert platform.create("connections", connection_body(name="a" * 4 * 1024 * 1024)).status == 413


def test_a_long_filter_is_refused(platform: Platform) -> None:
    for text in ("name==" + "a" * 200_000, "createdAt>" + "1" * 200_000, "name" + "." * 200_000):
        assert platform.page("flows", property=text).status in (200, 400)


def test_a_long_word_is_no_more_than_unknown(platform: Platform) -> None:
    long = "Basic Authentication" * 50_000
    for body in (
        connection_body(connectionSpec={"id": long}),
        connection_body(auth={"specName": long, "params": {}}),
        connection_body(AZURE_BLOB, connectionSpec={"id": AZURE_BLOB, "version": long}),
    ):
        assert platform.create("connections", body).status == 400
