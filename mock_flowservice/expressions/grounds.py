"""Which rules the value of an expression rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import nodes
from .functions import FUNCTIONS, METHODS


@dataclass(frozen=True)
class Ground:
    """What parts of these kinds rest on; only operators and functions that are `named`, where any are."""

    kinds: tuple[type[nodes.Part], ...]
    rule: str
    named: tuple[str, ...] = ()

    def holds(self, node: nodes.Node) -> bool:
        """Whether a part rests on this rule."""
        name = getattr(node, "operator", getattr(node, "name", None))
        return isinstance(node, self.kinds) and (not self.named or name in self.named)


GROUNDS = (
    Ground((nodes.Part,), rule="expression.language"),
    Ground((nodes.Part,), rule="expression.limits"),
    Ground((nodes.Field, nodes.Member, nodes.Index), rule="expression.fields"),
    Ground((nodes.Prefix, nodes.Binary, nodes.Logical, nodes.Conditional), rule="expression.operators"),
    Ground((nodes.Prefix, nodes.Binary, nodes.Logical, nodes.Conditional, nodes.Call), rule="expression.values"),
    Ground((nodes.Binary, nodes.Call), rule="expression.regexes", named=("=~", "!~", "explode")),
    Ground((nodes.Call,), rule="mapping.paths", named=("contains_key", "is_set")),
    Ground((nodes.Call, nodes.Method), rule="expression.calls"),
    Ground((nodes.Call,), rule="date.automatic", named=("date",)),
    Ground((nodes.Call,), rule="date.patterns", named=("date", "format", "dformat")),
    Ground((nodes.Call,), rule="date.zones", named=("date", "make_date_time", "make_timestamp", "zone_date_to_zone")),
    Ground((nodes.Call,), rule="date.text", named=("now", "date", "set_date_part", "zone_date_to_utc")),
    Ground((nodes.Call,), rule="date.text", named=("make_date_time", "make_timestamp", "zone_date_to_zone")),
    Ground((nodes.Call,), rule="date.precision", named=("date", "make_date_time", "make_timestamp")),
)


def grounds(tree: nodes.Node) -> Iterator[str]:
    """The rules that the value of an expression rests on; the same one may come several times."""
    for node in nodes.all_parts(tree):
        yield from (ground.rule for ground in GROUNDS if ground.holds(node))
        if isinstance(node, nodes.Call | nodes.Method):
            known = METHODS if isinstance(node, nodes.Method) else FUNCTIONS
            if rule := known[node.name].rule:
                yield rule
