"""The one source of identifiers: random, or repeatable when it is given a seed."""

import os
import random
import weakref


class Ids:
    """Makes identifiers in the forms that the services use.

    `getrandbits` is one call into C, so threads can share an instance; so can processes that come of a fork, unless
    there is a seed.
    """

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311 - identifiers, not secrets; repeatable on purpose
        if seed is None:
            made = weakref.ref(self._random)
            os.register_at_fork(after_in_child=lambda: seed_anew(made()))

    def hex(self, digits: int) -> str:
        """So many random lower-case hexadecimal digits."""
        return f"{self._random.getrandbits(digits * 4):0{digits}x}"

    def uuid(self) -> str:
        """A version 4 UUID, in lower case with dashes."""
        text = self.hex(32)
        variant = "89ab"[int(text[16], 16) & 3]
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"


def seed_anew(made: random.Random | None) -> None:
    """Give a process that comes of a fork other identifiers than those of the one that it comes from."""
    if made is not None:
        made.seed()
