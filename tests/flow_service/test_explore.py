"""Exploring a source: what is shown, and the many forms in which it may be asked for."""

import json
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.bodies import MIXPANEL, PENDO, UNKNOWN
from tests.caller import shared
from tests.declared import undeclared
from tests.flow_service.exploring import explored
from tests.flow_service.in_process import Platform

TUTORIAL = "objectType=rest&object=json&fileType=json&preview=true&sourceParams=eyJsaXN0SWQiOiIxMGMwOTdjYTcxIn0="
OFFICIAL = "eyJwcm9qZWN0SWQiOiIyNjcxMTI3IiwidGltZXpvbmUiOiJQYWNpZmljIFN0YW5kYXJkIFRpbWUifQ=="
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
objects = st.dictionaries(texts, texts | st.integers(0, 9) | st.none(), max_size=4)


def test_the_call_of_the_tutorial_shows_its_ten_events(platform: Platform) -> None:
    found = explored(platform, MIXPANEL, TUTORIAL).body
    assert found["format"] == "hierarchical"
    assert found["schema"]["type"] == "object"
    assert len(found["data"]) == 10
    assert {"event", "properties"} <= found["data"][0].keys()


def test_every_key_in_the_data_is_declared_in_the_schema(platform: Platform) -> None:
    found = explored(platform, MIXPANEL, TUTORIAL).body
    assert undeclared(found["data"], {"items": found["schema"]}) == []
    assert undeclared([{"none": {}}], {"items": found["schema"]}) == ["[]/none"]


@pytest.mark.parametrize(("preview", "shown"), [("true", True), ("True", True), ("false", False), ("FALSE", False)])
def test_data_is_shown_where_a_preview_is_asked_for(platform: Platform, preview: str, shown: bool) -> None:
    assert ("data" in explored(platform, MIXPANEL, f"objectType=rest&preview={preview}").body) == shown
    assert "data" not in explored(platform, MIXPANEL, "objectType=rest").body


@pytest.mark.parametrize(
    "query",
    [
        "objectType=REST&fileType=JSON",
        "OBJECT_TYPE=rest&FILE_TYPE=json",
        "objecttype=Rest&FileType=json&PREVIEW=false",
        f"objectType=rest&sourceParams={OFFICIAL}",
        f"objectType=rest&source_params={quote(OFFICIAL, safe='')}",
        "objectType=rest&sourceParams=e30",
        "objectType=rest&sourceParams=e30%3D",
        "objectType=rest&unknown=1",
        "objectType=rest&object=anything",
    ],
)
def test_parameters_are_read_as_real_clients_write_them(platform: Platform, query: str) -> None:
    assert explored(platform, MIXPANEL, query).status == 200


@given(params=objects, safe=st.booleans(), padded=st.booleans(), encoded=st.booleans(), indent=st.booleans())
def test_any_json_object_can_be_given_in_any_form_of_base64(
    params: JsonObject, safe: bool, padded: bool, encoded: bool, indent: bool
) -> None:
    raw = json.dumps(params, indent=2 if indent else None, ensure_ascii=False).encode()
    text = (urlsafe_b64encode if safe else b64encode)(raw).decode()
    text = text if padded else text.rstrip("=")
    query = f"objectType=rest&sourceParams={quote(text, safe='') if encoded else text}"
    assert explored(Platform(), MIXPANEL, query).status == 200


@given(params=objects)
def test_what_the_source_requires_is_required_where_it_is_published(params: JsonObject) -> None:
    full = {"projectId": "1", "timezone": "UTC"}
    for given_params, status in ((params, 400), (params | full, 200)):
        text = quote(b64encode(json.dumps(given_params).encode()).decode(), safe="")
        query = f"objectType=rest&object=json&fileType=json&sourceParams={text}"
        answer = explored(Platform(shared("published")), MIXPANEL, query)
        if full.keys() <= given_params.keys():
            status = 200
        assert answer.status == status
        assert status == 200 or answer.refusal == (400, "1359-400")


@pytest.mark.parametrize(
    "text",
    ["", "a", "!!!!", "YHsiYSI6MX0=", "W10=", "MQ==", "bnVsbA==", "ImEi", "eyJhIjo=", "/w==", "é", "W1tbW1tb" * 200],
)
def test_what_is_no_base64_of_an_object_is_refused(platform: Platform, text: str) -> None:
    answer = explored(platform, MIXPANEL, f"objectType=rest&sourceParams={quote(text)}")
    assert answer.refusal == (400, "1389-400")


def test_credentials_in_source_params_reach_no_log(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    text = b64encode(b'{"accessToken": "hunter2"').decode()
    assert explored(platform, MIXPANEL, f"objectType=rest&sourceParams={quote(text)}").refusal == (400, "1389-400")
    assert caplog.records
    assert text not in caplog.text


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "1359-400"),
        ("objectType=", "1359-400"),
        ("objectType=table", "1358-400"),
        ("objectType=nothing", "1358-400"),
        ("objectType=rest&object=", "1337-400"),
        ("objectType=rest&fileType=", "1337-400"),
        ("objectType=rest&preview=maybe", "1312-400"),
        ("objectType=rest&preview=", "1312-400"),
    ],
)
def test_what_cannot_be_explored_is_refused(platform: Platform, query: str, code: str) -> None:
    assert explored(platform, MIXPANEL, query).refusal == (400, code)


@pytest.mark.parametrize(("query", "code"), [("", "1359-400"), ("&object=json", "1359-400"), ("&object=x", "1312-400")])
def test_object_and_file_type_are_json_where_it_is_published(published: Platform, query: str, code: str) -> None:
    assert explored(published, MIXPANEL, "objectType=rest" + query).refusal == (400, code)


def test_a_source_of_webhooks_cannot_be_explored(platform: Platform) -> None:
    made = platform.given_connection(PENDO).id
    assert platform.ask("GET", f"/connections/{made}/explore?objectType=rest").refusal == (400, "1336-400")


def test_an_unknown_connection_cannot_be_explored(platform: Platform) -> None:
    assert platform.ask("GET", f"/connections/{UNKNOWN}/explore?{TUTORIAL}").refusal == (404, "1101-404")
