"""Access tokens: issued with a signature, so that the emulator knows its own again without storing them."""

from dataclasses import dataclass
from functools import lru_cache

from itsdangerous import BadSignature, URLSafeSerializer

from .clock import Clock

LIFETIME = 86_399
"""How long a token lives, in seconds. Source: doc, authentication (24 hours less one second)."""


@dataclass(frozen=True)
class Grant:
    """What a token of ours says: for which client, and until when (milliseconds since 1970)."""

    client_id: str
    expires: int


class Tokens:
    """Issues bearer tokens and reads them back."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._clock = clock
        self._sign = URLSafeSerializer(secret, salt="ims")
        self.read = lru_cache(maxsize=1024)(self._read)
        """What a token says, or None if it is not one of ours."""

    def issue(self, client_id: str, scopes: str) -> str:
        """A new token for a client, good for LIFETIME seconds."""
        now = self._clock.now()
        claims = {
            "client_id": client_id,
            "scope": scopes,
            "created_at": now,
            "expires": now + LIFETIME * 1000,
        }
        return str(self._sign.dumps(claims))

    def _read(self, token: str) -> Grant | None:
        try:
            claims = self._sign.loads(token)
        except BadSignature:
            return None
        return Grant(claims["client_id"], claims["expires"])
