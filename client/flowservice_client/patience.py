"""When a request is repeated, and how long the client waits before it does.

Repeated are GET and HEAD, on 429, 502, 503 and 504 and on a broken connection, after 0, 1, 2, 4... seconds or
whatever Retry-After asks for. Not on 500: what the service could not do now it could not do a second later.

Not repeated are POST (a lost answer would leave a twin behind), PATCH (a lost answer would come back as a
false StaleEtag), PUT (Data Prep makes a new version of each) and DELETE (a lost answer would come back as a
false NotFound). Only a connection that never stood is tried again for every method: nothing was sent yet.
"""

from __future__ import annotations

from typing import Any

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import InvalidHeader, MaxRetryError
from urllib3.util import Retry

REPEATABLE = frozenset({"GET", "HEAD"})
PASSING = frozenset({429, 502, 503, 504})
LONGEST_WAIT = 60.0
BACKOFF = 0.5


class Patience(Retry):
    """urllib3's Retry, but an answer that asks for more than LONGEST_WAIT seconds is handed back at once."""

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        """The seconds asked for; a header that nobody can read counts as none."""
        try:
            return super().get_retry_after(response)
        except InvalidHeader:
            return None

    def increment(self, *args: Any, **kwargs: Any) -> Patience:
        """Count one try; gives up early where the wait would be too long."""
        response = kwargs.get("response")
        if response is not None and (self.get_retry_after(response) or 0) > LONGEST_WAIT:
            pool: Any = kwargs.get("_pool")
            raise MaxRetryError(pool, None)
        return super().increment(*args, **kwargs)


def patience(retries: int) -> Patience:
    """So many repeats, and the last answer handed back when they are used up."""
    return Patience(
        total=retries,
        backoff_factor=BACKOFF,
        status_forcelist=PASSING,
        allowed_methods=REPEATABLE,
        redirect=False,
        raise_on_status=False,
    )
