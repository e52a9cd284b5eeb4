"""In bad weather the suite says the same as in good, keeps to its budget and leaves nothing behind."""

from pathlib import Path

import pytest

from contract_tests.cleaning import can_be_deleted
from contract_tests.ledger import Ledger
from tests.contract_suite.proxy import Weather, proxied
from tests.contract_suite.runs import ledger, ran, there
from tests.servers import serving

MOST = 2500


@pytest.mark.parametrize(
    ("weather", "modules"),
    [
        (Weather(slow=0.003, limit=150, breaking=0.05), ("test_entities.py", "test_tutorial.py", "test_etags.py")),
        (Weather(breaking=0.05, afterwards=True), ("test_isolation.py", "test_searches.py")),
    ],
    ids=["slow, with a limit, breaking before a call is carried out", "breaking after a GET was"],
)
def test_in_bad_weather_everything_holds_and_nothing_stays(
    tmp_path: Path, weather: Weather, modules: tuple[str, ...]
) -> None:
    with serving("--port", "0") as (_, url), proxied(url, weather) as address:
        before = there(url)
        options = (f"--flowservice-url={address}", f"--flowservice-max-calls={MOST}", "--flowservice-profile=quick")
        ended = ran(tmp_path, *modules, *options)
        assert ended.returncode == pytest.ExitCode.OK, ended.stdout
        assert " skipped" not in ended.stdout
        assert there(url) == before
    assert weather.seen["broke"] > 20
    assert bool(weather.seen["later"]) == bool(weather.limit)
    assert weather.seen["came"] <= MOST
    left = Ledger.read(ledger(tmp_path)).living.values()
    assert [each for each in left if can_be_deleted(each.path, published_only=False)] == []
