"""Examples of the rules for exploring and configurations."""

from collections.abc import Callable

from tests.bodies import MIXPANEL, MYSQL
from tests.flow_service.error_examples.ways import exploring_in_vain
from tests.flow_service.exploring import BIG_QUERY, LANDING_ZONE, STRIPE, compare, explored, filtered, given_spec, pql
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Example

Ask = Callable[[Platform], Answer]


def exploring(spec_id: str, **parameters: str) -> Ask:
    return lambda platform: explored(platform, spec_id, **parameters)


def opening(path: str, **parameters: str) -> Ask:
    return exploring(LANDING_ZONE, objectType="file", object=path, **parameters)


def configuring(**query: str) -> Ask:
    return lambda platform: platform.ask("GET", f"/connectionSpecs/{MYSQL}/configs", query_string=query)


def exploring_ones_own(platform: Platform) -> Answer:
    """Explore a source whose spec says no more than its type."""
    return explored(platform, given_spec(platform, exploreSpec={"type": "Tabular"}), objectType="root")


def filtering(platform: Platform) -> Answer:
    return filtered(platform, pql(compare("like", "city", "P%")), spec_id=BIG_QUERY)


def same(ask: Ask, outcome: str = "200") -> Example:
    """A rule that no profile turns."""
    return ask, outcome, outcome


REST = {"objectType": "rest", "object": "json", "fileType": "json"}
PARAMS = "eyJwcm9qZWN0SWQiOiIxIiwidGltZXpvbmUiOiJVVEMiLCJtb3JlIjoiPz8_In0"
"""URL-safe: `{"projectId":"1","timezone":"UTC","more":"???"}`."""

EXAMPLES: dict[str, Example] = {
    "explore.extra_keys": same(exploring(MIXPANEL, **REST, sourceParams=PARAMS)),
    "explore.alphabet": same(exploring(MIXPANEL, **REST, sourceParams=PARAMS)),
    "explore.extra_parameters": same(exploring(LANDING_ZONE, objectType="root", colour="red")),
    "explore.upstream_refuses": same(exploring_in_vain, "1308-400"),
    "explore.unknown_object": same(exploring(MYSQL, objectType="table", object="nothing"), "1312-400"),
    "explore.paths": same(exploring(LANDING_ZONE, objectType="folder", object="exports")),
    "explore.own_spec": same(exploring_ones_own),
    "explore.file_form": (opening("/customers.csv", fileType="delimited"), "200", "200 array"),
    "explore.file_properties": same(opening("/customers.csv", determineProperties="true")),
    "explore.column_types": same(opening("/exports/customers.json", fileType="json")),
    "explore.unreadable_file": same(opening("/customers.csv", fileType="json"), "1396-400"),
    "explore.preview_rows": same(exploring(MYSQL, objectType="table", object="orders", preview="true")),
    "explore.nulls": same(exploring(MYSQL, objectType="table", object="orders", preview="true")),
    "explore.hierarchy": same(exploring(STRIPE, **REST)),
    "explore.filter_codes": same(filtering),
    "explore.filter_semantics": same(filtering),
    "configs.columns": same(configuring()),
    "configs.output": same(configuring(outputType="others"), "1312-400"),
    "configs.datasets": same(configuring(outputType="activationDatasets")),
}
