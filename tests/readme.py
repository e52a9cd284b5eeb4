"""The parts of the README that are made from the code. `python -m tests.readme` writes them anew."""

import re
from collections.abc import Callable
from pathlib import Path

import mock_flowservice.app  # noqa: F401 - its import registers what is built
from mock_flowservice.call import BUILT
from mock_flowservice.contract import DOCUMENTS, operations, read_document
from mock_flowservice.rules import RULES

README = Path(__file__).parent.parent / "README.md"


def rules_table() -> str:
    """Every rule with its values."""
    rows = [
        f"| `{rule.id}` | {rule.sentence} | {rule.standing} | {rule.tutorial} | {rule.published} |"
        for rule in RULES.values()
    ]
    return "\n".join(["| rule | what | standing | tutorial | published |", "| --- | --- | --- | --- | --- |", *rows])


def operations_table() -> str:
    """What is built of each API, and what is not."""
    rows = [_service_row(name) for name in DOCUMENTS]
    return "\n".join(["| API | under | built | answers 501 |", "| --- | --- | --- | --- |", *rows])


def _service_row(document: str) -> str:
    info = read_document(document)
    mine = [each.id for each in operations().values() if each.document == document]
    missing = [id for id in mine if id not in BUILT]
    built = f"{len(mine) - len(missing)} of {len(mine)}"
    not_built = ", ".join(f"`{id}`" for id in missing) or "none"
    return f"| {info['info']['title']} | `{info['servers'][0]['url']}` | {built} | {not_built} |"


PARTS: dict[str, Callable[[], str]] = {"operations": operations_table, "rules": rules_table}


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
