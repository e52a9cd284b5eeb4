"""What a run makes is in its ledger before anybody can lose it; what is deleted is what the ledger or a name shows."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from requests import Response

from contract_tests.api import KINDS, Api, Kind
from contract_tests.cleaning import NEVER, NOT_TRIED, Cleaner
from contract_tests.ledger import Clerk, Entry, Ledger
from contract_tests.own_specs import given_connection_spec
from contract_tests.plan import Plan
from contract_tests.raw import Raw
from contract_tests.target import Target, opened
from flowservice_client import Client

FLOWS = "/data/foundation/flowservice/flows"


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    """An emulator in this process, whose ledger is on disk all the same."""
    with opened(Plan()) as target:
        target.cleaner.ledger.file = tmp_path / "ledger.jsonl"
        target.cleaner.ledger.write("began", an_entry(target))
        yield target


@pytest.fixture
def api(target: Target) -> Api:
    return Api(target)


def on_disk(target: Target) -> Ledger:
    assert target.cleaner.ledger.file
    return Ledger.read(target.cleaner.ledger.file)


def an_entry(target: Target) -> Entry:
    return Entry(target.run, *target.cleaner.here, FLOWS, "0" * 32, f"{target.run}-0")


def cleaner(target: Target, *, published_only: bool = False) -> Cleaner:
    """Somebody who comes later, and knows of the run only what is on disk."""
    ledger = on_disk(target)
    target.wire.observers.append(Clerk(ledger, "", target.cleaner.here))
    return Cleaner(target.client, ledger, target.cleaner.here, published_only)


def there(client: Client) -> list[str]:
    return [each.id for kind in KINDS.values() for each in kind.collection(client).list(limit=100)]


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_whatever_is_made_is_written_down_and_crossed_out_when_it_is_gone(target: Target, api: Api, kind: Kind) -> None:
    made = kind.given(api)
    written = {each.id: each for each in on_disk(target).living.values()}
    assert written[made.id].path == kind.path
    assert written[made.id].run == target.run
    assert there(target.client).count(made.id) == 1
    api.remove(made.id)
    assert made.id not in {each.id for each in on_disk(target).living.values()}
    assert made.id not in there(target.client)


def test_what_plain_http_makes_is_written_down_too_and_a_refusal_is_not(target: Target, api: Api) -> None:
    raw = Raw(target.client, target.wire)
    body = {key: value for key, value in api.flow_body().items() if key != "scheduleParams"}
    before = len(on_disk(target).living)
    assert raw("POST", FLOWS, json=body | {"flowSpec": {}}).status_code == 400
    assert len(on_disk(target).living) == before
    made = raw("POST", FLOWS, json=body | {"scheduleParams": {"startTime": "2000000000", "frequency": "once"}})
    assert made.json()["id"] in {each.id for each in on_disk(target).living.values()}


def test_a_schema_that_is_deleted_by_its_other_id_is_gone_as_well(target: Target, api: Api) -> None:
    schema = api.given_schema()
    api.schemas.delete(schema.json["meta:altId"])
    assert schema.id not in {each.id for each in on_disk(target).living.values()}


def test_a_deletion_in_another_sandbox_crosses_nothing_out(target: Target, api: Api) -> None:
    dataset = api.given_dataset()
    path = f"{KINDS['dataSets'].path}/{dataset.id}"
    Raw(target.client, target.wire)("DELETE", path, headers={"x-sandbox-name": "dev"})
    assert dataset.id in {each.id for each in on_disk(target).living.values()}


def test_what_has_not_our_name_is_noticed_at_once_and_in_the_ledger_all_the_same(target: Target, api: Api) -> None:
    with pytest.raises(AssertionError, match="a name that does not begin with contract-"):
        api.given_connection(name="anything")
    assert "anything" in {each.name for each in on_disk(target).living.values()}


def test_all_that_was_made_is_deleted_whatever_uses_it_and_nothing_else(target: Target, api: Api) -> None:
    target.wire.observers[:], observers = [], [*target.wire.observers]
    foreign = api.given_connection(name="somebody's")
    target.wire.observers[:] = observers
    api.given_flow()
    api.flows.create(api.flow_body(shared=True))
    done = cleaner(target).clean()
    assert (done.left, done.elsewhere, done.unseen) == ({}, [], [])
    assert there(target.client) == [foreign.id]
    assert not on_disk(target).living
    assert not on_disk(target).runs


def test_what_is_used_by_what_is_older_goes_in_a_later_pass(target: Target, api: Api) -> None:
    flow, late = api.given_flow(), cleaner(target)
    late.ledger.living = dict(reversed(late.ledger.living.items()))
    done = late.clean()
    assert done.left == {}
    assert [each.id for each in done.deleted].index(flow.id) > 0
    assert there(target.client) == []


def test_whoever_interrupts_it_is_told_what_is_left(target: Target, api: Api) -> None:
    for _ in range(3):
        api.given_connection()
    deletions: list[str] = []

    def interrupt(response: Response) -> None:
        if response.request.method == "DELETE":
            deletions.append(str(response.url))
            if len(deletions) == 2:
                raise KeyboardInterrupt

    late = cleaner(target)
    target.wire.observers.append(interrupt)
    done = late.clean()
    assert len(deletions) == 2
    assert set(done.left.values()) == {NOT_TRIED}
    assert len([*api.connections.list()]) == 1
    assert {each.id for each in api.connections.list()} <= {each.id for each in done.left}
    assert done.unseen
    assert target.run in late.ledger.runs


def test_what_is_gone_already_counts_as_gone(target: Target, api: Api) -> None:
    connection = api.given_connection()
    late = cleaner(target)
    target.client.connections.delete(connection.id)
    assert late.clean().left == {}
    assert there(target.client) == []


def test_what_was_made_and_never_acknowledged_is_found_by_its_name(target: Target, api: Api) -> None:
    api.given_connection()
    late = cleaner(target)
    hidden, target.wire.observers[:] = [*target.wire.observers], []
    orphan = api.given_flow()
    foreign = api.given_connection(name="contract-ffffffff-1")
    target.wire.observers[:] = hidden
    done = late.clean()
    assert {orphan.id, *(orphan.source_connection_ids or ())} <= {each.id for each in done.deleted}
    left = {each.json.get("name") for each in api.connections.list()}
    assert left == {foreign.name}


def test_nothing_is_swept_for_a_run_whose_name_could_be_anybodys(target: Target, api: Api) -> None:
    late = cleaner(target)
    for name in ("", "contract-"):
        late.ledger.write("began", replace(an_entry(target), run=name))
    late.ledger.runs.pop(target.run)
    target.wire.observers.clear()
    api.given_connection()
    assert late.clean().deleted == []
    assert len(there(target.client)) == 1


@pytest.mark.parametrize("where", ["service", "org", "sandbox"])
def test_what_lies_elsewhere_is_left_alone_and_named(target: Target, api: Api, where: str) -> None:
    connection = api.given_connection()
    late = cleaner(target)
    late.here = late.here._replace(**{where: "another"})
    done = late.clean()
    assert [each.id for each in done.elsewhere] == [connection.id]
    assert (done.deleted, done.left) == ([], {})
    assert connection.id in "".join(done.lines)
    assert [each.id for each in api.connections.list()] == [connection.id]


def test_what_no_published_operation_deletes_is_named(target: Target, api: Api) -> None:
    mapping_set, spec = api.given_mapping_set(), given_connection_spec(api)
    done = cleaner(target, published_only=True).clean()
    assert {each.id: reason for each, reason in done.left.items()} == {mapping_set.id: NEVER, spec.id: NEVER}
    done = cleaner(target).clean()
    assert {each.id: reason for each, reason in done.left.items()} == {spec.id: NEVER}
    assert there(target.client) == []


def test_calls_are_kept_back_for_each_thing_that_can_be_deleted(target: Target, api: Api) -> None:
    empty = target.cleaner.reserve()
    given_connection_spec(api)
    assert target.cleaner.reserve() == empty
    for _ in range(4):
        api.given_connection()
    assert target.cleaner.reserve() >= empty + 4
    before = target.wire.limits.made
    target.cleaner.clean(target.run)
    assert target.wire.limits.made - before <= empty + 5


def test_a_line_that_was_cut_off_does_not_hide_the_others(target: Target, api: Api) -> None:
    connection = api.given_connection()
    file = target.cleaner.ledger.file
    assert file
    with file.open("a") as end:
        end.write('{"what": "made", "run": "contr')
    assert [each.id for each in Ledger.read(file).living.values()] == [connection.id]


def test_a_line_that_was_cut_off_does_not_spoil_the_next(target: Target, api: Api) -> None:
    file = target.cleaner.ledger.file
    assert file
    with file.open("a") as end:
        end.write('{"time": 1795490943.806, "what": "ma')
    connection = api.given_connection()
    assert [each.id for each in Ledger.read(file).living.values()] == [connection.id]


STRANGE = {
    "a list": b"[1, 2]",
    "a number": b"5",
    "nothing": b"null",
    "deep": b"[" * 100_000,
    "bytes": b"\xff\xfe\x00",
    "no event": b'{"what": "made"}',
    "another event": b'{"what": "seen", "run": "contract-1"}',
    "an id that is no text": b'{"what": "made", "run": "contract-1", "service": "", "org": "", "sandbox": "", '
    b'"path": "", "id": ["x"], "name": null}',
}


@pytest.mark.parametrize("line", STRANGE.values(), ids=STRANGE)
def test_what_is_no_event_is_passed_over(target: Target, api: Api, line: bytes) -> None:
    connection = api.given_connection()
    file = target.cleaner.ledger.file
    assert file
    file.write_bytes(line + b"\n" + file.read_bytes())
    assert [each.id for each in Ledger.read(file).living.values()] == [connection.id]


def test_a_file_of_somebody_else_is_not_removed(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# My notes\n")
    Ledger.read(notes).tidy()
    assert notes.read_text() == "# My notes\n"


def test_what_is_no_file_is_not_removed(tmp_path: Path) -> None:
    pipe = tmp_path / "a pipe"  # as little a file as /dev/null is
    os.mkfifo(pipe)
    Ledger(pipe).tidy()
    assert pipe.exists()


def test_a_ledger_of_which_nothing_is_left_is_removed_with_what_was_cut_off(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    ledger, entry = Ledger(file), Entry("contract-1", "a", "b", "c", "", "", None)
    ledger.write("began", entry)
    with file.open("a") as end:
        end.write('{"time": 1, "wh')
    ledger.write("ended", entry)
    ledger.tidy()
    assert not file.exists()


def test_what_a_service_calls_by_no_id_does_not_keep_the_rest_from_being_deleted(target: Target, api: Api) -> None:
    connection = api.given_connection()
    target.cleaner.ledger.write("made", replace(an_entry(target), id=".."))
    done = cleaner(target).clean()
    assert [each.id for each in done.deleted] == [connection.id]
    assert [*done.left.values()] == ["'..' is not an id"]


def test_every_line_says_what_when_and_where_and_no_secret(target: Target, api: Api) -> None:
    connection = api.given_connection()
    file = target.cleaner.ledger.file
    assert file
    last = json.loads(file.read_text().splitlines()[-1])
    assert last.pop("time") > 1_700_000_000
    assert last == {
        "what": "made",
        "run": target.run,
        "service": target.cleaner.here.service,
        "org": target.client.settings.org,
        "sandbox": target.client.settings.sandbox,
        "path": KINDS["connections"].path,
        "id": connection.id,
        "name": connection.name,
    }
    assert json.dumps(connection.json["auth"]["params"]) not in file.read_text()
    assert target.client.settings.client_secret not in file.read_text()


def test_a_ledger_is_removed_once_nothing_in_it_can_matter(target: Target, api: Api) -> None:
    file = target.cleaner.ledger.file
    assert file
    api.given_connection()
    target.cleaner.ledger.tidy()
    assert file.exists()
    late = cleaner(target)
    late.clean()
    late.ledger.tidy()
    assert not file.exists()
