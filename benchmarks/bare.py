"""The measure: a bare Flask route that parses and answers JSON, on the same server as the emulator."""

import sys
from functools import partial

import orjson
from flask import Flask, Response, request
from granian.constants import Interfaces
from granian.server import Server

from mock_flowservice.server import LOGGING, THREADS

REF = {"id": "70383d02-2777-4be7-a309-9dd6eea1b46d", "etag": '"d64c8298-add4-4667-9a49-28195b2e2a84"'}


def create_app() -> Flask:
    """One route that does nothing but JSON."""
    app = Flask("bare", static_folder=None)

    @app.post("/data/foundation/flowservice/connections")
    def connections() -> Response:
        orjson.loads(request.get_data())
        return Response(orjson.dumps(REF), 201, content_type="application/json")

    return app


if __name__ == "__main__":
    server = Server(
        "bare",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        websockets=False,
        log_dictconfig=LOGGING,
    )
    server.serve(target_loader=partial(create_app), wrap_loader=False)
