"""How a command ends when somebody or something ends it: cleanly, and as other programs do."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ..errors import UsageError

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def ending_well() -> Iterator[None]:
    """Let a signal that ends programs unwind the block; a reader who went away ends it quietly.

    What the system refuses (no such file, disk full) is a UsageError. A signal that is ignored stays so.
    """
    taken = {number: former for number in SIGNALS if (former := signal.getsignal(number)) not in (signal.SIG_IGN, None)}
    for number in taken:
        signal.signal(number, leave)
    try:
        yield
    except BrokenPipeError:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
        leave(signal.SIGPIPE, None)  # The first process of a container has outlived it.
    except OSError as error:
        raise UsageError(": ".join(filter(None, (error.filename, error.strerror or str(error))))) from None
    finally:
        for number, former in taken.items():
            signal.signal(number, former)


def leave(number: int, _frame: FrameType | None) -> None:
    """End the program with the exit code of one that a signal has ended."""
    sys.exit(128 + number)
