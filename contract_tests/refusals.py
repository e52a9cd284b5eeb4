"""Every refusal that the contract documents and a caller can bring about, and a request that does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from .api import NOBODY, Api
from .contract import Case, cases, parameters
from .raw import Raw
from .readings import Readings
from .requests_of_contract import NEED_RUNS, WRITE_SPECS, real

MORE_THAN_A_BODY_HOLDS = b'"' + b"a" * 4 * 1024 * 1024 + b'"'
OF_THE_SERVICE = frozenset((500, 501, 503))
"""Failures of the service: no request of a caller's brings them about."""
BARRED = {"updateRun": "run.update", "createConnectionSpec": "spec.writer", "updateConnectionSpec": "spec.writer"}
"""Operations that are refused with 400, whatever was asked, under the published reading of a rule."""
BEFORE_THE_BODY = frozenset((401, 403, 413))
BEYOND: dict[tuple[str, int], str] = {
    ("deleteDataset", 404): "a data set that is not there is deleted, too: the documented status is 200",
}
"""What is documented and no request brings about, and why."""


@dataclass(frozen=True)
class Refusal:
    """A documented refusal of an operation."""

    case: Case
    status: int

    def __str__(self) -> str:
        return f"{self.case.document} {self.case.operation_id} {self.status}"

    @property
    def marks(self) -> Iterator[pytest.MarkDecorator]:
        """What it needs and rests on."""
        if self.case.operation_id in NEED_RUNS and (self.status == 412 or self.asks_of_something):
            yield pytest.mark.needs("lasting")
        if self.status == 400 and self.case.content_type is None:
            yield pytest.mark.rests_on("gateway.refusals")
        elif rules := RESTS_ON.get(self.status):
            yield pytest.mark.rests_on(*rules)
        if self.case.operation_id in BARRED:
            yield pytest.mark.rests_on(BARRED[self.case.operation_id])

    @property
    def asks_of_something(self) -> bool:
        """Whether its body is at fault, and would be sent to something that is there."""
        return self.status in (400, 415) and self.case.content_type is not None and names_something(self.case)

    def expected(self, rules: Readings) -> list[int]:
        """The statuses that may come, where documents disagree on which it is."""
        asked = [self.status]
        if self.status == 415:
            asked = rules.allowed("request.content_type", tutorial=400, published=415)
        if self.status == 422:
            asked = rules.allowed("spec.version", tutorial=self.case.success, published=422)
        if self.case.operation_id in BARRED and self.status not in BEFORE_THE_BODY:
            barred = rules.allowed(BARRED[self.case.operation_id], tutorial=asked, published=[400])
            return [status for each in barred for status in each]
        return asked

    def brought_about(self, api: Api, raw: Raw) -> requests.Response:
        """The answer to a request that must be refused with this status."""
        return WAYS[self.status](self.case, api, raw)


def refusals() -> list[Refusal]:
    """Every documented refusal of every operation that can be brought about."""
    once = {case.operation_id: case for case in cases()}
    return [
        Refusal(case, status)
        for case in once.values()
        for status in documented(case) - OF_THE_SERVICE
        if (case.operation_id, status) not in BEYOND and (status != 404 or names_something(case))
    ]


def documented(case: Case) -> set[int]:
    """The statuses of an operation that are not those of success."""
    return {int(status) for status in case.operation["responses"] if not status.startswith("2")}


def names_something(case: Case) -> bool:
    """Whether the path of an operation can name what is not there; else 404 is that of another path."""
    return bool(parameters(case.document, case.operation, "path"))


def sent(raw: Raw, case: Case, path: str, body: Any, **headers: str | None) -> requests.Response:
    """Send a case with other headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = {"data": body} if isinstance(body, bytes | str) else {"json": body}
    return raw(case.method, path, params=case.required_query, headers={**case.headers, **named}, **content)


def unreadable(case: Case, api: Api, raw: Raw) -> requests.Response:
    """A body that cannot be read; where none is taken, no organisation."""
    if case.content_type is None:
        return sent(raw, case, case.path, case.body, x_gw_ims_org_id=None)
    return sent(raw, case, of_something(case, api), b"{")


def of_another_type(case: Case, api: Api, raw: Raw) -> requests.Response:
    return sent(raw, case, of_something(case, api), b"<name/>", Content_Type="application/xml")


def of_something(case: Case, api: Api) -> str:
    """The path of a case, so that what it names is there."""
    if names_something(case) and case.operation_id not in WRITE_SPECS:
        return real(api, case)[0]
    return case.path


def of_nobody(case: Case, api: Api, raw: Raw) -> requests.Response:
    """The first thing that the path names is not there."""
    example = str(parameters(case.document, case.operation, "path")[0]["example"])
    return sent(raw, case, case.path.replace(example, NOBODY), case.body)


def of_a_version_that_is_not_there(case: Case, api: Api, raw: Raw) -> requests.Response:
    path, body = real(api, case)
    return sent(raw, case, path, body, Accept="application/vnd.adobe.xed+json; version=99")


def with_a_stale_etag(case: Case, api: Api, raw: Raw) -> requests.Response:
    path, body = real(api, case)
    return sent(raw, case, path, body, If_Match='"nobody-had-this"')


def without_the_version_of_its_spec(case: Case, api: Api, raw: Raw) -> requests.Response:
    path, body = real(api, case)
    return sent(raw, case, path, body | {"connectionSpec": {"id": body["connectionSpec"]["id"]}})


Way = Callable[[Case, Api, Raw], requests.Response]
WAYS: dict[int, Way] = {
    400: unreadable,
    401: lambda case, api, raw: sent(raw, case, case.path, case.body, Authorization="Basic nobody"),
    403: lambda case, api, raw: sent(raw, case, case.path, case.body, Authorization=None),
    404: of_nobody,
    406: of_a_version_that_is_not_there,
    412: with_a_stale_etag,
    413: lambda case, api, raw: sent(raw, case, case.path, MORE_THAN_A_BODY_HOLDS),
    415: of_another_type,
    422: without_the_version_of_its_spec,
}
"""How each status is brought about."""
RESTS_ON: dict[int, tuple[str, ...]] = {
    400: ("request.order", "request.refusals"),
    401: ("gateway.refusals",),
    403: ("gateway.refusals",),
    406: ("schema.versions",),
    413: ("request.limits",),
    415: ("request.content_type",),
    422: ("spec.version",),
}
"""The rules that say that it is this status."""
