"""The query of an explore call: names without regard to case and underscores, values as they are allowed."""

from __future__ import annotations

from dataclasses import dataclass

from ....call import Call
from ....errors import Explanation, ServiceError
from ..errors import FIELD_INVALID, PARAM_MISSING, PARAMETER_EMPTY, QUERY_EMPTY

KNOWN = (
    *("objectType", "object", "fileType", "preview", "sourceParams", "filters"),
    *("columnDelimiter", "compressionType", "encoding", "determineProperties"),
)
OF_THE_OBJECT = ("object", "fileType")
"""Parameters of which a code of their own says that they are empty. Source: doc sources-errors (1337-400)."""


def folded(name: str) -> str:
    """A name of a parameter as it is compared. Source: spec (FileType), tutorial (fileType), aepp (FILE_TYPE)."""
    return name.replace("_", "").lower()


@dataclass(frozen=True)
class Parameters:
    """What an explore call asks for."""

    given: dict[str, str]
    """By folded name."""

    def get(self, name: str) -> str | None:
        """A value, None if the parameter is absent."""
        return self.given.get(folded(name))

    def text(self, name: str) -> str | None:
        """A value that is not empty, None if the parameter is absent; raises ServiceError."""
        value = self.get(name)
        if value == "":
            kind = PARAMETER_EMPTY if name in OF_THE_OBJECT else QUERY_EMPTY
            raise kind(Explanation(name, "", "a value"), name=name)
        return value

    def required(self, name: str) -> str:
        """A value that must be there; raises ServiceError."""
        value = self.text(name)
        if value is None:
            raise missing(name)
        return value

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """One of these values, in letters of any case, None if the parameter is absent; raises ServiceError."""
        value = self.text(name)
        if value is None:
            return None
        found = next((each for each in allowed if each.lower() == value.lower()), None)
        if found is None:
            raise not_one_of(name, value, ", ".join(allowed))
        return found

    def boolean(self, name: str) -> bool:
        """A boolean, false if the parameter is absent; raises ServiceError."""
        value = self.get(name)
        if value is None:
            return False
        if value.lower() not in ("true", "false"):
            raise not_one_of(name, value, "true, false")
        return value.lower() == "true"


def read_parameters(call: Call) -> Parameters:
    """The query parameters of a call; those that no explore call knows mean nothing: rule explore.extra_parameters."""
    given = {folded(name): call.query.get(name) or "" for name in call.query}
    if not given.keys() <= set(map(folded, KNOWN)):
        call.rests_on("explore.extra_parameters")
    return Parameters(given)


def missing(name: str) -> ServiceError:
    """The refusal of a call without a parameter."""
    return PARAM_MISSING(Explanation(name, expected="a value"), problems=f"the query parameter {name} is missing")


def not_one_of(name: str, value: str, allowed: str) -> ServiceError:
    """The refusal of a parameter's value."""
    return FIELD_INVALID(Explanation(name, value, allowed), problems=f"{name} is {value!r}, not one of {allowed}")
