"""The resources that Adobe gives every organisation: behaviours, classes and field groups, by `$id`."""

from functools import cache

from ..data_files import read_json
from ..wire import JsonObject


@cache
def standard_resources() -> dict[str, JsonObject]:
    """Every resource of the global container, by `$id`; shared, so not to be changed."""
    return {each["$id"]: each for each in read_json("xdm/global.json")}
