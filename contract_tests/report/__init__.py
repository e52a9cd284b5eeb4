"""The report: what a run found, in a few lines of the terminal, as one page, or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from ..findings import Findings
from .terminal import tell

__all__ = ["tell", "write"]


def write(findings: Findings, path: Path) -> None:
    """Write what was found: JSON where the file's name says so, one page of HTML otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_json(findings) if path.suffix == ".json" else as_page(findings), "utf-8")


def as_json(findings: Findings) -> str:
    """The JSON."""
    return json.dumps(findings.told(), indent=1)


def as_page(findings: Findings) -> str:
    """The page, whose machinery nobody pays for who does not want it."""
    from .page import page

    return page(findings)
