"""A worker process that dies while it answers."""

import os
import signal
import struct
from multiprocessing.connection import Connection


def half_an_answer(blocks: Connection, made: Connection) -> None:
    """Announce more bytes than are sent, and be killed."""
    blocks.recv()
    blocks.recv()
    blocks.recv_bytes()
    os.write(made.fileno(), struct.pack("!i", 100) + b"half")
    os.kill(os.getpid(), signal.SIGKILL)
