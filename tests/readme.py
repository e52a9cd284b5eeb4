"""The parts of the README that are made from the code. `python -m tests.readme` writes them anew."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import mock_flowservice.app  # noqa: F401 - its import registers what is built
from mock_flowservice.call import BUILT
from mock_flowservice.contract import DOCUMENTS, operations, read_document
from mock_flowservice.expressions.functions.catalogue import catalogue
from mock_flowservice.rules import RULES, Rule

README = Path(__file__).parent.parent / "README.md"


def rules_tables() -> str:
    """Every rule with its values: those that a profile turns, then those that hold under each."""
    turned = [rule for rule in RULES.values() if rule.tutorial != rule.published]
    others = [rule for rule in RULES.values() if rule.tutorial == rule.published]
    tables = (
        table("rule", "what", "standing", "tutorial", "published", rows=map(_cells, turned)),
        f"<details><summary>{len(others)} more hold under both profiles</summary>",
        table("rule", "what", "standing", "what holds", rows=(_cells(rule)[:4] for rule in others)),
        "</details>",
    )
    return "\n\n".join(tables)


def table(*heads: str, rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; a cell may hold what Markdown gives a meaning to."""
    escaped = ([re.sub(r"([|*<])", r"\\\1", cell) for cell in row] for row in rows)
    lines = (heads, ["---"] * len(heads), *escaped)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(rule: Rule) -> tuple[str, ...]:
    return f"`{rule.id}`", rule.sentence, rule.standing, rule.tutorial, rule.published


def operations_table() -> str:
    """What is built of each API, and what is not."""
    return table("API", "under", "built", "answers 501", rows=map(_service_cells, DOCUMENTS))


def _service_cells(document: str) -> tuple[str, ...]:
    info = read_document(document)
    mine = [each.id for each in operations().values() if each.document == document]
    missing = [id for id in mine if id not in BUILT]
    built = f"{len(mine) - len(missing)} of {len(mine)}"
    not_built = ", ".join(f"`{id}`" for id in missing) or "none"
    return info["info"]["title"], f"`{info['servers'][0]['url']}`", built, not_built


def functions_table() -> str:
    """Every function of the mapping language."""
    rows = ((f"`{each['syntax']}`", each["category"], each["description"]) for each in catalogue())
    return table("function", "table", "what it gives", rows=rows)


PARTS: dict[str, Callable[[], str]] = {
    "operations": operations_table,
    "rules": rules_tables,
    "functions": functions_table,
}


def renewed(text: str) -> str:
    """The README with its generated parts made anew."""
    for name, make in PARTS.items():
        pattern = rf"(<!-- generated: {name} -->\n).*?(\n<!-- end -->)"
        made = make().replace("\\", r"\\")
        text, count = re.subn(pattern, rf"\g<1>{made}\g<2>", text, flags=re.DOTALL)
        assert count == 1, f"the README has no place for {name}"
    return text


if __name__ == "__main__":
    README.write_text(renewed(README.read_text()))
