"""Tells from what pytest does which scene is at work, while a recording is made or played."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack
from inspect import getfile
from pathlib import Path
from typing import Any
from zlib import crc32

import hypothesis
import pytest

from ..plan import Plan
from ..profiles import without_constants_of_modules
from ..standings import version
from .recording import Recording, check
from .scenes import FIXTURES, Scenes

HERE = Path(__file__).parents[1]
AFTERWARDS = " afterwards"
"""Ends the id of the scene in which a fixture tidies up."""
PROFILE = "record"


def staged(config: pytest.Config, plan: Plan) -> Scenes:
    """The scenes of a session; one that is recorded or played tries the same each time. Raises pytest.UsageError."""
    scenes = Scenes()
    config.pluginmanager.register(Stage(scenes), "contract-stage")
    if plan.record or plan.recorded:
        config.pluginmanager.register(Repeatable(odds(prepared(config, plan), config)), "contract-repeatable")
    return scenes


def prepared(config: pytest.Config, plan: Plan) -> Recording | None:
    """See to it that a session tries what the recording has, which is given if there is one."""
    check(plan, workers=bool(config.getoption("numprocesses", 0)))
    chosen = config.option.flowservice_profile
    recorded = Recording.read(plan.recorded) if plan.recorded else None
    config.option.flowservice_profile = chosen or (recorded.profile if recorded else PROFILE)
    patched = without_constants_of_modules()
    patched.start()
    config.add_cleanup(patched.stop)
    return recorded


def odds(recorded: Recording | None, config: pytest.Config) -> list[str]:
    """What may make the suite ask for other things than were recorded, a sentence each."""
    profile = config.option.flowservice_profile
    pairs = (
        {
            "profile": (profile, recorded.profile),
            "Hypothesis": (hypothesis.__version__, recorded.hypothesis),
            "suite": (version, recorded.suite),
        }
        if recorded
        else {}
    )
    return [f"recorded with {name} {then}, played with {now}" for name, (now, then) in pairs.items() if now != then]


class Stage:
    """Tells from what pytest does which scene is at work."""

    def __init__(self, scenes: Scenes) -> None:
        self.scenes = scenes
        self._test = ExitStack()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """A test is a scene, with all that is made for it alone; a new one when it is run again."""
        if HERE in item.path.parents:
            rests_on = tuple(rule for mark in item.iter_markers("rests_on") for rule in mark.args)
            self._test.enter_context(self.scenes.within(scene_of(item), rests_on, kept=not is_unrepeatable(item)))
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self) -> Generator[None, Any, Any]:
        """It ends when all that was made for it has ended."""
        try:
            return (yield)
        finally:
            self._test.close()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Generator[None, Any, Any]:
        """So is a fixture that tests share; its end is another, for finalizers run in the opposite order."""
        if fixturedef.scope == "function" or HERE not in Path(getfile(fixturedef.func)).parents:
            return (yield)
        id, afterwards = fixture_scene(fixturedef, request), ExitStack()
        fixturedef.addfinalizer(afterwards.close)
        with self.scenes.within(id):
            result = yield
        fixturedef.addfinalizer(lambda: afterwards.enter_context(self.scenes.within(id + AFTERWARDS)))
        return result


class Repeatable:
    """Makes a session try the same each time; `odds` say why some of a recording may not be found all the same."""

    def __init__(self, odds: list[str]) -> None:
        self.odds = odds

    def pytest_report_header(self) -> list[str]:
        """Say what may be odd."""
        return self.odds

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Hypothesis tries what depends on the scene alone, wherever the suite is installed."""
        tried: Any = getattr(item, "obj", None)
        if HERE in item.path.parents and hypothesis.is_hypothesis_test(tried):
            hypothesis.seed(crc32(scene_of(item).encode()))(tried)
        return (yield)


def scene_of(item: pytest.Item) -> str:
    """A test by its module and name, wherever the suite is installed."""
    path = item.path.relative_to(HERE).with_suffix("").as_posix()
    return f"{path}/{item.nodeid.partition('::')[2]}"


def fixture_scene(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> str:
    """A fixture by its module, its name, and which of its parameters it has."""
    number = f" {request.param_index}" if hasattr(request, "param") else ""  # type: ignore[attr-defined]
    return f"{FIXTURES}{fixturedef.func.__module__.rpartition('.')[2]}.{fixturedef.argname}{number}"


def is_unrepeatable(item: pytest.Item) -> bool:
    """Whether a test makes calls in another order each time."""
    return any("simultaneous calls" in mark.args for mark in item.iter_markers("needs"))
