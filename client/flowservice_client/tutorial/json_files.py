"""The JSON files beside these modules: texts, fields, mappings."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from ..wire import Json


@cache
def read_json(name: str) -> Json:
    """What a file of this package says."""
    return json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
