"""Secrets of accounts go in and never come out again."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from flowservice_client import replace

from .api import KINDS, WITH_ETAG, Api
from .exploring import REST
from .profiles import examples
from .raw import Raw
from .readings import Readings
from .tutorial import CREATE_CONNECTION, FLOW_SERVICE, JsonObject, filled

pytestmark = pytest.mark.rests_on("connection.secrets")
CONNECTIONS = KINDS["connections"].path
SECRET = "do-not-repeat-me"
"""Stands in every secret of these tests."""
numbers = count(1)


class Way(dict[str, Any]):
    """A way to sign in to a source: what it asks for, in the shape of an authSpec, and the id of the source."""

    @property
    def secrets(self) -> list[str]:
        """The names of what it asks for that nobody may see."""
        return [name for name, each in self["spec"]["properties"].items() if each.get("format") == "password"]

    def account(self) -> JsonObject:
        """An account, with secrets that were never used before."""
        params = {name: self.filled_in(name) for name in self["spec"]["properties"]}
        return {"specName": self["name"], "params": params}

    def filled_in(self, name: str) -> str:
        """What somebody would fill in for one thing that is asked."""
        asked = self["spec"]["properties"][name]
        if name in self.secrets:
            return f"{SECRET}-{next(numbers)}"
        return str(asked.get("enum", ["me"])[0])


@pytest.fixture(scope="module")
def ways(api: Api) -> list[Way]:
    """Every way to sign in that any source publishes."""
    specs = [each.json for each in api.connection_specs.list() if each.json.get("authSpec")]
    found = [
        Way(way, connectionSpec={"id": spec["id"], "version": "1.0"}) for spec in specs for way in spec["authSpec"]
    ]
    return [way for way in found if way.get("spec", {}).get("properties")]


def keep_quiet(reply: requests.Response) -> requests.Response:
    """The reply, which repeats no secret."""
    assert SECRET not in f"{reply.headers} {reply.text}"
    return reply


def reads(raw: Raw, id: str) -> Iterator[requests.Response]:
    """Every way to read a connection."""
    yield raw("GET", f"{CONNECTIONS}/{id}")
    yield raw("GET", CONNECTIONS, params={"property": f"id=={id}"})
    yield raw("GET", CONNECTIONS, params={"property": ["auth", f"id=={id}"]})
    yield raw("POST", f"{CONNECTIONS}/search", json={"queryString": f"property=id=={id}"})
    yield raw("GET", f"{CONNECTIONS}/{id}/test")
    yield raw("GET", f"{CONNECTIONS}/{id}/configs")
    yield raw("GET", f"{CONNECTIONS}/{id}/explore", params={"objectType": "root"})
    yield raw("GET", f"{CONNECTIONS}/{id}/explore", params={**REST, "preview": "true"})


def listen(raw: Raw, id: str) -> JsonObject:
    """What a look-up shows of an account, once no way to read it has told a secret."""
    first, *_ = [keep_quiet(reply) for reply in reads(raw, id)]
    shown: JsonObject = first.json()["items"][0]["auth"]
    return shown


@settings(max_examples=examples(2))
@given(data=st.data())
def test_a_password_never_comes_back(api: Api, raw: Raw, rules: Readings, ways: list[Way], data: st.DataObject) -> None:
    way = data.draw(st.sampled_from(ways), label="way")
    auth, later = way.account(), way.account()
    body = {"name": api.name(), "connectionSpec": way["connectionSpec"], "auth": auth}
    made = keep_quiet(raw("POST", CONNECTIONS, json=body))
    assert made.ok or not rules, made.text
    if not made.ok:
        return  # it was tried at once, and does not work
    id = made.json()["id"]
    check_shown(way, auth, listen(raw, id))
    for steps in ([replace("/name", api.name())], [replace("/auth/params", later["params"])]):
        etag = api.connections.retrieve(id).etag
        keep_quiet(raw("PATCH", f"{CONNECTIONS}/{id}", json=steps, headers={"If-Match": etag}))
    check_shown(way, later, listen(raw, id))
    keep_quiet(raw("DELETE", f"{CONNECTIONS}/{id}"))


def check_shown(way: Way, sent: JsonObject, shown: JsonObject) -> None:
    """An account reads as it was sent, but for its secrets, which are there and say nothing."""
    assert shown["specName"] == sent["specName"]
    assert shown["params"].keys() >= sent["params"].keys()
    opened = {name: value for name, value in sent["params"].items() if name not in way.secrets}
    assert shown["params"].items() >= opened.items()


def spoilt(body: JsonObject) -> Iterator[Any]:
    """Bodies with a secret in them that cannot be used."""
    auth, secret = body["auth"], f"{SECRET}-0"
    params = auth["params"]
    yield body | {"auth": auth | {"specName": "Palm reading"}}
    yield body | {"auth": auth | {"params": {"password": secret}}}
    yield body | {"auth": auth | {"params": secret}}
    yield body | {"auth": auth | {"params": [secret]}}
    yield body | {"auth": secret}
    for wrong in ([secret], {"is": secret}):
        yield body | {"auth": auth | {"params": params | {"password": wrong}}}
    yield body | {"connectionSpec": {"id": "nobody's", "version": "1.0"}}
    yield body | {"name": 5}


def test_no_refusal_repeats_a_password(api: Api, raw: Raw) -> None:
    params = {"username": "me", "password": f"{SECRET}-0"}
    body = filled(CREATE_CONNECTION, {}) | {"auth": {"specName": "Basic Authentication", "params": params}}
    connection = api.shared(api.given_connection)
    with api.nothing_changes():
        for bad in spoilt(body | {"name": api.name()}):
            assert keep_quiet(raw("POST", CONNECTIONS, json=bad)).status_code == 400
            steps = [replace("/auth", bad.get("auth")), replace("/nothing", bad)]
            for etag in (connection.etag, '"stale"', None):
                reply = raw("PATCH", f"{CONNECTIONS}/{connection.id}", json=steps, headers={"If-Match": etag})
                assert keep_quiet(reply).status_code in (400, 412)
        for text in (f'{{"auth": "{SECRET}', f'{{"password": "{SECRET}"}}}}', f"password={SECRET}"):
            assert keep_quiet(raw("POST", CONNECTIONS, data=text.encode())).status_code == 400


def test_what_stands_on_a_connection_does_not_tell_its_password(api: Api, raw: Raw) -> None:
    auth = {"specName": "Basic Authentication", "params": {"username": "me", "password": f"{SECRET}-0"}}
    base = api.given_connection(auth=auth).id
    source = api.given_source_connection(baseConnectionId=base).id
    flow = api.given_flow(sourceConnectionIds=[source]).id
    for kind, id in zip(WITH_ETAG[1::2], (source, flow), strict=True):
        keep_quiet(raw("GET", f"{kind.path}/{id}"))
        keep_quiet(raw("GET", kind.path, params={"property": f"id=={id}"}))
    keep_quiet(raw("DELETE", f"{CONNECTIONS}/{base}"))
    keep_quiet(raw("GET", f"{FLOW_SERVICE}/runs", params={"property": f"flowId=={flow}"}))


@pytest.mark.rests_on("connection.test")
def test_who_sends_back_what_was_shown_has_not_changed_the_password(api: Api) -> None:
    auth = {"specName": "Basic Authentication", "params": {"username": "me", "password": "invalid"}}
    connection = api.given_connection(auth=auth)
    shown = connection.json["auth"]["params"] | {"username": "somebody else"}
    assert shown["password"] != "invalid"
    ref = api.connections.update(connection.id, [replace("/auth/params", shown)], etag=connection.etag)
    assert api.connections.test(connection.id) is False
    api.connections.update(connection.id, [replace("/auth/params/password", "valid again")], etag=ref.etag)
    assert api.connections.test(connection.id) is True
