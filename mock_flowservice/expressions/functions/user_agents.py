"""User agents: systems, browsers and devices out of the texts by which they call themselves."""

from ..agents import read_agent
from .registry import function


@function("ua_os_name", table="user_agents", rule="expression.user_agents")
def ua_os_name(user_agent: str) -> str:
    """The name of the operating system.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).system.name


@function("ua_os_version", table="user_agents", rule="expression.user_agents")
def ua_os_version(user_agent: str) -> str:
    """The version of the operating system.

    Source: doc help/data-prep/functions.md. What stands for an unknown one is inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).system.number


@function("ua_os_version_major", table="user_agents", rule="expression.user_agents")
def ua_os_version_major(user_agent: str) -> str:
    """The name of the operating system, and the first number of its version.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).system.with_major


@function("ua_os_name_version", table="user_agents", rule="expression.user_agents")
def ua_os_name_version(user_agent: str) -> str:
    """The name of the operating system, and its version.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).system.with_version


@function("ua_agent_name", table="user_agents", rule="expression.user_agents")
def ua_agent_name(user_agent: str) -> str:
    """The name of the browser.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).browser.name


@function("ua_agent_version", table="user_agents", rule="expression.user_agents")
def ua_agent_version(user_agent: str) -> str:
    """The version of the browser.

    Source: doc help/data-prep/functions.md. What stands for an unknown one is inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).browser.number


@function("ua_agent_version_major", table="user_agents", rule="expression.user_agents")
def ua_agent_version_major(user_agent: str) -> str:
    """The name of the browser, and the first number of its version.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).browser.with_major


@function("ua_device_class", table="user_agents", rule="expression.user_agents")
def ua_device_class(user_agent: str) -> str:
    """The class of the device, such as Desktop, Phone, Tablet, TV or Robot.

    Source: doc help/data-prep/functions.md. How a device gets its class is inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).device_class
