"""What one sandbox or organisation does is invisible to every other."""

from typing import Any

import pytest

from flowservice_client import Document

from .api import KINDS, Api, Kind
from .raw import Raw
from .tutorial import FLOW_SERVICE, JsonObject

NOBODY, NOBODY_ELSE = "0" * 24 + "@AdobeOrg", "1" * 24 + "@AdobeOrg"


@pytest.fixture(scope="module")
def elsewhere(api: Api) -> dict[str, str]:
    """The header that leads into another sandbox of the organisation."""
    here = api.client.settings.sandbox
    names = [each.id for each in api.client.sandboxes.list() if each.id != here and each.state == "active"]
    if not names:
        pytest.skip("the organisation has one sandbox only")
    return {"x-sandbox-name": names[0]}


each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=str)


@each_kind
def test_another_sandbox_neither_shows_nor_touches_it(
    api: Api, raw: Raw, elsewhere: dict[str, str], kind: Kind
) -> None:
    entity = kind.given(api)
    path = f"{kind.path}/{id_in_path(entity)}"
    assert raw("GET", path, headers=view(elsewhere)).status_code == 404
    with api.nothing_changes():
        if kind.can_be_deleted:
            gone = (200, 404) if kind is KINDS["dataSets"] else (404,)
            assert raw("DELETE", path, headers=elsewhere).status_code in gone
        if kind.has_etag:
            steps = [{"op": "replace", "path": "/name", "value": "changed from elsewhere"}]
            headers = {**elsewhere, "If-Match": str(entity.etag)}
            assert raw("PATCH", path, json=steps, headers=headers).status_code == 404
    assert raw("GET", path, headers=view({})).status_code == 200


@each_kind
def test_the_lists_of_another_sandbox_do_not_hold_it(api: Api, raw: Raw, elsewhere: dict[str, str], kind: Kind) -> None:
    entity = kind.given(api)
    newest = {"orderby": "-createdAt"} if kind.has_etag else {}
    places: dict[str, dict[str, str]] = {"here": {}, "elsewhere": elsewhere}
    listed = {
        name: raw("GET", kind.path, params={**kind.query, **newest}, headers=headers)
        for name, headers in places.items()
    }
    assert listed["here"].status_code == listed["elsewhere"].status_code == 200
    assert entity.id not in listed["elsewhere"].text
    if newest:
        assert entity.id in listed["here"].text


def test_a_flow_cannot_reach_into_another_sandbox(api: Api, raw: Raw, elsewhere: dict[str, str]) -> None:
    body: JsonObject = api.flow_body()
    with api.nothing_changes():
        reply = raw("POST", f"{FLOW_SERVICE}/flows", json=body, headers=elsewhere)
    assert reply.status_code == 400
    assert body["sourceConnectionIds"][0] in reply.text


@each_kind
def test_another_organisation_is_turned_away_or_sees_nothing(api: Api, raw: Raw, kind: Kind) -> None:
    entity = kind.given(api)
    path = f"{kind.path}/{id_in_path(entity)}"
    own = raw.headers()["x-gw-ims-org-id"]
    headers = {"x-gw-ims-org-id": NOBODY if own != NOBODY else NOBODY_ELSE}
    assert raw("GET", path, headers=view(headers)).status_code in (403, 404)
    reply = raw("GET", kind.path, params=kind.query, headers=headers)
    assert reply.status_code in (200, 403)
    assert entity.id not in reply.text


def id_in_path(entity: Document) -> Any:
    """How a path names an entity."""
    return entity.json.get("meta:altId", entity.id)


def view(headers: dict[str, str]) -> dict[str, str]:
    """Headers that ask for a look-up, which in the Schema Registry names a version."""
    return {"Accept": "application/vnd.adobe.xed+json; version=1", **headers}
