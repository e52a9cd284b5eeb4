"""The emulator's own API: whether it is there, and which rules are in force."""

import re
from dataclasses import asdict

from .. import __version__
from ..call import Call, Reply, operation
from ..emulator import SIGNING_KEY
from ..rules import RULES
from .refusals import Refusals

REFUSALS = Refusals()


@operation("retrieveHealth")
def retrieve_health(call: Call) -> Reply:
    """The emulator answers, and can read its store; how it is set up, without what is secret in it.

    Source: the emulator.
    """
    settings = call.emulator.settings
    call.emulator.store.get(SIGNING_KEY)  # raises what the answer is when there is nothing to keep things in
    store = re.split("[:+]", settings.store)[0]
    return Reply({"status": "ok", "version": __version__, "profile": settings.profile, "store": store})


@operation("listRules")
def list_rules(call: Call) -> Reply:
    """Every disputed behaviour, and the value it has in this emulator.

    Source: the emulator.
    """
    values = call.emulator.rule_values
    rules = [{**asdict(rule), "value": values[id]} for id, rule in RULES.items()]
    return Reply({"profile": call.emulator.settings.profile, "rules": rules})
