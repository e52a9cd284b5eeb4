"""The Mixpanel account that the tutorial connects to."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..wire import JsonObject


@dataclass(frozen=True)
class Account:
    """A service account of Mixpanel and the project it reads; made-up values, good enough for an emulator.

    Source: tutorial, "collect the credentials you need".
    """

    username: str = "tutorial.mp-service-account"
    password: str = field(default="not-a-real-password", repr=False)
    project_id: str = "2671127"
    timezone: str = "Pacific Standard Time"

    @property
    def params(self) -> JsonObject:
        """What a source connection and an exploration ask for."""
        return {"projectId": self.project_id, "timezone": self.timezone}
