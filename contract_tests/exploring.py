"""Looking into a source: what it is asked, what its answers have in common, and filters of rows."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from .raw import Raw, refused
from .tutorial import FLOW_SERVICE, SOURCE_PARAMS, JsonObject

REST = {"objectType": "rest", "object": "json", "fileType": "json", "sourceParams": SOURCE_PARAMS}
TYPES: dict[str, Any] = {"string": str, "integer": int, "double": (int, float), "boolean": bool}


class Source:
    """Something to look into."""

    def __init__(self, raw: Raw, path: str) -> None:
        self._raw, self.path = raw, f"{FLOW_SERVICE}/{path}/explore"

    def ask(self, **query: Any) -> Any:
        return self._raw("GET", self.path, params=query)

    def show(self, **query: Any) -> Any:
        """What it shows."""
        reply = self.ask(**query)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def refuse(self, **query: Any) -> None:
        """It shows nothing, and says why."""
        reply = self.ask(**query)
        refused(reply)

    def entries(self, folder: str = "") -> Iterator[JsonObject]:
        """All that lies in it, at any depth."""
        shown = self.show(objectType="folder", object=folder) if folder else self.show(objectType="root")
        assert isinstance(shown, list)
        for entry in shown:
            yield entry
            if entry["type"] == "folder":
                yield from self.entries(entry["path"])


def undeclared(value: Any, schema: JsonObject) -> Iterator[str]:
    """The keys of a value, at any depth, that a schema does not name."""
    if isinstance(value, dict):
        known = schema.get("properties", {})
        yield from value.keys() - known.keys()
        for name in value.keys() & known.keys():
            yield from undeclared(value[name], known[name])
    elif isinstance(value, list):
        for each in value:
            yield from undeclared(each, schema.get("items", {}))


def rows_of(shown: JsonObject) -> list[JsonObject]:
    """The rows of a flat answer; every column of theirs is declared, with the type that it says."""
    assert shown["format"] == "flat"
    columns = {each["name"]: each for each in shown["schema"]["columns"]}
    for row in shown["data"]:
        assert row.keys() <= columns.keys()
        for name, value in row.items():
            assert isinstance(value, TYPES.get(columns[name]["type"], object)), (name, value)
    rows: list[JsonObject] = shown["data"]
    return rows


def lookup(name: str, field: str, *values: Any) -> JsonObject:
    """The node of a filter that applies a function to a field, and to a value unless it takes none."""
    literals = [{"nodeType": "literal", "value": value} for value in values]
    return applied(name, {"nodeType": "fieldLookup", "fieldName": field}, *literals)


def applied(name: str, *params: JsonObject) -> JsonObject:
    """The node of a filter that applies a function to other nodes."""
    return {"nodeType": "fnApply", "fnName": name, "params": [*params]}


def pql(node: JsonObject) -> str:
    """A filter of a table's rows, as it travels."""
    text = json.dumps({"type": "PQL", "format": "pql/json", "value": node})
    return base64.b64encode(text.encode()).decode()
