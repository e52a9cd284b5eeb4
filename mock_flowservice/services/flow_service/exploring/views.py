"""What an explore call shows: entries of a folder or database, columns and rows of a file or table, or a hierarchy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ....call import Call
from ....connectors import (
    MIXPANEL,
    Entry,
    NotThere,
    Table,
    mixpanel_rows,
    mixpanel_schema,
    read_table,
    rest_rows,
    sample_files,
    table_entries,
)
from ....connectors.conditions import selected
from ....connectors.hierarchy import schema_of, shown
from ....errors import Explanation, ServiceError
from ....wire import JsonObject
from ..errors import NO_COLUMNS, OBJECT_UNKNOWN, PARAM_MISSING
from .encoded import decode
from .explorable import Explorable, known_params, required_params
from .files import determined_properties, given_properties, read
from .parameters import Parameters, missing, not_one_of
from .row_filters import check_row_filter

PREVIEW_ROWS = 10
"""Rows that a preview shows at most. Rule explore.preview_rows."""


@dataclass(frozen=True)
class View:
    """One look into a source."""

    call: Call
    spec: JsonObject
    source: Explorable
    parameters: Parameters
    preview: bool

    def rows(self, rows: Sequence[JsonObject]) -> JsonObject:
        """The rows of a preview, if one is asked for; rules explore.preview_rows and explore.nulls."""
        if not self.preview:
            return {}
        self.call.rests_on("explore.preview_rows")
        self.call.rests_on("explore.nulls")
        return {"data": [shown(row) for row in rows[:PREVIEW_ROWS]]}


def show_root(view: View) -> Any:
    """What the source holds at its top.

    Source: doc explore/cloud-storage.md, explore/tabular.md, create/databases/snowflake-streaming.md.
    """
    entries = table_entries() if view.source.type == "Tabular" else sample_files().entries("")
    if view.source.wraps_root:
        return {"items": [{"type": entry.type, "name": entry.name} for entry in entries]}
    return listing(entries)


def show_folder(view: View) -> Any:
    """What a folder holds. Source: doc help/sources/tutorials/api/explore/cloud-storage.md; rule explore.paths."""
    path = view.parameters.required("object")
    if not (path.startswith("/") and path.endswith("/")):
        view.call.rests_on("explore.paths")
    try:
        return listing(sample_files().entries(path))
    except NotThere:
        raise unknown(view.call, "folder", path) from None


def listing(entries: list[Entry]) -> list[JsonObject]:
    """Entries as they are answered."""
    return [entry.as_json() for entry in entries]


def show_file(view: View) -> JsonObject | list[JsonObject]:
    """Columns and rows of a file, and how it was read.

    Source: doc create/cloud-storage/data-landing-zone.md; rules explore.file_form and explore.file_properties.
    """
    path = view.parameters.required("object")
    determine = view.parameters.boolean("determineProperties")
    given = None if determine else given_properties(view.call, view.parameters, view.source)
    if not path.startswith("/"):
        view.call.rests_on("explore.paths")
    try:
        file = sample_files().file(path)
    except NotThere:
        raise unknown(view.call, "file", path) from None
    properties = given or determined_properties(view.call, view.parameters, path, file)
    shown = flat(view, path, read(view.call, path, file, properties))
    if view.call.published("explore.file_form"):
        return [{"name": column["name"], "type": column["type"]} for column in shown["schema"]["columns"]]
    return shown | {"properties": properties.as_json()}


def show_table(view: View) -> JsonObject:
    """Columns and rows of a table, those that meet the filters if there are any.

    Source: doc help/sources/tutorials/api/explore/tabular.md, filter.md.
    """
    name = view.parameters.required("object")
    encoded = view.parameters.text("filters")
    try:
        table = read_table(name)
    except NotThere:
        raise unknown(view.call, "table", name) from None
    if encoded is not None:
        row_filter = decode(view.call, "filters", encoded)
        table = selected(table, check_row_filter(view.call, view.spec, table.columns, row_filter))
    return flat(view, name, table)


def flat(view: View, object: str, table: Table) -> JsonObject:
    """A table as it is answered; raises ServiceError. Source: doc explore/tabular.md, sources-errors (1330-400)."""
    if not table.columns:
        raise NO_COLUMNS(Explanation("object", object, "an object that has columns"), object=object)
    columns = [column.as_json() for column in table.columns]
    return {"format": "flat", "schema": {"columns": columns}, **view.rows(table.rows)}


def show_rest(view: View) -> JsonObject:
    """The hierarchy of records behind REST. Source: tutorial; tutorials of Stripe, NetSuite; rule explore.hierarchy."""
    check_object(view)
    check_source_params(view)
    schema, rows = hierarchy(view.call, view.spec)
    return {"format": "hierarchical", "schema": schema, **view.rows(rows)}


def hierarchy(call: Call, spec: JsonObject) -> tuple[JsonObject, list[JsonObject]]:
    """The schema and the rows of a source behind REST."""
    if spec["id"] == MIXPANEL:
        return mixpanel_schema(), mixpanel_rows()
    call.rests_on("explore.hierarchy")
    rows = rest_rows(spec)
    return schema_of(rows), rows


def check_object(view: View) -> None:
    """Object and file type are those of a REST source. Source: tutorial; rule explore.object."""
    for name in ("object", "fileType"):
        value = view.parameters.text(name)
        if (value or "").lower() != "json" and view.call.published("explore.object"):
            raise missing(name) if value is None else not_one_of(name, value, "json")


def check_source_params(view: View) -> None:
    """sourceParams can be read and hold what the source requires; more than it knows does no harm.

    Source: tutorial; rules explore.source_params and explore.extra_keys.
    """
    text = view.parameters.get("sourceParams")
    params = decode(view.call, "sourceParams", text) if text is not None else {}
    if not params.keys() <= known_params(view.spec):
        view.call.rests_on("explore.extra_keys")
    lacking = [name for name in required_params(view.spec) if name not in params]
    if lacking and view.call.published("explore.source_params"):
        phrase = f"sourceParams lacks {', '.join(lacking)}"
        raise PARAM_MISSING(Explanation("sourceParams", sorted(params), ", ".join(lacking)), problems=phrase)


def unknown(call: Call, type: str, object: str) -> ServiceError:
    """The refusal of an object that the source has not got. Source: rule explore.unknown_object."""
    call.rests_on("explore.unknown_object")
    return OBJECT_UNKNOWN(Explanation("object", object, f"a {type} of the source"), type=type, object=object)


VIEWS: dict[str, Callable[[View], Any]] = {
    "root": show_root,
    "folder": show_folder,
    "file": show_file,
    "table": show_table,
    "rest": show_rest,
}
