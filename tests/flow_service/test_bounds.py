"""What nobody may do to the others: endless queries, endless echoes, secrets in clear, references to what is gone."""

import logging

import pytest

from tests.bodies import UNKNOWN, connection_body, flow_body, step
from tests.flow_service.in_process import Platform

FIELDS = ("name", "createdAt", "updatedAt", "state")


@pytest.mark.parametrize("name", ["orderby", "property"])
def test_a_list_looks_at_so_many_conditions_and_no_more(platform: Platform, name: str) -> None:
    def asking(count: int) -> tuple[int, str]:
        values = [f"params.f{n}" for n in range(count)]
        query = {"orderby": ",".join(values)} if name == "orderby" else {"property": [f"{v}!=x" for v in values]}
        answer = platform.page("sourceConnections", **query)
        return answer.refusal if answer.status != 200 else (200, "")

    assert asking(50) == (200, "")
    assert asking(51) == (400, "1312-400")


def test_what_is_said_again_does_not_count(platform: Platform) -> None:
    made = platform.given_connection(name="a")
    page = platform.page("connections", orderby=",".join(FIELDS * 500), property=["name==a"] * 500)
    assert [each["id"] for each in page.body["items"]] == [made.id]


def test_a_page_token_is_good_for_its_own_tenant_only(platform: Platform) -> None:
    for _ in range(2):
        platform.given_connection()
    href = platform.page("connections", limit=1).body["_links"]["next"]["href"]
    token = href.partition("=")[2]
    assert platform.page("connections", continuationToken=token).status == 200
    elsewhere = platform.beside(x_sandbox_name="dev")
    assert elsewhere.page("connections", continuationToken=token).refusal == (400, "1452-400")


def test_a_misspelt_secret_is_not_shown_either(platform: Platform) -> None:
    params = {"username": "open", "password": "hunter1", "Password": "hunter2"}
    auth = {"specName": "Basic Authentication", "params": params, "secret": "hunter3"}
    made = platform.create("connections", connection_body(auth=auth))
    shown = platform.get("connections", made.body["id"])["auth"]
    masked = {"username": "open", "password": "******", "Password": "******"}
    assert shown == {"specName": "Basic Authentication", "params": masked}


@pytest.mark.parametrize("body", [["hunter2"], [["hunter2"]], "hunter2", [{"op": ["hunter2"], "path": "/name"}]])
def test_a_malformed_patch_is_not_repeated(platform: Platform, caplog: pytest.LogCaptureFixture, body: object) -> None:
    caplog.set_level(logging.INFO, "mock_flowservice")
    made = platform.given_connection()
    answer = platform.ask("PATCH", f"/connections/{made.id}", body, headers={"If-Match": made.etag})
    assert answer.status == 400
    assert "hunter2" not in answer.text + caplog.text


def test_a_flow_needs_the_base_connection_of_its_source_to_be_there_still(platform: Platform) -> None:
    base = platform.given_connection()
    source, target = platform.given_source(baseConnectionId=base.id), platform.given_target()
    platform.delete("connections", base.id)
    assert platform.create("flows", flow_body(source.id, target.id)).refusal == (400, "1439-400")


def test_a_value_is_repeated_only_in_part(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mock_flowservice")
    endless = connection_body(connectionSpec={"id": "x" * 100_000, "version": "1.0"})
    assert platform.create("connections", endless).status == 400
    assert len(platform.ask("GET", f"/connections/{'y' * 50_000}").raw) < 5_000
    assert len(caplog.text) < 70_000


def test_a_path_writes_no_lines_of_its_own_into_the_log(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mock_flowservice")
    platform.ask("GET", f"/connections/{UNKNOWN}%0a2026-01-01%20INFO%20forged%1b[31m")
    assert len(caplog.text.splitlines()) == 1
    assert "\x1b" not in caplog.text


def test_what_does_not_work_cannot_be_explored(platform: Platform) -> None:
    auth = {"specName": "Basic Authentication", "params": {"username": "u", "password": "invalid"}}
    made = platform.given_connection(auth=auth)
    explore = f"/connections/{made.id}/explore?objectType=rest&object=json&fileType=json"
    assert platform.ask("GET", explore).refusal == (400, "1308-400")
    works = step("replace", "/auth/params/password", "right")
    assert platform.patch("connections", made, works).status == 200
    assert platform.ask("GET", explore).status == 200


def test_credentials_that_are_sent_back_as_they_were_shown_stay_what_they_were(platform: Platform) -> None:
    made = platform.given_connection(
        auth={"specName": "Basic Authentication", "params": {"username": "u", "password": "invalid"}}
    )
    shown = platform.get("connections", made.id)["auth"]
    shown["params"]["username"] = "another"
    assert platform.patch("connections", made, step("replace", "/auth", shown)).status == 200
    assert platform.get("connections", made.id)["auth"] == shown
    assert platform.ask("GET", f"/connections/{made.id}/test").body == {"result": False}


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "1_0", "", "x"])
def test_a_time_is_compared_with_plain_numbers_only(platform: Platform, value: str) -> None:
    assert platform.page("connections", property=f"createdAt>{value}").status == 400
