"""The contract documents, and a case to try for each request example that they give."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft202012Validator, FormatChecker
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from .tutorial import JsonObject

FOLDER = Path(__file__).parents[1] / "fixtures" / "openapi"
"""Beside this package: in a checkout as in what is installed."""
METHODS = ("get", "post", "put", "patch", "delete")
NOT_BUILT = 501
UNPUBLISHED = frozenset(("aepp", "inferred"))
"""Sources that are none of Adobe's documents: an operation known from these alone may be answered or not."""


@dataclass(frozen=True)
class Case:
    """One request of the contract, with the ids of its examples."""

    document: str
    method: str
    path: str
    """Its variables are filled with their examples."""
    operation: JsonObject
    content_type: str | None = None
    body: Any = None
    label: str = ""

    def __str__(self) -> str:
        return f"{self.document} {self.operation_id} {self.label}".rstrip()

    @property
    def operation_id(self) -> str:
        """What the contract calls its operation."""
        return str(self.operation["operationId"])

    @property
    def is_published(self) -> bool:
        """Whether Adobe's documents have its operation."""
        return is_published(self.operation)

    @property
    def success(self) -> int:
        """The status that says that it worked; of several, the one that says most: 201 for what was made."""
        return max(int(status) for status in self.operation["responses"] if status.startswith("2"))

    @property
    def headers(self) -> dict[str, str]:
        """The headers that are its own: what it is, and in which view and form the answer is wanted."""
        found = parameters(self.document, self.operation, "header")
        named = {each["name"]: each["example"] for each in found if each["name"] == "Accept" or is_etag(each)}
        return {"Content-Type": self.content_type, **named} if self.content_type else named

    @property
    def required_query(self) -> dict[str, Any]:
        """The examples of the query parameters that must be there."""
        found = parameters(self.document, self.operation, "query")
        return {each["name"]: each["example"] for each in found if each.get("required")}

    def takes(self, body: Any) -> bool:
        """Whether a body has the shape that the contract demands."""
        content = self.operation["requestBody"]["content"][self.content_type]
        return checked_by(self.document, content["schema"]).is_valid(body)

    def reply_problems(self, status: int, content: bytes) -> list[str]:
        """What is wrong with a reply: a status or a body that the contract does not know."""
        documented = self.operation["responses"].get(str(status))
        if documented is None:
            return [f"status {status} is not documented"]
        expected = resolved(self.document, documented).get("content")
        if not expected:
            return [f"a body came where none is documented: {content!r}"] if content else []
        check = checked_by(self.document, expected["application/json"]["schema"])
        return [f"{each.json_path}: {each.message}" for each in check.iter_errors(json.loads(content))]


@cache
def names() -> tuple[str, ...]:
    """The names of all contract documents but the emulator's own, which is no part of Adobe's contract."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json") if path.stem != "emulator"))


@cache
def document(name: str) -> JsonObject:
    """One contract document."""
    found: JsonObject = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found


@cache
def cases() -> tuple[Case, ...]:
    """Every operation of every document: once, or once for each example of its body."""
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    for name in names():
        found = document(name)
        for path, item in found["paths"].items():
            for method in (each for each in METHODS if each in item):
                yield from cases_of(name, method.upper(), found["servers"][0]["url"] + path, item[method])


def cases_of(name: str, method: str, path: str, operation: JsonObject) -> Iterator[Case]:
    """The cases of one operation."""
    examples = {each["name"]: each["example"] for each in parameters(name, operation, "path")}
    path = re.sub(r"{(\w+)}", lambda variable: str(examples[variable[1]]), path)
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        yield Case(name, method, path, operation)
    for kind, media in content.items():
        named = {label: resolved(name, each)["value"] for label, each in media.get("examples", {}).items()}
        for label, body in named.items() or [("", media["example"])]:
            yield Case(name, method, path, operation, kind, body, f"{kind.partition('/')[2]} {label}".strip())


def is_published(operation: JsonObject) -> bool:
    """Whether Adobe's documents have an operation."""
    return not UNPUBLISHED.issuperset(operation["x-source"])


def parameters(name: str, operation: JsonObject, place: str) -> list[JsonObject]:
    """The parameters of an operation in one place: path, query or header."""
    found = [resolved(name, each) for each in operation.get("parameters", ())]
    return [each for each in found if each["in"] == place]


def is_etag(parameter: JsonObject) -> bool:
    """Whether a header is an If-Match that must be there."""
    return parameter["name"] == "If-Match" and bool(parameter.get("required"))


@cache
def routes() -> Map:
    """Where each operation lies."""
    found = Map(strict_slashes=False, merge_slashes=False)
    for name in names():
        for path, item in document(name)["paths"].items():
            for method in (each for each in METHODS if each in item):
                where = document(name)["servers"][0]["url"] + path
                for variable in parameters(name, item[method], "path"):
                    where = where.replace(f"{{{variable['name']}}}", converter(variable))
                found.add(Rule(where, endpoint=item[method]["operationId"], methods=[method.upper()]))
    return found


def converter(variable: JsonObject) -> str:
    """A variable of a path as routes write it; a greedy one may hold slashes."""
    return f"<path:{variable['name']}>" if variable.get("x-greedy") else f"<{variable['name']}>"


def operation_at(method: str, url: str) -> str | None:
    """The id of the operation that a request asks for, by its method and its path with or without a query."""
    try:
        found: str = routes().bind("").match(unquote(url.partition("?")[0]), method)[0]
    except HTTPException:
        return None
    return found


def resolved(name: str, node: JsonObject) -> JsonObject:
    """A part of a document, behind its references."""
    while "$ref" in node:
        target: Any = document(name)
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def checked_by(name: str, schema: JsonObject) -> Draft202012Validator:
    """A check of a schema whose references lead into its document."""
    whole = {**schema, "components": document(name)["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())
