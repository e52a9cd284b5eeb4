"""Bodies and parameters of every bad kind: a clear refusal, and everything stays as it was."""

import base64
import gzip
import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from .api import Api
from .contract import Case, cases
from .json_patches import places
from .raw import Raw, is_clear_error, refused
from .readings import Readings
from .requests_of_contract import LASTING, WRITE_SPECS, real, send
from .tutorial import FLOW_SERVICE, JsonObject

WRITING = ("POST", "PUT", "PATCH")
TAKES_JSON = [case for case in cases() if case.content_type == "application/json" and case.method in WRITING]
CREATES = [case for case in TAKES_JSON if case.operation_id.startswith("create")]
ACTIONS = [
    pytest.param(case, marks=[pytest.mark.needs("lasting")] if case.operation_id in LASTING else [])
    for case in cases()
    if case.path.endswith("/action")
]
BEYOND_THE_DOCUMENTS = {case.operation_id for case in cases() if not case.is_published}
TEN_MEGABYTES = 10 * 1024 * 1024

UNREADABLE: dict[str, bytes] = {
    "no JSON": b"name: Mixpanel",
    "half a document": b'{"name": "Mixp',
    "two documents": b"{}{}",
    "a trailing comma": b'{"name": "Mixpanel",}',
    "single quotes": b"{'name': 'Mixpanel'}",
    "not a number": b'{"name": NaN}',
    "infinity": b'{"name": -Infinity}',
    "broken UTF-8": b'{"name": "\xff\xfe"}',
    "an encoded surrogate": b'{"name": "\xed\xa0\x80"}',
    "half a surrogate pair": b'{"name": "\\ud800"}',
    "UTF-16": '{"name": "Mixpanel"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"name": "Mixpanel"}',
    "a control character": b'{"name": "\x00"}',
    "zipped": gzip.compress(b"{}", mtime=0),
    "a form": b"name=Mixpanel&description=x",
    "HTML": b"<html></html>",
}
MISFITS: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \r\n\t",
    "null": b"null",
    "true": b"true",
    "a number": b"12345678901234567890",
    "a huge number": b"1" * 4000,
    "a number beyond floats": b"1e400",
    "a string": b'"Mixpanel"',
    "an empty array": b"[]",
    "an array": b'[{"name": "Mixpanel"}]',
    "an empty object": b"{}",
    "a huge number as a field": b'{"name": ' + b"9" * 4000 + b"}",
    "deep arrays": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "a deep field": b'{"name": "x", "auth": {"params": ' + b"[" * 5000 + b"]" * 5000 + b"}}",
}

each_create = pytest.mark.parametrize("case", CREATES, ids=str, indirect=True)


@pytest.fixture
def case(request: pytest.FixtureRequest, unbuilt: frozenset[str]) -> Case:
    """A request of the contract, whoever has published it; skipped where the target says that it is not built."""
    found: Case = request.param
    if found.operation_id in unbuilt:
        pytest.skip(f"the target has not built {found.operation_id}")
    return found


def refusals(case: Case, rules: Readings, *statuses: int) -> tuple[int, ...]:
    """How a case may be refused; where it is not certain that its operation is there, also that it is not."""
    return statuses if rules or case.is_published else (*statuses, 404, 405)


@pytest.mark.rests_on("request.order", "request.refusals")
@each_create
def test_a_body_that_cannot_be_read_is_refused(api: Api, raw: Raw, rules: Readings, case: Case) -> None:
    with api.nothing_changes():
        for data in UNREADABLE.values():
            refused(raw(case.method, case.path, data=data), *refusals(case, rules, 400))


@pytest.mark.rests_on("body.codes", "request.limits")
@each_create
def test_a_body_of_the_wrong_kind_is_refused(api: Api, raw: Raw, rules: Readings, case: Case) -> None:
    with api.nothing_changes():
        for data in (each for each in MISFITS.values() if each != b"{}" or not case.takes({})):
            refused(raw(case.method, case.path, data=data), *refusals(case, rules, 400))


@pytest.mark.rests_on("request.limits", "request.refusals")
@each_create
def test_a_body_that_is_too_large_is_refused(api: Api, raw: Raw, rules: Readings, case: Case) -> None:
    with api.nothing_changes():
        reply = raw(case.method, case.path, data=b'{"name": "' + b"x" * TEN_MEGABYTES + b'"}')
    refused(reply, *refusals(case, rules, 413))


@pytest.mark.rests_on("request.content_type", "request.order", "spec.writer")
@pytest.mark.parametrize("content_type", [None, "", "text/plain", "application/xml", "application/jsonp", "json"])
@each_create
def test_another_content_type_than_json_is_refused(
    api: Api, raw: Raw, rules: Readings, case: Case, content_type: str | None
) -> None:
    path, body = (case.path, {}) if case.operation_id in LASTING else real(api, case)
    with api.nothing_changes():
        reply = raw(case.method, path, data=json.dumps(body), headers={"Content-Type": content_type})
    published = 415 if case.document == "flow-service" else 400
    allowed = rules.allowed("request.content_type", tutorial=400, published=published)
    may_write = case.operation_id not in WRITE_SPECS or "published" not in rules.of("spec.writer")
    refused(reply, *refusals(case, rules, *allowed, *([] if may_write else [400])))
    if reply.status_code != 400 or not may_write:
        return  # who may not write at all need not hear of the content type
    assert reply.json() == {
        "type": "/placeholder/type/uri",
        "status": 400,
        "title": "BadRequestError",
        "detail": "A valid content-type must be specified",
    }


