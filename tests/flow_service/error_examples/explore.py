"""The errors of exploring and configurations."""

from typing import Any

from tests.bodies import BIG_QUERY, LANDING_ZONE, MIXPANEL, MYSQL
from tests.flow_service.exploring import apply, compare, explored, field, filtered, given_spec, pql
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Way

PARIS = compare("=", "city", "Paris")


def opening(path: str, **parameters: str) -> Way:
    """Explore a file."""
    return lambda platform: explored(platform, LANDING_ZONE, objectType="file", object=path, **parameters)


def filtering(row_filter: Any, spec_id: str = BIG_QUERY) -> Way:
    """Explore the rows of a table that meet a filter."""
    return lambda platform: filtered(platform, row_filter, spec_id=spec_id)


def filtering_at(at_source: dict[str, Any], value: Any) -> Way:
    """Explore a source of one's own that filters in this way."""

    def ask(platform: Platform) -> Answer:
        spec_id = given_spec(platform, exploreSpec={"type": "Tabular"}, attributes={"filterAtSource": at_source})
        return filtered(platform, pql(value), spec_id=spec_id)

    return ask


def deep(levels: int) -> Any:
    return PARIS if levels == 0 else apply("or", deep(levels - 1))


def of_a_spec(path: str, **query: str) -> Way:
    return lambda platform: platform.ask("GET", f"/connectionSpecs/{path}", query_string=query)


EXAMPLES: dict[str, Way] = {
    "OBJECT_UNKNOWN": opening("/nothing", fileType="json"),
    "NO_COLUMNS": lambda platform: explored(platform, MYSQL, objectType="table", object="staging"),
    "QUERY_EMPTY": opening("/customers.csv", fileType="delimited", columnDelimiter=""),
    "FILTER_TOO_DEEP": filtering(pql(deep(20))),
    "ROW_FILTER_INVALID": filtering(pql("city = 'Paris'")),
    "ROW_OPERATOR_MISSING": filtering(pql({"nodeType": "fnApply"})),
    "ROW_OPERATOR_UNKNOWN": filtering(pql(compare("between", "city", "Paris"))),
    "ROW_OPERATOR_UNMAPPED": filtering_at({"enabled": True, "logicalOperators": [], "comparisonOperators": []}, PARIS),
    "ROW_FILTER_NOT_SUPPORTED": filtering(pql(PARIS), MYSQL),
    "ROW_FILTER_LANGUAGE": filtering_at({"enabled": True, "queryLanguage": "SOQL"}, PARIS),
    "ROW_FILTER_TYPE": filtering(pql(PARIS, type="SQL")),
    "ROW_FILTER_FORMAT": filtering(pql(PARIS, format="text")),
    "ROW_VALUE_MISSING": filtering(pql(apply("=", field("city"), {"nodeType": "literal"}))),
    "DETECTION_NOT_SUPPORTED": lambda platform: explored(
        platform, LANDING_ZONE, objectType="root", determineProperties="true"
    ),
    "SPEC_NOT_EXPLORED": of_a_spec(f"{MIXPANEL}/explore", objectType="rest"),
    "PROPERTIES_GIVEN": opening("/customers.csv", fileType="delimited", determineProperties="true"),
    "FILE_TYPE_UNCLEAR": opening("/incoming/logo.png", determineProperties="true"),
    "PROPERTIES_UNCLEAR": opening("/incoming/notes.txt", determineProperties="true"),
    "NULL_COMPARED": filtering(pql(compare("=", "city", None))),
    "COLUMN_UNKNOWN": filtering(pql(compare("=", "town", "Paris"))),
    "COLUMN_TYPE": filtering(pql(compare("=", "city", 5))),
    "NOT_OF_SEVERAL": filtering(pql(apply("NOT", apply("and", PARIS, PARIS)))),
    "QUERY_NULL": of_a_spec(f"{MIXPANEL}/configs", outputType=""),
    "FILE_UNREADABLE": opening("/customers.csv", fileType="parquet"),
}

PUBLISHED: dict[str, str] = {}
