"""From a store URL to a store."""

import re

from ..errors import UsageError
from .base import Store
from .memory import MemoryStore

DATABASES = ("sqlite://", "postgresql://", "postgresql+psycopg://")
FORMS = "memory://, sqlite:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE"


def open_store(url: str) -> Store:
    """The store that a URL names; raises UsageError for one that cannot be opened."""
    if url == "memory://":
        return MemoryStore()
    try:
        if not url.startswith(DATABASES):
            raise UsageError(f"a store is {FORMS}")
        from .engines import open_database

        return open_database(url)
    except UsageError as error:
        raise UsageError(f"cannot open the store {without_credentials(url)!r}: {error}") from None


def without_credentials(url: str) -> str:
    """A URL as it may be shown: neither who signs in, nor options, which can hold a password, too."""
    return re.sub(r"^([\w+]*://)?.*@", r"\1***@", url, flags=re.DOTALL).partition("?")[0]
