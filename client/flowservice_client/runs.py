"""Runs of flows: started by hand, reported on by providers, tried again."""

from __future__ import annotations

from .documents import Ref, Run, document
from .gateway import Gateway, if_match
from .resources import Resource
from .wire import JsonObject


class Runs(Resource[Run]):
    """The runs of all flows; `property="flowId==..."` lists those of one."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway, "runs", Run)

    def create(self, body: JsonObject) -> Ref:
        """Run a flow whose frequency is `once`: `flowId` and `params`; the answer names the run.

        `params` has `startTime`, `windowStartTime` and `windowEndTime`, in seconds since 1970. ApiError when
        the flow cannot be run so.

        Source: spec, POST /runs; doc help/sources/tutorials/api/on-demand-ingestion.md.
        """
        return document(Ref, self._gateway.ask("POST", self._path, json=body))

    def update(self, id: str, body: JsonObject, *, etag: str | None) -> Run:
        """Put what a provider reports in place of what stands; StaleEtag when the etag is not current.

        The times in `metrics` are in milliseconds. The answer is the whole run with its new etag. With None no
        If-Match is sent, which the service refuses with 400; users may be refused altogether.

        Source: spec, PUT /runs/{id}; doc help/sources/errors/flow-service-errors.md.
        """
        return document(Run, self._gateway.ask("PUT", self._at(id), json=body, headers=if_match(etag)))

    def retrigger(self, id: str, *, etag: str | None = None) -> Ref:
        """Try again what failed or brought nothing; the answer names the new run.

        With an etag, StaleEtag when it is not current. ApiError for a run that cannot be tried again.

        Source: spec, POST /runs/{id}/action; doc help/sources/tutorials/api/retry-flows.
        """
        return self._act(id, "re-trigger", etag=etag)
