"""Who is calling, and in which sandbox."""

from .rule import Rule

ROWS: tuple[Rule, ...] = (
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
        "ims.scope",
        "Which scopes a token may be asked for.",
        "inferred",
        ("aepp", "AdobeDocs/adobeio-auth#69"),
        "any",
        "only those of the platform's own credentials",
    ),
)
