"""Base, source and target connections, and what they say of each other."""

from .rule import Rule, fixed

ROWS: tuple[Rule, ...] = (
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
        "base.spec",
        "Whether a source connection has the connection spec of its base connection.",
        "conflicting",
        ("spec", "doc help/sources/tutorials/api/create/crm/sugarcrm-events.md"),
        "another one is taken, with a line in the log",
        "another one is refused",
    ),
    fixed(
        "source.data",
        "What a source connection says of its data.",
        "conflicting",
        ("spec", "doc help/sources/tutorials/api/collect", "the Snowflake streaming tutorial"),
        "json for REST sources, else delimited, json, parquet, tabular, parquet_xdm, raw or xdm; the format may be "
        "left out, data itself for Snowflake's streaming alone",
    ),
    fixed(
        "connection.auth",
        "When a base connection has credentials.",
        "conflicting",
        ("spec createConnection", "aepp"),
        "it needs them exactly when its spec knows a way to sign in; else what is sent is not kept",
    ),
    fixed(
        "connection.secrets",
        "How credentials read.",
        "conflicting",
        ("spec, tag text", "doc help/sources/tutorials/api/update.md", "destinations spec"),
        "open parameters as they were sent, all others as ******, also when the spec is replaced; who sends that back "
        "has not changed them",
    ),
    fixed(
        "connection.test",
        "Which credentials fail the test of a connection.",
        "inferred",
        ("spec testConnection", "doc help/sources/tutorials/api/create/protocols/generic-rest.md"),
        "those with a secret that is the word invalid, and those that a draft lacks; creating a connection tests none",
    ),
    fixed(
        "reference.unknown",
        "What a body that names something that is not there is answered with.",
        "inferred",
        ("doc help/sources/errors/flow-service-errors.md",),
        "400, code 1439-400; 404 is for the path alone",
    ),
    fixed(
        "reference.specs",
        "What a body whose parts are of specs that do not go together is answered with.",
        "inferred",
        ("doc help/sources/sources-sdk/api/update-flow-specs.md",),
        "400, code 1413-400",
    ),
    fixed(
        "reference.in_use",
        "Whether a source or target connection that a flow uses can be deleted.",
        "inferred",
        ("doc help/sources/errors/flow-service-errors.md",),
        "no, 400, code 1447-400; a base connection that only source connections use can be",
    ),
    fixed(
        "target.data",
        "What a target connection into the data lake says of its data.",
        "conflicting",
        ("tutorial", "doc help/sources/tutorials/api/collect/database-nosql.md"),
        "a format or a schema, one of the two at least",
    ),
)
