"""The one place where the suite meets the emulator: to have one in this process, and nothing else of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from mock_flowservice.intercept import intercepted


@contextmanager
def emulator_in_process() -> Iterator[None]:
    """While the context lasts, what is sent to the platform's hosts is answered by a new emulator in this process.

    Servers on this machine can be asked meanwhile: the suite may be part of a session with other tests in it.
    """
    with intercepted() as mock:
        mock.add_passthru("http://127.0.0.1")
        yield
