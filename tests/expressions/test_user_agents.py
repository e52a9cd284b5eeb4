"""What holds of user agents for all of them."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.agents import LONGEST, NO_VERSION, UNKNOWN, read_agent
from mock_flowservice.expressions.compiler import compile_expression

CLASSES = {
    *("Desktop", "Anonymized", "Unknown", "Mobile", "Tablet", "Phone", "Watch", "Augmented Reality", "Virtual Reality"),
    *("eReader", "Set-top box", "TV", "Home Appliance", "Game Console", "Handheld Game Console", "Voice", "Car"),
    *("Robot", "Robot Mobile", "Robot Imitator", "Cloud", "Hacker"),
}
"""Source: doc help/data-prep/functions.md."""
PARTS = (
    *("Mozilla/5.0", "(X11; Linux x86_64)", "(Windows NT 6.1)", "(iPhone; CPU iPhone OS 9_1 like Mac OS X)", "Mobile"),
    *("Chrome/99.0.1", "Safari/604.1", "Version/9.1", "Firefox/3.5", "Googlebot/2.1", "(Linux; Android 9; Pixel 3)"),
    *("Watch", "TV", "curl/8.4.0", "Opera Mini/7", "\x00", "é", "((("),
)
AGENTS = st.text() | st.lists(st.sampled_from(PARTS)).map(" ".join)


def evaluate(name: str, agent: Any) -> Any:
    return compile_expression(f"{name}(agent)").evaluate({"agent": agent})


@given(agent=AGENTS)
def test_any_text_has_a_device_of_a_documented_class(agent: str) -> None:
    assert evaluate("ua_device_class", agent) in CLASSES


@pytest.mark.parametrize(
    ("name", "version", "both", "major"),
    [
        ("ua_os_name", "ua_os_version", "ua_os_name_version", "ua_os_version_major"),
        ("ua_agent_name", "ua_agent_version", None, "ua_agent_version_major"),
    ],
)
@given(agent=AGENTS)
def test_name_and_version_agree_with_both_together(
    name: str, version: str, both: str | None, major: str, agent: str
) -> None:
    known, number = evaluate(name, agent), evaluate(version, agent)
    short = known.removesuffix(" NT")
    assert (known == UNKNOWN) == (number == UNKNOWN)
    assert both is None or evaluate(both, agent) == (UNKNOWN if known == UNKNOWN else f"{short} {number}")
    assert evaluate(major, agent) == (UNKNOWN if known == UNKNOWN else f"{short} {number.split('.')[0]}")


@given(agent=AGENTS, more=st.text())
def test_what_stands_beyond_the_longest_text_is_not_read(agent: str, more: str) -> None:
    padded = agent.ljust(LONGEST)[:LONGEST]
    assert read_agent(padded + more) == read_agent(padded)


@pytest.mark.parametrize("piece", ["a", " ", "(", "; ", "Mozilla/5.0 (Linux; Android ", "1_", "Build/"])
def test_a_million_characters_are_answered(piece: str) -> None:
    agent = (piece * 1_000_000)[:1_000_000]
    assert evaluate("ua_os_version", agent) in (UNKNOWN, NO_VERSION, evaluate("ua_os_version", agent[:LONGEST]))
    assert evaluate("ua_agent_name", agent)


def test_the_library_is_not_loaded_before_the_first_user_agent() -> None:
    code = "import sys, mock_flowservice.expressions.compiler as c; assert 'ua_parser' not in sys.modules; "
    code += "c.compile_expression('ua_os_name(a)').evaluate({'a': 'curl/8'}); assert 'ua_parser' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
