"""Time in tests: it passes when a test says so."""


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self, moment: int = 2_000_000_000_000) -> None:
        self.moment = moment

    @property
    def seconds(self) -> int:
        """The present moment, in seconds since 1970."""
        return self.moment // 1000

    def now(self) -> int:
        """The present moment, in milliseconds since 1970."""
        return self.moment
