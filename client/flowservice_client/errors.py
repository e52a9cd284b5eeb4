"""What this client raises.

    FlowServiceError
    ├── NotConfigured      a setting is missing or cannot be used; nothing was sent
    ├── NoAnswer           refused connection, time-out, broken transfer, retries used up
    └── ApiError           an answer that is not a success, or a success that cannot be read
        ├── Forbidden      403
        ├── NotFound       404
        ├── StaleEtag      412: someone changed it after it was read
        ├── RateLimited    429, also when the retries are used up
        └── ServerError    500 to 599, also when the retries are used up

Any other status (400, 401, 409, 422, a redirect) is a plain ApiError.
"""

from __future__ import annotations


class FlowServiceError(Exception):
    """The root: catch this to catch whatever the client raises about configuration, network or answers."""


class NotConfigured(FlowServiceError):
    """A setting is missing or cannot be used; `problems` has a phrase for each, and names no secret."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class NoAnswer(FlowServiceError):
    """The network gave no answer; unless it never connected, the request may have been carried out."""


class ApiError(FlowServiceError):
    """The service answered, and not as wished.

    `status` is the HTTP status; `code` the service's own code as a string (`403010`, `1404-412`,
    `XDM-1010-404`, `invalid_client`) or None; `detail` a sentence, never empty; `request_id` what support
    asks for, or None; `retry_after` the seconds the service asks to wait, or None.
    """

    def __init__(
        self,
        status: int,
        code: str | None,
        detail: str,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(status, code, detail, request_id, retry_after)
        self.status = status
        self.code = code
        self.detail = detail
        self.request_id = request_id
        self.retry_after = retry_after

    def __str__(self) -> str:
        head = f"{self.status} {self.code}" if self.code else str(self.status)
        tail = f" (request {self.request_id})" if self.request_id else ""
        return f"{head}: {self.detail}{tail}"


class Forbidden(ApiError):
    """403: no token, no such key, not entitled for this organisation, or not allowed in this sandbox."""


class NotFound(ApiError):
    """404: nothing with this id in this sandbox, or no such path."""


class StaleEtag(ApiError):
    """412: the etag is not the current one, and nothing was changed; read again and decide anew."""


class RateLimited(ApiError):
    """429: too many requests; `retry_after` says how many seconds to wait, where the service does."""


class ServerError(ApiError):
    """5xx: the service failed; whether the request was carried out is not known."""


BY_STATUS: dict[int, type[ApiError]] = {403: Forbidden, 404: NotFound, 412: StaleEtag, 429: RateLimited}


def error_class(status: int) -> type[ApiError]:
    """The class an answer with this status is raised as."""
    return ServerError if 500 <= status <= 599 else BY_STATUS.get(status, ApiError)
