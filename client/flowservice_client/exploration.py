"""Looking into a source: what it holds, and what can be chosen from it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

from .documents import Exploration
from .paging import after_more, items
from .resources import Collection, D
from .wire import JsonObject, query


class Explorable(Collection[D]):
    """A collection through which a source is explored."""

    def explore(
        self,
        id: str,
        *,
        object: str | None = None,
        object_type: str = "rest",
        file_type: str | None = None,
        preview: bool = True,
        source_params: JsonObject | None = None,
        filters: JsonObject | None = None,
        column_delimiter: str | None = None,
        compression_type: str | None = None,
        encoding: str | None = None,
        determine_properties: bool | None = None,
    ) -> Exploration:
        """What the source holds: schema and, with `preview`, some rows; or the entries of a root or folder.

        `object_type` is `root`, `folder`, `file`, `table` or `rest`; `object` a path or a table's name, for
        Mixpanel the word `json`, as is its `file_type`. `source_params` is what a REST source asks for, such as
        `projectId` and `timezone`; `filters` a PQL filter of a table's rows; both travel as base64 of their
        JSON. `file_type` (`delimited`, `json`, `parquet`), `compression_type` (such as `gzip`),
        `column_delimiter` (one character) and `encoding` (`UTF-8`, `ISO-8859-1`) say how to read a file;
        `determine_properties` leaves that to the service, and stands alone. Raises NotFound for an unknown id,
        and ApiError when the source cannot be explored so.

        Source: spec, GET /{collection}/{id}/explore; tutorial, "explore"; doc help/sources/tutorials/api/explore.
        """
        params = query(
            objectType=object_type,
            object=object,
            fileType=file_type,
            preview=preview,
            sourceParams=encoded(source_params),
            filters=encoded(filters),
            columnDelimiter=column_delimiter,
            compressionType=compression_type,
            encoding=encoding,
            determineProperties=determine_properties,
        )
        return Exploration(self._gateway.ask("GET", f"{self._at(id)}/explore", params=params))

    def configs(
        self,
        id: str,
        *,
        output_type: str | None = None,
        output_field: str | None = None,
        limit: int | None = None,
    ) -> Iterator[JsonObject]:
        """What can be chosen from, each page of `limit` (1 to 100) fetched when it is reached.

        Columns (`columnName`, `columnType`); with `output_type="activationDatasets"` and
        `output_field="datasets"` the data sets of Catalog that can be exported. NotFound for an unknown id.

        Source: spec, GET /{collection}/{id}/configs; destinations spec (query, `pageInfo`).
        """
        asked = query(outputType=output_type, outputField=output_field, limit=limit)
        return self._gateway.rows(f"{self._at(id)}/configs", asked, items("items"), after_more)


def encoded(given: JsonObject | None) -> str | None:
    """Base64 of the JSON without blanks, as the tutorial has it; None for None."""
    if given is None:
        return None
    return base64.b64encode(json.dumps(given, separators=(",", ":")).encode()).decode()
