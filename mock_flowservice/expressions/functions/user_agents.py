"""User agents: systems, browsers and devices out of the texts by which they call themselves."""

from functools import partial

from ..agents import read_agent
from . import registry

function = partial(registry.function, table="user_agents", rule="expression.user_agents")


@function("ua_os_name")
def ua_os_name(user_agent: str) -> str:
    """The name of the operating system.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).system.name


@function("ua_os_version")
def ua_os_version(user_agent: str) -> str:
    """The version of the operating system.

    Source: doc help/data-prep/functions.md. What stands for an unknown one is inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).system.number


@function("ua_os_version_major")
def ua_os_version_major(user_agent: str) -> str:
    """The name of the operating system, and the first number of its version.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).system.with_major


@function("ua_os_name_version")
def ua_os_name_version(user_agent: str) -> str:
    """The name of the operating system, and its version.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).system.with_version


@function("ua_agent_name")
def ua_agent_name(user_agent: str) -> str:
    """The name of the browser.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).browser.name


@function("ua_agent_version")
def ua_agent_version(user_agent: str) -> str:
    """The version of the browser.

    Source: doc help/data-prep/functions.md. What stands for an unknown one is inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).browser.number


@function("ua_agent_version_major")
def ua_agent_version_major(user_agent: str) -> str:
    """The name of the browser, and the first number of its version.

    Source: doc help/data-prep/functions.md. The names are inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).browser.with_major


@function("ua_device_class")
def ua_device_class(user_agent: str) -> str:
    """The class of the device, such as Desktop, Phone, Tablet, TV or Robot.

    Source: doc help/data-prep/functions.md. How a device gets its class is inferred: rule expression.user_agents.
    """
    return read_agent(user_agent).device_class
