"""The Mixpanel tutorial as a program: every step from the first token to the last deletion, told as it goes."""

from .account import Account
from .command import run
from .texts import LANGUAGES
from .walk import interruptible

__all__ = ["LANGUAGES", "Account", "interruptible", "run"]
