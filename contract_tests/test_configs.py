"""Whether credentials work, and what can be chosen from a source."""

from typing import Any

import pytest

from flowservice_client import NotFound

from .api import NOBODY, Api
from .raw import Raw, refused
from .tutorial import FLOW_SERVICE, MIXPANEL

DATA_LAKE_AS_SOURCE = "23598e46-f560-407b-88d5-ea6207e49db0"
DATASETS = {"outputType": "activationDatasets", "outputField": "datasets"}


def test_a_test_of_credentials_says_yes_or_no(api: Api, raw: Raw) -> None:
    connection = api.given_connection()
    reply = raw("GET", f"{FLOW_SERVICE}/connections/{connection.id}/test")
    assert reply.status_code == 200
    assert isinstance(reply.json()["result"], bool)
    with pytest.raises(NotFound):
        api.connections.test(NOBODY)


@pytest.mark.rests_on("connection.test")
def test_credentials_that_do_not_work_fail_their_test_and_nothing_else(api: Api) -> None:
    auth = {"specName": "Basic Authentication", "params": {"username": "me", "password": "invalid"}}
    good, bad = api.given_connection(), api.given_connection(auth=auth)
    assert api.connections.test(good.id) is True
    assert api.connections.test(bad.id) is False
    assert bad.state == "enabled"


@pytest.mark.rests_on("configs.columns")
def test_the_columns_are_those_that_exploring_shows(api: Api) -> None:
    connection = api.given_connection()
    params = {"projectId": "2671127", "timezone": "Pacific Standard Time"}
    shown = api.connections.explore(connection.id, object="json", file_type="json", source_params=params)
    columns = [*api.connections.configs(connection.id)]
    assert [each["columnName"] for each in columns] == [*shown.schema["properties"]]
    assert all(isinstance(each["columnType"], str) for each in columns)
    assert [*api.connection_specs.configs(MIXPANEL)] == columns


@pytest.mark.rests_on("configs.datasets")
def test_the_data_sets_that_can_be_exported_come_page_by_page(api: Api, raw: Raw) -> None:
    made = {api.given_dataset().id for _ in range(3)}
    path = f"{FLOW_SERVICE}/connectionSpecs/{DATA_LAKE_AS_SOURCE}/configs"
    whole = [each["id"] for each in configured(api, limit=100)]
    assert made <= {*whole}
    assert [each["id"] for each in configured(api, limit=2 if api.alone else 50)] == whole
    first = raw("GET", path, params={**DATASETS, "start": 0, "limit": 2}).json()
    assert (len(first["items"]), first["pageInfo"]) == (2, {"hasNext": True})
    last = raw("GET", path, params={**DATASETS, "start": len(whole) - 1, "limit": 2}).json()
    assert (len(last["items"]), last["pageInfo"]) == (1, {"hasNext": False})
    for limit in ("0", "101", "many"):
        reply = raw("GET", path, params={**DATASETS, "limit": limit})
        refused(reply)


def configured(api: Api, limit: int) -> Any:
    return api.connection_specs.configs(
        DATA_LAKE_AS_SOURCE, output_type="activationDatasets", output_field="datasets", limit=limit
    )


def test_what_is_not_there_has_nothing_to_choose_from(api: Api) -> None:
    for collection in (api.connections, api.connection_specs):
        with pytest.raises(NotFound):
            list(collection.configs(NOBODY))
