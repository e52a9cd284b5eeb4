"""What the contract tests get: the service that is tested, by the client and by plain HTTP, and its rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flowservice_client import Client, NoAnswer, NotConfigured

from .api import Api
from .contract import Case
from .evidence import Evidence
from .manners import MANNERS, Manners
from .plan import Plan
from .profiles import load_profile
from .raw import Raw
from .readings import Readings
from .recording.scenes import SCENES
from .recording.stage import staged
from .requests_of_contract import not_built
from .session import EVIDENCE, TARGET, Session, plan_of
from .target import Target, opened


def pytest_configure(config: pytest.Config) -> None:
    """Take the profile, and watch the session."""
    plan = plan_of(config)
    repeatable = bool(plan.record or plan.recorded)
    config.stash[SCENES] = staged(config, plan)
    searches = plan.kind == "in process" and not repeatable
    load_profile(config.getoption("flowservice_profile"), searches=searches, repeatable=repeatable)
    config.pluginmanager.register(Session(config, plan), "contract-session")
    config.stash[MANNERS] = Manners(config, plan)
    config.pluginmanager.register(config.stash[MANNERS], "contract-manners")


@pytest.fixture(scope="session")
def plan(request: pytest.FixtureRequest) -> Plan:
    """What this run was asked for."""
    return plan_of(request.config)


@pytest.fixture(scope="session")
def evidence(request: pytest.FixtureRequest) -> Evidence:
    """What is seen while a test runs."""
    return request.config.stash[EVIDENCE]


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest, plan: Plan, evidence: Evidence) -> Iterator[Target]:
    """The service that is tested."""
    manners = request.config.stash[MANNERS]
    try:
        with opened(plan, manners.limits, request.config.stash[SCENES]) as target:
            target.wire.observers.append(evidence)
            request.config.stash[TARGET] = target
            yield target
        manners.cleaned(target.cleaner.done)
    except (NotConfigured, NoAnswer) as error:
        pytest.exit(f"the target cannot be asked: {error}", returncode=pytest.ExitCode.USAGE_ERROR)


@pytest.fixture(scope="session")
def client(target: Target) -> Client:
    """A client of the target."""
    return target.client


@pytest.fixture(scope="session", autouse=True)
def rules(target: Target) -> Readings:
    """What holds where documents disagree, by rule; empty where the target does not say."""
    return target.rules


@pytest.fixture(scope="session")
def api(target: Target) -> Api:
    """The client with a way to have things made."""
    return Api(target)


@pytest.fixture(scope="session")
def raw(target: Target) -> Iterator[Raw]:
    """Plain HTTP with the right headers."""
    raw = Raw(target.client, target.wire)
    yield raw
    raw.close()


@pytest.fixture(scope="session")
def unbuilt(raw: Raw) -> frozenset[str]:
    """The operations that the target has not built; nothing but that is tested of them."""
    return not_built(raw)


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    """A request of the contract, for a parametrization that is `indirect`."""
    found: Case = request.param
    return found
