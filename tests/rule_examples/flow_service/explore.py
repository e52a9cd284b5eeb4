"""Examples of the rules for exploring and configurations."""

from tests.bodies import BIG_QUERY, LANDING_ZONE, MIXPANEL, MYSQL, STRIPE
from tests.flow_service.error_examples.ways import exploring_in_vain
from tests.flow_service.exploring import compare, explored, filtered, given_spec, pql
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from ..example import Example
from .ways import Ask, always, turned


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


REST = {"objectType": "rest", "object": "json", "fileType": "json"}
PARAMS = "eyJwcm9qZWN0SWQiOiIxIiwidGltZXpvbmUiOiJVVEMiLCJtb3JlIjoiPz8_In0"
"""URL-safe: `{"projectId":"1","timezone":"UTC","more":"???"}`."""

EXAMPLES: dict[str, Example] = {
    "explore.extra_keys": always(exploring(MIXPANEL, **REST, sourceParams=PARAMS)),
    "explore.alphabet": always(exploring(MIXPANEL, **REST, sourceParams=PARAMS)),
    "explore.extra_parameters": always(exploring(LANDING_ZONE, objectType="root", colour="red")),
    "explore.upstream_refuses": always(exploring_in_vain, "1308-400"),
    "explore.unknown_object": always(exploring(MYSQL, objectType="table", object="nothing"), "1312-400"),
    "explore.paths": always(exploring(LANDING_ZONE, objectType="folder", object="exports")),
    "explore.own_spec": always(exploring_ones_own),
    "explore.file_form": turned(opening("/customers.csv", fileType="delimited"), "200", "200 array"),
    "explore.file_properties": always(opening("/customers.csv", determineProperties="true")),
    "explore.column_types": always(opening("/exports/customers.json", fileType="json")),
    "explore.unreadable_file": always(opening("/customers.csv", fileType="json"), "1396-400"),
    "explore.preview_rows": always(exploring(MYSQL, objectType="table", object="orders", preview="true")),
    "explore.nulls": always(exploring(MYSQL, objectType="table", object="orders", preview="true")),
    "explore.hierarchy": always(exploring(STRIPE, **REST)),
    "explore.filter_codes": always(filtering),
    "explore.filter_semantics": always(filtering),
    "configs.columns": always(configuring()),
    "configs.output": always(configuring(outputType="others"), "1312-400"),
    "configs.datasets": always(configuring(outputType="activationDatasets")),
}
