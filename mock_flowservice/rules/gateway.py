"""What every request meets: who is calling, in which sandbox, and how large it may be."""

from .rule import Rule, fixed

_TROUBLESHOOTING = "doc help/landing/troubleshooting.md"

ROWS: tuple[Rule, ...] = (
    fixed(
        "request.order",
        "What a request is checked for first; the first failure alone is reported.",
        "inferred",
        (_TROUBLESHOOTING,),
        "who is calling, the sandbox, the path; of a body whether it is there, its content type, its JSON, its fields, "
        "and then what it names",
    ),
    fixed(
        "request.limits",
        "How much a request may hold; nothing published says it.",
        "inferred",
        (_TROUBLESHOOTING,),
        "a body of 4 MiB and 64 levels; a JSON Patch of 1000 operations that copies 1 MiB; 50 fields in orderBy; "
        "100 fields in a form",
    ),
    fixed(
        "request.refusals",
        "How a request is refused for which no document shows a body.",
        "inferred",
        (_TROUBLESHOOTING,),
        "with the problem document shown for content types: 400 for the body, 404 for an unknown path, 405 for a "
        "method, 413 for a body too large, 500 for a failure of the emulator, 501 for what it has not built, 503 while "
        "its store cannot be used",
    ),
    Rule(
        "request.content_type",
        "What a body of another content type than JSON is answered with.",
        "conflicting",
        (_TROUBLESHOOTING, "doc help/sources/errors/sources-errors.md"),
        "400, and the problem document of the platform",
        "in Flow Service 415, code 1004-415",
    ),
    fixed(
        "request.slash",
        "Whether a path may end in a slash.",
        "conflicting",
        ("spec", "doc help/sources/tutorials/api/on-demand-ingestion.md"),
        "every path may, and means the same",
    ),
    fixed(
        "gateway.refusals",
        "Which error a header gets that says wrongly who is calling.",
        "conflicting",
        (_TROUBLESHOOTING, "doc help/sources/errors/flow-service-errors.md"),
        "the gateway's, never one of Flow Service's; its status is that with which its code begins",
    ),
    Rule(
        "gateway.code",
        "Whether the code of a refusal by the gateway is text or a number.",
        "conflicting",
        (_TROUBLESHOOTING, "destinations spec", "aepp"),
        "text",
        "a number",
    ),
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
    fixed(
        "sandbox.name",
        "How long the name of a sandbox may be.",
        "inferred",
        ("doc help/sandboxes/home.md",),
        "1 to 128 characters; all others name no sandbox",
    ),
    fixed(
        "sandbox.codes",
        "Which codes refusals have that are about sandboxes, but for those of Flow Service.",
        "inferred",
        ("doc help/observability/api/metrics.md", "doc help/sandboxes/api/sandboxes.md"),
        "GTWY-1001-400 for no sandbox, GTWY-1002-403 for one that is not there, GTWY-1003-403 for *, GTWY-1004-400 "
        "for x-sandbox-id; in the Sandbox API SMS-1001-404 and SMS-1002-400",
    ),
    fixed(
        "sandbox.list",
        "What the list of sandboxes shows.",
        "inferred",
        ("doc help/sandboxes/home.md", "doc help/sandboxes/api/sandboxes.md"),
        "prod and dev, both since 2024-01-01, then others in the order of creation; 20 to a page; modified means "
        "lastModifiedDate as created means createdDate",
    ),
    Rule(
        "ims.scope",
        "Which scopes a token may be asked for.",
        "inferred",
        ("aepp", "AdobeDocs/adobeio-auth#69"),
        "any",
        "only those of the platform's own credentials",
    ),
    fixed(
        "ims.refusals",
        "What IMS answers to credentials and bodies that it cannot use.",
        "inferred",
        ("RFC 6749", "what existing clients branch on"),
        "400: invalid_request for what is no form, invalid_client for a client or secret that the settings do not "
        "name; where they name none, all are known",
    ),
    fixed(
        "ims.older",
        "What the older path for tokens answers.",
        "inferred",
        ("Adobe's Postman collection",),
        "the same as the newer one; expires_in counts seconds",
    ),
)
