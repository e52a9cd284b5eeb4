"""Which methods of aepp a test drives: said by the test, and checked while it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from types import FunctionType, ModuleType
from typing import Any, TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., None])


def drives(*methods: Callable[..., Any]) -> Callable[[Test], Test]:
    """Say that a test calls these methods, itself or through another."""

    def said(test: Test) -> Test:
        test.drives = methods  # type: ignore[attr-defined]
        return test

    return said


@contextmanager
def driven_as_said(test: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails at the end when a method that the test drives was never called."""
    methods = getattr(test, "drives", ())
    waiting = {method.__qualname__ for method in methods}
    for method in methods:
        owner = getattr(sys.modules[method.__module__], method.__qualname__.partition(".")[0])
        monkeypatch.setattr(owner, method.__name__, _noting(method, waiting))
    yield
    assert not waiting, f"never called: {', '.join(sorted(waiting))}"


def methods_of(kind: type) -> set[str]:
    """The public methods that a class of aepp has."""
    return {name for name, found in vars(kind).items() if isinstance(found, FunctionType) and name[0] != "_"}


def driven_in(*modules: ModuleType) -> set[str]:
    """Every method, with its class, that a test of these modules drives."""
    tests = [found for module in modules for found in vars(module).values() if isinstance(found, FunctionType)]
    return {method.__qualname__ for test in tests for method in getattr(test, "drives", ())}


def _noting(method: Callable[..., Any], waiting: set[str]) -> Callable[..., Any]:
    @wraps(method)
    def noting(*args: Any, **kwargs: Any) -> Any:
        waiting.discard(method.__qualname__)
        return method(*args, **kwargs)

    return noting
