"""Whether a schema declares what occurs in data."""

from typing import Any

from mock_flowservice.wire import JsonObject


def undeclared(value: Any, schema: JsonObject, path: str = "") -> list[str]:
    """The keys in a value, at any depth, that a schema does not declare."""
    if isinstance(value, list):
        return [key for each in value for key in undeclared(each, schema.get("items", {}), path + "[]")]
    if not isinstance(value, dict):
        return []
    known = schema.get("properties", {})
    missing = [f"{path}/{name}" for name in value if name not in known]
    inner = ((value[name], known[name], f"{path}/{name}") for name in value if name in known)
    return missing + [key for part in inner for key in undeclared(*part)]


def undeclared_in(shown: JsonObject) -> list[str]:
    """The keys in the rows of an exploration that its schema does not declare, be that of columns or hierarchical."""
    schema = shown["schema"]
    if shown["format"] == "flat":
        schema = {"properties": {column["name"]: column["xdm"] for column in schema["columns"]}}
    return undeclared(shown.get("data", []), {"items": schema})
