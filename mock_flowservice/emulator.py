"""The one object that owns all state: store, clock, ids, and which rules are in force."""

from contextlib import suppress
from secrets import token_hex

from itsdangerous import URLSafeSerializer

from .clock import Clock, CountingClock, SystemClock
from .errors import UsageError
from .expressions.environment import Environment
from .ids import Ids
from .rules import PUBLISHED, RULES
from .scope import Key, Shelf, Tenant
from .settings import Settings
from .store.base import Conflict, Missing, Store, Unavailable
from .store.open import open_store
from .tokens import Tokens

SIGNING_KEY = Key(Shelf(Tenant("", ""), "emulator"), "signing-key")


class Emulator:
    """One emulated platform. Two of them live in one process without knowing of each other."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        store: Store | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings or Settings()
        seed = self.settings.seed
        self.store = store or open_unused(self.settings)
        self.clock = clock or (SystemClock() if seed is None else CountingClock())
        self.ids = Ids(seed)
        self.environment = Environment(self.clock, self.ids)
        profile, single = self.settings.profile, self.settings.rules
        self.rule_values = {rule: single.get(rule, profile) for rule in RULES}
        secret = self._signing_key()
        self.tokens = Tokens(secret, self.clock)
        self.page_tokens = URLSafeSerializer(secret, salt="continuation")

    def published(self, rule: str) -> bool:
        """Whether a rule is set to `published`."""
        return self.rule_values[rule] == PUBLISHED

    def _signing_key(self) -> str:
        """The secret behind tokens, kept in the store so that all processes on it agree; raises UsageError."""
        secret = token_hex(32) if self.settings.seed is None else self.ids.hex(64)
        try:
            with suppress(Conflict):
                self.store.put(SIGNING_KEY, {"secret": secret}, etag="", expected=None)
            return str(self.store.get(SIGNING_KEY).body["secret"])
        except Unavailable as error:
            self.store.close()
            raise UsageError(f"the store cannot be used: {error}") from None


def open_unused(settings: Settings) -> Store:
    """The store of these settings, and with a seed one that nobody has used, for ids would come twice.

    Raises UsageError.
    """
    store = open_store(settings.store)
    if settings.seed is not None and is_used(store):
        store.close()
        raise UsageError("the store has been used before, and the ids of a seed would come twice: take a new store")
    return store


def is_used(store: Store) -> bool:
    """Whether an emulator has been on this store."""
    try:
        store.get(SIGNING_KEY)
    except Missing:
        return False
    return True
