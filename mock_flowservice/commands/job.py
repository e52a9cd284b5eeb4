"""What is done to each row, as it is told to every process that helps."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import UsageError
from ..expressions.compiler import compile_expression
from ..expressions.errors import ExpressionError
from ..mapping.mapping_set import MappingSet, MappingSetError, compile_mapping_set
from ..mapping.mappings import EXPRESSION, plain_mapping
from ..wire import JsonObject
from .inputs import unusable


@dataclass(frozen=True)
class Job:
    """A mapping set and the schema that it maps to; rows come from the file of that name."""

    mapping_set: JsonObject
    schema: JsonObject | None
    name: str

    def compiled(self, path: str = "the mapping set") -> MappingSet:
        """The mapping set, ready; raises UsageError that says a line for each of its problems."""
        try:
            return compile_mapping_set(self.mapping_set, self.schema)
        except MappingSetError as error:
            if error.problems[0][0] < 0:
                raise UsageError(error) from None
            problems = [self._told(position, phrase) for position, phrase in error.problems]
        raise unusable(path, problems)

    def _told(self, position: int, phrase: str) -> str:
        """A problem of a mapping; where it is one of an expression, that with a caret under the place."""
        mapping = plain_mapping(self.mapping_set["mappings"][position])
        if mapping["sourceType"] == EXPRESSION and mapping["source"]:
            try:
                compile_expression(mapping["source"])
            except ExpressionError as error:
                if error.phrase == phrase and error.place:
                    phrase = "\n  ".join([phrase, *error.place.caret().splitlines()])
        return f"mapping {position}: {phrase}"
