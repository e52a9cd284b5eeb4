"""How long a filtered, sorted page of flows takes, over few flows and over many, in the emulator in this process."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from flask import Flask

from mock_flowservice import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.scope import Key, Shelf, Tenant
from mock_flowservice.settings import Settings

FEW, MANY = 1_000, 100_000
PAGES = 200
BASE = "/data/foundation/flowservice"
QUERY = {"property": "state==enabled", "orderby": "-name", "limit": "20"}
MIXPANEL = {"id": "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb", "version": "1.0"}
DATA_LAKE = {"id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c", "version": "1.0"}
FLOW_SPEC = {"id": "6499120c-0b15-42dc-936e-847ea3c24d72", "version": "1.0"}


def page_times(stores: dict[int, str], headers: dict[str, str]) -> dict[int, float]:
    """Median seconds of a page, by the number of flows, each in the empty store of a URL; the pages take turns."""
    asks = {count: filled(url, headers, count) for count, url in stores.items()}
    times: dict[int, list[float]] = {count: [] for count in asks}
    for _ in range(PAGES):
        for count, ask in asks.items():
            start = time.perf_counter()
            ask()
            times[count].append(time.perf_counter() - start)
    return {count: statistics.median(each) for count, each in times.items()}


def filled(url: str, headers: dict[str, str], count: int) -> Callable[[], None]:
    """Asks for a page of an emulator that has got so many flows; the first one, which makes the index, is asked for."""
    emulator = Emulator(Settings(store=url))
    app = create_app(emulator)
    flow = given_flow(app, headers)
    shelf = Shelf(Tenant(headers["x-gw-ims-org-id"], headers["x-sandbox-name"]), "flows")
    with emulator.store.transaction():
        for number in range(count - 1):
            etag = f'"{emulator.ids.uuid()}"'
            state = "enabled" if number % 2 else "disabled"
            varied = {"id": emulator.ids.uuid(), "name": f"flow {number * 7919 % count}", "state": state}
            body = flow | varied | {"etag": etag, "version": etag, "createdAt": flow["createdAt"] + number}
            emulator.store.put(Key(shelf, varied["id"]), body, etag=etag, expected=None)
    client = app.test_client()

    def ask() -> None:
        reply = client.get(f"{BASE}/flows", headers=headers, query_string=QUERY)
        if reply.status_code != 200 or len(reply.json["items"]) != 20:
            raise RuntimeError(reply.text)

    ask()
    return ask


def given_flow(app: Flask, headers: dict[str, str]) -> dict[str, Any]:
    """A flow from Mixpanel into the data lake, as the emulator stores it."""
    client = app.test_client()

    def create(kind: str, body: dict[str, Any]) -> str:
        reply = client.post(f"{BASE}/{kind}", json=body, headers=headers)
        if reply.status_code != 201:
            raise RuntimeError(reply.text)
        return str(reply.json["id"])

    auth = {"specName": "Basic Authentication", "params": {"username": "someone", "password": "secret"}}
    base = create("connections", {"name": "an account", "connectionSpec": MIXPANEL, "auth": auth})
    data = {"name": "events", "connectionSpec": MIXPANEL, "baseConnectionId": base, "data": {"format": "json"}}
    source = create("sourceConnections", data | {"params": {"projectId": "1", "timezone": "UTC"}})
    params = {"dataSetId": "5ef4551c52e054191a61a99f"}
    lake = {"name": "a lake", "connectionSpec": DATA_LAKE, "data": {"format": "json"}, "params": params}
    target = create("targetConnections", lake)
    schedule = {"startTime": "4102444800", "frequency": "minute", "interval": 15}
    ends = {"sourceConnectionIds": [source], "targetConnectionIds": [target]}
    flow = create("flows", {"name": "a flow", "flowSpec": FLOW_SPEC, "scheduleParams": schedule} | ends)
    stored: dict[str, Any] = client.get(f"{BASE}/flows/{flow}", headers=headers).json["items"][0]
    return {name: value for name, value in stored.items() if name != "runs"}
