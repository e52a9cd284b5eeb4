"""The machines of mapping sets, schemas, data sets, runs and own specs: they hold here, and notice what is broken."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from contract_tests.api import Api
from contract_tests.evidence import Evidence
from contract_tests.machines.datasets import Datasets
from contract_tests.machines.machine import Machine, Move
from contract_tests.machines.mapping_sets import MappingSets
from contract_tests.machines.runs import Runs
from contract_tests.machines.schemas import Schemas
from contract_tests.machines.specs import Specs
from contract_tests.plan import Plan
from contract_tests.raw import Raw
from contract_tests.readings import Readings
from contract_tests.target import opened

FAMILIES: tuple[type[Machine], ...] = (MappingSets, Schemas, Datasets, Runs, Specs)
QUICK = settings(
    max_examples=25,
    stateful_step_count=15,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    print_blob=False,
    suppress_health_check=[*HealthCheck],
)
"""As many moves as the profile of that name makes, the same each time; what fails is not made shorter."""
SHORT = settings(QUICK, max_examples=10)
each_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.family)


@contextmanager
def at_work(family: type[Machine], readings: Readings | None = None) -> Iterator[type[Machine]]:
    """A machine on a new emulator in this process, which is told how this reads the rules or something else."""
    with opened(Plan()) as target, closing(Raw(target.client, target.wire)) as raw:
        rules = target.rules if readings is None else readings
        yield family.on(Api(target), raw, rules, Evidence(), disposable=True)


def nothing(*_: Any, **__: Any) -> None:
    """What does not do what it should."""


def same_version(original: Callable[..., Any]) -> Callable[..., Any]:
    """A stamp of the version that was there before."""
    return lambda call, before: original(call, before) | {"version": before["version"]}


def latest(original: Callable[..., Any]) -> Callable[..., Any]:
    """A search that takes no notice of the version."""
    return lambda call, id, version=None: original(call, id)


def but_last(original: Callable[..., Any]) -> Callable[..., Any]:
    """All that was found but for the last."""
    return lambda *given, **named: [*original(*given, **named)][:-1]


def always(value: Any) -> Callable[..., Any]:
    """Gives the same whatever is asked."""
    return lambda _: lambda *given, **named: value


def first(_: Callable[..., Any]) -> Callable[..., Any]:
    """Gives back what it is given first."""
    return lambda given, *_, **__: given


def nothing_at_all(_: Callable[..., Any]) -> Callable[..., Any]:
    """Does nothing."""
    return nothing


def merging(original: Callable[..., Any]) -> Callable[..., Any]:
    """Keeps what was there, where it should be replaced."""

    def kept(call: Any) -> Any:
        spec = original(call)
        old = call.emulator.store.get(call.key("connectionSpecs", call.params.get("CONNECTION_SPEC_ID", "")))
        return (old.body if old else {}) | spec

    return kept


SERVICES = "mock_flowservice.services"
BREAKS: tuple[tuple[type[Machine], str, str, Callable[[Callable[..., Any]], Callable[..., Any]]], ...] = (
    (MappingSets, "data_prep.mapping_sets", "next_stamp", same_version),
    (MappingSets, "data_prep.mappings", "next_stamp", same_version),
    (MappingSets, "data_prep.versions", "find", latest),
    (MappingSets, "data_prep.mapping_sets", "remove", nothing_at_all),
    (MappingSets, "data_prep.listing", "selected", but_last),
    (MappingSets, "data_prep.checks", "repeated", always(())),
    (MappingSets, "data_prep.mapping_sets", "check", nothing_at_all),
    (MappingSets, "flow_service.flow_checks", "check_mapping", nothing_at_all),
    (Schemas, "schema_registry.checks", "check_title", nothing_at_all),
    (Schemas, "schema_registry.checks", "check_namespace", nothing_at_all),
    (Schemas, "schema_registry.stored", "next_version", first),
    (Schemas, "schema_registry.resources", "check_content", nothing_at_all),
    (Schemas, "schema_registry.views", "check_version", nothing_at_all),
    (Schemas, "schema_registry.resources", "own", but_last),
    (Schemas, "schema_registry.checks", "reference_problems", always(())),
    (Datasets, "catalog.datasets", "check_version", nothing_at_all),
    (Datasets, "catalog.changes", "check_fields", nothing_at_all),
    (Datasets, "catalog.content", "classification", always({"dataBehavior": "record", "managedBy": "CUSTOMER"})),
    (Datasets, "catalog.datasets", "ordered", but_last),
    (Runs, "flow_service.runs", "check_match", nothing_at_all),
    (Runs, "flow_service.running.reports", "check_not_ended", nothing_at_all),
    (Runs, "flow_service.runs", "check_retrigger", nothing_at_all),
    (Runs, "flow_service.runs", "show_last_run", nothing_at_all),
    (Runs, "flow_service.runs", "check_on_demand", nothing_at_all),
    (Runs, "flow_service.runs", "new_etag", always('"always the same"')),
    (Specs, "flow_service.spec_collection", "checked", merging),
)
"""What is broken of the emulator, and how."""


@pytest.mark.parametrize(
    ("family", "module", "name", "broken"), BREAKS, ids=lambda it: it if isinstance(it, str) else ""
)
def test_a_break_is_noticed_in_a_quick_search(
    monkeypatch: pytest.MonkeyPatch, family: type[Machine], module: str, name: str, broken: Callable[[Any], Any]
) -> None:
    place = import_module(f"{SERVICES}.{module}")
    monkeypatch.setattr(place, name, broken(getattr(place, name)))
    with at_work(family) as machine, pytest.raises((AssertionError, BaseExceptionGroup)):
        run_state_machine_as_test(machine, settings=QUICK)


@each_family
def test_a_machine_holds_under_the_published_readings(monkeypatch: pytest.MonkeyPatch, family: type[Machine]) -> None:
    monkeypatch.setenv("MOCK_FLOWSERVICE_PROFILE", "published")
    with at_work(family) as machine:
        assert {*machine.readings.values()} == {"published"}
        run_state_machine_as_test(machine, settings=SHORT)


@each_family
@pytest.mark.parametrize("profile", ["tutorial", "published"])
def test_where_nobody_says_how_rules_are_read_either_reading_will_do(
    monkeypatch: pytest.MonkeyPatch, family: type[Machine], profile: str
) -> None:
    monkeypatch.setenv("MOCK_FLOWSERVICE_PROFILE", profile)
    with at_work(family, Readings()) as machine:
        run_state_machine_as_test(machine, settings=SHORT)


@each_family
def test_the_moves_of_a_run_can_be_made_again_on_another_target(family: type[Machine]) -> None:
    runs: list[list[Move]] = []

    class Remembering(family):  # type: ignore[misc, valid-type]
        def teardown(self) -> None:
            runs.append(self.moves)
            super().teardown()

    with at_work(Remembering) as machine:
        run_state_machine_as_test(machine, settings=SHORT)
    with at_work(family) as machine:
        for moves in runs[::3]:
            played = machine()
            for name, arguments in moves:
                getattr(played, name)(**arguments)
            played.teardown()
            assert played.moves == moves
