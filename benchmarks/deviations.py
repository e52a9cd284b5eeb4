"""Emulators that differ from ours in one thing each: what `contract compare` has to find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

from contract_tests.contract import operation_at
from mock_flowservice import create_app
from mock_flowservice.rules import PUBLISHED, RULES

Json = Any


@dataclass
class Answer:
    """An answer that can be changed."""

    status: int
    headers: dict[str, str]
    body: Json


Change = Callable[[Answer], object]


@dataclass(frozen=True)
class Deviation:
    """One thing that is otherwise: some rules, or the answers of some operations."""

    name: str
    operations: tuple[str, ...] = ()
    statuses: tuple[int, ...] = (200, 201, 202, 204)
    change: Change = lambda answer: None
    rules: dict[str, str] = field(default_factory=dict)

    def app(self) -> Callable[..., Iterable[bytes]]:
        """An emulator that has it, as a WSGI application."""
        plain = create_app(rules=self.rules).wsgi_app
        return plain if self.rules else self._around(plain)

    def _around(self, plain: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
        def deviating(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            told: list[Any] = []
            content = b"".join(plain(environ, lambda *answer: told.extend(answer)))
            status, headers = int(told[0].split()[0]), dict(told[1])
            operation = operation_at(environ["REQUEST_METHOD"], environ["PATH_INFO"])
            if (operation in self.operations or not self.operations) and status in self.statuses:
                answer = Answer(status, headers, orjson.loads(content) if content else None)
                self.change(answer)
                content = b"" if answer.body is None else orjson.dumps(answer.body)
                status = answer.status
                headers = answer.headers | ({"Content-Length": str(len(content))} if content else {})
            start(f"{status} -", [*headers.items()])
            return [content]

        return deviating


def status(new: int) -> Change:
    """Another status."""
    return lambda answer: setattr(answer, "status", new)


def header(name: str, value: str | None) -> Change:
    """A header with another value, or none."""

    def change(answer: Answer) -> None:
        kept = {each: text for each, text in answer.headers.items() if each.lower() != name.lower()}
        answer.headers = kept | ({name: value} if value else {})

    return change


def at(path: str, change: Callable[[Json, Any], object]) -> Change:
    """Do something to the holder of what lies at a path, where it is there; `*` is every member of an array."""
    *way, last = path.split("/")

    def each(value: Json, steps: list[str]) -> None:
        if not steps:
            if isinstance(value, dict) and last in value:
                change(value, last)
        elif steps[0] == "*":
            for member in value if isinstance(value, list) else ():
                each(member, steps[1:])
        elif isinstance(value, dict) and steps[0] in value:
            each(value[steps[0]], steps[1:])

    return lambda answer: each(answer.body, way)


def without(path: str) -> Change:
    """A field is not there."""
    return at(path, lambda holder, name: holder.pop(name))


def turned(path: str, into: Callable[[Json], Json]) -> Change:
    """A field is something else."""
    return at(path, lambda holder, name: holder.__setitem__(name, into(holder[name])))


def beside(path: str, name: str, value: Json) -> Change:
    """There is one field more."""
    return at(path, lambda holder, _: holder.__setitem__(name, value))


def backwards(answer: Answer) -> None:
    """The array that is the answer, the other way round."""
    if isinstance(answer.body, list):
        answer.body = answer.body[::-1]


REFUSED = (400, 401, 403, 404, 405, 409, 412, 413, 415, 422)
ENTITIES = ("retrieveConnection", "retrieveSourceConnection", "retrieveTargetConnection", "retrieveFlow")
LISTS = ("listConnections", "getSourceConnections", "getTargetConnections", "listFlows")
ANSWERS = (
    Deviation("status: 200 for what was made", ("createConnection",), change=status(200)),
    Deviation("status: 200 for a made flow", ("createFlow",), change=status(200)),
    Deviation("status: 201 for a mapping set", ("createMappingSet",), change=status(201)),
    Deviation("status: 200 for a made schema", ("createSchema",), change=status(200)),
    Deviation("status: 200 for a made data set", ("createDataset",), change=status(200)),
    Deviation("status: 202 for a change", ("patchFlow", "patchConnection"), change=status(202)),
    Deviation("status: 409 for a stale etag", (), (412,), status(409)),
    Deviation("status: 422 for a bad flow", ("createFlow",), (400,), status(422)),
    Deviation("status: 410 for what is gone", ENTITIES, (404,), status(410)),
    Deviation("status: 401 without a token", (), (403,), status(401)),
    Deviation("status: 404 for a wrong method", (), (405,), status(404)),
    Deviation("status: 400 for a large body", (), (413,), status(400)),
    Deviation("header: problem+json", (), REFUSED, header("Content-Type", "application/problem+json")),
    Deviation("header: a charset", change=header("Content-Type", "application/json; charset=utf-8")),
    Deviation("header: no Location", change=header("Location", None)),
    Deviation("header: no Allow", (), (405,), header("Allow", None)),
    Deviation("field: no creation time", ENTITIES, change=without("items/*/createdAt")),
    Deviation("field: no etag in lists", LISTS, change=without("items/*/etag")),
    Deviation("field: no links", LISTS, change=without("_links")),
    Deviation("field: nothing inherited", ("retrieveFlow",), change=without("inheritedAttributes")),
    Deviation("field: no inherited attributes", ENTITIES, change=without("items/*/inheritedAttributes")),
    Deviation("field: no sandbox", ENTITIES, change=without("items/*/sandboxName")),
    Deviation("field: a mapping set without its maker", ("retrieveMappingSet",), change=without("createdBy")),
    Deviation("field: a schema without its other id", ("createSchema", "retrieveSchema"), change=without("meta:altId")),
    Deviation("field: no format of what is explored", ("getByConnectionId",), change=without("format")),
    Deviation("field: a flow without its schedule", ("retrieveFlow",), change=without("items/*/scheduleParams")),
    Deviation("field: runs without metrics", ("retrieveFlowRun", "listFlowRuns"), change=without("items/*/metrics")),
    Deviation("field: one more in a flow", ("retrieveFlow",), change=beside("items/*/id", "extra", True)),
    Deviation("field: one more in what is answered", ("createFlow",), change=beside("id", "state", "enabled")),
    Deviation("field: an empty list has no items", LISTS, change=lambda a: a.body.pop("items", 0) or a.body.clear()),
    Deviation("type: times as texts", ENTITIES, change=turned("items/*/createdAt", str)),
    Deviation("type: times in seconds", ENTITIES, change=turned("items/*/updatedAt", lambda time: time // 1000)),
    Deviation("type: a count as a text", LISTS, change=turned("count", str)),
    Deviation("type: a version as a text", ("retrieveMappingSet", "createMappingSet"), change=turned("version", str)),
    Deviation(
        "type: a data set instead of its list", ("createDataset",), change=lambda a: setattr(a, "body", a.body[0])
    ),
    Deviation("type: one item that is no array", ENTITIES, change=turned("items", lambda items: items[0])),
    Deviation("order: a list backwards", ("listFlows",), change=turned("items", lambda items: items[::-1])),
    Deviation("order: connections backwards", ("listConnections",), change=turned("items", lambda items: items[::-1])),
    Deviation("order: mappings backwards", ("retrieveMappingSet",), change=turned("mappings", lambda each: each[::-1])),
    Deviation("order: functions backwards", ("listMappingSetFunctions",), (200,), backwards),
    Deviation("order: rows backwards", ("previewMappingSet",), (200,), backwards),
    Deviation("order: specs backwards", ("listConnectionSpecs",), change=turned("items", lambda items: items[::-1])),
    Deviation("default: what is made is disabled", ENTITIES, change=turned("items/*/state", lambda _: "disabled")),
    Deviation(
        "default: another spec version", ENTITIES, change=turned("items/*/connectionSpec/version", lambda _: "2")
    ),
    Deviation(
        "default: versions begin at 1", ("createMappingSet",), change=turned("version", lambda version: version + 1)
    ),
    Deviation("error code: of a stale etag", (), (412,), turned("code", lambda _: "1400-412")),
    Deviation("error code: of what is not there", ENTITIES, (404,), turned("code", lambda _: "0-404")),
    Deviation("error code: of the gateway", (), (403,), turned("error_code", lambda _: "403000")),
    Deviation("error code: of a bad flow", ("createFlow",), (400,), turned("code", lambda _: "1-400")),
    Deviation("error code: none", ("createConnection",), (400,), without("code")),
    Deviation("error: no words", ("createConnection",), (400,), turned("errorMessage", lambda _: None)),
    Deviation("value: names in lower case", ENTITIES, change=turned("items/*/name", str.lower)),
    Deviation("value: etags without quotes", ENTITIES, change=turned("items/*/etag", lambda etag: etag.strip('"'))),
    Deviation("value: the id of another", ENTITIES, change=turned("items/*/id", lambda id: id[::-1])),
    Deviation("value: nobody's organisation", ENTITIES, change=turned("items/*/imsOrgId", lambda _: "x@AdobeOrg")),
    Deviation(
        "value: a mask of another length",
        ("retrieveConnection",),
        change=turned("items/*/auth/params/password", lambda _: "***"),
    ),
    Deviation("value: one page only", LISTS, change=turned("_links", lambda _: {})),
    Deviation("value: pages of another list", LISTS, change=turned("items", lambda items: items[:1])),
    Deviation(
        "value: an expression is always valid", ("validateExpression",), (200,), turned("error", lambda _: "none")
    ),
)
RULES_TURNED = tuple(
    Deviation(f"rule: {id}", rules={id: PUBLISHED}) for id, rule in RULES.items() if rule.published != rule.tutorial
)
"""Each disputed rule, read the other way."""
