"""Identifiers."""

from hashlib import sha256
from uuid import UUID

from ..environment import Environment
from ..errors import ExpressionError
from ..values import shown
from .registry import function

_HALF = (1 << 63) - 1


@function("uuid", "guid", table="special")
def uuid(environment: Environment) -> str:
    """A random identifier, in lower case with dashes.

    Source: doc help/data-prep/functions.md.
    """
    return environment.ids.uuid()


@function("fpid_to_ecid", table="special", rule="expression.special")
def fpid_to_ecid(fpid: str) -> str:
    """An ECID of 38 digits, always the same for an FPID. It is not the one that Adobe gives.

    Source: doc help/data-prep/functions.md, which does not say how; the digits are inferred, out of a hash: rule
    expression.special.
    """
    try:
        canonical = str(UUID(fpid))
    except ValueError:
        canonical = None
    if canonical is None or canonical != fpid.lower():
        raise ExpressionError(f"{shown(fpid)} is no FPID, which is a UUID with dashes")
    digest = sha256(canonical.encode()).digest()
    halves = (int.from_bytes(digest[start : start + 8]) & _HALF for start in (0, 8))
    return "".join(f"{half:019d}" for half in halves)
