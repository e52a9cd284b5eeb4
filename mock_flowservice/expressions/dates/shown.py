"""How a refused text stands in a message: quoted, and cut when it is long."""

from reprlib import Repr

_CUT = Repr()
_CUT.maxstring = 80


def shown(text: str) -> str:
    """The text in quotes, its middle left out past 80 characters."""
    return _CUT.repr(text)
