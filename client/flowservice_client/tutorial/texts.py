"""The words of the tutorial, in each language a JSON file of the same keys."""

from __future__ import annotations

from functools import reduce

from .json_files import read_json

LANGUAGES = ("en", "pt")


class Texts:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        self._texts = read_json(f"{language}.json")

    def __call__(self, *path: str, **values: object) -> str:
        """The text at a path such as `("steps", "token", "title")`, its placeholders filled."""
        found = reduce(lambda texts, key: texts[key], path, self._texts)
        return str(found).format(**values)
