"""Flows and their schedules."""

from .rule import Rule, fixed

ROWS: tuple[Rule, ...] = (
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
    fixed(
        "schedule.types",
        "How the numbers and booleans of a schedule are written.",
        "conflicting",
        ("tutorial", "spec", "doc help/sources/tutorials/api/collect"),
        "as JSON has them or as text, and they read as they were sent; numbers of 16 digits and more are mistakes, "
        "milliseconds a far future",
    ),
    fixed(
        "schedule.required",
        "What a schedule must have.",
        "conflicting",
        ("spec, scheduleSpec", "doc help/sources/tutorials/api/collect/new-draft.md"),
        "startTime, frequency and, but for once, interval; else 400, code 1359-400",
    ),
    fixed(
        "flow.mapping",
        "How a flow names its mapping set.",
        "conflicting",
        ("tutorial", "spec", "doc help/sources/tutorials/api/collect"),
        "mappingVersion is a number or a text of digits, 0 if it is left out; of the version of its schema only the "
        "major number must be that of the data set's; its sources are not held against what exploring shows",
    ),
    fixed(
        "flow.runs",
        "How a flow links to its runs.",
        "conflicting",
        ("spec", "doc help/sources/tutorials/api/update-dataflows.md"),
        "/runs?property=flowId== and its id",
    ),
    fixed(
        "flow.last_operation",
        "What lastOperation says, and in which unit.",
        "conflicting",
        ("spec", "destinations spec", "doc help/sources/tutorials/api/update-dataflows.md", "the Pendo tutorial"),
        "started and updated in milliseconds; updated is 0 but after a PATCH, started 0 after an action",
    ),
    fixed(
        "flow.inherited",
        "What a flow or connection says of the connections under it that have changed since.",
        "inferred",
        ("doc help/sources/tutorials/api/update-dataflows.md",),
        "in inheritedAttributes, what they were when it was created or changed last",
    ),
    fixed(
        "flow.deletion",
        "What goes with a flow that is deleted.",
        "conflicting",
        ("doc help/sources/tutorials/api/delete-dataflows.md", "what the user interface does"),
        "nothing: its connections stay",
    ),
    fixed(
        "flow.options",
        "Where error diagnostics and partial ingestion of a flow are set.",
        "inferred",
        ("spec, optionSpec",),
        "in options, by the optionSpec of its flow spec",
    ),
)
