"""Which rules the code asks for, read from its text."""

import re
from pathlib import Path

import mock_flowservice

PACKAGE = Path(mock_flowservice.__file__).parent
ASKED = re.compile(r"""(?:published|rests_on)\(\s*["']([\w.]+)["']""")


def asked_in(folder: Path) -> set[str]:
    """The rules that the code in a folder asks for."""
    return {rule for file in folder.rglob("*.py") for rule in ASKED.findall(file.read_text("utf-8"))}
