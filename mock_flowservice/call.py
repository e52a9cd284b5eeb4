"""What an operation gets and what it gives: a Call in, a Reply out, and no word of Flask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from uuid import NAMESPACE_URL, uuid5

from werkzeug.datastructures import ImmutableMultiDict

from .scope import Key, Shelf, Tenant

if TYPE_CHECKING:
    from .contract import Operation
    from .emulator import Emulator
    from .tokens import Grant


class Query(Protocol):
    """The query parameters, each of which may be given more than once."""

    def get(self, key: str, /) -> str | None:
        """The first value of a parameter, None if it is absent."""

    def getlist(self, key: str, /) -> list[str]:
        """All values of a parameter, in their order."""

    def __iter__(self) -> Iterator[str]:
        """The names given."""


NO_QUERY: Query = ImmutableMultiDict()
"""Most requests have none, and parsing nothing takes its time, too."""


class Headers(Protocol):
    """The request's headers; names are compared without regard to case."""

    def get(self, key: str, /) -> str | None:
        """The value of a header, None if it is absent."""


class Request(Protocol):
    """What is known of a request before anybody has looked at it."""

    method: str
    path: str
    query_string: bytes

    @property
    def host_url(self) -> str:
        """Scheme, host and port that the caller used, and a slash."""

    @property
    def args(self) -> Query:
        """The query parameters."""

    @property
    def headers(self) -> Headers:
        """The headers."""

    @property
    def content_length(self) -> int | None:
        """How many bytes of body were announced, None if that was not said."""

    def get_data(self) -> bytes:
        """The body; raises an HTTP exception when it is too large."""


@lru_cache(maxsize=1024)
def sandbox_id(tenant: Tenant) -> str:
    """The id of a sandbox, made from the organisation and the name."""
    return str(uuid5(NAMESPACE_URL, "/".join(tenant)))


@dataclass
class Reply:
    """What an operation answers; `body` None means that nothing is sent."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Call:
    """One request, as an operation sees it."""

    emulator: Emulator
    request: Request
    operation: Operation | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    """The variables of the path, by the names of the contract."""
    tenant: Tenant = Tenant("", "")
    client_id: str = ""
    grant: Grant | None = None
    """What the token says, if this emulator issued it."""
    raw: bytes = b""
    """The body as it came."""
    read_body: Callable[[Call], Any] = field(default=lambda call: None)
    rules: set[str] = field(default_factory=set)
    """The rules that the answer rests on."""
    known: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What has been looked up for this call, by kind and id, where it cannot change while the call lasts."""

    def __post_init__(self) -> None:
        self.now: int = self.emulator.clock.now()
        """When this call happens, in milliseconds since 1970: one moment for all that it does."""
        self.request_id: str = self.headers.get("x-request-id") or self.emulator.ids.uuid()
        """The caller's `x-request-id`, or one made for this call."""

    @property
    def headers(self) -> Headers:
        """The headers."""
        return self.request.headers

    @property
    def query(self) -> Query:
        """The query parameters."""
        return self.request.args if self.request.query_string else NO_QUERY

    @cached_property
    def body(self) -> Any:
        """The JSON body, read and checked against the contract when it is first asked for; raises ServiceError."""
        return self.read_body(self)

    @property
    def origin(self) -> str:
        """Scheme, host and port that the caller used, for links."""
        return self.request.host_url.rstrip("/")

    @property
    def user(self) -> str:
        """The technical account behind the api key."""
        return f"{self.client_id}@techacct.adobe.com"

    @property
    def sandbox_id(self) -> str:
        """The id of the sandbox: always the same for the same organisation and name."""
        return sandbox_id(self.tenant)

    def published(self, rule: str) -> bool:
        """Whether a rule is set to `published`; asking says that the answer rests on it (`x-mock-rule`)."""
        self.rules.add(rule)
        return self.emulator.published(rule)

    def rests_on(self, rule: str) -> None:
        """Say that the answer rests on a rule that no profile turns (`x-mock-rule`)."""
        self.rules.add(rule)

    def key(self, kind: str, id: str) -> Key:
        """The place of a document of this tenant."""
        return Key(self.shelf(kind), id)

    def shelf(self, kind: str) -> Shelf:
        """The place of all documents of a kind of this tenant."""
        return Shelf(self.tenant, kind)


Handler = Callable[[Call], Reply]
BUILT: dict[str, Handler] = {}
"""The operations that are built, by operationId; filled while the service modules are imported."""


def operation(operation_id: str) -> Callable[[Handler], Handler]:
    """Register the function that performs an operation of the contract."""

    def register(handler: Handler) -> Handler:
        BUILT[operation_id] = handler
        return handler

    return register
