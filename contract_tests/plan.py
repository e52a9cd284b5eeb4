"""What a run of the suite was asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["in process", "live", "real", "recorded"]
LEDGER = "contract-ledger.jsonl"


@dataclass(frozen=True)
class Plan:
    """A run: what is tested, within which limits, and what is kept of it.

    `base_url` names a live target; `real` says that it is Adobe's service, or has to be treated like it; `recorded` is
    the folder of a recording to play from, `record` one to write. `max_calls` is the most HTTP requests, `rate` the
    most in a second; 0 means that there is no limit. `ledger` is where everything made is written down before it can
    be lost. `production` lets a production sandbox of a real organisation be used.
    """

    base_url: str = ""
    real: bool = False
    recorded: Path | None = None
    record: Path | None = None
    max_calls: int = 0
    rate: float = 0
    ledger: Path = Path(LEDGER)
    production: bool = False

    @property
    def kind(self) -> Kind:
        """Which kind of target it is."""
        if self.recorded:
            return "recorded"
        if self.real:
            return "real"
        return "live" if self.base_url or os.environ.get("FLOWSERVICE_BASE_URL") else "in process"
