"""Filters on the rows of a table, in PQL as JSON: reading one, and refusing what cannot be asked.

Source: doc help/sources/tutorials/api/filter.md; codes from doc sources-errors: rule explore.filter_codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....call import Call
from ....connectors import Column
from ....connectors.conditions import COMPARISONS, IN, IS_NULL, LIKE, LOGIC, Comparison, Condition, Logic, fits
from ....errors import BRIEF, Explanation, ServiceError
from ....wire import JsonObject, dig
from ..errors import (
    COLUMN_TYPE,
    COLUMN_UNKNOWN,
    FILTER_TOO_DEEP,
    NOT_OF_SEVERAL,
    NULL_COMPARED,
    ROW_FILTER_FORMAT,
    ROW_FILTER_INVALID,
    ROW_FILTER_LANGUAGE,
    ROW_FILTER_NOT_SUPPORTED,
    ROW_FILTER_TYPE,
    ROW_OPERATOR_MISSING,
    ROW_OPERATOR_UNKNOWN,
    ROW_OPERATOR_UNMAPPED,
    ROW_VALUE_MISSING,
)

DEEPEST = 16
"""Levels of a filter. Rule explore.filter_codes."""
OPERATORS = {*COMPARISONS, IS_NULL, *LOGIC}
Columns = dict[str, Column]


def check_row_filter(call: Call, spec: JsonObject, columns: tuple[Column, ...] | None, row_filter: Any) -> Condition:
    """The condition that a filter states for a source of this spec; raises ServiceError.

    Without `columns`, as where the table is not known, names and types are not looked at.

    Source: doc help/sources/tutorials/api/filter.md; rules explore.filter_codes and explore.filter_semantics.
    """
    call.rests_on("explore.filter_codes")
    check_filterable(call, spec)
    if not isinstance(row_filter, dict):
        raise invalid("", "it is no object")
    if row_filter.get("type") != "PQL":
        type = row_filter.get("type")
        raise ROW_FILTER_TYPE(Explanation("/type", type, "PQL"), type=BRIEF.repr(type))
    if row_filter.get("format") != "pql/json":
        format = row_filter.get("format")
        raise ROW_FILTER_FORMAT(Explanation("/format", format, "pql/json"), format=BRIEF.repr(format))
    if row_filter.get("value") is None:
        raise ROW_VALUE_MISSING(Explanation("/value", expected="an expression"), what="The filter")
    known = None if columns is None else {column.name: column for column in columns}
    condition = Reader(spec, known).condition(row_filter["value"], "/value", DEEPEST)
    call.rests_on("explore.filter_semantics")
    return condition


def check_filterable(call: Call, spec: JsonObject) -> None:
    """Rows of a source of this spec can be filtered; raises ServiceError. Source: doc sources-errors (1353, 1354)."""
    at_source = dig(spec, "attributes", "filterAtSource")
    if dig(at_source, "enabled") is not True:
        call.rests_on("explore.filter_codes")
        raise ROW_FILTER_NOT_SUPPORTED(Explanation("filters", expected="a source that filters"), spec=spec["id"])
    language = at_source.get("queryLanguage", "SQL")
    if language != "SQL":
        call.rests_on("explore.filter_codes")
        raise ROW_FILTER_LANGUAGE(Explanation("filters", language, "SQL"), language=BRIEF.repr(language))


class Reader:
    """Reads the expression of a filter for one spec and the columns of one table."""

    def __init__(self, spec: JsonObject, columns: Columns | None) -> None:
        self.mapped = mapped_operators(spec)
        self.columns = columns

    def condition(self, node: Any, at: str, levels: int) -> Condition:
        """The condition that an expression states; raises ServiceError."""
        if levels == 0:
            raise FILTER_TOO_DEEP(Explanation(at, expected=f"{DEEPEST} levels"), most=DEEPEST)
        operator, params = self.function(node, at)
        if operator not in LOGIC:
            return self.comparison(operator, params, at)
        if not params or (operator == "not" and len(params) > 1):
            raise invalid(f"{at}/params", f"{operator} takes " + ("one" if operator == "not" else "one or more"))
        parts = [self.condition(each, f"{at}/params/{n}", levels - 1) for n, each in enumerate(params)]
        if operator == "not" and (count := sum(1 for _ in comparisons(parts[0]))) > 1:
            raise NOT_OF_SEVERAL(Explanation(at, expected="one comparison"), count=count)
        return Logic(operator, tuple(parts))

    def function(self, node: Any, at: str) -> tuple[str, list[Any]]:
        """The operator of an expression and what it is applied to; raises ServiceError."""
        if dig(node, "nodeType") != "fnApply":
            raise invalid(at, "a node of the type fnApply must stand here")
        name = node.get("fnName")
        if not name or not isinstance(name, str):
            raise ROW_OPERATOR_MISSING(Explanation(f"{at}/fnName", name, "an operator"))
        operator = name.lower()
        if operator not in OPERATORS:
            known = ", ".join(sorted(OPERATORS))
            raise ROW_OPERATOR_UNKNOWN(Explanation(f"{at}/fnName", name, known), operator=name, known=known)
        if self.mapped is not None and operator not in self.mapped:
            raise ROW_OPERATOR_UNMAPPED(Explanation(f"{at}/fnName", name), operator=name)
        if not isinstance(node.get("params"), list):
            raise invalid(f"{at}/params", "a list must stand here")
        return operator, node["params"]

    def comparison(self, operator: str, params: list[Any], at: str) -> Condition:
        """A column compared with a literal; raises ServiceError."""
        if len(params) != (1 if operator == IS_NULL else 2):
            raise invalid(f"{at}/params", f"{operator} takes a field" + ("" if operator == IS_NULL else " and a value"))
        column = self.column(params[0], f"{at}/params/0")
        if operator == IS_NULL:
            return Comparison(operator, column)
        literal = self.literal(operator, column.name, params[1], f"{at}/params/1")
        if self.columns is not None:
            check_type(operator, column, literal, f"{at}/params/1/value")
        return Comparison(operator, column, literal)

    def column(self, node: Any, at: str) -> Column:
        """The column that a node names; raises ServiceError."""
        name = dig(node, "fieldName")
        if dig(node, "nodeType") != "fieldLookup" or not isinstance(name, str):
            raise invalid(at, "a fieldLookup with a fieldName must stand here")
        if self.columns is None:
            return Column(name, {})
        if name not in self.columns:
            known = ", ".join(self.columns)
            raise COLUMN_UNKNOWN(Explanation(f"{at}/fieldName", name, f"one of {known}"), column=name)
        return self.columns[name]

    def literal(self, operator: str, column: str, node: Any, at: str) -> Any:
        """The value of a literal; raises ServiceError."""
        if dig(node, "nodeType") != "literal":
            raise invalid(at, "a literal must stand here")
        if "value" not in node or (operator == IN and node["value"] == []):
            raise ROW_VALUE_MISSING(Explanation(f"{at}/value", expected="a value"), what=f"The literal for {column!r}")
        value = node["value"]
        if (operator == IN) != isinstance(value, list):
            raise invalid(f"{at}/value", "in takes a list of values, all else takes one")
        if value is None or (operator == IN and None in value):
            raise NULL_COMPARED(Explanation(f"{at}/value", expected="isNull"), column=column)
        return value


def check_type(operator: str, column: Column, literal: Any, at: str) -> None:
    """A literal, or each of a list, fits its column; raises ServiceError. Source: doc sources-errors (1379-400)."""
    kind = column.type if operator == LIKE else column.kind
    if operator == LIKE and kind != "string":
        kind = "text, as like takes"
    for each in literal if operator == IN else [literal]:
        if not fits(kind, each):
            raise COLUMN_TYPE(Explanation(at, each, kind), column=column.name, value=BRIEF.repr(each), kind=kind)


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """The comparisons in a condition."""
    if isinstance(condition, Logic):
        for part in condition.parts:
            yield from comparisons(part)
    elif isinstance(condition, Comparison):
        yield condition


def mapped_operators(spec: JsonObject) -> set[str] | None:
    """The operators that a spec has something for, in small letters; None if it does not say."""
    at_source = dig(spec, "attributes", "filterAtSource")
    lists = [dig(at_source, name) for name in ("logicalOperators", "comparisonOperators")]
    if not all(isinstance(each, list) for each in lists):
        return None
    return {each.lower() for found in lists for each in found if isinstance(each, str)}


def invalid(at: str, problem: str) -> ServiceError:
    """The refusal of a filter of the wrong form."""
    where = f"{at}: {problem}" if at else problem
    return ROW_FILTER_INVALID(Explanation(at, problem=problem), problem=where)
