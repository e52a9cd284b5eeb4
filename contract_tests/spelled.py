"""The spellings of mapping sets: any that clients use means the same, and reads show all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from .tutorial import JsonObject

CONTENT_TYPE = "application/vnd.adobe.xed-full+json;version=1"
ATTRIBUTES = ("ATTRIBUTE", "text/x.schema-path")
EXPRESSIONS = ("EXPRESSION", "text/x.aep-xl")
KINDS = {**dict.fromkeys(ATTRIBUTES, ATTRIBUTES), **dict.fromkeys(EXPRESSIONS, EXPRESSIONS)}
"""Both words for a kind of mapping, by either of them."""


@dataclass(frozen=True)
class Spelling:
    """How a body names what it says."""

    source: str
    destination: str
    kind: int
    """Which of the two words it uses; 2 leaves out that an attribute is one."""
    schema: str

    def mapping(self, kind: str, source: str, destination: str) -> JsonObject:
        """A mapping."""
        said = {} if self.kind == 2 and kind in ATTRIBUTES else {"sourceType": KINDS[kind][self.kind % 2]}
        return {**said, self.source: source, self.destination: destination}

    def target(self, schema: str) -> JsonObject:
        """The schema that a set maps to."""
        reference = {"id": schema, "contentType": CONTENT_TYPE}
        bodies: dict[str, JsonObject] = {
            "outputSchema": {"outputSchema": {"schemaRef": reference}},
            "schemaRef": {"schemaRef": reference},
            "xdmSchema": {"xdmSchema": schema, "xdmVersion": CONTENT_TYPE},
        }
        return bodies[self.schema]


PLAIN = Spelling("source", "destination", 0, "outputSchema")
spellings = st.builds(
    Spelling,
    st.sampled_from(["source", "sourceAttribute"]),
    st.sampled_from(["destination", "destinationXdmPath"]),
    st.integers(0, 2),
    st.sampled_from(["outputSchema", "schemaRef", "xdmSchema"]),
)


def normal(shown: JsonObject) -> tuple[Any, ...]:
    """A mapping as it is shown, whichever word it has for its kind; what is shown twice says the same."""
    assert shown["source"] == shown["sourceAttribute"]
    assert shown["destination"] == shown["destinationXdmPath"]
    return KINDS[shown["sourceType"]][0], shown["source"], shown["destination"]
