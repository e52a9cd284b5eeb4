"""What the contract tests get: the service that is tested, by the client and by plain HTTP, and its rules."""

from collections.abc import Iterator

import pytest

from flowservice_client import Client, NoAnswer, NotConfigured

from .api import Api
from .contract import Case
from .profiles import load_profile
from .raw import Raw
from .requests_of_contract import not_built
from .target import client_of_target, is_shared, rules_of_target

load_profile()


def pytest_configure(config: pytest.Config) -> None:
    """Say what the suite's own mark means."""
    config.addinivalue_line("markers", "needs(what): skipped where the target is not that, such as an `emulator`")


@pytest.fixture(autouse=True)
def _has_what_it_needs(request: pytest.FixtureRequest) -> None:
    """Skip a test of what the real service refuses or does not say, unless an emulator is tested."""
    mark = request.node.get_closest_marker("needs")
    if mark is not None and not request.getfixturevalue("rules"):
        pytest.skip(f"the target is not an {mark.args[0]}")


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the target: FLOWSERVICE_BASE_URL, or an emulator that runs for this session."""
    try:
        with client_of_target(tmp_path_factory.mktemp("emulator") / "log") as client:
            client.tokens.current()
            yield client
    except (NotConfigured, NoAnswer) as error:
        pytest.exit(f"the target cannot be asked: {error}", returncode=pytest.ExitCode.USAGE_ERROR)


@pytest.fixture(scope="session")
def rules(client: Client) -> dict[str, str]:
    """What holds where documents disagree, by rule; empty where the target does not say."""
    return rules_of_target(client)


@pytest.fixture(scope="session")
def api(client: Client) -> Iterator[Api]:
    """The client with a way to have things made; what was made is removed at the end."""
    api = Api(client, alone=not is_shared())
    yield api
    api.remove_all()


@pytest.fixture(scope="session")
def raw(client: Client) -> Iterator[Raw]:
    """Plain HTTP with the right headers."""
    raw = Raw(client)
    yield raw
    raw.close()


@pytest.fixture(scope="session")
def unbuilt(raw: Raw) -> frozenset[str]:
    """The operations that the target has not built; nothing but that is tested of them."""
    return not_built(raw)


@pytest.fixture
def case(request: pytest.FixtureRequest, rules: dict[str, str], unbuilt: frozenset[str]) -> Case:
    """A request of the contract, for a parametrization that is `indirect`; skipped where it is not built.

    What Adobe does not publish is asked of an emulator only.
    """
    found: Case = request.param
    if not rules and not found.is_published:
        pytest.skip("the target is not an emulator")
    if found.operation_id in unbuilt:
        pytest.skip(f"the target has not built {found.operation_id}")
    return found
