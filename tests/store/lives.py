"""A process that writes to a store through the emulator as fast as it can, and says what was acknowledged."""

from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from threading import Lock, Thread

from mock_flowservice import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.settings import Settings
from tests import bodies
from tests.flow_service.in_process import Platform

ORG = "0123456789ABCDEF01234567@AdobeOrg"
WRITERS = 3
CHANGES = 3
"""How often each connection is patched, before every other one is deleted."""

Report = Callable[[str, str, int], None]


def live(url: str, pipe: Connection) -> None:
    """Write until the process is killed, and send what was acknowledged: id, etag and how much was done to it."""
    app, turn = create_app(Emulator(Settings(store=url))), Lock()

    def report(id: str, etag: str, done: int) -> None:
        with turn:
            pipe.send((id, etag, done))

    for _ in range(WRITERS):
        Thread(target=write, args=(Platform(app, x_gw_ims_org_id=ORG), report)).start()


def write(platform: Platform, report: Report) -> None:
    """Create connections, each named after how often it was changed, and delete every other one."""
    for number in count():
        ref = platform.create("connections", bodies.connection_body(name="0")).ref
        report(ref.id, ref.etag, 0)
        for change in range(1, CHANGES + 1):
            ref = platform.patch("connections", ref, bodies.step("replace", "/name", str(change))).ref
            report(ref.id, ref.etag, change)
        if number % 2:
            assert platform.delete("connections", ref.id).status == 204
            report(ref.id, "-", CHANGES + 1)
