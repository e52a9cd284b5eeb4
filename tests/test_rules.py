"""Rules: all that are asked stand in the table, and nothing else does."""

from mock_flowservice.rules import RULES
from tests.rules_asked import PACKAGE, asked_in


def test_every_rule_that_is_asked_has_its_row_and_every_row_is_asked() -> None:
    assert asked_in(PACKAGE) == RULES.keys()
