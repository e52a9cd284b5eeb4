"""What the registry holds for a tenant."""

from ...call import Call, Reply, operation
from ...wire import JsonObject
from .checks import UNION
from .identifiers import TENANT_ID
from .library import everything, find, own
from .views import summary

MOST_RECENT = 10
"""Resources that are called recent. Source: rule schema.stats."""


@operation("retrieveStats")
def retrieve_stats(call: Call) -> Reply:
    """The tenant id, without its underscore, and what the tenant has made.

    Source: spec retrieveStats; doc help/xdm/api/getting-started.md; rule schema.stats.
    """
    call.rests_on("schema.stats")
    schemas = own(call, "schemas")
    return Reply(
        {
            "imsOrg": call.tenant.org,
            "tenantId": TENANT_ID,
            "counts": counts(call, schemas),
            "recentlyCreatedResources": recent(call, "repo:createdDate"),
            "recentlyUpdatedResources": recent(call, "repo:lastModifiedDate"),
            "classUsage": class_usage(call, schemas),
        }
    )


def counts(call: Call, schemas: list[JsonObject]) -> JsonObject:
    """How many resources of each type there are; classes and data types cannot be made yet."""
    enabled = {each["meta:class"] for each in schemas if UNION in each.get("meta:immutableTags", ())}
    made = {"schemas": len(schemas), "mixins": len(own(call, "mixins")), "unions": len(enabled)}
    return {**made, "datatypes": 0, "classes": 0}


def recent(call: Call, date: str) -> list[JsonObject]:
    """The tenant's resources with the latest dates, newest first."""
    newest = sorted(everything(call), key=lambda each: int(each["meta:registryMetadata"][date]), reverse=True)
    return [summary(each) for each in newest[:MOST_RECENT]]


def class_usage(call: Call, schemas: list[JsonObject]) -> list[JsonObject]:
    """For each class the schemas that use it. Source: spec classUsageItem."""
    users: dict[str, list[JsonObject]] = {}
    for schema in schemas:
        users.setdefault(schema["meta:class"], []).append(schema)
    return [
        {
            "$id": id,
            "title": (find(call, id) or {}).get("title", ""),
            "numberOfSchemas": len(members),
            "schemas": [{key: each[key] for key in ("$id", "title", "meta:altId")} for each in members],
        }
        for id, members in users.items()
    ]