JUNK: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, 0, -1, 1.5, 10**30, "", "x", " ", "\x00", "💥" * 50, [], {}, [[]], {"a": {}}]),
    st.lists(st.integers() | st.text(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.text(), max_size=3),
)


def spoilt(body: Any, pointer: tuple[Any, ...], junk: Any) -> Any:
    """A copy of a body with something else at one place."""
    copy = json.loads(json.dumps(body))
    place = copy
    for name in pointer[:-1]:
        place = place[name]
    place[pointer[-1]] = junk
    return copy


class Filled:
    """The cases with real ids, which are made once each."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._found: dict[str, tuple[str, Any]] = {}

    def __call__(self, case: Case) -> tuple[str, Any]:
        """Path and body of a case."""
        if str(case) not in self._found:
            self._found[str(case)] = real(self._api, case)
        return self._found[str(case)]


@pytest.fixture(scope="module")
def filled(api: Api) -> Filled:
    return Filled(api)


@pytest.mark.rests_on("body.codes", "create.fields", "request.refusals")
@given(data=st.data())
def test_a_body_that_breaks_the_contract_is_refused(
    api: Api, raw: Raw, rules: Readings, filled: Filled, unbuilt: frozenset[str], data: st.DataObject
) -> None:
    left_out = unbuilt if rules else unbuilt | LASTING | BEYOND_THE_DOCUMENTS
    case = data.draw(st.sampled_from([each for each in TAKES_JSON if each.operation_id not in left_out]), label="case")
    path, body = filled(case)
    pointer = data.draw(st.sampled_from([at for at, _ in places(body) if at]), label="pointer")
    bad = spoilt(body, pointer, data.draw(JUNK, label="junk"))
    assume(not case.takes(bad))
    with api.nothing_changes():
        reply = send(api, raw, case, path, bad)
    refused(reply, 400, 422)
    assert case.reply_problems(reply.status_code, reply.content) == []


@pytest.mark.rests_on("explore.alphabet")
@pytest.mark.parametrize(
    "text",
    [
        "%%%",
        "=",
        "====",
        "a",
        "eyJ",
        "not base64!",
        base64.b64encode(b"no JSON").decode(),
        base64.b64encode(b'["a list"]').decode(),
        base64.b64encode(b'"a string"').decode(),
        base64.b64encode(b"null").decode(),
        base64.b64encode(b'{"projectId": "\xff"}').decode(),
        base64.b64encode(b"[" * 5_000).decode(),
        "ÄÖÜ",
        "\x00",
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_broken_base64_is_refused(api: Api, raw: Raw, text: str) -> None:
    path = f"{FLOW_SERVICE}/connections/{api.shared(api.given_connection).id}/explore"
    params = {"objectType": "rest", "object": "json", "fileType": "json", "sourceParams": text}
    with api.nothing_changes():
        refused(raw("GET", path, params=params))


@pytest.mark.rests_on("request.refusals", "request.slash")
@pytest.mark.parametrize("id", ["%FF", "%00", "%C3%28", "..%2Fflows", "%2e%2e", "a%0Ab", "x" * 5000, "%F0%9F%92%A5"])
@pytest.mark.parametrize("collection", ["connections", "flows", "connectionSpecs"])
def test_an_id_that_cannot_be_is_not_found(raw: Raw, collection: str, id: str) -> None:
    for method in ("GET", "DELETE") if collection != "connectionSpecs" else ("GET",):
        refused(raw(method, f"{FLOW_SERVICE}/{collection}/{id}"), 404)


@pytest.mark.rests_on("request.limits", "etag.match")
@pytest.mark.parametrize("name", ["Authorization", "x-gw-ims-org-id", "x-sandbox-name", "If-Match"])
@pytest.mark.parametrize("value", [b"\xff\xfe", "ÄÖ".encode(), b"x" * 20_000], ids=lambda value: ascii(value[:4]))
def test_a_header_that_cannot_be_does_no_harm(api: Api, raw: Raw, name: str, value: bytes) -> None:
    connection = api.shared(api.given_connection)
    steps = [{"op": "replace", "path": "/name", "value": "refused"}]
    headers: JsonObject = {"If-Match": '"wrong"', name: value}
    with api.nothing_changes():
        reply = raw("PATCH", f"{FLOW_SERVICE}/connections/{connection.id}", json=steps, headers=headers)
    refused(reply, 400, 401, 403, 404, 412, 431)


@pytest.mark.parametrize(
    "query", ["property=name==%FF", "orderby=%FF", "limit=%FF", "continuationToken=%FF", "%FF=1", "&&="]
)
def test_a_query_that_cannot_be_finds_nothing_or_is_refused(raw: Raw, query: str) -> None:
    reply = raw("GET", f"{FLOW_SERVICE}/connections?{query}")
    assert reply.status_code in (200, 400)
    assert reply.ok or is_clear_error(reply)


def test_a_body_in_pieces_of_unknown_number_is_read_like_any_other(api: Api, raw: Raw) -> None:
    case = next(each for each in CREATES if each.operation_id == "createConnection")
    path, body = real(api, case)
    reply = raw("POST", path, data=iter([json.dumps(body).encode()]))
    assert reply.status_code == 201


@pytest.mark.rests_on("action.spelling")
@pytest.mark.parametrize("case", ACTIONS, ids=str, indirect=True)
def test_a_call_without_a_body_needs_no_content_type(api: Api, raw: Raw, rules: Readings, case: Case) -> None:
    path, _ = real(api, case)
    reply = raw("POST", path, params=case.required_query)
    assert reply.status_code < 500
    assert "content-type" not in reply.text
    if rules.are_the_tutorials:
        assert reply.status_code == case.success, reply.text
