"""What somebody could dispute, a row each: the sentence, who says so, and its value under each profile."""

from dataclasses import dataclass
from typing import Literal

Profile = Literal["tutorial", "published"]
TUTORIAL: Profile = "tutorial"
PUBLISHED: Profile = "published"
PROFILES = (TUTORIAL, PUBLISHED)

Standing = Literal["documented", "conflicting", "inferred"]


@dataclass(frozen=True)
class Rule:
    """One disputed behaviour. `tutorial` and `published` say in words what holds under each value."""

    id: str
    sentence: str
    standing: Standing
    sources: tuple[str, ...]
    tutorial: str
    published: str


_ROWS = (
    Rule(
        "gateway.order",
        "Which header the gateway looks at first.",
        "inferred",
        ("doc help/landing/troubleshooting.md",),
        "the token, then the api key, then the organisation",
        "the api key, then the token, then the organisation",
    ),
    Rule(
        "auth.token",
        "Which bearer tokens are let in.",
        "inferred",
        ("destinations spec",),
        "any that is not empty, except one that this emulator issued and that has expired",
        "only tokens from /ims/token, sent with the api key they were issued for",
    ),
    Rule(
        "header.org",
        "How an organisation id must look.",
        "inferred",
        ("doc help/landing/troubleshooting.md",),
        "anything that ends in @AdobeOrg",
        "24 hexadecimal digits, then @AdobeOrg",
    ),
    Rule(
        "header.sandbox",
        "What a missing x-sandbox-name means.",
        "conflicting",
        ("spec", "doc help/sandboxes/home.md", "doc help/sources/errors/flow-service-errors.md"),
        "the sandbox prod",
        "400; in Flow Service with code 2105-400",
    ),
    Rule(
        "header.sandbox_id",
        "What an x-sandbox-id beside a user's token does.",
        "conflicting",
        ("aepp", "doc help/sources/errors/flow-service-errors.md"),
        "nothing",
        "400; in Flow Service with code 2110-400",
    ),
    Rule(
        "sandbox.unknown",
        "What happens when x-sandbox-name names a sandbox that is not there.",
        "inferred",
        ("doc help/sources/errors/flow-service-errors.md",),
        "it comes into being with the first thing written to it, as a development sandbox",
        "the request is refused",
    ),
    Rule(
        "error.envelope",
        "The shape of Flow Service's own errors.",
        "conflicting",
        ("destinations spec", "doc help/sources/errors/flow-service-errors.md"),
        "errorMessage and errorDetails, with the catalogue's code beside them",
        "a problem document whose type ends in the code",
    ),
    Rule(
        "etag.form",
        "The form of an etag; clients must not look inside.",
        "conflicting",
        ("tutorial", "spec"),
        "a UUID in double quotes",
        "8-0000-4-0000-12 hexadecimal digits in double quotes, the last group holding the second",
    ),
    Rule(
        "spec.version",
        "What a missing connectionSpec.version means.",
        "conflicting",
        ("spec", "destinations spec"),
        "version 1.0",
        "422",
    ),
    Rule(
        "schedule.interval",
        "The smallest interval, and what may stand beside frequency once.",
        "conflicting",
        ("tutorial", "spec", "doc help/sources/tutorials/api/collect/database-nosql.md"),
        "a whole number of at least 15 for every frequency but once",
        "minute 15, others 1; interval and backfill are refused with once",
    ),
    Rule(
        "schedule.start",
        "Whether a flow may be created with a start time in the past.",
        "conflicting",
        ("tutorial", "doc help/sources/errors/sources-errors.md"),
        "any epoch second, past included",
        "a start in the past is refused",
    ),
    Rule(
        "target.spec",
        "Which connection spec a target connection into the data lake names.",
        "conflicting",
        ("tutorial", "doc help/sources/errors/sources-errors.md"),
        "the data lake's id; Mixpanel's is taken for it, as the tutorial writes it",
        "only the data lake's id",
    ),
    Rule(
        "target.dataset",
        "Whether the data set of a target connection must exist.",
        "conflicting",
        ("tutorial", "doc help/sources/tutorials/api/collect/database-nosql.md"),
        "any well-formed data set id; one that Catalog has not got is taken on trust",
        "it must exist in Catalog",
    ),
    Rule(
        "explore.source_params",
        "What sourceParams of an explore call must hold.",
        "conflicting",
        ("tutorial",),
        "any JSON object in base64",
        "what the source requires must be there",
    ),
    Rule(
        "explore.object",
        "Which object and fileType an explore call of a REST source may name.",
        "inferred",
        ("tutorial",),
        "any, or none",
        "both must be json",
    ),
    Rule(
        "base.spec",
        "Whether a source connection has the connection spec of its base connection.",
        "conflicting",
        ("spec", "doc help/sources/tutorials/api/create/crm/sugarcrm-events.md"),
        "another one is taken, with a line in the log",
        "another one is refused",
    ),
    Rule(
        "list.limit",
        "The largest page.",
        "conflicting",
        ("destinations spec", "spec"),
        "any limit from 1 up",
        "1 to 100",
    ),
    Rule(
        "list.unknown_parameter",
        "What an unknown query parameter of a list does.",
        "inferred",
        ("doc help/sources/errors/flow-service-errors.md",),
        "nothing",
        "400, code 1451-400",
    ),
    Rule(
        "schema.accept",
        "Whether a look-up in the Schema Registry must name a version in Accept.",
        "conflicting",
        ("doc help/xdm/api/getting-started.md",),
        "no; the latest is meant",
        "yes, else 400, XDM-1007-400",
    ),
    Rule(
        "dataset.schema",
        "Whether the schema of a data set must exist.",
        "inferred",
        ("catalog spec",),
        "no",
        "yes, else 400",
    ),
    Rule(
        "mapping_set.version",
        "Which version of a mapping set a look-up without a version shows.",
        "conflicting",
        ("spec retrieveMappingSet", "aepp"),
        "the latest",
        "version 0, the published default",
    ),
    Rule(
        "mapping_set.paging",
        "What a list of mapping sets without limit or start means.",
        "conflicting",
        ("spec listMappingSets", "doc help/data-prep/api/mapping-set.md", "aepp"),
        "limit 10, start 0",
        "400",
    ),
    Rule(
        "mapping_set.check",
        "What is checked of a mapping set when validate=true is not asked for.",
        "inferred",
        ("aepp",),
        "that each mapping has a source, a destination and a known sourceType",
        "the same as with validate=true",
    ),
    Rule(
        "mapping.source_type",
        "How reads spell the sourceType of a mapping; both spellings can be sent.",
        "conflicting",
        ("spec", "doc help/data-prep/api/mapping-set.md"),
        "as a media type: text/x.schema-path, text/x.aep-xl, text/plain",
        "as a word: ATTRIBUTE, EXPRESSION, STATIC",
    ),
    Rule(
        "ims.scope",
        "Which scopes a token may be asked for.",
        "inferred",
        ("aepp", "AdobeDocs/adobeio-auth#69"),
        "any",
        "only those of the platform's own credentials",
    ),
    Rule(
        "schema.reference",
        "Whether what a schema or field group refers to must be in the registry.",
        "inferred",
        ("spec createSchema",),
        "what is the tenant's must; of what is Adobe's, that which the emulator has not got adds no fields",
        "yes, else 400",
    ),
    Rule(
        "fieldgroup.in_use",
        "Whether a field group can be deleted while schemas use it.",
        "inferred",
        ("spec removeFieldGroup",),
        "yes; they lose its fields",
        "no, 400",
    ),
)

RULES = {row.id: row for row in _ROWS}
