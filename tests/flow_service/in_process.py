"""Flow Service in this process, as one tenant sees it."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from mock_flowservice.wire import JsonObject
from tests import bodies
from tests.bodies import connection_specs
from tests.caller import Caller
from tests.replies import Answer, Ref

BASE = "/data/foundation/flowservice"


class Platform(Caller):
    """What one tenant can do."""

    base = BASE

    def create(self, kind: str, body: Any, **what: Any) -> Answer:
        return self.ask("POST", f"/{kind}", body, **what)

    def get(self, kind: str, id: str) -> JsonObject:
        """An entity that is there."""
        answer = self.ask("GET", f"/{kind}/{id}")
        assert answer.status == 200, answer.body
        [entity] = answer.body["items"]
        assert isinstance(entity, dict)
        return entity

    def patch(self, kind: str, ref: Ref, *steps: JsonObject, **what: Any) -> Answer:
        """Change an entity by these operations."""
        return self.ask("PATCH", f"/{kind}/{ref.id}", list(steps), headers={"If-Match": ref.etag}, **what)

    def delete(self, kind: str, id: str) -> Answer:
        return self.ask("DELETE", f"/{kind}/{id}")

    def page(self, kind: str, **query: Any) -> Answer:
        """A page of a list."""
        return self.ask("GET", f"/{kind}", query_string=query)

    def pages(self, kind: str, **query: Any) -> Iterator[list[JsonObject]]:
        """The pages of a list, as their links lead on."""
        seen: set[str] = set()
        page = self.page(kind, **query).body
        yield page["items"]
        while "next" in page["_links"]:
            link = page["_links"]["next"]["href"]
            assert link not in seen, "the pages go round in a circle"
            seen.add(link)
            page = self.ask("GET", link).body
            yield page["items"]

    def all(self, kind: str, **query: Any) -> list[JsonObject]:
        """All entities of a list."""
        return [entity for page in self.pages(kind, **query) for entity in page]

    def given_connection(self, spec_id: str = bodies.MIXPANEL, **fields: Any) -> Ref:
        return self.create("connections", bodies.connection_body(spec_id, **fields)).ref

    def given_source(self, spec_id: str = bodies.MIXPANEL, **fields: Any) -> Ref:
        """A source connection, with a base connection of its own if its source signs in."""
        if connection_specs()[spec_id]["authSpec"] and "baseConnectionId" not in fields:
            fields["baseConnectionId"] = self.given_connection(spec_id).id
        return self.create("sourceConnections", bodies.source_body(spec_id, **fields)).ref

    def given_target(self, spec_id: str = bodies.DATA_LAKE, **fields: Any) -> Ref:
        """A target connection; its data set is there, as it must be under some rules."""
        params = {"params": {"dataSetId": self.a_dataset}} if "params" not in fields else {}
        return self.create("targetConnections", bodies.target_body(spec_id, **params, **fields)).ref

    def given_flow(self, source: str = "", target: str = "", **fields: Any) -> Ref:
        """A flow; what it connects comes with it unless it is given."""
        source, target = source or self.given_source().id, target or self.given_target().id
        return self.create("flows", bodies.flow_body(source, target, **fields)).ref

    def given(self, kind: str) -> Ref:
        """An entity of a kind."""
        new: dict[str, Callable[[], Ref]] = {
            "connections": self.given_connection,
            "sourceConnections": self.given_source,
            "targetConnections": self.given_target,
            "flows": self.given_flow,
        }
        return new[kind]()

    def given_mapping_set(self, **fields: Any) -> str:
        made = self.ask("POST", "/data/foundation/conversion/mappingSets", {"mappings": []} | fields, base="")
        return str(made.body["id"])

    def given_dataset(self, **fields: Any) -> str:
        """The id of a data set in Catalog."""
        made = self.ask("POST", "/data/foundation/catalog/dataSets", {"name": "a data set"} | fields, base="")
        return str(made.body[0].rpartition("/")[2])

    @cached_property
    def a_dataset(self) -> str:
        """The id of a data set that many may use."""
        return self.given_dataset()
