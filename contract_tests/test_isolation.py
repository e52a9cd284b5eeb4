"""What one sandbox or organisation does is invisible to every other."""

from typing import Any, NamedTuple

import pytest

from flowservice_client import Document

from .api import KINDS, Api, Kind
from .given_runs import WINDOW, given_run
from .raw import Raw
from .readings import Readings
from .tutorial import FLOW_SERVICE, JsonObject

NOBODY, NOBODY_ELSE = "0" * 24 + "@AdobeOrg", "1" * 24 + "@AdobeOrg"


class Elsewhere(NamedTuple):
    """Another sandbox of the organisation, or one that is not there where the organisation has no other."""

    headers: dict[str, str]
    gone: tuple[int, ...]
    """With what it answers that something is not there."""
    listed: tuple[int, ...]
    """With what it answers that something is not in its lists."""
    refused: tuple[int, ...]
    """With what it answers to a body that names what is not there."""


@pytest.fixture(scope="module")
def elsewhere(api: Api, rules: Readings) -> Elsewhere:
    """Somewhere else than where the tests are at work; never in production, but for an emulator's."""
    here = api.client.settings.sandbox
    there = [each for each in api.client.sandboxes.list() if each.id != here and each.state == "active"]
    names = [each.id for each in there if rules or each.json.get("type") != "production"]
    if names:
        return Elsewhere({"x-sandbox-name": names[0]}, gone=(404,), listed=(200,), refused=(400,))
    nowhere = (400, 403, 404)
    return Elsewhere({"x-sandbox-name": "contract-nobody"}, gone=nowhere, listed=(200, *nowhere), refused=nowhere)


each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=str)


@each_kind
def test_another_sandbox_neither_shows_nor_touches_it(api: Api, raw: Raw, elsewhere: Elsewhere, kind: Kind) -> None:
    entity = kind.given(api)
    path = f"{kind.path}/{id_in_path(entity)}"
    assert raw("GET", path, headers=view(elsewhere.headers)).status_code in elsewhere.gone
    with api.nothing_changes():
        if kind.can_be_deleted:
            gone = (200, *elsewhere.gone) if kind is KINDS["dataSets"] else elsewhere.gone
            assert raw("DELETE", path, headers=elsewhere.headers).status_code in gone
        if kind.has_etag:
            steps = [{"op": "replace", "path": "/name", "value": "changed from elsewhere"}]
            headers = {**elsewhere.headers, "If-Match": str(entity.etag)}
            assert raw("PATCH", path, json=steps, headers=headers).status_code in elsewhere.gone
    assert raw("GET", path, headers=view({})).status_code == 200


@each_kind
def test_the_lists_of_another_sandbox_do_not_hold_it(api: Api, raw: Raw, elsewhere: Elsewhere, kind: Kind) -> None:
    entity = kind.given(api)
    newest = {"orderby": "-createdAt"} if kind.has_etag else {}
    places: dict[str, dict[str, str]] = {"here": {}, "elsewhere": elsewhere.headers}
    listed = {
        name: raw("GET", kind.path, params={**kind.query, **newest}, headers=headers)
        for name, headers in places.items()
    }
    assert listed["here"].status_code == 200
    assert listed["elsewhere"].status_code in elsewhere.listed
    assert entity.id not in listed["elsewhere"].text
    if newest:
        assert entity.id in listed["here"].text


@pytest.mark.rests_on("reference.unknown")
def test_a_flow_cannot_reach_into_another_sandbox(api: Api, raw: Raw, elsewhere: Elsewhere) -> None:
    body: JsonObject = api.flow_body()
    with api.nothing_changes():
        reply = raw("POST", f"{FLOW_SERVICE}/flows", json=body, headers=elsewhere.headers)
    assert reply.status_code in elsewhere.refused
    assert reply.status_code != 400 or body["sourceConnectionIds"][0] in reply.text


@pytest.mark.needs("lasting")
def test_a_run_stays_in_the_sandbox_of_its_flow(api: Api, raw: Raw, elsewhere: Elsewhere) -> None:
    run = given_run(api)
    assert raw("GET", f"{FLOW_SERVICE}/runs/{run.id}", headers=elsewhere.headers).status_code in elsewhere.gone
    reply = raw("GET", f"{FLOW_SERVICE}/runs", params={"property": f"flowId=={run.flow_id}"}, headers=elsewhere.headers)
    assert reply.status_code in elsewhere.listed
    assert run.id not in reply.text
    asked = {"flowId": run.flow_id, "params": WINDOW}
    assert raw("POST", f"{FLOW_SERVICE}/runs", json=asked, headers=elsewhere.headers).status_code in elsewhere.refused
    assert api.runs.count(property=f"flowId=={run.flow_id}") == 1


@pytest.mark.parametrize("way", ["test", "explore?objectType=root", "configs?outputType=activationDatasets"])
def test_nobody_looks_through_a_connection_of_another_sandbox(
    api: Api, raw: Raw, elsewhere: Elsewhere, way: str
) -> None:
    connection = api.shared(api.given_connection).id
    reply = raw("GET", f"{FLOW_SERVICE}/connections/{connection}/{way}", headers=elsewhere.headers)
    assert reply.status_code in elsewhere.gone


@pytest.mark.rests_on("search.query")
@pytest.mark.parametrize("kind", [KINDS["connections"], KINDS["flows"]], ids=str)
def test_no_search_finds_what_is_in_another_sandbox(api: Api, raw: Raw, elsewhere: Elsewhere, kind: Kind) -> None:
    id = kind.given(api).id
    body = {"queryString": f"property=id=={id}"}
    assert id in raw("POST", f"{kind.path}/search", json=body).text
    reply = raw("POST", f"{kind.path}/search", json=body, headers=elsewhere.headers)
    assert reply.status_code in elsewhere.listed
    assert id not in reply.text


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
