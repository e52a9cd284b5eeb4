"""The Mixpanel tutorial as a program: every step from the first token to the last deletion, told as it goes."""

from .account import Account
from .command import run
from .interruption import interruptible
from .texts import LANGUAGES

__all__ = ["LANGUAGES", "Account", "interruptible", "run"]
