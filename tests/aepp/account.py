"""Somebody who uses aepp, and what they have made before a test begins."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

import aepp
from aepp.catalog import Catalog
from aepp.dataprep import DataPrep
from aepp.flowservice import FlowService
from aepp.schema import Schema

from mock_flowservice.wire import JsonObject
from tests.bodies import (
    DATA_LAKE,
    MIXPANEL,
    PROFILE,
    PROFILE_STORE,
    connection_body,
    field_group_body,
    source_body,
    spec_ref,
)
from tests.bodies import schema_body as body_of_schema

LANDING_ZONE = "26f526f2-58f4-4712-961d-e41bf1ccc0e8"
CLOUD_FLOW = "9753525b-82c7-4dce-8a9b-5ccfce2b9876"
FUTURE = "4102444800"
"""2100-01-01, in seconds."""
ONCE = {"startTime": FUTURE, "frequency": "once"}
PROFILE_FLOW_SPEC = {
    "name": "DatasetToProfile",
    "providerId": "14e34fac-d307-11e9-bb65-2a2ae2dbcce4",
    "targetConnectionSpecIds": [DATA_LAKE, PROFILE_STORE],
    "scheduleSpec": {"name": "PeriodicSchedule", "type": "Periodic", "spec": {"type": "object"}},
}
_names = count(1)
_organisations = count(1)


def configure(url: str, **settings: Any) -> None:
    """Point aepp at a server, in the way that it has for servers of no known environment; a new organisation."""
    credentials = {"org_id": f"{next(_organisations):024X}@AdobeOrg", "client_id": "aepp", "secret": "a-secret"}
    options = {"scopes": "openid", **credentials, **settings}
    aepp.configure(environment="support", endpoint=url, **options)
    aepp.config.config_object["oauthTokenEndpointV2"] = f"{url}/ims/token/v3"
    aepp.config.config_object["connectionType"] = "oauthV2"


@dataclass(frozen=True)
class Account:
    """The classes of aepp, signed in."""

    flow_service: FlowService
    data_prep: DataPrep
    catalog: Catalog
    registry: Schema

    def schema(self) -> str:
        """The id of a new schema with a field of its own."""
        fields = field_group_body(f"fields {next(_names)}", {"distinct_id": {"type": "string"}}, self.namespace())
        group = self.registry.createFieldGroup(fields)
        made = self.registry.createSchema(body_of_schema(f"schema {next(_names)}", PROFILE, group["$id"]))
        return str(made["$id"])

    def namespace(self) -> str:
        """What the organisation's own fields stand under."""
        return f"_{self.registry.getTenantId()}"

    def dataset(self, schema: str | None = None) -> str:
        """The id of a new data set."""
        [reference] = self.catalog.createDataSet(name=f"data {next(_names)}", schemaId=schema or self.schema())
        return str(reference).removeprefix("@/dataSets/")

    def connection(self, **fields: Any) -> str:
        """The id of a new base connection to Mixpanel."""
        return made(self.flow_service.createConnection(connection_body(name=f"account {next(_names)}", **fields)))

    def source(self, spec: str = MIXPANEL, **fields: Any) -> str:
        """The id of a new source connection; of Mixpanel with a base connection of its own."""
        base = {"baseConnectionId": self.connection()} if spec == MIXPANEL else {}
        return made(self.flow_service.createSourceConnection(source_body(spec, **base, **fields)))

    def target(self, dataset: str | None = None) -> str:
        """The id of a new target connection into the data lake."""
        return made(self.flow_service.createTargetConnection("a target", DATA_LAKE, dataset or self.dataset()))

    def file_source(self) -> str:
        """The id of a source connection to a file of the landing zone."""
        return made(self.flow_service.createSourceConnectionDataLandingZone("a file", "delimited", "/orders.csv"))

    def flow(self, schedule: JsonObject | None = None, **fields: Any) -> str:
        """The id of a new flow from the landing zone into the data lake: every quarter of an hour, or as said."""
        flow = {
            "name": f"flow {next(_names)}",
            "flowSpec": {"id": CLOUD_FLOW, "version": "1.0"},
            "sourceConnectionIds": [self.file_source()],
            "targetConnectionIds": [self.target()],
            "scheduleParams": schedule or {"startTime": FUTURE, "frequency": "minute", "interval": 15},
        }
        return made(self.flow_service.createFlow(CLOUD_FLOW, obj=flow | fields))

    def run(self, flow: str) -> str:
        """The id of a run of a flow that was made for a single run."""
        window = {"startTime": FUTURE, "windowStartTime": "1625039987", "windowEndTime": "1625040887"}
        return made(self.flow_service.createRun(flow, params=window))

    def profile_flow(self, dataset: str) -> str:
        """The id of a flow that carries a data set into the profile store.

        The service makes such flows by itself, by specs that nobody has published: here they are written first.
        """
        service = self.flow_service
        lake = service.getConnectionSpecIdFromName("activation-datalake")
        [store] = service.getConnectionSpec(PROFILE_STORE)["items"]
        target_spec = {"name": "Profile Store", "type": "System", "spec": {"type": "object"}}
        made(
            service.connector.putData(
                self.spec_path("connectionSpecs", PROFILE_STORE), data=store | {"targetSpec": target_spec}
            )
        )
        flow_spec = made(
            service.connector.postData(
                self.spec_path("flowSpecs"), data=PROFILE_FLOW_SPEC | {"sourceConnectionSpecIds": [lake]}
            )
        )
        base = made(service.createConnectionToUPS("profiles"))
        target = {"name": "the profile store", "baseConnectionId": base, "connectionSpec": spec_ref(PROFILE_STORE)}
        flow = {
            "name": f"profiles {next(_names)}",
            "flowSpec": spec_ref(flow_spec),
            "sourceConnectionIds": [self.source(lake, params={"dataSetId": dataset})],
            "targetConnectionIds": [made(service.createTargetConnection(data=target))],
            "scheduleParams": ONCE,
        }
        return made(service.createFlow(flow_spec, obj=flow))

    def spec_path(self, *parts: str) -> str:
        """Where specs are written, for which aepp has no methods of its own."""
        return "/".join((self.flow_service.endpoint, *parts))


def made(answer: JsonObject) -> str:
    """The id of what was made; the whole answer is shown when it has none."""
    assert "id" in answer, answer
    return str(answer["id"])
