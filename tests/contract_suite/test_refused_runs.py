"""What cannot be told is never told as a difference: no place for files, no token, and Ctrl-C."""

from pathlib import Path

import pytest

from contract_tests.cleaning import kept
from contract_tests.target import logged_in, rules_of
from contract_tests.wire import Limits, Wire
from flowservice_client import ApiError, Client, NotConfigured
from mock_flowservice.commands.contract import UNCLEAR, make_room, stopped_like_ctrl_c
from mock_flowservice.errors import UsageError

SOMEBODY = {"client_id": "a", "org": "b", "access_token": "c", "base_url": "http://127.0.0.1:1", "environ": {}}


@pytest.fixture
def client() -> Client:
    return Client(**SOMEBODY)  # type: ignore[arg-type]


def test_ctrl_c_is_no_difference() -> None:
    with pytest.raises(SystemExit) as ended, stopped_like_ctrl_c():
        raise KeyboardInterrupt
    assert ended.value.code == UNCLEAR


def test_a_report_that_cannot_be_written_is_refused_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        make_room(tmp_path / "file" / "report.html")


def test_a_ledger_that_cannot_be_written_is_refused_before_anything_is_made(tmp_path: Path, client: Client) -> None:
    ledger = tmp_path / "none" / "ledger.jsonl"
    with (
        pytest.raises(NotConfigured, match="the ledger cannot be written"),
        kept(client, Wire(Limits()), "contract-1", ledger, published_only=True),
    ):
        pass


def test_nothing_is_looked_for_when_nothing_was_asked(tmp_path: Path, client: Client) -> None:
    limits = Limits(1)
    with kept(client, Wire(limits), "contract-1", tmp_path / "ledger.jsonl", published_only=True):
        pass
    assert limits.made == 0
    assert not [*tmp_path.iterdir()]


def test_who_gives_no_token_cannot_be_tested(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise ApiError(500, None, "boom")

    monkeypatch.setattr(client.tokens, "current", refuse)
    with pytest.raises(NotConfigured, match="gives no token"):
        logged_in(client)


@pytest.mark.parametrize("answer", [None, [1], 5, {"a": 1}, {"rules": 5}, {"rules": [{}]}])
def test_another_service_has_no_rules(client: Client, monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    monkeypatch.setattr(client.gateway, "ask", lambda *_: answer)
    assert not rules_of(client)
