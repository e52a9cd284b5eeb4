"""States, actions and drafts."""

from .rule import Rule, fixed

DRAFTS = "doc help/sources/tutorials/api/draft.md"
ERRORS = "doc help/sources/errors/flow-service-errors.md"

ROWS: tuple[Rule, ...] = (
    fixed(
        "state.initializing",
        "What a new connection is at first.",
        "conflicting",
        ("spec", "doc help/sources/tutorials/api/create/crm/salesforce.md"),
        "enabled; with --initializing SECONDS it reads initializing for so long, without version and etag, "
        "cannot be changed, and is then enabled with another etag than its creation told",
    ),
    fixed(
        "draft.support",
        "Which entities can be drafts.",
        "documented",
        (DRAFTS,),
        "those whose spec says isDraftModeSupported; the code for others, 1368-400, is inferred",
    ),
    fixed("draft.state", "How the state of a draft reads.", "inferred", (DRAFTS,), "draft"),
    fixed(
        "draft.checks",
        "What is checked of a draft.",
        "inferred",
        (DRAFTS,),
        "its spec and the types of its fields; what is missing or does not fit is found when it is published",
    ),
    fixed(
        "draft.dependency",
        "What a draft may be named by.",
        "documented",
        (DRAFTS,),
        "drafts alone; that the code is 1422-400 is inferred",
    ),
    fixed(
        "draft.references",
        "Whether a draft flow keeps its connections from being deleted.",
        "inferred",
        (DRAFTS, ERRORS),
        "no; a flow whose connection is gone cannot be published",
    ),
    fixed(
        "action.spelling",
        "How an action is asked for.",
        "conflicting",
        ("spec", DRAFTS, "doc help/destinations/api/update-destination-dataflows.md", "aepp"),
        "op in any case, - and _ alike; subOp, body and If-Match may be left out; without op 1359-400",
    ),
    fixed(
        "action.order",
        "What an action is checked for first.",
        "inferred",
        (ERRORS,),
        "404, op, subOp, body, 412, state, and for publish all that creation demands",
    ),
    fixed(
        "action.answer",
        "Whether an action changes the etag.",
        "conflicting",
        ("spec", DRAFTS),
        "yes, and the answer has the new one",
    ),
    Rule(
        "action.repeated",
        "What enabling what is enabled does, and disabling what is disabled.",
        "inferred",
        (ERRORS,),
        "200, and nothing changes",
        "400, code 1422-400",
    ),
    fixed(
        "action.states",
        "Which actions are possible in which state.",
        "inferred",
        (DRAFTS, ERRORS),
        "a draft can be published, an enabled flow disabled, a disabled one enabled; all else is 1422-400",
    ),
)
