"""Populations for the laws of lists, and what a filter and an order must come to, written down a second time."""

from typing import Any

from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.bodies import MYSQL, PENDO, step
from tests.flow_service.in_process import Platform

NAMES = ["a", "B", "b", "Ab", "", "a b", "1", "2.5", 'quo"te', "x,y", "true", "é"]
Plan = list[tuple[str, str | None, str, bool]]
plans: st.SearchStrategy[Plan] = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([None, "", "one", "two"]),
        st.sampled_from([PENDO, MYSQL]),
        st.booleans(),
    ),
    max_size=9,
)


def filled(plan: Plan) -> Platform:
    """A platform with a connection for each step: its name, its description, its spec, and whether it was changed."""
    platform = Platform()
    for name, description, spec, changed in plan:
        made = platform.given_connection(spec, name=name, description=description)
        if changed:
            platform.patch("connections", made, step("replace", "/name", name))
    return platform


def value_at(entity: JsonObject, path: str) -> Any:
    """What an entity holds at a dotted path, None where there is nothing."""
    value: Any = entity
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def rank(entity: JsonObject, path: str) -> tuple[bool, Any]:
    """Where an entity stands when it is sorted by one field that is always text or always a number."""
    value = value_at(entity, path)
    return (value is not None, "" if value is None else value)


def in_order(entities: list[JsonObject], fields: list[tuple[str, bool]]) -> list[JsonObject]:
    """Entities sorted by several fields, each with whether it descends; those that tie stay in their order."""
    found = list(entities)
    for path, descending in reversed(fields):
        present = sorted({rank(each, path)[1] for each in found if value_at(each, path) is not None})
        place = {value: number for number, value in enumerate(present, 1)}
        found.sort(key=lambda each: (-1 if descending else 1) * place.get(value_at(each, path), 0))
    return found


def meets(entity: JsonObject, path: str, operator: str, values: list[str]) -> bool:
    """Whether an entity meets a condition: equality without regard to case, order for numbers."""
    value = value_at(entity, path)
    if operator in ("==", "=", "!="):
        equal = value is not None and str(value).casefold() in [each.casefold() for each in values]
        return equal != (operator == "!=")
    if not isinstance(value, int):
        return False
    bound = float(values[0])
    return {">": value > bound, "<": value < bound, ">=": value >= bound, "<=": value <= bound}[operator]
